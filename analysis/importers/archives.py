"""ZIP archives: what they unpack to is known before they are unpacked, and never more is read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIGNATURE = b"PK\x03\x04"
# Text is packed by a factor of 3 to 20, a Word document by less than 50.
LARGEST_RATIO, ALWAYS_ALLOWED = 100, 20_000_000
MOST_MEMBERS = 1_000_000


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP archive.

    Raises
    ------
    ValueError
        If it is damaged, has too many members, or unpacks to more than text would: `LARGEST_RATIO` times its size.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, path.stat().st_size)
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError) as error:
        raise ValueError(f"it is a ZIP archive that is damaged or packed in an unusual way: {error}") from None


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, at most as many as it declares.

    Raises
    ------
    ValueError
        If it is encrypted, or has another size than it declares.
    """
    if member.flag_bits & 1:
        raise ValueError("it is encrypted; unpack it with the password first")
    with archive.open(member) as file:
        data = file.read(member.file_size + 1)
    if len(data) != member.file_size:
        raise ValueError("it is damaged: it has another size than its archive declares")
    return data


def _check_sizes(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise ValueError(f"it has {len(members):,} members; at most {MOST_MEMBERS:,} are read")
    unpacked, limit = sum(member.file_size for member in members), max(ALWAYS_ALLOWED, LARGEST_RATIO * size)
    if unpacked > limit:
        raise ValueError(
            f"it unpacks to {unpacked:,} bytes; at most {limit:,} are read of an archive of its size; unpack it first"
        )
