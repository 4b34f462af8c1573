"""NewsML-G2 with NITF, XHTML or plain text inside, and NITF alone.

References
----------
https://iptc.org/standards/newsml-g2/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.importers.dates import find_date
from analysis.importers.formats.ninjs import WITHDRAWN
from analysis.importers.markup import Element, local_name, one_line, paragraphs, parse_html, parse_items
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

Parts = Mapping[str, Sequence[Element]]
_SIGN = re.compile(r"<(?:[\w-]+:)?(?:newsItem|newsMessage|contentSet|nitf)[\s>]")
# Elements that are items of news; one stands in the other.
_ITEMS = ("newsitem", "contentset", "nitf")
# Parts of NITF and XHTML that are no text of the article.
_APART = frozenset(("media", "body.head", "body.end", "tagline", "figure", "script", "style"))


def _recognizes(start: Start) -> bool:
    found = _SIGN.search(start.text[:20_000])
    return found is not None and start.text.lstrip().startswith("<")


def _read(source: Source) -> Iterator[Record]:
    tree, fault = parse_items(source.read(), frozenset(_ITEMS))
    found = ([node for node in tree.iter() if local_name(node) == name] for name in _ITEMS)
    items = next(filter(None, found), [])
    yield from map(_document, items)
    if fault or not items:
        raise ValueError(fault or "no item of news is in it")


def _document(item: Element) -> Document | Refused:
    parts = _parts(item)
    guid = item.get("guid") or _attribute(parts, "doc-id", "id-string")
    status = _attribute(parts, "pubstatus", "qcode").rsplit(":", 1)[-1].lower()
    if status in WITHDRAWN:
        return Refused("it was withdrawn", guid)
    headline = _line(parts, "contentmeta", "headline") or _line(parts, "hl1")
    body = _body(parts)
    # Some pages repeat the headline above the text.
    if body[1:] and body[0] == headline:
        del body[0]
    if not body:
        return Refused("it has no text", guid)
    holder = _party(parts, "copyrightholder") or _attribute(parts, "doc.copyright", "holder")
    return Document(
        headline=headline,
        body="\n\n".join(body),
        publication=_party(parts, "provider") or _attribute(parts, "pubdata", "name") or holder,
        published=_published(parts),
        identity=f"guid:{guid}" if guid else "",
        version=item.get("version") or _line(parts, "itemmeta", "versioncreated"),
        publisher=holder,
        credit=_line(parts, "contentmeta", "infosource", "name"),
        byline=_line(parts, "contentmeta", "by") or _creators(parts) or _line(parts, "byline"),
        dateline=_line(parts, "dateline") or _line(parts, "contentmeta", "located", "name"),
        section=_attribute(parts, "pubdata", "position.section"),
        page=_attribute(parts, "pubdata", "position.sequence"),
        edition=_attribute(parts, "pubdata", "edition.name"),
        correction=_line(parts, "itemmeta", "ednote"),
        url=guid if guid.startswith("http") else "",
        language=_attribute(parts, "language", "tag") or item.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    )


def _published(parts: Parts) -> str:
    """Return when the item was first published: as it says, else when its content or this version was made."""
    given = (
        _line(parts, "itemmeta", "firstcreated"),
        _line(parts, "contentmeta", "contentcreated"),
        _attribute(parts, "pubdata", "date.publication"),
        _attribute(parts, "date.issue", "norm"),
        _line(parts, "itemmeta", "versioncreated"),
    )
    return next((published for text in given if (published := find_date(text).published)), "")


def _body(parts: Parts) -> list[str]:
    """Return the paragraphs of the text: of marked content if there is some, else of plain content."""
    marked = [node for name in ("nitf", "html") for node in parts.get(name, ())]
    bodies = [node for name in ("body.content", "body") for node in parts.get(name, ())]
    for node in bodies or marked or parts.get("inlinexml", ()):
        if texts := _texts(node):
            return texts
    return next((texts for node in parts.get("inlinedata", ()) if (texts := _inline(node))), [])


def _inline(node: Element) -> list[str]:
    """Return the paragraphs of inline data: plain text by its empty lines, HTML by its elements."""
    text = "".join(node.itertext())
    if "html" in (node.get("contenttype") or "") and text.strip():
        return paragraphs(parse_html(text))
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]


def _texts(content: Element) -> list[str]:
    """Return the paragraphs of an element without its captions and the like."""
    from lxml import etree

    etree.strip_elements(content, *[f"{{*}}{name}" for name in sorted(_APART)], with_tail=False)
    return paragraphs(content)


def _parts(item: Element) -> Parts:
    """Return the elements below another by their names, without regard to namespaces and capitals."""
    parts: dict[str, list[Element]] = {}
    for node in item.iter():
        parts.setdefault(local_name(node), []).append(node)
    return parts


def _line(parts: Parts, *names: str) -> str:
    """Return the text of the first element on a path of names."""
    found = [*parts.get(names[0], ())][:1]
    for name in names[1:]:
        found = [child for node in found for child in node if local_name(child) == name][:1]
    return one_line(found[0]) if found else ""


def _party(parts: Parts, name: str) -> str:
    """Return the name of a party; where it has none, what stands for it."""
    return _line(parts, name, "name") or _attribute(parts, name, "literal")


def _creators(parts: Parts) -> str:
    names = [child for meta in parts.get("contentmeta", ())[:1] for child in meta if local_name(child) == "creator"]
    return ", ".join(name for node in names if (name := _line(_parts(node), "name")))


def _attribute(parts: Parts, name: str, attribute: str) -> str:
    return next((value for node in parts.get(name, ()) if (value := node.get(attribute))), "")


IMPORTER = Importer("NewsML-G2 or NITF", _recognizes, _read, fields=("headline", "body", "published"), needs=("lxml",))
