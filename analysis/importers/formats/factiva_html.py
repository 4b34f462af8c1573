"""Factiva as HTML, with field codes ('Full Article/Report plus Indexing') and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.importers.factiva_fields import accession_of, document_of_codes, document_of_lines, is_accession_line
from analysis.importers.markup import local_name, one_line, paragraphs, parse_html
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_ARTICLE = re.compile(r"class=[\"'](?:article )?[a-z]{2,6}Article[\"' ]")
_CLASS = re.compile(r"[a-z]{2,6}Article")
_HEADLINE = re.compile(r"[a-z]{2,6}Headline")
_ID = "article-"
_LINE_BREAKERS = frozenset(("div", "p", "table"))


def _recognizes(start: Start) -> bool:
    return _ARTICLE.search(start.text) is not None


def _read(source: Source) -> Iterator[Record]:
    found = [node for node in parse_html(source.text()).iter("div") if _has_class(node, _CLASS)]
    if not found:
        raise ValueError("no article of Factiva is in it")
    for article in found:
        codes = article.xpath(".//td[contains(concat(' ', @class, ' '), ' index ')]")
        yield document_of_codes(_values(codes)) if codes else _by_order(article)


def _values(codes: list[Element]) -> dict[str, list[str]]:
    """Return the paragraphs in the cell beside each code."""
    return {one_line(code): paragraphs(value) for code in codes if (value := code.getnext()) is not None}


def _by_order(article: Element) -> Document | Refused:
    """Read an article without codes: lines before and after the headline, then paragraphs, then its number."""
    before: list[str] = []
    after: list[str] = []
    body: list[str] = []
    headline, byline, accession = "", "", _accession_in_id(article)
    for node in article.iter("div", "p", "pre"):
        is_body = node.tag != "div"
        if any(local_name(child) in _LINE_BREAKERS for child in node):
            continue
        text = one_line(node)
        if not text or is_accession_line(text):
            accession = accession or accession_of(text)
        elif is_body:
            body += paragraphs(node)
        elif any(_has_class(child, _HEADLINE) for child in node.iter()):
            headline = headline or text
        elif _has_class(node, re.compile("author")):
            byline = text
        elif not body:
            (after if headline else before).append(text)
    return document_of_lines(before, headline, after, body, accession, byline)


def _accession_in_id(article: Element) -> str:
    ids = [node.get("id") or "" for node in (article, *article.iterancestors())]
    return next((name.removeprefix(_ID) for name in ids if name.startswith(_ID)), "")


def _has_class(node: Element, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(name) for name in (node.get("class") or "").split())


IMPORTER = Importer(
    "Factiva HTML", _recognizes, _read, fields=("headline", "body", "publication", "published", "identity"),
    needs=("lxml",),
)  # fmt: skip
