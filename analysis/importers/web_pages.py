"""A saved web page -> a document. trafilatura finds the text; what surrounds it is taken out before.

References
----------
Barbaresi (2021). Trafilatura: a web scraping library and command-line tool for text discovery and extraction. ACL.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.corpus.cleaning.pages import find_pages
from analysis.importers.addresses import normal_address
from analysis.importers.markup import paragraphs, parse_html
from analysis.importers.page_facts import PageFacts, page_facts
from analysis.importers.page_furniture import remove_furniture
from analysis.importers.records import Document, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

# Bytes of a page, at most; pages of news sites have up to 3 MB.
LARGEST_PAGE = 20_000_000
# Elements of a page, at most; pages of news sites have up to 4,000, and time grows faster than their number.
_MOST_ELEMENTS = 30_000
# Words of the text of an article, at least.
_FEWEST_WORDS = 25
# Share of the text stated in the data of a page that has to be read, or the furniture is left in.
_LEAST_SHARE = 0.25
# Share of the text in links that makes a page a list of articles.
_LINKED = 0.5
# Words of a paragraph that is left out where it comes again.
_LONG = 7
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{2,40})", re.IGNORECASE)
_CORRECTION = re.compile(
    r"(?:correction|clarification|amendment|editor['’]s note)s?\b[^.]{0,40}[:–—]"
    r"|(?:this|an earlier version of this|a previous version of this|the original version of this) "
    r"(?:article|story|post|report|headline|page)\b.{0,60}\b(?:amended|corrected|clarified|misstated|incorrectly|misidentified|wrongly)",
    re.IGNORECASE,
)
# Paragraphs at the start and the end among which a note on a correction stands.
_EDGE = 3
# Names of elements in the result of trafilatura, and those of HTML with the same meaning.
_HTML_NAMES = {"item": "li", "list": "ul", "head": "h2", "quote": "blockquote", "row": "tr", "lb": "br"}


def page_document(data: bytes, address: str = "", charset: str = "") -> Document | Refused:
    """Read the article of a page.

    Parameters
    ----------
    data : bytes
        HTML.
    address : str
        Where the page is known to come from; '' if only the page itself can tell.
    charset : str
        Encoding that the server named.

    Returns
    -------
    Document or Refused
        `Refused` for a page without an article, such as a list of articles or a notice of consent, or one that is
        too large.
    """
    if len(data) > LARGEST_PAGE:
        return Refused(f"the page has more than {LARGEST_PAGE:,} bytes", address)
    text = page_text(data, charset)
    try:
        tree = parse_html(text)
    except ValueError as error:
        return Refused(str(error), address)
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return Refused(f"the page has more than {_MOST_ELEMENTS:,} elements", address)
    facts = page_facts(tree, text, address)
    remove_furniture(tree)
    is_list = not facts.is_article and _linked_share(tree) > _LINKED
    body, correction = _text_and_correction(tree, text, facts)
    if reason := "it is a list of articles" if is_list else _no_article(body):
        return Refused(reason, facts.url)
    identity = normal_address(facts.url)
    return Document(
        headline=facts.headline,
        body="\n\n".join(body),
        publication=facts.publication,
        published=facts.published,
        identity=f"url:{identity}" if identity else "",
        version=facts.version,
        publisher=facts.publisher,
        byline=facts.byline,
        section=facts.section,
        correction=correction,
        url=facts.url,
        language=facts.language,
    )


def page_text(data: bytes, charset: str = "") -> str:
    """Return the text of a page: UTF-8 where it is valid, whatever the page says; else as named, else Windows-1252."""
    declared = _CHARSET.search(data[:4096])
    for name in ("utf-8-sig", charset, declared["name"].decode("ascii") if declared else ""):
        try:
            if name and codecs.lookup(name).name not in ("utf-7",):
                return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.decode("cp1252" if b"\xff" not in data[:2] else "utf-8", "replace")


def _text_and_correction(tree: Element, text: str, facts: PageFacts) -> tuple[list[str], str]:
    """Return the paragraphs of the article without its headline and byline, and a note on a correction apart."""
    found = _article_paragraphs(tree)
    if _is_too_little(found, facts.stated_text):
        found = max(found, _article_paragraphs(parse_html(text)), key=_count_words)
    found = _without_heading(found, [*facts.headlines, *facts.byline.split("; "), facts.byline])
    edges = [*range(min(_EDGE, len(found))), *range(max(_EDGE, len(found) - _EDGE), len(found))]
    notes = [at for at in edges if _CORRECTION.match(found[at])]
    body = [text for at, text in enumerate(found) if at not in notes]
    return body, " ".join(found[at] for at in notes)


def _article_paragraphs(tree: Element) -> list[str]:
    """Return the paragraphs that trafilatura takes for the article, a long one only once."""
    from trafilatura import bare_extraction

    result = bare_extraction(tree, with_metadata=False, include_comments=False, include_tables=True)
    if result is None or isinstance(result, dict) or result.body is None:
        return []
    for element in result.body.iter(*_HTML_NAMES):
        element.tag = _HTML_NAMES[element.tag]
    for cell in result.body.iter("cell"):
        cell.tail = f" {cell.tail or ''}"
    seen: set[str] = set()
    kept = []
    for text in paragraphs(result.body):
        if text not in seen or len(text.split()) < _LONG:
            kept.append(text)
        seen.add(text)
    return kept


def _count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _is_too_little(found: list[str], stated: str) -> bool:
    """Whether so little was found that the article may have been taken for furniture."""
    return _count_words(found) < max(_FEWEST_WORDS, _LEAST_SHARE * _count_words([stated]))


def _without_heading(found: list[str], headings: Iterable[str]) -> list[str]:
    """Return paragraphs without those at the start that repeat the headline or the byline."""
    known = {_letters(heading) for heading in headings}
    known |= {f"by {heading}" for heading in known} | {""}
    start = 0
    while start < len(found) and _letters(found[start]) in known:
        start += 1
    return found[start:]


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _no_article(body: list[str]) -> str:
    """Return why a page has no article; '' where it has one."""
    if kind := find_pages(pl.Series(["\n".join(body)], dtype=pl.String))[0]:
        return f"it is no article: {kind}"
    if _count_words(body) < _FEWEST_WORDS:
        return "no text of an article was found in it"
    return ""


def _linked_share(tree: Element) -> float:
    """Return the share of the text of a page without furniture that is in links."""
    linked = sum(len("".join(link.itertext()).strip()) for link in tree.iter("a"))
    return linked / max(sum(len(text.strip()) for text in tree.itertext()), 1)
