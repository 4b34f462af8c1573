"""Tables of articles or codes in files: CSV, TSV, JSON and Parquet."""

from __future__ import annotations

from pathlib import Path

from analysis.io.column_names import MOST_COLUMNS
from analysis.io.csv_reading import open_csv
from analysis.io.files import DELIMITED, PARQUET, suffix_of
from analysis.io.json_reading import open_json
from analysis.io.opened_table import OpenedTable, table_errors
from analysis.io.parquet_reading import open_parquet

_OPENERS = {**dict.fromkeys(DELIMITED, open_csv), **dict.fromkeys(PARQUET, open_parquet)}


def open_table(path: Path) -> OpenedTable:
    """Open a table: find its format, encoding, dialect and columns.

    Parameters
    ----------
    path : Path
        Its suffix names the format; JSON where it names none.

    Raises
    ------
    WrongUse
        If it cannot be read.
    """
    open_format = _OPENERS.get(suffix_of(path), open_json)
    with table_errors(path):
        table = open_format(path)
        if len(table.names) > MOST_COLUMNS:
            raise ValueError(f"it has {len(table.names):,} columns; at most {MOST_COLUMNS:,} are read")
        return table
