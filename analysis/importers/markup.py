"""HTML and XML as trees, without entities, network or comments; and their text by paragraphs."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from analysis.io.encoding import decode

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element
else:
    Element = Any

# Elements that begin a new paragraph.
BLOCKS = frozenset(
    ("address", "article", "aside", "block", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "li", "main",
     "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul")
)  # fmt: skip
HIDDEN = frozenset(("script", "style", "template", "noscript", "head"))
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_PARTED = re.compile(r"\n\s*\n")
# The parser leaves out what follows them; browsers do not.
_ENDS_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENTITIES = "it declares XML entities, which are not read"


def parse_html(data: bytes | str) -> Element:
    """Return the tree of an HTML document without its comments; a text is read as it is, bytes by their evidence.

    Raises
    ------
    ValueError
        If there is nothing in it, or elements are nested so deeply that the parser would leave out what follows.
    """
    from lxml import etree, html

    text = data if isinstance(data, str) else decode(data)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(_ENDS_OF_PAGE.sub("", _DECLARED.sub("", text.replace("\0", ""))), parser=parser)
    except etree.ParserError:
        raise ValueError("there is nothing in it") from None
    if any("depth" in error.message for error in parser.error_log):
        raise ValueError("its elements are nested too deeply")
    return tree


def parse_xml(data: bytes) -> Element:
    """Return the tree of an XML document.

    Raises
    ------
    ValueError
        If it is not well-formed, or declares entities: none of the formats needs them, and they can do harm.
    """
    tree, fault = parse_items(data, frozenset())
    if fault:
        raise ValueError(fault)
    return tree


def parse_items(data: bytes, names: frozenset[str]) -> tuple[Element, str]:
    """Return the tree of an XML document up to where it is broken, and what is wrong there.

    Parameters
    ----------
    data : bytes
    names : frozenset of str
        Local names of the elements that are read; one that is not complete is left out.

    Returns
    -------
    tree : Element
    fault : str
        '' where the document is well-formed.

    Raises
    ------
    ValueError
        If nothing can be read, or it declares entities.
    """
    from lxml import etree

    if _ENTITY.search(data):
        raise ValueError(_ENTITIES)
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True}
    opened: list[Element] = []
    tree, fault = None, ""
    try:
        for event, node in etree.iterparse(io.BytesIO(data), events=("start", "end"), **safe):
            tree = node if tree is None else tree
            opened.append(node) if event == "start" else opened.pop()
    except etree.XMLSyntaxError as error:
        fault = f"it is no well-formed XML: {' '.join(error.msg.split())}"
    if tree is None or local_name(tree) in names & {local_name(node) for node in opened[:1]}:
        raise ValueError(fault)
    declared = tree.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise ValueError(_ENTITIES)
    for node in opened:
        if local_name(node) in names:
            node.getparent().remove(node)
    return tree, fault


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

    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = local_name(node)
        if name in BLOCKS:
            pieces.append("\n\n")
        if event == "start":
            hidden += name in HIDDEN
            if name == "br":
                pieces.append("\n")
            text = node.text
        else:
            hidden -= name in HIDDEN
            text = node.tail if node is not element else None
        if text and not hidden:
            pieces.append(re.sub(r"\s+", " ", text))


def local_name(node: Element) -> str:
    """Return the name of an element without its namespace, in lower case; '' for what is no element."""
    return node.tag.rsplit("}", 1)[-1].lower() if isinstance(node.tag, str) else ""
