"""Web archives: the pages of a crawl in WARC, packed or not.

References
----------
ISO 28500; https://iipc.github.io/warc-specifications/
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from analysis.importers.records import Importer, Record, Start
from analysis.importers.source import Source
from analysis.importers.web_pages import LARGEST_PAGE, page_document
from analysis.io.files import open_bytes

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
else:
    ArcWarcRecord = Any

_CHARSET = re.compile(r"charset\s*=\s*[\"']?(?P<name>[\w.:-]+)", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_PAGES = ("text/html", "application/xhtml+xml")


def _recognizes(start: Start) -> bool:
    return start.text.startswith("WARC/")


def _read(source: Source) -> Iterator[Record]:
    """Yield the pages that were delivered; requests, pictures, errors and pages seen before are no documents."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = 0
    with _opened(source) as file:
        try:
            for record in ArchiveIterator(file):
                if _is_page(record):
                    data = record.content_stream().read(LARGEST_PAGE + 1)
                    _check_whole(record)
                    stated = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
                    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
                    yield page_document(data, address, stated["name"] if stated else "")
                records += 1
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error):
            raise ValueError(f"the archive is damaged after {records:,} records") from None


def _opened(source: Source) -> AbstractContextManager[BinaryIO]:
    """Open an archive, unpacked: warcio itself refuses one that was packed as a whole."""
    if source.path is not None:
        return open_bytes(source.path)
    data = source.read()
    packed = gzip.GzipFile(fileobj=io.BytesIO(data)) if data.startswith(_GZIP) else io.BytesIO(data)
    return cast(AbstractContextManager[BinaryIO], packed)


def _is_page(record: ArcWarcRecord) -> bool:
    """Whether a record holds a page of HTML that the server delivered."""
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == "200" and kind in _PAGES


def _check_whole(record: ArcWarcRecord) -> None:
    """Raise EOFError if the file ends within a record."""
    left = record.raw_stream
    while left.limit > 0 and left.read(1 << 16):
        pass
    if left.limit > 0:
        raise EOFError


IMPORTER = Importer("web archive (WARC)", _recognizes, _read, needs=("lxml", "trafilatura", "warcio"))
