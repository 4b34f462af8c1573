"""A page with its pictures in one file, as browsers save it: MHTML.

References
----------
RFC 2557.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes

from analysis.importers.records import Importer, Record, Refused, Start
from analysis.importers.source import Source
from analysis.importers.web_pages import page_document

# Characters in which the header of the file lies.
_HEAD = 8_000
_RELATED = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_LOCATED = re.compile(r"^(?:snapshot-)?content-location:", re.IGNORECASE | re.MULTILINE)


def _recognizes(start: Start) -> bool:
    """Whether it begins as a mail of related parts, with the address of one: mails of databases have none."""
    head = start.text[:_HEAD]
    return _RELATED.search(head) is not None and _LOCATED.search(head) is not None


def _read(source: Source) -> Iterator[Record]:
    message = message_from_bytes(source.read())
    page = next(
        (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    data = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(data, bytes):
        yield Refused("it holds no page")
        return
    stated = (str(message.get("Snapshot-Content-Location") or ""), str(page.get("Content-Location") or ""))
    address = next((one for one in stated if one.startswith(("http://", "https://"))), "")
    yield page_document(data, address, page.get_content_charset() or "")


IMPORTER = Importer("web page in one file (MHTML)", _recognizes, _read, is_general=True, needs=("lxml", "trafilatura"))
