"""A page that a browser saved: HTML of any site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.importers.records import Importer, Record, Start
from analysis.importers.source import Source
from analysis.importers.web_pages import page_document

# Characters before the first element of a page, such as a comment of the browser, at most.
_BEFORE = 4_000
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def _recognizes(start: Start) -> bool:
    """Whether a page of HTML begins here; any importer of special pages goes before."""
    text = start.text.lstrip("\ufeff \t\r\n")
    return text.startswith("<") and _HTML.search(text[:_BEFORE]) is not None


def _read(source: Source) -> Iterator[Record]:
    yield page_document(source.read())


IMPORTER = Importer("saved web page", _recognizes, _read, is_general=True, needs=("lxml", "trafilatura"))
