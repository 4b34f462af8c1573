"""A table of articles: where it is, and which of its columns are which of ours."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.bundle_format import FOLDER, is_bundle
from analysis.io.column_names import match_columns
from analysis.io.files import ENDINGS, KINDS, PACKED, is_table
from analysis.io.opened_table import FAULT, OpenedTable
from analysis.io.paths import is_there, resolve

TABLES = tuple(f"articles{ending}" for ending in ENDINGS)
METADATA_COLUMNS = (
    "article_id",
    "event",
    "outlet",
    "publisher",
    "byline",
    "credit",
    "published",
    "headline",
    "language",
)
KNOWN_COLUMNS = (*METADATA_COLUMNS, "body", "file", "sha256")
# What R, pandas, SQL and spreadsheets write where a value is missing, and the columns in which it says so.
MISSING_VALUES = ("NA", "N/A", "#N/A", "<NA>", "nan", "NaN", "NaT", "None", "null", "NULL", r"\N")
OPTIONAL_COLUMNS = ("event", "publisher", "byline", "credit", "published", "headline")
# Column that says which number of a numeric date is the day, as all rows of the table show it.
DATE_ORDER = "date_order"
# Characters; a file of this name and .txt is possible everywhere.
LONGEST_ID = 250


def existing_path(path: str | Path) -> Path:
    """The path, as resolve finds it. Raises: WrongUse where nothing is there."""
    if not isinstance(path, str | os.PathLike):
        raise WrongUse(f"a corpus is the path of a folder or a table ({KINDS}); given was {excerpt(path)}")
    path = resolve(path)
    if not is_there(path):
        raise WrongUse(
            f"there is no file or folder {excerpt(str(path), 200)}; give a corpus folder, or a table ({KINDS})"
        )
    return path


def bundle_place(path: Path | None) -> Path | None:
    """Where the bundle of a corpus folder may lie: CORPUS/bundle; None for a table, a folder of tables or a bundle."""
    if path is None or is_bundle(path) or not any((path / name).is_file() for name in TABLES):
        return None
    return path / FOLDER


def corpus_name(path: Path) -> str:
    """What the corpus of a folder, or of one table, is called."""
    if path.is_dir():
        return path.resolve().name
    return path.name[: -len(path.suffix)] if path.suffix.lower() != PACKED else Path(path.stem).stem


def table_of(path: Path) -> Path:
    """The table at a path, or in a corpus folder. Raises: WrongUse where there is none."""
    if path.is_dir():
        for name in TABLES:
            if (path / name).is_file():
                return path / name
        raise WrongUse(f"folder '{path}' holds no table of articles; name it articles.csv ({KINDS})")
    if not path.is_file():
        raise WrongUse(f"'{path}' is neither a file nor a folder; save the table as a file first")
    if is_table(path):
        return path
    raise WrongUse(f"'{path}' is not a table that samestory reads; right is {KINDS}")


def chosen_columns(
    table: OpenedTable, columns: Mapping[str, str], *, needed: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
    """Columns of ours that a table holds: our name -> its name, which columns may give; and what was noted.

    Raises: WrongUse where a column that is named or needed is not there, or is there twice.
    """
    unknown = [ours for ours in columns if ours not in KNOWN_COLUMNS]
    if unknown:
        raise WrongUse(f"column {quoted(unknown)} is not one samestory knows; known are {quoted(KNOWN_COLUMNS)}")
    if not table.names:
        raise no_articles(table.path)
    chosen, notes = match_columns(table.names, KNOWN_COLUMNS, columns, table.path)
    missing = [ours for ours in needed if ours not in chosen]
    if missing:
        raise WrongUse(
            f"'{table.path}' has no column {quoted(missing)}; its columns are {quoted(table.names)}. "
            f"Name the right one with --column {missing[0]}=NAME"
        )
    shared = [ours for ours, theirs in chosen.items() if theirs == chosen.get("body")]
    if len(shared) > 1:
        raise WrongUse(
            f"column {excerpt(chosen['body'])} is named for {quoted(shared)}; the articles need a column of their own"
        )
    return chosen, [*table.notes, *notes]


def no_articles(table: Path) -> WrongUse:
    """The error for a table without rows."""
    return WrongUse(f"'{table}' holds no articles: the table is empty")


def number_articles(rows: pd.DataFrame, table: Path, *, first: int = 1) -> pd.DataFrame:
    """Rows in which each article has an article_id: its own, or row- and the row's number; first: of the first row.

    An id that cannot be used is replaced by the number, and the reason is added to the row's fault.
    Raises: WrongUse where two articles have the same.
    """
    numbers = pd.Series([f"row-{number:06d}" for number in range(first, first + len(rows))], rows.index, dtype="str")
    ids = rows["article_id"].str.strip() if "article_id" in rows else numbers
    given = rows[FAULT] if FAULT in rows else pd.Series("", rows.index, dtype="str")
    faults = given.where(given != "", ids.map(_id_fault).astype("str"))
    ids = ids.where((ids != "") & (ids.map(_id_fault) == ""), numbers)
    if ids.duplicated().any():
        raise duplicate_ids(ids[ids.duplicated()], table)
    return rows.assign(article_id=ids, **{FAULT: faults})


def _id_fault(article_id: str) -> str:
    """Why a name of an article cannot be used, '' if it can."""
    if len(article_id) > LONGEST_ID:
        return f"article_id has {len(article_id):,} characters; it has at most {LONGEST_ID}"
    if not article_id.isprintable() and any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in article_id):
        return "article_id holds control or invisible characters"
    return ""


def duplicate_ids(ids: pd.Series, table: Path) -> WrongUse:
    """The error for articles of the same article_id."""
    some = sorted(ids.unique())[:5]
    return WrongUse(f"'{table}' names article_id {quoted(some)} more than once; each article needs its own")
