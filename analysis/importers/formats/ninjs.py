"""ninjs 1, 2 and 3: news items of agencies in JSON, by the IPTC.

References
----------
https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.importers.dates import find_date
from analysis.importers.markup import paragraphs, parse_html
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

# States of publication in which the IPTC's formats give an item that is not to be used.
WITHDRAWN = ("canceled", "cancelled", "withheld")
_SIGNS = ('"versioncreated"', '"versionCreated"', '"body_xhtml"', '"body_text"', '"bodies"')


def _recognizes(start: Start) -> bool:
    """Whether it is one JSON object with an address and a sign of ninjs, as no scraper writes them."""
    text = start.text.lstrip()
    return text[:1] in ("{", "[") and '"uri"' in text and any(sign in text for sign in _SIGNS)


def _read(source: Source) -> Iterator[Record]:
    content = json.loads(source.text())
    for item in content if isinstance(content, list) else [content]:
        yield _document(_lower_case(item)) if isinstance(item, dict) else Refused("it is no object")


def _document(item: Mapping[str, Any]) -> Document | Refused:
    """Make a document of an item; its names are in lower case, as in ninjs 1 and 2."""
    uri = _text(item, "uri")
    if _text(item, "pubstatus").lower() in WITHDRAWN:
        return Refused("it was withdrawn", uri)
    body = _body(item)
    if not body:
        return Refused("it has no body", uri)
    return Document(
        headline=" ".join(_headline(item).split()),
        body=body,
        publication=_text(item, "copyrightholder") or _text(item, "provider"),
        published=find_date(_text(item, "firstcreated") or _text(item, "versioncreated")).published,
        identity=f"guid:{uri}" if uri else "",
        version=_text(item, "version") or _text(item, "versioncreated"),
        byline=_text(item, "by") or _text(item, "byline"),
        dateline=_text(item, "located"),
        correction=_text(item, "ednote"),
        url=uri if uri.startswith("http") else "",
        language=_text(item, "language"),
    )


def _lower_case(item: Any) -> Any:
    """Return an item with all names in lower case, as in version 2: version 3 writes versionCreated."""
    if isinstance(item, dict):
        return {str(name).lower(): _lower_case(value) for name, value in item.items()}
    return [_lower_case(value) for value in item] if isinstance(item, list) else item


def _headline(item: Mapping[str, Any]) -> str:
    values = _values(item.get("headlines"))
    return _text(item, "headline") or next((text for role, _, text in values if role == "main"), "") or _first(values)


def _first(values: Sequence[tuple[str, str, str]]) -> str:
    return values[0][2] if values else ""


def _body(item: Mapping[str, Any]) -> str:
    """Return the body by its markup, which has the paragraphs, else as plain text."""
    bodies = _values(item.get("bodies"))
    marked = _text(item, "body_xhtml") or next((text for _, kind, text in bodies if "html" in kind), "")
    if marked.strip():
        return "\n\n".join(paragraphs(parse_html(marked)))
    return (_text(item, "body_text") or _first(bodies)).strip()


def _values(entries: Any) -> list[tuple[str, str, str]]:
    """Return role, type and text of the entries of a list such as `bodies`."""
    listed = entries if isinstance(entries, list) else []
    return [(_text(entry, "role"), _text(entry, "contenttype"), _text(entry, "value")) for entry in listed if entry]


def _text(item: Mapping[str, Any], name: str) -> str:
    """Return a value as text, '' where there is none or it has parts."""
    value = item.get(name) if isinstance(item, Mapping) else None
    return str(value) if isinstance(value, str | int | float) and value != "" else ""


IMPORTER = Importer("ninjs", _recognizes, _read, fields=("headline", "body", "published", "identity"), needs=("lxml",))
