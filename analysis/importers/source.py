"""A file, or a member of an archive, as bytes that are read with a limit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.io.encoding import decode
from analysis.io.files import open_bytes

# Bytes of a file that has to be read as a whole; the largest exports of databases hold some hundred articles.
LARGEST = 200_000_000


@hides_content
class Source(NamedTuple):
    """A file, or a member of an archive.

    Attributes
    ----------
    name : str
        How users find it: a path relative to what they named, with '/'; of a member, ARCHIVE/MEMBER.
    path : Path or None
        The file; None for a member of an archive.
    data : bytes or None
        Content of a member.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None

    def read(self) -> bytes:
        """Return all bytes, unpacked where the file is packed with gzip.

        Raises
        ------
        ValueError
            If there are more than `LARGEST`, or the file is packed and is damaged or too large.
        OSError
            If the file cannot be read.
        """
        if self.data is not None:
            return self.data
        assert self.path is not None
        with open_bytes(self.path) as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError(f"it has more than {LARGEST:,} bytes; divide it into smaller files")
        return data

    def text(self) -> str:
        """Return the content as text with newlines as line breaks; raises ValueError where its encoding is unclear."""
        return decode(self.read()).replace("\r\n", "\n").replace("\r", "\n")

    @contextmanager
    def file(self) -> Iterator[Path]:
        """Yield the path of a file with the content and the suffix of the name; of a member, a temporary one."""
        if self.path is not None:
            yield self.path
            return
        assert self.data is not None
        with tempfile.TemporaryDirectory(prefix="samestory-") as folder:
            path = Path(folder) / f"member{PurePosixPath(self.name).suffix.lower()[:12]}"
            path.write_bytes(self.data)
            yield path
