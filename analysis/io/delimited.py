"""Delimited text (CSV, TSV): the dialect by evidence, and rows that are never shifted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TextIO

# Characters of a field. Longer than any article; a quotation mark that is not closed ends here.
LONGEST_ROW = 1 << 24
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAMPLE = 1 << 20
_SEP = re.compile(r"\ufeff?\"?sep=([^\"\r\n])\"?[;,\t ]*[\r\n]*", re.IGNORECASE)
# A header as R's write.table writes it.
_BLANKS_BETWEEN = re.compile(r'"[^"\r\n]*"(?: "[^"\r\n]*")+[\r\n]')
_ESCAPED_MARK = re.compile(r'(?<!\\)(?:\\\\)*\\"')
# Escaped characters are hidden from the parser as lone surrogates, which no decoded text holds.
_HIDDEN = re.compile("[\udc09-\udc7c]")


class Mode(NamedTuple):
    """A way to read quotation marks."""

    quotes: bool = True
    backslash: bool = False
    skips_blanks: bool = False


AS_RFC_4180, AS_TEXT = Mode(), Mode(quotes=False)
# What a sample must hold for a mode to be tried, and the modes in order of preference. An unquoted field may hold
# quotation marks where the delimiter stands in no text.
MODES = (
    Mode(backslash=True),
    Mode(backslash=True, skips_blanks=True),
    AS_RFC_4180,
    Mode(skips_blanks=True),
    AS_TEXT,
)
_UNQUOTED = "\t|"
_BOM = "\ufeff"


class Dialect(NamedTuple):
    """How a file is written.

    newline: what ends a line: '\\n' (also for '\\r\\n') or '\\r'. skipped: lines before the header. header: names of
    the columns as written. trailing: rows end in empty fields that the header does not have."""

    delimiter: str
    mode: Mode
    newline: str
    skipped: int
    header: list[str]
    trailing: bool = False


class Row(NamedTuple):
    """Fields of one row, and the line it begins on."""

    line: int
    fields: list[str]


class _Trial(NamedTuple):
    """What a sample looks like in one dialect. right: rows with as many fields as the header; fault: '' if none."""

    dialect: Dialect
    rows: list[list[str]]
    right: int
    fault: str

    @property
    def share(self) -> float:
        """Share of rows that fit the header."""
        return self.right / len(self.rows) if self.rows else 1.0

    @property
    def unpadded(self) -> list[list[str]]:
        """Rows without blanks at the beginning of a field."""
        return [[field.lstrip(" ") for field in row] for row in self.rows]


def dialect_of(file: TextIO) -> Dialect | None:
    """Find the dialect of a text from its first megabyte; None if it is empty.

    Parameters
    ----------
    file : text file
        Opened with newline='', at its start.

    Raises
    ------
    ValueError
        If no dialect fits, or two fit equally well.
    """
    text, whole = _sample(file)
    named = _SEP.match(text)
    body = text[named.end() :] if named else text
    skipped, newline = 1 if named else 0, "\n" if "\n" in text else "\r"
    if not body.strip("\ufeff \r\n"):
        return None
    delimiters = [named.group(1)] if named else list(DELIMITERS)
    trials = [_best(_Sample(body, whole, newline, skipped), delimiter) for delimiter in delimiters]
    return _decided(trials, body)


def read_rows(file: TextIO, dialect: Dialect) -> Iterator[Row]:
    """Yield the rows below the header; blank lines are left out.

    Parameters
    ----------
    file : text file
        Opened with the newline of the dialect, at its start.
    dialect : Dialect
        As `dialect_of` finds it.

    Raises
    ------
    ValueError
        If quotation marks do not match, or a row is longer than `LONGEST_ROW`; names the line.
    """
    rows = _parsed(file, dialect.delimiter, dialect.mode, skipped=dialect.skipped)
    next(rows, None)
    return rows


def fitted(row: Row, dialect: Dialect) -> str:
    """Return why a row does not fit the header, '' if it does; trailing empty fields are taken off."""
    size = len(dialect.header)
    if dialect.trailing and not any(row.fields[size:]):
        del row.fields[size:]
    if row.fields[0].startswith(_BOM):
        # Files that were put one behind the other.
        row.fields[0] = row.fields[0].lstrip(_BOM)
    if size > 1 and row.fields == dialect.header:
        return f"line {row.line} repeats the header"
    if len(row.fields) == size:
        return ""
    number = len(row.fields)
    return f"line {row.line} has {number} field{'s' if number > 1 else ''}, the header has {size}"


def _sample(file: TextIO) -> tuple[str, bool]:
    """The beginning of a text up to a line end, with one row at least; whether it is the whole."""
    text = file.read(_SAMPLE)
    while len(text) <= LONGEST_ROW:
        more = file.read(1)
        if not more:
            return text, True
        text += more
        end = max(text.rfind("\n"), text.rfind("\r")) + 1
        if len(text) > end > text.find("\n") + 1:
            return text[:end], False
        text += file.read(_SAMPLE)
    raise ValueError(f"its first row is longer than {LONGEST_ROW:,} characters")


class _Sample(NamedTuple):
    """The beginning of a text. whole: whether it is all. skipped: lines before it."""

    text: str
    whole: bool
    newline: str
    skipped: int


def _best(sample: _Sample, delimiter: str) -> _Trial:
    """The preferred mode of those without fault in which most rows fit; else that of RFC 4180 with its fault."""
    trials = [_tried(sample, delimiter, mode) for mode in _possible(sample.text, delimiter)]
    sound = [trial for trial in trials if not trial.fault]
    most = max((trial.share for trial in sound), default=0.0)
    fitting = [trial for trial in sound if trial.share == most]
    if not fitting:
        return next(trial for trial in trials if trial.dialect.mode == AS_RFC_4180)
    best, *others = fitting
    plain = next((trial for trial in others if trial.dialect.mode == AS_RFC_4180), None)
    if best.dialect.mode == Mode(backslash=True) and plain and _unescaped(plain.rows) != best.rows:
        return plain._replace(
            fault="backslashes before quotation marks can be read in two ways; double the marks instead"
        )
    for other in others:
        # Blanks after the delimiter are skipped only where they stand before quotation marks.
        if other.dialect.mode == best.dialect.mode._replace(skips_blanks=True) and other.unpadded != best.unpadded:
            return other
    return best


def _unescaped(rows: list[list[str]]) -> list[list[str]]:
    return [[re.sub(r'\\([\\"])', r"\1", field) for field in row] for row in rows]


def _possible(text: str, delimiter: str) -> list[Mode]:
    signs = {"backslash": _ESCAPED_MARK.search(text) is not None, "skips_blanks": f'{delimiter} "' in text}
    modes = [mode for mode in MODES if all(signs[name] or not getattr(mode, name) for name in signs)]
    return [mode for mode in modes if mode.quotes or delimiter in _UNQUOTED]


def _tried(sample: _Sample, delimiter: str, mode: Mode) -> _Trial:
    rows: list[list[str]] = []
    fault = ""
    try:
        lines = io.StringIO(sample.text, newline=sample.newline)
        for row in _parsed(lines, delimiter, mode, first=sample.skipped + 1):
            rows.append(row.fields)  # noqa: PERF401 (those before a fault are kept)
    except _NotClosed as error:
        fault = str(error) if sample.whole else ""
    except ValueError as error:
        fault = str(error)
    header, others = (rows[0] if rows else []), rows[1:]
    size = len(header)
    trailing = bool(others) and all(len(row) > size and not any(row[size:]) for row in others)
    right = len(others) if trailing else sum(len(row) == size for row in others)
    if not mode.quotes and (right < len(others) or any(_looks_quoted(field) for row in rows for field in row)):
        fault = "quotation marks do not match"
    return _Trial(Dialect(delimiter, mode, sample.newline, sample.skipped, header, trailing), others, right, fault)


def _looks_quoted(field: str) -> bool:
    return len(field) > 1 and field.startswith('"') and field.endswith('"')


def _decided(trials: list[_Trial], text: str) -> Dialect:
    """The dialect whose delimiter parts the header and fits most rows."""
    splitting = [trial for trial in trials if len(trial.dialect.header) > 1] or trials[:1]
    best, *others = sorted(splitting, key=lambda trial: (bool(trial.fault), -trial.share))
    faults = [trial.fault for trial in splitting if trial.fault]
    if best.fault and _BLANKS_BETWEEN.match(text):
        raise ValueError("its columns are separated by blanks; separate them by commas (in R: write.csv)")
    if faults and (best.fault or best.share < 1):
        raise ValueError(faults[0])
    if others and not others[0].fault and others[0].share == best.share:
        some = " or ".join(_named(trial.dialect.delimiter) for trial in (best, others[0]))
        raise ValueError(
            f"its columns could be separated by {some}; write the right one into a first line such as 'sep=;'"
        )
    size = len(best.dialect.header)
    if not best.dialect.trailing and _has_row_names(best.rows, size):
        raise ValueError(
            "each row has one field more than the header, as R's write.table leaves it; name the first column in the "
            "header too (in R: write.csv)"
        )
    if best.rows and not best.right and size > 1:
        raise ValueError(
            f"no row has as many fields as the header (the first has {len(best.rows[0])}, the header {size}); put "
            f"texts that hold a {_named(best.dialect.delimiter)} into quotation marks"
        )
    return best.dialect


def _has_row_names(rows: list[list[str]], size: int) -> bool:
    """Whether each row has one field more than the header, and begins with a number of its own."""
    numbers = [row[0] for row in rows if len(row) == size + 1 and row[0].isdecimal()]
    return size > 1 and bool(rows) and len(set(numbers)) == len(rows)


def _named(delimiter: str) -> str:
    return DELIMITERS.get(delimiter, f"'{delimiter}'")


class _NotClosed(ValueError):
    """A quotation mark that opens a field and is never closed."""


def _parsed(file: TextIO, delimiter: str, mode: Mode, *, skipped: int = 0, first: int = 1) -> Iterator[Row]:
    """Rows of a text with the header, without blank lines. first: number of its first line."""
    lines: Iterator[str] = _hiding(file, delimiter) if mode.backslash else iter(file)
    for _ in range(skipped):
        next(lines, None)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_ROW))
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if mode.quotes else csv.QUOTE_NONE,
        skipinitialspace=mode.skips_blanks,
        strict=True,
    )
    while True:
        line = first + skipped + reader.line_num
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _fault(str(error), line) from None
        if len(fields) > 1 or (fields and fields[0].strip()):
            yield Row(line, [_HIDDEN.sub(_shown, field) for field in fields] if mode.backslash else fields)


def _fault(message: str, line: int) -> ValueError:
    if "unexpected end" in message:
        return _NotClosed(f"a quotation mark in the row that begins on line {line} is not closed")
    if "new-line" in message:
        return ValueError(
            f"the row that begins on line {line} has a line end of another kind than the others in a field"
        )
    if "limit" in message:
        return ValueError(
            f"the row that begins on line {line} has a field of more than {LONGEST_ROW:,} characters; is a quotation "
            "mark not closed?"
        )
    return ValueError(
        f"quotation marks in the row that begins on line {line} do not match; a mark inside a field in quotation marks "
        "is written twice"
    )


def check_lines(file: BinaryIO) -> None:
    """Raise ValueError if a line is so long that it may not be held in memory."""
    run = 0
    while piece := file.read(1 << 20):
        ends = [at for end in (b"\n", b"\r") if (at := piece.rfind(end)) >= 0]
        run = len(piece) - max(ends) if ends else run + len(piece)
        if run > 4 * LONGEST_ROW:
            raise ValueError(f"it has a line of more than {4 * LONGEST_ROW:,} bytes")


def _hiding(file: TextIO, delimiter: str) -> Iterator[str]:
    """Lines in which what a backslash escapes is hidden."""
    escape = re.compile(rf'\\([\\"{re.escape(delimiter)}])')
    return (escape.sub(_hidden, line) for line in file)


def _hidden(escaped: re.Match[str]) -> str:
    return chr(ord(escaped.group(1)) + 0xDC00)


def _shown(hidden: re.Match[str]) -> str:
    return chr(ord(hidden.group()) - 0xDC00)
