"""Templates of pages: what all of them share is their head, their navigation, and how they are read."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import one_line

_PARTS = "page_parts.html"


@hides_content
class PageLink(NamedTuple):
    """A page in the navigation, with plain text."""

    label: str
    address: str
    current: bool = False


@hides_content
class PageTemplate(NamedTuple):
    """A compiled template, and the tags and classes that it writes."""

    compiled: Any
    written: str


@cache
def page_template(package: str, name: str) -> PageTemplate:
    """Return a template of a package, which may import page_parts.html.

    Parameters
    ----------
    package : str
    name : str
        Of a data file of the package.

    Returns
    -------
    PageTemplate
        What it is given is escaped, unless it is markup.
    """
    from jinja2 import DictLoader, Environment, StrictUndefined

    sources = {
        place: files(owner).joinpath(place).read_text("utf-8")
        for owner, place in ((__package__, _PARTS), (package, name))
    }
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, loader=DictLoader(sources)
    )
    environment.filters["one_line"] = one_line
    environment.filters["sha256"] = lambda text: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return PageTemplate(environment.get_template(name), "".join(sources.values()))
