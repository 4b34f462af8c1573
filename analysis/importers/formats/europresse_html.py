"""Europresse as HTML: `article` elements of today, and tables of old."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.importers.dates import find_date
from analysis.importers.markup import Element, one_line, paragraphs, parse_html
from analysis.importers.phrases import copyright_holder, is_copyright_notice, stated_length
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

_NAME = re.compile(r"<[a-z]+\b[^<>]*\bclass=[\"'][^\"'<>]*\bDocPublicationName\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b[a-z]+·[0-9]{8}·[^\s·]+·[^\s<]+")
_NUMBER_LINE = re.compile(r"[^·]{0,60}:\s*" + _NUMBER.pattern)
_ISSUE = re.compile(r",\s*((?:no|nº|n°|vol)\b.*)$", re.IGNORECASE)
_PAGE = re.compile(r"(?:^|[\s,])pp?\.\s*(?P<page>[^,]+)")
# Marks in the text, of characters that no text has: a line break before a paragraph, and the title.
_BREAK, _TITLE_MARK = "\ue000", "\ue001"
# Words of an author's line at most; text that is not set apart is longer.
_LONGEST_BYLINE = 15


def _recognizes(start: Start) -> bool:
    return _NAME.search(start.text) is not None


def _read(source: Source) -> Iterator[Record]:
    text = source.text()
    starts = [found.start() for found in _NAME.finditer(text)]
    # A document begins with its publication, whatever stands around it; tags that do not close then harm no other.
    for start, end in pairwise([*starts, len(text)]):
        page = parse_html(f"<div>{text[start:end]}</div>")
        is_of_today = next(page.iter("section"), None) is not None
        yield _article(page) if is_of_today else _loose(page)


def _article(page: Element) -> Document | Refused:
    """Read a document of today: its header, its section, and the footer with its number."""
    title = _of_class(page, "titreArticleVisu")
    footer = [text for node in page.iter("footer") for text in paragraphs(node)]
    body = [text for node in page.iter("section") for text in paragraphs(node)]
    return _document(page, one_line(title), body, _byline(page, title), footer)


def _byline(page: Element, title: Element | None) -> str:
    """Return the line of the header below the box of titles."""
    named = _of_class(page, "docAuthors")
    if named is not None or title is None:
        return one_line(named)
    box = title.getparent()
    titles = box if "titreArticle" in (box.get("class") or "").split() else title
    below = [node for node in titles.itersiblings("div", "p") if _of_class(node, "DocHeader") is None]
    return next((text for node in below if (text := one_line(node))), "")


def _loose(page: Element) -> Document | Refused:
    """Read a document of old: below the title the author, if a line break follows, then paragraphs."""
    title = _of_class(page, "TitreArticleVisu")
    headline = one_line(title)
    rest = _below(page, title) if title is not None else []
    number = next(
        (place for place, text in enumerate(rest) if _NUMBER_LINE.fullmatch(text.strip(f" {_BREAK}"))), len(rest)
    )
    texts, footer = rest[:number], rest[number : number + 1]
    if texts and is_copyright_notice(texts[-1].strip(_BREAK)):
        footer.append(texts.pop())
    is_byline = len(texts) > 1 and texts[0].endswith(_BREAK) and len(texts[0].split()) <= _LONGEST_BYLINE
    byline = texts.pop(0).replace(_BREAK, "").strip() if is_byline else ""
    return _document(page, headline, [text.replace(_BREAK, "").strip() for text in texts], byline, footer)


def _below(page: Element, title: Element) -> list[str]:
    """Return the paragraphs behind a title; one that a line break ends has a mark at its end."""
    for node in page.iter("br"):
        following = node.getnext()
        if not (node.tail or "").strip() and following is not None and following.tag == "p":
            node.tail = _BREAK
    title.clear(keep_tail=True)
    title.text = _TITLE_MARK
    rest = "\n\n".join(paragraphs(page)).partition(_TITLE_MARK)[2]
    return [text.strip() for text in rest.split("\n\n") if text.strip()]


def _document(node: Element, headline: str, body: list[str], byline: str, footer: Sequence[str]) -> Document | Refused:
    numbers = _NUMBER.findall(" ".join(footer)) or _NUMBER.findall(one_line(node))
    if not body:
        return Refused("it has no text", numbers[0] if numbers else headline)
    name = one_line(_of_class(node, "DocPublicationName"))
    issue = _ISSUE.search(name)
    dated = find_date(" ".join(one_line(header) for header in _all_of_class(node, "DocHeader")))
    page = _PAGE.search(dated.rest)
    parts = [part.strip(" -–•,") for part in re.split(r",|•| [-–] ", _PAGE.sub("", dated.rest))]
    return Document(
        headline=headline,
        body="\n\n".join(body),
        publication=_ISSUE.sub("", name),
        published=dated.published,
        identity=f"europresse:{numbers[0]}" if numbers else "",
        publisher=next((copyright_holder(text) for text in footer if is_copyright_notice(text)), ""),
        byline=byline,
        section=", ".join(part for part in parts if part and not stated_length(part)),
        page=page["page"].strip() if page else "",
        edition=issue[1] if issue else "",
        words_stated=next((number for part in parts if (number := stated_length(part))), ""),
    )


def _of_class(node: Element, name: str) -> Element | None:
    return next(iter(_all_of_class(node, name)), None)


def _all_of_class(node: Element, name: str) -> list[Element]:
    found: list[Element] = node.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
    return found


IMPORTER = Importer(
    "Europresse HTML", _recognizes, _read, fields=("headline", "body", "publication", "published", "identity"),
    needs=("lxml",),
)  # fmt: skip
