"""Factiva as HTML, with field codes ('Full Article/Report plus Indexing') and without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.importers.factiva_fields import accession_of, document_of_codes, document_of_lines, is_accession_line
from analysis.importers.markup import Element, local_name, one_line, paragraphs, parse_html
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

# An article, and the element around it, whose name holds the accession number.
_ARTICLE = re.compile(
    r"(?:<div\b[^<>]*\bid=[\"']article-(?P<accession>\w+)[\"'][^<>]*>\s*)?"
    r"<div\b[^<>]*\bclass=[\"'](?:article )?[a-z]{2,4}Article[\"' ]"
)
_SIGN = re.compile(r"[a-z]{2,4}Headline|articleParagraph|class=[\"']index")
_CLASS = re.compile(r"[a-z]{2,4}Article")
_HEADLINE = re.compile(r"[a-z]{2,4}Headline")
_AUTHOR = re.compile("author")
_LINE_BREAKERS = frozenset(("div", "p", "table"))


def _recognizes(start: Start) -> bool:
    return _ARTICLE.search(start.text) is not None and _SIGN.search(start.text) is not None


def _read(source: Source) -> Iterator[Record]:
    text = source.text()
    found = list(_ARTICLE.finditer(text))
    if not found:
        raise ValueError("no article of Factiva is in it")
    # Each is parsed alone, so that tags that do not close harm no other.
    for this, end in zip(found, [*(following.start() for following in found[1:]), len(text)], strict=True):
        page = parse_html(text[this.start() : end])
        article = next((node for node in page.iter("div") if _has_class(node, _CLASS)), page)
        codes = article.xpath(".//td[contains(concat(' ', @class, ' '), ' index ')]")
        yield document_of_codes(_values(codes)) if codes else _by_order(article, this["accession"] or "")


def _values(codes: list[Element]) -> dict[str, list[str]]:
    """Return the paragraphs in the cell beside each code."""
    return {one_line(code): paragraphs(value) for code in codes if (value := code.getnext()) is not None}


def _by_order(article: Element, accession: str) -> Document | Refused:
    """Read an article without codes: lines before and after the headline, then paragraphs, then its number."""
    before: list[str] = []
    after: list[str] = []
    body: list[str] = []
    headline = byline = ""
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
        elif _has_class(node, _AUTHOR):
            byline = text
        elif not body:
            (after if headline else before).append(text)
    return document_of_lines(before, headline, after, body, accession, byline)


def _has_class(node: Element, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(name) for name in (node.get("class") or "").split())


IMPORTER = Importer(
    "Factiva HTML", _recognizes, _read, fields=("headline", "body", "publication", "published", "identity"),
    needs=("lxml",),
)  # fmt: skip
