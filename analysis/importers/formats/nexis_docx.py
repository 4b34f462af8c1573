"""Nexis Uni, Lexis+ and Lexis Advance: articles as a Word document, with or without a cover."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from analysis.importers.archives import opened_archive, read_member
from analysis.importers.markup import Element, parse_xml
from analysis.importers.nexis_layouts import Paragraph, articles_of_today, identity_in
from analysis.importers.records import Importer, Record, Start
from analysis.importers.source import Source

_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARAGRAPH, _RUN, _TEXT, _SECTION, _LINK, _INSTRUCTION = (
    _WORD + name for name in ("p", "r", "t", "sectPr", "hyperlink", "instrText")
)
_SIGNS = {_WORD + name: sign for name, sign in {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}.items()}
_READ = (_TEXT, *_SIGNS, _SECTION, _LINK, _INSTRUCTION)
# Lines and pictures; what stands in them is no text of the article.
_DRAWN = (_WORD + "drawing", _WORD + "pict", _WORD + "object")


def _read(source: Source) -> Iterator[Record]:
    with source.file() as path, opened_archive(path) as archive:
        data = read_member(archive, archive.getinfo(_DOCUMENT))
        relations = read_member(archive, archive.getinfo(_RELATIONS)) if _RELATIONS in archive.NameToInfo else b""
    paragraphs = list(_paragraphs(data, _identities(relations)))
    yield from articles_of_today(paragraphs, "a Word document")


def _identities(relations: bytes) -> Mapping[str, str]:
    """Return what addresses of Nexis identify, by the number of the relation; no address is followed."""
    if not relations:
        return {}
    targets = ((entry.get("Id", ""), entry.get("Target", "")) for entry in parse_xml(relations))
    return {number: identity for number, target in targets if (identity := identity_in(target))}


def _paragraphs(data: bytes, identities: Mapping[str, str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document; the end of a section counts as an empty one."""
    from lxml import etree

    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    events = etree.iterparse(io.BytesIO(data), events=("start", "end"), tag=(_PARAGRAPH, *_DRAWN), **safe)
    depth = 0
    try:
        for at, (event, element) in enumerate(events):
            if not at and element.getroottree().docinfo.doctype:
                raise ValueError("it declares XML entities, which are not read")
            if element.tag != _PARAGRAPH:
                depth += 1 if event == "start" else -1
            elif event == "end" and not depth:
                yield from _paragraph(element, identities)
            if event == "end":
                element.clear(keep_tail=False)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is a damaged Word document: {error.msg}") from None


def _paragraph(element: Element, identities: Mapping[str, str]) -> Iterator[Paragraph]:
    """Join the runs of a paragraph, as search terms are runs of their own."""
    pieces, identity, ends_section = [], "", False
    for node in element.iter(_READ):
        name = node.tag
        if name == _TEXT:
            pieces.append(node.text or "")
        elif name in _SIGNS:
            # A tab in the settings of a paragraph is a position, not a character.
            pieces.append(_SIGNS[name] if node.getparent().tag == _RUN else "")
        elif name == _SECTION:
            ends_section = True
        else:
            link = identity_in(node.text or "") if name == _INSTRUCTION else identities.get(node.get(_RELATION, ""), "")
            identity = identity or link
    yield Paragraph("".join(pieces), identity)
    if ends_section:
        yield Paragraph("")


def _recognizes(start: Start) -> bool:
    """Whether it is a Word document; what it holds cannot be seen in its start."""
    return _DOCUMENT in start.members


IMPORTER = Importer(
    "Nexis, Word document (.docx)",
    _recognizes,
    _read,
    fields=("headline", "body", "publication", "published", "words_stated"),
    needs=("lxml",),
)
