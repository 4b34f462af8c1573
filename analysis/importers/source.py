"""A file, or a member of an archive, as bytes that are read with a limit."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.io.encoding import decode
from analysis.io.files import open_bytes
from analysis.io.publication_times import DayMonthOrder

# Bytes of a file that has to be read as a whole; the largest exports of databases hold some hundred articles.
LARGEST = 200_000_000


@hides_content
class Hints(NamedTuple):
    """What a user says about the sources.

    Attributes
    ----------
    columns : tuple of (str, str)
        Field of a document and column of the tables.
    day_month_order : {'day', 'month', 'unclear'}
        Which number of a numeric date comes first; 'unclear' where the dates have to show it.
    """

    columns: tuple[tuple[str, str], ...] = ()
    day_month_order: DayMonthOrder = "unclear"


NO_HINTS = Hints()


@hides_content
class Source(NamedTuple):
    """A file, or a member of an archive.

    Attributes
    ----------
    name : str
        How users find it: a path from the folder or file that they named, with '/'; of a member, ARCHIVE/MEMBER.
    path : Path or None
        The file; None for a member of an archive.
    data : bytes or None
        Content of a member.
    hints : Hints
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    hints: Hints = NO_HINTS

    @property
    def size(self) -> int:
        """Number of bytes, of a file as it is; 0 where it cannot be told."""
        if self.data is not None:
            return len(self.data)
        try:
            return self.path.stat().st_size if self.path else 0
        except OSError:
            return 0

    @property
    def key(self) -> str:
        """What tells this source, as it is now, from all others: a member by its content, a file by place and time."""
        if self.data is not None:
            return f"{self.name}\t{len(self.data)}\t{zlib.crc32(self.data)}"
        try:
            state = self.path.stat() if self.path else None
        except OSError:
            state = None
        return f"{self.path and self.path.resolve()}\t{state and (state.st_size, state.st_mtime_ns)}"

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
