"""Files as bytes: kinds of tables by suffix, regular files that are unpacked while they are read, checksums."""

from __future__ import annotations

import gzip
import hashlib
import io
from pathlib import Path
from typing import IO, BinaryIO

DELIMITED, JSON, PARQUET = (".csv", ".tsv"), (".jsonl", ".ndjson", ".json"), (".parquet",)
PACKED = ".gz"
# Every kind of table that is read, and how help texts and the README name them.
SUFFIXES = (*DELIMITED, *JSON, *PARQUET)
ENDINGS = (*SUFFIXES, *(suffix + PACKED for suffix in (*DELIMITED, *JSON)))
KINDS = f"{', '.join(SUFFIXES)}; all but {PARQUET[0]} also as {PACKED}"
# Text is compressed by a factor of 3 to 20; a packed file that unpacks to more than this is not text.
LARGEST_RATIO = 200
ALWAYS_ALLOWED = 100_000_000  # bytes
_GZIP_SIGNATURE = b"\x1f\x8b"


def suffix_of(path: Path) -> str:
    """Return the suffix that names the format, in lower case: '.csv' for 'News.CSV.gz', '' if there is none."""
    name = path.name.lower().removesuffix(PACKED)
    return Path(name).suffix


def is_table(path: Path) -> bool:
    """Return whether a file is named as a table that is read, in lower case or capitals."""
    return path.name.lower().endswith(ENDINGS)


def open_bytes(path: Path) -> BinaryIO:
    """Open a regular file for reading; gzip is recognised by its first bytes and unpacked as it is read.

    Raises
    ------
    OSError
        If the file cannot be opened.
    ValueError
        If the path is a pipe or a device; while reading, if a packed file exceeds `unpacked_limit`.
    """
    if not path.is_file():
        path.stat()
        raise ValueError("it is not a regular file; save it as a file first")
    file = path.open("rb")
    is_packed = file.read(len(_GZIP_SIGNATURE)) == _GZIP_SIGNATURE
    file.seek(0)
    if not is_packed:
        return file
    unpacked = _UnpackedFile(gzip.GzipFile(fileobj=file), file, unpacked_limit(path.stat().st_size))
    return io.BufferedReader(unpacked, 1 << 20)


def unpacked_limit(size: int) -> int:
    """Return the number of bytes that a packed file may unpack to at most; size: its own number of bytes."""
    return max(ALWAYS_ALLOWED, LARGEST_RATIO * size)


class _UnpackedFile(io.RawIOBase):
    """The unpacked bytes of a gzip file, up to a limit."""

    def __init__(self, stream: gzip.GzipFile, file: IO[bytes], limit: int) -> None:
        self.stream, self.file, self.limit, self.total = stream, file, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.stream.read(len(buffer))
        self.total += len(data)
        if self.total > self.limit:
            raise ValueError(
                f"it unpacks to more than {self.limit:,} bytes, the most for a packed file of its size; unpack it first"
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self.stream.close()
        self.file.close()
        super().close()


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits; the file is read in pieces."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
