"""Writing Parquet in few bytes."""

from __future__ import annotations

import io
from os import PathLike
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

# A higher one takes several times as long and saves little.
_LEVEL = 9
_SMALL: Any = {"compression": "zstd", "compression_level": _LEVEL, "write_statistics": False}
# Ways to store a column; of two that need the same bytes, the first.
_DICTIONARY, _PLAIN, _SPLIT = "dictionary", "plain", "bytes of floats apart"
_ENCODINGS: dict[str, Any] = {
    _DICTIONARY: {"use_dictionary": True},
    _PLAIN: {"use_dictionary": False},
    _SPLIT: {"use_dictionary": False, "use_byte_stream_split": True},
}
_FEW = 200  # rows: of so few, no encoding is worth a trial


def write_parquet(table: pd.DataFrame, path: str | PathLike[str]) -> None:
    """Write a table as Parquet without its index, each column in the encoding that takes the fewest bytes.

    Of a table with few rows, what pandas and Arrow add would be most of the file. Columns are read as they were, except
    categories, which are read as text.

    Parameters
    ----------
    table : DataFrame
        Its attributes are written.
    path : str or path
    """
    # These types of pandas cannot be told from what is stored.
    nullable = table.dtypes.astype("str").isin(["Int64", "boolean"]).any()
    encodings = _smallest_encodings(table)
    table.to_parquet(
        path,
        index=False,
        store_schema=bool(nullable or any(table.attrs.values())),
        use_dictionary=[name for name, encoding in encodings.items() if encoding == _DICTIONARY],
        use_byte_stream_split=[name for name, encoding in encodings.items() if encoding == _SPLIT],
        **_SMALL,
    )


def _smallest_encodings(table: pd.DataFrame) -> dict[str, str]:
    """Return the encoding of each column that takes the fewest bytes, found by writing it."""
    if len(table) < _FEW:
        return dict.fromkeys(table.columns, _DICTIONARY)
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    return {name: _smallest(arrow.select([name])) for name in arrow.column_names}


def _smallest(column: pa.Table) -> str:
    kinds = _ENCODINGS if pa.types.is_floating(column.schema.types[0]) else (_DICTIONARY, _PLAIN)
    return min(kinds, key=lambda kind: _size(column, _ENCODINGS[kind]))


def _size(column: pa.Table, encoding: dict[str, Any]) -> int:
    written = io.BytesIO()
    pq.write_table(column, written, store_schema=False, **encoding, **_SMALL)
    return written.tell()
