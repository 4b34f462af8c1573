"""Names of Read pages and of the places on them, which other pages link to."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from analysis.schema import label

if TYPE_CHECKING:
    import pandas as pd

# The page of the only event; of several events, the list of their pages.
READ_PAGE = "read.html"
# Of the pages of several events.
STYLE_SHEET = "read.css"
MOST_ARTICLES = 24  # that are side by side
_LONGEST = 40
_OTHER = re.compile(r"[^a-z0-9]+")


def read_page_name(event: str) -> str:
    """Return the name of the file with the articles of one of several events.

    Parameters
    ----------
    event : str
        Any text: only letters and digits of ASCII are taken over, and a checksum keeps names apart.

    Examples
    --------
    >>> read_page_name("../Bridge 2025")
    'read-bridge-2025-49c0f5ea.html'
    """
    checksum = hashlib.sha256(event.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"read-{'-'.join(filter(None, [_plain(event), checksum]))}.html"


def links_to_facts(statements: pd.DataFrame) -> bool:
    """Return whether a Read page has a place for each fact of an event: there is text, and not too many articles."""
    has_text = bool((statements["text"].fillna("") != "").any())
    return has_text and statements["article_id"].nunique() <= MOST_ARTICLES


def fact_place(fact: int) -> str:
    """Return the address of a fact on its Read page."""
    return f"#fact-{fact}"


def figure_place(group: int) -> str:
    """Return the address of a figure that differs on its Read page."""
    return f"#figure-{group}"


def _plain(text: str) -> str:
    return _OTHER.sub("-", label(text[:_LONGEST]).lower()).strip("-")
