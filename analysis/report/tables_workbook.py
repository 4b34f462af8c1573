"""tables.xlsx: the tables of a report as one Excel file, with a list of them and the meaning of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile, read_metadata

from analysis import schema
from analysis._utils.stable_floats import rounded
from analysis.comparison.family import REPORT_TABLES
from analysis.display.saving import CSV_ROWS, SAVED_DIGITS
from analysis.io.workbook_writing import Sheet, sheet_names, write_workbook

NAME = "tables.xlsx"
CONTENTS, COLUMNS = "contents", "columns"
_PERCENT = "0.0%"
# Columns of comparisons in the unit of their measure.
_RATIOS = ("value", "value_against", "estimate", "low", "high")


def write_tables_workbook(folder: Path) -> None:
    """Write tables.xlsx of a report: a list of its tables, the meaning of their columns, and the tables.

    A sheet holds the rows of the CSV file of its table; the list says where the table has more.

    Parameters
    ----------
    folder : Path
        Folder of the report, with the folder tables.
    """
    saved = {file.stem: file for file in sorted((folder / "tables").glob("*.parquet"))}
    if not saved:
        return
    tables = {name: rounded(_first_rows(file), SAVED_DIGITS) for name, file in saved.items()}
    n_rows = {name: read_metadata(file).num_rows for name, file in saved.items()}
    notes = {name: _note(file.with_suffix(".txt")) for name, file in saved.items()}
    _, _, *names = sheet_names([CONTENTS, COLUMNS, *tables])
    write_workbook(
        [
            Sheet(CONTENTS, _contents(dict(zip(names, tables.items(), strict=True)), n_rows, notes)),
            Sheet(COLUMNS, _column_meanings(tables)),
            *(Sheet(name, table, _formats(table)) for name, table in tables.items()),
        ],
        folder / NAME,
    )


def _first_rows(file: Path) -> pd.DataFrame:
    """Read the first rows of a table, of which there can be millions."""
    with ParquetFile(file) as opened:
        return pa.Table.from_batches(islice(opened.iter_batches(CSV_ROWS), 1), opened.schema_arrow).to_pandas()


def _contents(
    tables: Mapping[str, tuple[str, pd.DataFrame]], n_rows: Mapping[str, int], notes: Mapping[str, str]
) -> pd.DataFrame:
    """List the tables by the names of their sheets."""
    return pd.DataFrame(
        {
            "sheet": list(tables),
            "table": [name for name, _ in tables.values()],
            "what it holds": [_title(name) for name, _ in tables.values()],
            "rows here": [len(table) for _, table in tables.values()],
            "rows in all": [n_rows[name] for name, _ in tables.values()],
            "columns": [len(table.columns) for _, table in tables.values()],
            "note": [notes[name] for name, _ in tables.values()],
        }
    )


def _title(name: str) -> str:
    """Say in words what a table holds."""
    words = name.replace("_", " ").capitalize()
    compared = REPORT_TABLES.get(name)
    if compared is None:
        return words
    unit = schema.MEASURES[compared.measure.replace("corrected", "coded")].unit
    voice = {"all": "all voices", "chosen": "the voice of the report"}.get(compared.voice, f"voice {compared.voice}")
    return f"{words}: differences between outlets, {unit}, {voice}"


def _note(file: Path) -> str:
    return file.read_text("utf-8").strip() if file.is_file() else ""


def _formats(table: pd.DataFrame) -> dict[str, str]:
    """Return number formats of comparisons: shares as percentages."""
    if "measure" not in table or "estimate" not in table or table.empty:
        return {}
    scale = schema.MEASURES.get(str(table["measure"].iat[0]))
    return dict.fromkeys(_RATIOS, _PERCENT) if scale and scale.unit.startswith("%") else {}


def _column_meanings(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """List every column of the tables with what it means and which tables have it."""
    rows = pd.DataFrame(_meanings(tables), columns=["column", "meaning", "table"])
    listed = rows.groupby(["column", "meaning"], sort=True)["table"].agg(", ".join).reset_index()
    return listed.rename(columns={"table": "tables"})


def _meanings(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str, str]]:
    known = {name: {column.name: column.meaning for column in schema.TABLES[name]} for name in schema.TABLES}
    for name, table in tables.items():
        meanings = known.get(name) or _nearest(known.values(), set(table.columns))
        for column in map(str, table.columns):
            if meaning := meanings.get(column):
                yield column, meaning, name


def _nearest(known: Iterable[dict[str, str]], columns: set[str]) -> dict[str, str]:
    """Return the meanings of the documented table that is most like one with these columns."""
    return max(known, key=lambda meanings: len(meanings.keys() & columns) / len(meanings.keys() | columns))
