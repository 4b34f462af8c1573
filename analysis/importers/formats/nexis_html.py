"""LexisNexis before 2019: articles as a web page, each after an anchor such as DOC_ID_0_1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.importers.markup import paragraphs_with_lines, parse_html
from analysis.importers.nexis_layouts import (
    MARKER,
    Paragraph,
    announced_by,
    articles_of_today,
    old_article,
    size_of_masthead,
)
from analysis.importers.records import Announced, Importer, Record, Start
from analysis.importers.source import Source

_ANCHOR = re.compile(r"<a\s+name=[\"']?DOC_ID_[0-9_]+[\"']?\s*>(?:\s*</a>)?", re.IGNORECASE)
_HELD = re.compile(r"<meta\s+topic=[^>]*\bdocuments=[\"']?(?P<number>[0-9]{1,7})", re.IGNORECASE)
_CELL = re.compile(r"(?:</p>\s*)?</t[dh]>\s*<t[dh][^>]*>(?:\s*<p[^>]*>)?", re.IGNORECASE)
_TODAY = re.compile(r">\s*End of Document\s*<")


def _read(source: Source) -> Iterator[Record]:
    text = source.text()
    anchors = list(_ANCHOR.finditer(text))
    if not anchors:
        paragraphs = [Paragraph(block) for block in paragraphs_with_lines(parse_html(text))]
        yield from articles_of_today(paragraphs, "a web page")
        return
    ends = [*(anchor.start() for anchor in anchors[1:]), len(text)]
    articles = [_blocks(text[anchor.end() : end]) for anchor, end in zip(anchors, ends, strict=True)]
    if announced := _announced(text, articles):
        yield Announced(announced)
    for at, blocks in enumerate(articles):
        told = [block for block in blocks if not MARKER.fullmatch(block)]
        size = size_of_masthead(told)
        yield old_article(told[:size], told[size:], f"document {at + 1}")


def _blocks(markup: str) -> Sequence[str]:
    """Return the paragraphs of an article with their line breaks; a row of a table is one."""
    return paragraphs_with_lines(parse_html(f"<body>{_CELL.sub(' ', markup)}"))


def _announced(text: str, articles: Sequence[Sequence[str]]) -> int:
    """Return how many articles the file says it holds: in its head, else in the lines '1 of 10 DOCUMENTS'."""
    held = [int(found["number"]) for found in _HELD.finditer(text)]
    markers = [found for blocks in articles for block in blocks[:1] if (found := MARKER.fullmatch(block))]
    return sum(held) or announced_by(markers)


def _recognizes(start: Start) -> bool:
    """Whether there is an anchor of LexisNexis, or the end of an article of Nexis, in markup."""
    is_markup = start.text.lstrip("\ufeff \r\n").startswith("<")
    return is_markup and bool(_ANCHOR.search(start.text) or _TODAY.search(start.text))


IMPORTER = Importer(
    "LexisNexis, web page (.html)",
    _recognizes,
    _read,
    fields=("headline", "body", "publication", "published", "words_stated"),
    needs=("lxml",),
)
