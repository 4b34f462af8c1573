"""Read the start of a source, from which its format is recognised."""

from __future__ import annotations

import codecs

from analysis.importers.archives import SIGNATURE, opened_archive
from analysis.importers.records import Start
from analysis.importers.source import Source
from analysis.io.files import open_bytes

START_SIZE = 1 << 18
_SAMPLE = 1 << 16
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def start_of(source: Source) -> Start:
    """Read the start of a source.

    Raises
    ------
    ValueError
        If it is packed, and damaged or too large.
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
    if not data.startswith(SIGNATURE):
        return Start(name, data, _text(data))
    with source.file() as path, opened_archive(path) as archive:
        return Start(name, data, "", tuple(archive.namelist()))


def _text(data: bytes) -> str:
    """Return bytes as text, without care for the few that are cut or in another encoding."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return data.decode("utf-8" if _is_utf_8(data[:_SAMPLE]) else "cp1252", "replace")


def _is_utf_8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True
