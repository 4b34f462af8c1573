"""Parquet files as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis._utils.content_hiding import hides_content
from analysis.io import opened_table
from analysis.io.cell_values import BODY, column_without_text, nested_column, text_of_value
from analysis.io.files import PACKED
from analysis.io.opened_table import OpenedTable, with_lines
from analysis.io.text_files import UNDECODABLE, without_surrogates

_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
_LISTS = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
_NO_TEXTS = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_temporal)


@hides_content
class _TextColumn(NamedTuple):
    """A column as text; faults: row number -> why its value cannot be used."""

    texts: pa.Array
    faults: dict[int, str]


def open_parquet(path: Path) -> OpenedTable:
    """Open a Parquet file.

    Raises
    ------
    OSError, ValueError
        If it cannot be read.
    """
    if path.suffix.lower() == PACKED:
        raise ValueError("a packed Parquet file cannot be read; unpack it, and name the .parquet file")
    with _parquet_file(path) as file:
        return OpenedTable(path, list(file.schema_arrow.names), partial(_read_pieces, path))


def _parquet_file(path: Path) -> pq.ParquetFile:
    # A buffered file without pre-buffering holds pages, not whole row groups.
    return pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)


def _read_pieces(path: Path, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    first_row = 1
    with _parquet_file(path) as file:
        for name, column in columns.items():
            _check_type(file.schema_arrow.field(column).type, name, column)
        for batch in file.iter_batches(opened_table.ROWS_PER_PIECE, columns=sorted(set(columns.values()))):
            yield _piece(batch, columns, first_row)
            first_row += batch.num_rows


def _piece(batch: pa.RecordBatch, columns: Mapping[str, str], first_row: int) -> pd.DataFrame:
    as_text = {name: _text_column(batch.column(column), name) for name, column in columns.items()}
    texts = pa.table({name: column.texts for name, column in as_text.items()}).to_pandas()
    faults = [""] * len(texts)
    for name, column in as_text.items():
        for row, fault in column.faults.items():
            faults[row] = faults[row] or f"column '{columns[name]}' of row {first_row + row} {fault}"
    return with_lines(texts, range(first_row, first_row + len(texts)), faults)


def _check_type(kind: pa.DataType, name: str, column: str) -> None:
    """Raise ValueError if a column contains no text."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    inner = kind.value_type if _is_any(kind, _LISTS) else kind
    if pa.types.is_nested(inner):
        raise ValueError(nested_column(column, str(kind), name))
    if name == BODY and _is_any(inner, _NO_TEXTS):
        raise ValueError(column_without_text(column, str(kind)))


def _is_any(kind: pa.DataType, tests: Sequence[Callable[[pa.DataType], bool]]) -> bool:
    return any(test(kind) for test in tests)


def _text_column(column: pa.Array, name: str) -> _TextColumn:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not _is_any(column.type, _TEXTS):
        return _column_of_values(column, name)
    try:
        # Arrow takes any bytes for text, but Polars fails on those that are not UTF-8.
        texts = column.cast(pa.large_string())
        texts.validate(full=True)
        return _TextColumn(texts.fill_null(""), {})
    except pa.ArrowInvalid:
        return _column_of_bytes(column)


def _column_of_bytes(column: pa.Array) -> _TextColumn:
    values = column.cast(pa.large_binary()).to_pylist()
    texts = [(value or b"").decode("utf-8", "surrogateescape") for value in values]
    faults = {row: "is not UTF-8" for row, text in enumerate(texts) if UNDECODABLE.search(text)}
    return _TextColumn(pa.array([without_surrogates(text) for text in texts], pa.large_string()), faults)


def _column_of_values(column: pa.Array, name: str) -> _TextColumn:
    texts, faults = [], {}
    for row, scalar in enumerate(column):
        try:
            texts.append(text_of_value(scalar.as_py(), name))
        except (OverflowError, ValueError):
            texts.append("")
            faults[row] = "contains a time that is out of range"
    return _TextColumn(pa.array(texts, pa.large_string()), faults)
