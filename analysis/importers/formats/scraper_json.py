"""JSON of the scrapers news-please and newspaper: one article, a list, or one article a line.

References
----------
Hamborg et al. (2017). news-please: a generic news crawler and extractor. ISI.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.importers.addresses import normal_address, site_of
from analysis.importers.bylines import author_names
from analysis.importers.dates import find_date
from analysis.importers.linked_data import texts
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source
from analysis.io.files import open_bytes

_SIGNS = (
    ('"maintext"', '"title"'),
    ('"text"', '"title"', '"date_publish"'),
    ('"text"', '"title"', '"authors"', '"publish_date"'),
)
# Names of the fields of both, the better first.
_TITLE, _TEXT = ("title", "title_page", "title_rss"), ("maintext", "text")
_PUBLISHED = ("date_publish", "publish_date")


def _recognizes(start: Start) -> bool:
    """Whether it is JSON with the names of the fields of a scraper."""
    text = start.text.lstrip("\ufeff \t\r\n")
    return text[:1] in ("{", "[") and any(all(sign in text for sign in signs) for signs in _SIGNS)


def _read(source: Source) -> Iterator[Record]:
    for item in _items(source):
        yield _document(item) if isinstance(item, dict) else Refused("it is no object of JSON")


def _items(source: Source) -> Iterator[Any]:
    """Yield the articles; of a file with one a line, line by line; a line that is no JSON is None."""
    lines = _lines(source)
    first = next((line for line in lines if line.strip()), b"")
    item = _parsed(first)
    if not isinstance(item, dict):
        content = json.loads(source.text())
        yield from content if isinstance(content, list) else [content]
        return
    yield item
    yield from (_parsed(line) for line in lines if line.strip())


def _lines(source: Source) -> Iterator[bytes]:
    if source.path is None:
        yield from source.read().splitlines()
        return
    with open_bytes(source.path) as file:
        yield from file


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _document(item: Mapping[str, Any]) -> Document | Refused:
    url = _first(item, ("url", "canonical_link"))
    pieces = (" ".join(piece.split()) for piece in re.split(r"\n+", str(_first(item, _TEXT, plain=False))))
    body = "\n\n".join(piece for piece in pieces if piece)
    if not body:
        return Refused("it has no text", url)
    identity = normal_address(url)
    return Document(
        headline=_first(item, _TITLE),
        body=body,
        publication=_first(item, ("source_domain",)).removeprefix("www.") or site_of(url),
        published=_first_date(item, _PUBLISHED),
        identity=f"url:{identity}" if identity else "",
        version=_first_date(item, ("date_modify",)),
        byline="; ".join(author_names(texts(item.get("authors")))),
        url=url,
        language=_first(item, ("language", "meta_lang")),
    )


def _first(item: Mapping[str, Any], names: tuple[str, ...], *, plain: bool = True) -> str:
    """Return the first of some fields that has a text, on one line if plain."""
    found = next((value for name in names if isinstance(value := item.get(name), str) and value.strip()), "")
    return " ".join(found.split()) if plain else found


def _first_date(item: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return find_date(_first(item, names)).published


IMPORTER = Importer("JSON of a scraper", _recognizes, _read)
