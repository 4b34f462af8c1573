"""Lists of addresses without texts: stories of Media Cloud, articles of GDELT DOC 2.0.

References
----------
https://search.mediacloud.org; https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from analysis.importers.addresses import normal_address, site_of
from analysis.importers.dates import find_date
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

# Columns that identify each list: those of GDELT, and of Media Cloud before and since 2023.
_SIGNS = (
    frozenset(("url", "title", "seendate")),
    frozenset(("url", "title", "publish_date", "media_name")),
    frozenset(("url", "title", "publish_date", "media_url")),
)
_FALSE = frozenset(("0", "f", "false", "no"))
# What GDELT writes with blanks around: marks that follow a word, marks before one, initials, what follows apostrophes.
_REPAIRS = tuple(
    (re.compile(pattern), repaired)
    for pattern, repaired in (
        (r"\s+([,.:;!?%)\]])", r"\1"),
        (r"([(\[$£€#])\s+", r"\1"),
        (r"\b([A-Z])\. (?=[A-Z]\.)", r"\1."),
        (r"(\w)\s+(['’])\s?(s|t|re|ve|ll|d|m)\b", r"\1\2\3"),
        (r"([0-9][.,])\s(?=[0-9])", r"\1"),
    )
)


def _recognizes(start: Start) -> bool:
    """Whether it is the JSON of GDELT, or a CSV file with the columns of a list."""
    text = start.text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return '"articles"' in text and '"seendate"' in text
    names = {name.strip().lower() for name in next(csv.reader(text.splitlines()[:1]), [])}
    return any(signs <= names for signs in _SIGNS)


def _read(source: Source) -> Iterator[Record]:
    for row in _rows(source.text()):
        yield _document(row)


def _rows(text: str) -> Iterator[Mapping[str, str]]:
    """Yield the entries of a list with names in lower case."""
    if text.lstrip().startswith("{"):
        listed = json.loads(text).get("articles")
        entries = (entry for entry in listed or () if isinstance(entry, dict))
        yield from ({str(name).lower(): str(value or "") for name, value in entry.items()} for entry in entries)
        return
    try:
        for row in csv.DictReader(io.StringIO(text.replace("\0", ""), newline="")):
            yield {str(name).strip().lower(): value for name, value in row.items() if isinstance(value, str)}
    except csv.Error as error:
        raise ValueError(f"it is no well-formed CSV file: {error}") from None


def _document(row: Mapping[str, str]) -> Document | Refused:
    url = row.get("url", "").strip()
    identity = normal_address(url)
    if not identity:
        return Refused("it has no address", url)
    title = " ".join(row.get("title", "").split())
    return Document(
        headline=_repaired(title) if "seendate" in row else title,
        publication=row.get("media_name", "").strip() or row.get("domain", "").strip() or site_of(url),
        published=_published(row),
        identity=f"url:{identity}",
        url=url,
        language=row.get("language", "").strip(),
    )


def _published(row: Mapping[str, str]) -> str:
    """Return the time of publication; '' where the list has the time of collection instead, as GDELT always has."""
    stated = row.get("publish_date", "").strip()
    is_collected = stated == row.get("collect_date", "").strip() or row.get("date_is_reliable", "").lower() in _FALSE
    return "" if is_collected else find_date(stated).published


def _repaired(title: str) -> str:
    for pattern, repaired in _REPAIRS:
        title = pattern.sub(repaired, title)
    return title


IMPORTER = Importer(
    "list of addresses (Media Cloud, GDELT)", _recognizes, _read, fields=("headline", "url", "publication")
)
