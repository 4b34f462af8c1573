"""Text files whose encoding is known, and files that are not text although they are named so."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

from analysis._utils.content_hiding import hides_content
from analysis.io.encoding import Encoding
from analysis.io.files import open_bytes

# Bytes that are not of the encoding of a file are read as these; other lone surrogates may come from JSON.
UNDECODABLE = re.compile("[\udc80-\udcff]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
_BEGINNING = 256  # bytes


@hides_content
class FileFormat(NamedTuple):
    """A format that is sometimes named as another one by mistake; beginning: a pattern of its first bytes."""

    beginning: bytes
    name: str
    advice: str


_OPEN_IN_SPREADSHEET = "open it in a spreadsheet, and save it as 'CSV UTF-8'"
NOT_TEXT = (
    FileFormat(rb"PK\x03\x04", "a ZIP archive or a workbook (.xlsx, .ods)", _OPEN_IN_SPREADSHEET),
    FileFormat(rb"\xd0\xcf\x11\xe0", "a workbook (.xls)", _OPEN_IN_SPREADSHEET),
    FileFormat(rb"<(?:!doctype|html|head|table|\?xml)", "a page or XML", _OPEN_IN_SPREADSHEET),
    FileFormat(rb"%PDF-", "a PDF", "save the table itself as CSV"),
    FileFormat(rb"PAR1", "a Parquet file", "name it .parquet"),
)
JSON_TEXT = FileFormat(rb'\[?\s*\{\s*"', "JSON", "name it .json, or .jsonl where each line is an object")


def check_beginning(path: Path, formats: tuple[FileFormat, ...]) -> None:
    """Raise ValueError if a file begins as a file of one of the formats does."""
    with open_bytes(path) as file:
        beginning = file.read(_BEGINNING).removeprefix(codecs.BOM_UTF8).lstrip()
    for other in formats:
        if re.match(other.beginning, beginning, re.IGNORECASE):
            raise ValueError(f"it is {other.name}; {other.advice}")


@contextmanager
def open_text(path: Path, encoding: Encoding, newline: str) -> Iterator[TextIO]:
    """Open a file as text; bytes that are not of its encoding become lone surrogates.

    Parameters
    ----------
    path : Path
    encoding : Encoding
    newline : str
        As in `open`.

    Yields
    ------
    text file
    """
    errors = "strict" if encoding.clean else "surrogateescape"
    with open_bytes(path) as file, io.TextIOWrapper(file, encoding.name, errors, newline) as text:
        yield text


def without_surrogates(text: str) -> str:
    """Return a text with U+FFFD in place of lone surrogates."""
    return text if text.isascii() else LONE_SURROGATE.sub(REPLACEMENT, text)
