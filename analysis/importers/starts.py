"""The start of a source, by which its format is told."""

from __future__ import annotations

import codecs
import zipfile

from analysis.importers.records import Start
from analysis.importers.source import Source
from analysis.io.files import open_bytes

START_SIZE = 1 << 18
_ZIP, _SAMPLE = b"PK\x03\x04", 1 << 16


def start_of(source: Source) -> Start:
    """Read the start of a source.

    Raises
    ------
    ValueError
        If it is packed and damaged.
    OSError
        If it cannot be read.
    """
    if source.data is not None:
        data = source.data[:START_SIZE]
    else:
        assert source.path is not None
        with open_bytes(source.path) as file:
            data = file.read(START_SIZE)
    name = source.name.lower()
    if data.startswith(_ZIP):
        return Start(name, data, "", _members(source))
    return Start(name, data, _text(data))


def _members(source: Source) -> tuple[str, ...]:
    """Return the names of the members of a ZIP archive."""
    try:
        with source.file() as path, zipfile.ZipFile(path) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ValueError(f"it is a damaged ZIP archive: {error}") from None


def _text(data: bytes) -> str:
    """Return bytes as text, without care for the few that are cut or in another encoding."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8" if _is_utf_8(data[:_SAMPLE]) else "cp1252", "replace")


def _is_utf_8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True
