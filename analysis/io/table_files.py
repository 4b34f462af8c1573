"""Tables of articles or codes as rows of text, a few at a time: CSV, JSON and Parquet."""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis._utils.content_hiding import hides_content
from analysis.exceptions import WrongUse
from analysis.io.column_names import MOST_COLUMNS
from analysis.io.delimited import Dialect, check_lines, dialect_of, fitted, read_rows
from analysis.io.encoding import Encoding, encoding_of
from analysis.io.files import DELIMITED, PACKED, PARQUET, open_bytes, suffix_of
from analysis.io.json_records import Row, Twice, read_objects

ROWS = 2048
# Columns of the pieces beside those asked for: where a row begins, and why it cannot be used ('' if it can).
LINE, FAULT = "line", "fault"
LONE = re.compile("[\ud800-\udfff]")
_BAD_BYTES = re.compile("[\udc80-\udcff]")
_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
_LISTS = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)


@hides_content
class Other(NamedTuple):
    """A kind of file that is named as a table of text by mistake; begins: a pattern."""

    begins: bytes
    name: str
    advice: str


BEGINNING = 256  # bytes
_SHEET = "open it in a spreadsheet, and save it as 'CSV UTF-8'"
OTHERS = (
    Other(rb"PK\x03\x04", "a ZIP archive or a workbook (.xlsx, .ods)", _SHEET),
    Other(rb"\xd0\xcf\x11\xe0", "a workbook (.xls)", _SHEET),
    Other(rb"<(?:!doctype|html|head|table|\?xml)", "a page or XML", _SHEET),
    Other(rb"%PDF-", "a PDF", "save the table itself as CSV"),
    Other(rb"PAR1", "a Parquet file", "name it .parquet"),
)
JSON = Other(rb'\[?\s*\{\s*"', "JSON", "name it .json, or .jsonl where each line is an object")


@hides_content
@dataclass(frozen=True, repr=False)
class Table:
    """A table that has been opened: its columns as written, and what its reader should know.

    pieces: rows in the columns asked for."""

    path: Path
    names: list[str]
    pieces: Callable[[Mapping[str, str]], Iterator[pd.DataFrame]]
    notes: tuple[str, ...] = ()

    def rows(self, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
        """Rows of the table, ROWS at most at a time, each value as text, '' where there is none.

        columns: name in the result -> the table's. Beside them LINE and FAULT; a list of texts in the column body is
        joined with line breaks. The same file gives the same pieces, however large it is.
        Raises: WrongUse where it cannot be read."""
        with _reading(self.path):
            yield from (rows for rows in self.pieces(columns) if len(rows))


def open_table(path: Path) -> Table:
    """Open a table: find out encoding, dialect and columns.

    Raises: WrongUse where it cannot be read."""
    kind = suffix_of(path)
    opening = _open_parquet if kind in PARQUET else _open_delimited if kind in DELIMITED else _open_json
    with _reading(path):
        table = opening(path)
        if len(table.names) > MOST_COLUMNS:
            raise ValueError(f"it has {len(table.names):,} columns; at most {MOST_COLUMNS:,} are read")
        return table


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WrongUse(f"'{path}' cannot be read: {error.strerror or _first_line(error)}") from None
    except (EOFError, zlib.error) as error:
        raise WrongUse(f"'{path}' cannot be unpacked, it is damaged or cut off: {_first_line(error)}") from None
    except ValueError as error:
        raise WrongUse(f"'{path}' cannot be read as a table: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


@contextmanager
def _text(path: Path, encoding: Encoding, newline: str) -> Iterator[TextIO]:
    """A file as text; bytes that are not of its encoding become lone surrogates."""
    errors = "strict" if encoding.clean else "surrogateescape"
    with open_bytes(path) as file, io.TextIOWrapper(file, encoding.name, errors, newline) as text:
        yield text


def _check_begins_as(path: Path, others: tuple[Other, ...]) -> None:
    """Raises: ValueError where a file begins as one of another kind does."""
    with open_bytes(path) as file:
        first = file.read(BEGINNING).removeprefix(codecs.BOM_UTF8).lstrip()
    for other in others:
        if re.match(other.begins, first, re.IGNORECASE):
            raise ValueError(f"it is {other.name}; {other.advice}")


def _open_delimited(path: Path) -> Table:
    _check_begins_as(path, (*OTHERS, JSON))
    encoding = encoding_of(partial(open_bytes, path))
    with open_bytes(path) as data:
        check_lines(data)
    with _text(path, encoding, newline="") as file:
        dialect = dialect_of(file)
    if dialect is None:
        raise ValueError("it is empty")
    notes = [] if dialect.mode.quotes else [f"quotation marks in '{path.name}' are read as text, as they do not match"]
    return Table(path, dialect.header, partial(_delimited_pieces, path, encoding, dialect), tuple(notes))


def _delimited_pieces(
    path: Path, encoding: Encoding, dialect: Dialect, columns: Mapping[str, str]
) -> Iterator[pd.DataFrame]:
    places = {ours: dialect.header.index(theirs) for ours, theirs in columns.items()}
    with _text(path, encoding, dialect.newline) as file:
        rows = read_rows(file, dialect)
        while piece := list(islice(rows, ROWS)):
            faults = [fitted(row, dialect) for row in piece]
            blank = [""] * len(dialect.header)
            fields = [blank if fault else row.fields for row, fault in zip(piece, faults, strict=True)]
            values = {ours: [row[place] for row in fields] for ours, place in places.items()}
            if not encoding.clean:
                faults = _without_bad_bytes(values, faults, [row.line for row in piece])
            yield _frame(values, [row.line for row in piece], faults)


def _without_bad_bytes(values: dict[str, list[str]], faults: list[str], lines: list[int]) -> list[str]:
    """The faults of rows, and of those with bytes that cannot be decoded; in their place stands U+FFFD."""
    for texts in values.values():
        for row, text in enumerate(texts):
            if not text.isascii() and _BAD_BYTES.search(text):
                texts[row] = LONE.sub("\ufffd", text)
                faults[row] = faults[row] or f"line {lines[row]} has bytes that are not UTF-8"
    return faults


def _frame(values: Mapping[str, list[str]], lines: list[int], faults: list[str]) -> pd.DataFrame:
    texts = pd.DataFrame({ours: pd.Series(cells, dtype="str") for ours, cells in values.items()})
    return texts.assign(**{LINE: lines, FAULT: pd.Series(faults, dtype="str")})


def _parquet(path: Path) -> pq.ParquetFile:
    # A buffered file without pre-buffering holds pages, not whole row groups.
    return pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)


def _open_parquet(path: Path) -> Table:
    if path.suffix.lower() == PACKED:
        raise ValueError("a Parquet file is packed already; unpack it, and name the .parquet file")
    with _parquet(path) as file:
        return Table(path, list(file.schema_arrow.names), partial(_parquet_pieces, path))


def _parquet_pieces(path: Path, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    line = 1
    with _parquet(path) as file:
        for ours, theirs in columns.items():
            _check_type(file.schema_arrow.field(theirs).type, ours, theirs)
        for batch in file.iter_batches(ROWS, columns=sorted(set(columns.values()))):
            texts = {ours: _texts(batch.column(theirs), ours) for ours, theirs in columns.items()}
            rows = pa.table({ours: column for ours, (column, _) in texts.items()}).to_pandas()
            faults = [""] * len(rows)
            for ours, (_, bad) in texts.items():
                for row, why in bad.items():
                    faults[row] = faults[row] or f"column '{columns[ours]}' of row {line + row} {why}"
            yield rows.assign(**{LINE: range(line, line + len(rows)), FAULT: pd.Series(faults, dtype="str")})
            line += len(rows)


def _check_type(kind: pa.DataType, ours: str, theirs: str) -> None:
    """Raises: ValueError where a column holds no texts."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    inner = kind.value_type if any(of(kind) for of in _LISTS) else kind
    if pa.types.is_nested(inner):
        raise ValueError(_nested(theirs, str(kind), ours))
    numbers = pa.types.is_integer(inner) or pa.types.is_floating(inner) or pa.types.is_boolean(inner)
    if ours == "body" and (numbers or pa.types.is_temporal(inner)):
        raise ValueError(_no_text(theirs, str(kind)))


def _nested(theirs: str, what: str, ours: str) -> str:
    return (
        f"column '{theirs}' holds {what[:80]}; right is text, or a list of paragraphs such as "
        f'["One.", "Two."]: name a column of text with --column {ours}=NAME, or write one'
    )


def _no_text(theirs: str, what: str) -> str:
    return f"column '{theirs}' holds {what[:80]}, not text; name the column of the articles with --column body=NAME"


def _texts(column: pa.Array, ours: str) -> tuple[pa.Array, dict[int, str]]:
    """Values as text, and the rows of those that cannot be read, with the reason."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not any(of(column.type) for of in _TEXTS):
        return _values(column, ours)
    try:
        # Arrow takes any bytes for text; Polars may not be given them.
        texts = column.cast(pa.large_string())
        texts.validate(full=True)
        return texts.fill_null(""), {}
    except pa.ArrowInvalid:
        values = column.cast(pa.large_binary()).to_pylist()
        decoded = [(value or b"").decode("utf-8", "surrogateescape") for value in values]
        bad = {row: "is not UTF-8" for row, text in enumerate(decoded) if _BAD_BYTES.search(text)}
        return pa.array([LONE.sub("\ufffd", text) for text in decoded], pa.large_string()), bad


def _values(column: pa.Array, ours: str) -> tuple[pa.Array, dict[int, str]]:
    """Values of another type than text, as _texts gives them."""
    texts, bad = [], {}
    for row, scalar in enumerate(column):
        try:
            texts.append(_cell(scalar.as_py(), ours))
        except (OverflowError, ValueError):
            texts.append("")
            bad[row] = "holds a time that is out of range"
    return pa.array(texts, pa.large_string()), bad


def _cell(value: object, ours: str) -> str:
    """A value as text. Raises: TypeError saying what it is, where it is nested otherwise than as a list of texts."""
    if value is None or value != value:  # noqa: PLR0124 (NaN alone is not itself)
        return ""
    if isinstance(value, str):
        return value if value.isascii() else LONE.sub("\ufffd", value)
    if isinstance(value, list):
        if any(isinstance(item, list | dict) for item in value):
            raise TypeError("a list of lists" if isinstance(value[0], list) else "a list of objects")
        return ("\n" if ours == "body" else "; ").join(_cell(item, ours) for item in value if item is not None)
    if isinstance(value, dict):
        names = ", ".join(f"'{name}'" for name in value if isinstance(name, str))
        raise TypeError(f"an object with {names}")
    # A naive midnight is a day.
    return str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value)


def _open_json(path: Path) -> Table:
    _check_begins_as(path, OTHERS)
    encoding = encoding_of(partial(open_bytes, path))
    names: dict[object, None] = {}
    fault = ""
    with _text(path, encoding, newline="\n") as file:
        for row in read_objects(file):
            names |= dict.fromkeys(row.values)
            fault = fault or row.fault
            if len(names) > MOST_COLUMNS:
                break
    if fault and not names:
        raise ValueError(fault)
    return Table(path, [name for name in names if isinstance(name, str)], partial(_json_pieces, path, encoding))


def _json_pieces(path: Path, encoding: Encoding, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    with _text(path, encoding, newline="\n") as file:
        rows = read_objects(file)
        while piece := list(islice(rows, ROWS)):
            cells = [_cells(row, columns) for row in piece]
            values = {ours: [texts[at] for texts, _ in cells] for at, ours in enumerate(columns)}
            yield _frame(values, [row.line for row in piece], [fault for _, fault in cells])


def _cells(row: Row, columns: Mapping[str, str]) -> tuple[list[str], str]:
    """The values of an object in some columns, and why it cannot be used."""
    texts, fault = [], row.fault
    twice = row.values.get(Twice, set())
    for ours, theirs in columns.items():
        value = row.values.get(theirs)
        try:
            text = _cell(value, ours)
        except TypeError as error:
            text, fault = "", fault or _nested(theirs, str(error), ours)
        if theirs in twice:  # type: ignore[operator]
            fault = fault or f"the object on line {row.line} names '{theirs}' twice"
        if ours == "body" and text and isinstance(value, bool | int | float):
            fault = fault or _no_text(theirs, "a number or true or false")
        texts.append(text)
    return texts, fault
