"""HTML and XML as trees, without entities, network or comments; and their text by paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from analysis.io.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

# Elements that begin a new paragraph.
BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
     "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul")
)  # fmt: skip
HIDDEN = frozenset(("script", "style", "template", "noscript", "head"))
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_PARTED = re.compile(r"\n\s*\n")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def parse_html(data: bytes | str) -> Element:
    """Return the tree of an HTML document without its comments; a text is read as it is, bytes by their evidence.

    Raises
    ------
    ValueError
        If there is nothing in it.
    """
    from lxml import etree, html

    text = data if isinstance(data, str) else decode(data)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(_DECLARED.sub("", text), parser=parser)
    except etree.ParserError:
        raise ValueError("there is nothing in it") from None


def parse_xml(data: bytes) -> Element:
    """Return the tree of an XML document.

    Raises
    ------
    ValueError
        If it is not well-formed, or declares entities: none of the formats needs them, and they can do harm.
    """
    from lxml import etree

    if _ENTITY.search(data):
        raise ValueError("it declares XML entities, which are not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is no well-formed XML: {error.msg}") from None


def paragraphs(element: Element) -> list[str]:
    """Return the text of an element by its paragraphs, with single blanks; of `br`, two make a paragraph."""
    return [" ".join(text.split()) for text in paragraphs_with_lines(element)]


def paragraphs_with_lines(element: Element) -> list[str]:
    """Return the text of an element by its paragraphs, with a newline for each `br` between lines."""
    pieces: list[str] = []
    _collect(element, pieces)
    texts = ("\n".join(" ".join(line.split()) for line in text.split("\n")) for text in _PARTED.split("".join(pieces)))
    return [plain for text in texts if (plain := text.strip())]


def one_line(element: Element | None) -> str:
    """Return the text of an element on one line; '' for None."""
    return "" if element is None else " ".join(" ".join(paragraphs(element)).split())


def _collect(element: Element, pieces: list[str]) -> None:
    """Add the text of an element; white space of the markup becomes a blank, a paragraph ends in two newlines."""
    from lxml import etree

    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = _name(node)
        if event == "start":
            if name in BLOCKS:
                pieces.append("\n\n")
            if name == "br":
                pieces.append("\n")
            if node.text and not _is_hidden(node):
                pieces.append(re.sub(r"\s+", " ", node.text))
            continue
        if name in BLOCKS:
            pieces.append("\n\n")
        if node is not element and node.tail and not _is_hidden(node.getparent()):
            pieces.append(re.sub(r"\s+", " ", node.tail))


def _name(node: Element) -> str:
    return node.tag.rsplit("}", 1)[-1].lower() if isinstance(node.tag, str) else ""


def _is_hidden(node: Element) -> bool:
    return any(_name(ancestor) in HIDDEN for ancestor in (node, *node.iterancestors()))
