"""Factiva as XML."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.importers.dates import find_date
from analysis.importers.factiva_fields import checked_document
from analysis.importers.markup import Element, local_name, one_line, paragraphs, parse_items
from analysis.importers.phrases import copyright_holder
from analysis.importers.records import Announced, Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

_FIELDS = {
    "headline": "headline",
    "publication": "sourcename",
    "publisher": "publishername",
    "credit": "credit",
    "byline": "byline",
    "dateline": "dateline",
    "section": "sectionname",
    "page": "pages",
    "edition": "edition",
    "correction": "correction",
    "language": "baselanguage",
}
_BODY = ("leadparagraph", "tailparagraphs")


def _recognizes(start: Start) -> bool:
    return "<ppsarticle" in start.text or "global.factiva.com/pps" in start.text


def _read(source: Source) -> Iterator[Record]:
    tree, fault = parse_items(source.read(), frozenset(("article",)))
    for node in tree.iter():
        if local_name(node) == "ppsarticleresultset" and (node.get("count") or "").isdigit():
            yield Announced(int(node.get("count")))
        elif local_name(node) == "article":
            yield _document(node)
    if fault:
        raise ValueError(fault)


def _document(article: Element) -> Document | Refused:
    parts = {local_name(child): child for child in article}
    body = [text for name in _BODY if name in parts for text in _texts(parts[name])]
    fields = {field: one_line(parts.get(name)) for field, name in _FIELDS.items()}
    return checked_document(
        body,
        one_line(parts.get("accessionno")),
        **fields | {
            "correction": fields["correction"] or one_line(parts.get("corrections")),
            "section": fields["section"] or one_line(parts.get("columnname")),
            "language": fields["language"].lower(),
            "publisher": fields["publisher"] or copyright_holder(one_line(parts.get("copyright"))),
            "published": find_date(one_line(parts.get("publicationdate"))).published,
            "words_stated": one_line(parts.get("wordcount")),
        },
    )  # fmt: skip


def _texts(part: Element) -> list[str]:
    """Return the paragraphs of a part of the text."""
    return [text for child in part for text in paragraphs(child)] or paragraphs(part)


IMPORTER = Importer(
    "Factiva XML", _recognizes, _read, fields=("headline", "body", "publication", "published", "identity"),
    needs=("lxml",),
)  # fmt: skip
