"""Headline, authors, date, site and address of a saved page, from what it states in its data and its head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from analysis._utils.content_hiding import hides_content
from analysis.importers.addresses import site_of
from analysis.importers.bylines import author_names
from analysis.importers.dates import find_date
from analysis.importers.linked_data import article_data, texts
from analysis.importers.markup import Element, one_line

# Names of meta elements, the best first.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date.created", "article.published",
    "citation_publication_date", "pubdate", "publish-date", "publication_date", "date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified")
_AUTHOR = (
    "author", "article:author_name", "article:author", "parsely-author", "mrf:authors", "sailthru.author", "og:author",
    "dc.creator", "byl", "dcsext.author", "citation_author",
)  # fmt: skip
_SITE = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title")
_SECTION = ("article:section", "parsely-section", "section", "og:article:section")
# ' - The Paper', ' | Site', at the end of the title of a page; after a dash, a part of the headline may stand as well.
_SITE_AFTER = re.compile(r"\s+(?:(?P<bar>[|•*·])|[–—-])\s+(?P<site>[^|–—•*·]{2,50})$")
_SAVED_FROM = re.compile(
    r"<!--[^>]{0,200}?(?:saved from url=\([0-9]+\)|\burl:\s*)(?P<url>https?://[^\s>]+)", re.IGNORECASE
)


@hides_content
class PageFacts(NamedTuple):
    """What a page states about its article; fields as in `Document`, '' where it states nothing.

    Attributes
    ----------
    headlines : tuple of str
        All forms of the headline that the page has, to tell it from the text; `headline` is the one chosen.
    stated_text : str
        Text of the article in the data of the page, a check of what was read.
    is_article : bool
        Whether the page says that it is an article.
    """

    headline: str
    headlines: tuple[str, ...]
    published: str
    version: str
    byline: str
    publication: str
    publisher: str
    section: str
    language: str
    url: str
    stated_text: str
    is_article: bool


def page_facts(tree: Element, text: str, address: str = "") -> PageFacts:
    """Read what a page states about its article.

    Parameters
    ----------
    tree : lxml element
    text : str
        The page, whose comments the tree does not hold.
    address : str
        Where the page is known to come from.
    """
    data, meta = article_data(tree), _meta(tree)
    url = address or _address(tree, text, data, meta)
    publishers = texts(data.get("publisher"))
    sites = [*_named(meta, _SITE), *publishers, *([site_of(url)] if url else ())]
    headlines = _headlines(tree, data, meta, _letters("".join(sites)))
    return PageFacts(
        headline=_chosen(headlines),
        headlines=tuple(headlines.values()),
        published=_published(tree, data, meta, url),
        version=_first_date([*texts(data.get("dateModified")), *_named(meta, _MODIFIED)]),
        byline="; ".join(_authors(tree, data, meta)),
        publication=next(iter(sites), ""),
        publisher=next(iter(publishers), ""),
        section=next(iter([*texts(data.get("articleSection")), *_named(meta, _SECTION)]), ""),
        language=_language(tree, data, meta),
        url=url,
        stated_text=next(iter(texts(data.get("articleBody"))), ""),
        is_article=bool(data) or meta.get("og:type") == "article" or "article:published_time" in meta,
    )


def _meta(tree: Element) -> Mapping[str, str]:
    """Return the meta elements by name in lower case; of several with one name, the first."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := " ".join((element.get("content") or "").split()):
            found.setdefault(name.lower(), content)
    return found


def _named(meta: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _headlines(tree: Element, data: Mapping[str, Any], meta: Mapping[str, str], sites: str) -> dict[str, str]:
    """Return the forms of the headline: of the data, the page itself, social networks, and the title.

    sites: letters of the names of the site.
    """
    heads = [text for head in tree.iter("h1") if (text := one_line(head))]
    title = " ".join(next(("".join(title.itertext()) for title in tree.iter("title")), "").split())
    stated = {
        "data": next(iter(texts(data.get("headline"))), ""),
        "page": heads[0] if len(heads) == 1 else "",
        "networks": _without_site(next(iter(texts(meta.get("og:title") or meta.get("twitter:title"))), ""), sites),
        "title": _without_site(title, sites),
    }
    return {name: text for name, text in stated.items() if text}


def _chosen(headlines: Mapping[str, str]) -> str:
    """Return what two of data, page and networks agree on; else the first of these, else the title."""
    plain = {name: re.sub(r"\W+", " ", text).casefold().strip() for name, text in headlines.items() if name != "title"}
    counts = Counter(plain.values())
    agreed = next((headlines[name] for name, text in plain.items() if counts[text] > 1), "")
    return agreed or next(iter(headlines.values()), "")


def _without_site(title: str, sites: str) -> str:
    """Return a title without the names of the site at its end; after a dash, one whose letters are in `sites`."""
    while (found := _SITE_AFTER.search(title)) and len(title[: found.start()].split()) > 2:
        words = {letters for word in found["site"].split() if len(letters := _letters(word)) > 2} - {"the", "and"}
        if not found["bar"] and sites and not any(word in sites for word in words):
            break
        title = title[: found.start()]
    return title


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _published(tree: Element, data: Mapping[str, Any], meta: Mapping[str, str], url: str) -> str:
    """Return the time of publication in the zone of the page; searched for in the page only where it states none."""
    times = [element.get("datetime") or "" for element in tree.iter("time")]
    stated = [*texts(data.get("datePublished")), *_named(meta, _PUBLISHED), *times]
    if found := _first_date(stated):
        return found
    from htmldate import find_date as search_date

    return search_date(tree, url=url or None, original_date=True, extensive_search=False) or ""


def _first_date(stated: list[str]) -> str:
    return next((found for text in stated if (found := find_date(text).published)), "")


def _authors(tree: Element, data: Mapping[str, Any], meta: Mapping[str, str]) -> list[str]:
    """Return the names of the authors, by the first source that names any."""
    from trafilatura.metadata import extract_author

    stated = [texts(data.get("author")), texts(data.get("creator")), *([text] for text in _named(meta, _AUTHOR))]
    if names := next((names for text in stated if (names := author_names(text))), []):
        return names
    return author_names((extract_author(tree) or "").split("; "))


def _language(tree: Element, data: Mapping[str, Any], meta: Mapping[str, str]) -> str:
    stated = [tree.get("lang") or "", *texts(data.get("inLanguage")), meta.get("og:locale", "")]
    return next((text.replace("_", "-") for text in stated if re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", text)), "")


def _address(tree: Element, text: str, data: Mapping[str, Any], meta: Mapping[str, str]) -> str:
    """Return the address that a page states, the best one that leads to a page and not to a whole site."""
    canonical = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    saved = _SAVED_FROM.search(text[:20_000])
    bases = [base.get("href") or "" for base in tree.iter("base")]
    stated = [*canonical, meta.get("og:url", ""), *texts(data.get("url")), saved["url"] if saved else "", *bases]
    base = next((one for one in stated if one.startswith(("http://", "https://"))), "")
    whole = [joined for one in stated if one and (joined := _joined(base, one)).startswith(("http://", "https://"))]
    return next((one for one in whole if urlsplit(one).path.strip("/")), whole[0] if whole else "")


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""
