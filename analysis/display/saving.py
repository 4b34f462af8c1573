"""Tables that notebooks save and load, and the folder in which they are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis._utils.stable_floats import rounded, shortened_floats
from analysis._utils.table_notes import note_of, with_note
from analysis.comparison.family import REPORT_TABLES
from analysis.io.csv_writing import write_csv
from analysis.io.notebook_saves import check_save_folder, saved_file
from analysis.io.parquet_writing import write_parquet
from analysis.io.paths import PROJECT, expanded

# More rows than a person reads; larger tables are in the Parquet file only. Their CSV file shows what they hold.
CSV_ROWS, FIRST_ROWS = 500, 100
SAVED_DIGITS = 6


def output_folder(out: str | Path, corpus: str) -> Path:
    """Return the folder into which a notebook saves.

    Parameters
    ----------
    out : str or Path
        The folder; '' for reports/by-hand/ of the project with the name of the corpus.
    corpus : str
        Path of the corpus.

    Returns
    -------
    Path

    Raises
    ------
    WrongUse
        If the folder contains something other than saved tables and figures, or the corpus.
    """
    place = expanded(out) if str(out) else PROJECT / "reports" / "by-hand" / Path(corpus).stem
    check_save_folder(place, corpus)
    return place


def save_table(table: pd.DataFrame, name: str, out: str | Path) -> None:
    """Save a table as Parquet and CSV, and its note as text; of more than 500 rows, CSV has the first 100.

    Floats keep six significant digits: more say nothing, and the last of 16 depend on the processor and the version of
    NumPy. In CSV, no cell is a formula to a spreadsheet.

    Parameters
    ----------
    table : DataFrame
    name : str
        Name of the files: tables/<name>.csv and .parquet below `out`, and .txt if the table has a note or more rows
        than the CSV file.
    out : str or Path
        Folder of the notebook, from `output_folder`.
    """
    tables = Path(out) / "tables"
    with saved_file(tables / f"{name}.csv") as work:
        write_csv(rounded(table if len(table) <= CSV_ROWS else table.head(FIRST_ROWS), SAVED_DIGITS), work)
    with saved_file(tables / f"{name}.parquet") as work:
        write_parquet(shortened_floats(table, SAVED_DIGITS), work)
    cut = f"{name}.csv holds the first {FIRST_ROWS:,} of {len(table):,} rows, {name}.parquet all of them."
    note, place = " ".join(filter(None, [note_of(table), cut * (len(table) > CSV_ROWS)])), tables / f"{name}.txt"
    if note:
        with saved_file(place) as work:
            work.write_text(f"{note}\n", "utf-8")
    else:
        place.unlink(missing_ok=True)


def load_table(name: str, out: str | Path, *, table: str = "comparisons") -> pd.DataFrame:
    """Load a table that a notebook saved.

    Parameters
    ----------
    name : str
        Name under which it was saved.
    out : str or Path
        Folder of the notebook, from `output_folder`.
    table : str
        What table it is, such as 'comparisons' or 'articles'; '' for one whose columns are not fixed.

    Returns
    -------
    DataFrame
        Without rows, and with a note, if there is no such file.
    """
    path = Path(out) / "tables" / f"{name}.parquet"
    if path.is_file():
        return _checked(pd.read_parquet(path), table)
    note = f"There is no saved table '{name}'. Run the notebook that saves it, or samestory report."
    return schema.empty(table, note) if table else with_note(pd.DataFrame(), note)


def _checked(saved: pd.DataFrame, table: str) -> pd.DataFrame:
    """Check a table, which has other types where it was made from a bundle for others."""
    if not table:
        return saved
    twin = schema.SHARED.get(table)
    of_bundle = twin is not None and saved.dtypes.astype("str").isin(["Int64"]).any()
    return schema.check(saved, twin if twin and of_bundle else table)


def load_comparisons(measures: Iterable[str], out: str | Path) -> dict[str, pd.DataFrame]:
    """Load all tables of some measures that notebooks saved, such as frames in narration and in quotes.

    Parameters
    ----------
    measures : iterable of str
        Names of measures, such as the column `measure` of a plan.
    out : str or Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    dict of str to DataFrame
        Comparisons by the name under which they were saved; those of `load_table`.
    """
    named = set(measures)
    return {name: load_table(name, out) for name, table in REPORT_TABLES.items() if table.measure in named}
