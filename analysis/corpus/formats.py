"""CSV, JSONL and Parquet files as rows of text, a few at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.decode import encoding_of
from analysis.errors import WrongUse

SUFFIXES = (".csv", ".jsonl", ".parquet")
ROWS = 2048
LONE = re.compile("[\ud800-\udfff]")
_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)


def names_of(path: Path) -> list[str]:
    """Names of the columns of a table, in order; none where a JSONL file holds no rows.

    Raises: WrongUse where it cannot be read."""
    with _reading(path):
        if path.suffix == ".parquet":
            with _parquet(path) as file:
                return list(file.schema_arrow.names)
        if path.suffix == ".csv":
            with path.open(encoding=encoding_of(path), newline="") as file:
                return list(pd.read_csv(file, nrows=0).columns)
        return list(dict.fromkeys(name for row in _json_rows(path) for name in row))


def rows_of(path: Path, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    """Rows of a table, ROWS at most at a time, each value as text, '' where there is none.

    columns: name in the result -> the table's. The same file gives the same pieces, however large it is.
    Raises: WrongUse where it cannot be read."""
    pieces = {".parquet": _parquet_pieces, ".csv": _csv_pieces, ".jsonl": _json_pieces}[path.suffix]
    with _reading(path):
        yield from (rows for rows in pieces(path, columns) if len(rows))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WrongUse(f"'{path}' cannot be read: {error.strerror or _first_line(error)}") from None
    except ValueError as error:
        raise WrongUse(f"'{path}' cannot be read as a table: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _parquet(path: Path) -> pq.ParquetFile:
    # A buffered file without pre-buffering holds pages, not whole row groups.
    return pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)


def _parquet_pieces(path: Path, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    with _parquet(path) as file:
        for batch in file.iter_batches(ROWS, columns=sorted(set(columns.values()))):
            yield pa.table({ours: _texts(batch.column(theirs)) for ours, theirs in columns.items()}).to_pandas()


def _texts(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not any(of(column.type) for of in _TEXTS):
        return pa.array([_text(value) for value in column.to_pylist()], pa.large_string())
    column = column.cast(pa.large_string())
    # Arrow takes any bytes for text; Polars may not be given them.
    column.validate(full=True)
    return column.fill_null("")


def _text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 (NaN alone is not itself)
        return ""
    if isinstance(value, str):
        return value if value.isascii() else LONE.sub("\ufffd", value)
    # A naive midnight is a day.
    return str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value)


def _csv_pieces(path: Path, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    with path.open(encoding=encoding_of(path), newline="") as file:
        for rows in pd.read_csv(file, dtype=str, keep_default_na=False, chunksize=ROWS):
            yield pd.DataFrame({ours: rows[theirs] for ours, theirs in columns.items()}).fillna("")


def _json_pieces(path: Path, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    rows = _json_rows(path)
    while piece := list(islice(rows, ROWS)):
        values = {ours: [_text(row.get(theirs)) for row in piece] for ours, theirs in columns.items()}
        yield pd.DataFrame(values, dtype="str")


def _json_rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding=encoding_of(path), newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number} is not JSON ({error.msg})") from None
            except RecursionError:
                raise ValueError(f"line {number} is nested too deeply") from None
            if not isinstance(row, dict):
                raise ValueError(f"line {number} is not a JSON object")
            yield row
