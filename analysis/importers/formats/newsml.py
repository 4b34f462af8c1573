"""NewsML-G2 with NITF, XHTML or plain text inside, and NITF alone.

References
----------
https://iptc.org/standards/newsml-g2/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.importers.dates import find_date
from analysis.importers.formats.ninjs import WITHDRAWN
from analysis.importers.markup import local_name, one_line, paragraphs, parse_html, parse_xml
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_SIGN = re.compile(r"<(?:[\w-]+:)?(?:newsItem|newsMessage|contentSet|nitf)[\s>]")
# Parts of NITF and XHTML that are no text of the article.
_APART = frozenset(("media", "body.head", "body.end", "tagline", "figure", "script", "style"))


def _recognizes(start: Start) -> bool:
    found = _SIGN.search(start.text[:20_000])
    return found is not None and start.text.lstrip().startswith("<")


def _read(source: Source) -> Iterator[Record]:
    tree = parse_xml(source.read())
    for names in (("newsitem",), ("contentset",), ("nitf",)):
        if found := [node for node in tree.iter() if local_name(node) in names]:
            for node in found:
                yield _document(node)
            return
    raise ValueError("no item of news is in it")


def _document(item: Element) -> Document | Refused:
    guid = item.get("guid") or _attribute(item, "doc-id", "id-string")
    status = _attribute(item, "pubStatus", "qcode").rsplit(":", 1)[-1].lower()
    if status in WITHDRAWN:
        return Refused("it was withdrawn", guid)
    headline = _line(item, "contentMeta", "headline") or _line(item, "hl1")
    body = _body(item)
    # Some pages repeat the headline above the text.
    if body[1:] and body[0] == headline:
        del body[0]
    if not body:
        return Refused("it has no text", guid)
    return Document(
        headline=headline,
        body="\n\n".join(body),
        publication=_party(item, "provider") or _party(item, "copyrightHolder") or _attribute(item, "pubdata", "name")
        or _attribute(item, "doc.copyright", "holder"),
        published=_published(item),
        identity=f"guid:{guid}" if guid else "",
        version=item.get("version") or _line(item, "itemMeta", "versionCreated"),
        publisher=_party(item, "copyrightHolder") or _attribute(item, "doc.copyright", "holder"),
        credit=_line(item, "contentMeta", "infoSource", "name"),
        byline=_line(item, "contentMeta", "by") or _names(item, "creator") or _line(item, "byline"),
        dateline=_line(item, "dateline") or _line(item, "contentMeta", "located", "name"),
        section=_attribute(item, "pubdata", "position.section"),
        page=_attribute(item, "pubdata", "position.sequence"),
        edition=_attribute(item, "pubdata", "edition.name"),
        correction=_line(item, "itemMeta", "edNote"),
        url=guid if guid.startswith("http") else "",
        language=_attribute(item, "language", "tag") or item.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    )  # fmt: skip


def _published(item: Element) -> str:
    """Return when the item was first published: as it says, else when its content or this version was made."""
    given = (
        _line(item, "itemMeta", "firstCreated"),
        _line(item, "contentMeta", "contentCreated"),
        _attribute(item, "pubdata", "date.publication"),
        _attribute(item, "date.issue", "norm"),
        _line(item, "itemMeta", "versionCreated"),
    )
    return next((published for text in given if (published := find_date(text).published)), "")


def _body(item: Element) -> list[str]:
    """Return the paragraphs of the text: of marked content if there is some, else of plain content."""
    marked = [node for name in ("nitf", "html") for node in _all(item, name)]
    marked += [item] if local_name(item) == "nitf" else []
    for node in marked:
        content = next(iter([*_all(node, "body.content"), *_all(node, "body")]), node)
        if texts := _texts(content):
            return texts
    other = [node for node in _all(item, "inlineXML") if not marked]
    inline = _all(item, "inlineData")
    return next((texts for node in other if (texts := _texts(node))), []) or next(
        (texts for node in inline if (texts := _inline(node))), []
    )


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


def _all(item: Element, name: str) -> list[Element]:
    """Return the elements of a name below another, without regard to namespaces."""
    return [node for node in item.iter(f"{{*}}{name}") if node is not item]


def _line(item: Element, *names: str) -> str:
    """Return the text of the first element on a path of names."""
    found = _all(item, names[0])[:1]
    for name in names[1:]:
        found = [child for node in found for child in node if local_name(child) == name.lower()][:1]
    return one_line(found[0]) if found else ""


def _party(item: Element, name: str) -> str:
    """Return the name of a party; where it has none, what stands for it."""
    return _line(item, name, "name") or _attribute(item, name, "literal")


def _names(item: Element, name: str) -> str:
    """Return the names of all parties of a kind below the metadata of the content."""
    metas = _all(item, "contentMeta")[:1]
    found = [child for meta in metas for child in meta if local_name(child) == name]
    return ", ".join(text for node in found if (text := _line(node, "name")))


def _attribute(item: Element, name: str, attribute: str) -> str:
    return next((value for node in _all(item, name) if (value := node.get(attribute))), "")


IMPORTER = Importer("NewsML-G2 or NITF", _recognizes, _read, fields=("headline", "body", "published"), needs=("lxml",))
