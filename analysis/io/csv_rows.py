"""Rows of delimited text (CSV, TSV) in a known dialect; a row that does not fit the header is never shifted."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TextIO

# Characters of a field. Longer than any article; a quotation mark that is not closed is noticed here.
LONGEST_ROW = 1 << 24
_BOM = "\ufeff"
_PIECE = 1 << 20  # bytes
# Escaped characters are hidden from the parser as lone surrogates, which no decoded text contains.
_HIDDEN_OFFSET = 0xDC00
_HIDDEN_CHARACTER = re.compile("[\udc09-\udc7c]")


class Quoting(NamedTuple):
    """How quotation marks are read.

    Attributes
    ----------
    quotes : bool
        Whether they enclose fields; otherwise they are text.
    backslash : bool
        Whether a backslash escapes a quotation mark, a delimiter or a backslash.
    skips_blanks : bool
        Whether blanks after a delimiter are left out.
    """

    quotes: bool = True
    backslash: bool = False
    skips_blanks: bool = False


RFC_4180, QUOTES_AS_TEXT = Quoting(), Quoting(quotes=False)


class Dialect(NamedTuple):
    r"""How a file is written.

    Attributes
    ----------
    delimiter : str
    quoting : Quoting
    newline : str
        What ends a line: '\n' (also for '\r\n') or '\r'.
    skipped : int
        Number of lines before the header.
    header : list of str
        Names of the columns as written.
    trailing : bool
        Whether rows end in empty fields that the header does not have.
    """

    delimiter: str
    quoting: Quoting
    newline: str
    skipped: int
    header: list[str]
    trailing: bool = False


class CsvRow(NamedTuple):
    """Fields of one row, and the line it begins on."""

    line: int
    fields: list[str]


class UnclosedQuote(ValueError):
    """A quotation mark that opens a field and is never closed."""


def read_rows(file: TextIO, dialect: Dialect) -> Iterator[CsvRow]:
    """Yield the rows below the header; blank lines are left out.

    Parameters
    ----------
    file : text file
        Opened with the newline of the dialect, at its start.
    dialect : Dialect
        As `detect_dialect` finds it.

    Raises
    ------
    ValueError
        If quotation marks do not match, or a row is longer than `LONGEST_ROW`; names the line.
    """
    rows = parse_rows(file, dialect.delimiter, dialect.quoting, skipped=dialect.skipped)
    next(rows, None)
    return rows


def fit_to_header(row: CsvRow, dialect: Dialect) -> str:
    """Remove the trailing empty fields of a row; return why it does not fit the header, '' if it does."""
    size = len(dialect.header)
    if dialect.trailing and not any(row.fields[size:]):
        del row.fields[size:]
    if row.fields[0].startswith(_BOM):
        # Where files were concatenated.
        row.fields[0] = row.fields[0].lstrip(_BOM)
    if size > 1 and row.fields == dialect.header:
        return f"line {row.line} repeats the header"
    number = len(row.fields)
    if number == size:
        return ""
    return f"line {row.line} has {number} field{'s' if number > 1 else ''}, the header has {size}"


def parse_rows(
    file: TextIO, delimiter: str, quoting: Quoting, *, skipped: int = 0, first_line: int = 1
) -> Iterator[CsvRow]:
    """Yield the header and the rows of a text; blank lines are left out.

    Parameters
    ----------
    file : text file
    delimiter : str
    quoting : Quoting
    skipped : int
        Number of lines to leave out at the beginning.
    first_line : int
        Number of the first line.

    Raises
    ------
    ValueError
        If quotation marks do not match, or a field is longer than `LONGEST_ROW`; names the line.
    """
    lines: Iterator[str] = _hide_escaped(file, delimiter) if quoting.backslash else iter(file)
    for _ in range(skipped):
        next(lines, None)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_ROW))
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quoting.quotes else csv.QUOTE_NONE,
        skipinitialspace=quoting.skips_blanks,
        strict=True,
    )
    while True:
        line = first_line + skipped + reader.line_num
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _parse_error(str(error), line) from None
        if len(fields) > 1 or (fields and fields[0].strip()):
            yield CsvRow(line, _show_escaped(fields) if quoting.backslash else fields)


def _parse_error(message: str, line: int) -> ValueError:
    """Return the error for a message of Python's csv module."""
    if "unexpected end" in message:
        return UnclosedQuote(f"a quotation mark in the row that begins on line {line} is not closed")
    if "new-line" in message:
        return ValueError(
            f"the row that begins on line {line} has a line break of another kind than the file in a field; put that "
            "field into quotation marks"
        )
    if "limit" in message:
        return ValueError(
            f"the row that begins on line {line} has a field of more than {LONGEST_ROW:,} characters; look for a "
            "quotation mark that is not closed"
        )
    return ValueError(
        f"quotation marks in the row that begins on line {line} do not match; write a mark inside a quoted field twice"
    )


def check_line_lengths(file: BinaryIO) -> None:
    """Raise ValueError if a line is too long to be held in memory."""
    length = 0
    while piece := file.read(_PIECE):
        last_end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        length = len(piece) - last_end if last_end >= 0 else length + len(piece)
        if length > 4 * LONGEST_ROW:
            raise ValueError(f"it has a line of more than {4 * LONGEST_ROW:,} bytes")


def _hide_escaped(file: TextIO, delimiter: str) -> Iterator[str]:
    """Lines in which each escaped character is replaced by a lone surrogate, and its backslash removed."""
    escaped = re.compile(rf'\\([\\"{re.escape(delimiter)}])')
    return (escaped.sub(lambda match: chr(ord(match[1]) + _HIDDEN_OFFSET), line) for line in file)


def _show_escaped(fields: list[str]) -> list[str]:
    return [_HIDDEN_CHARACTER.sub(lambda match: chr(ord(match[0]) - _HIDDEN_OFFSET), field) for field in fields]
