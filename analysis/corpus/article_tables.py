"""A table of articles: where it is, and which of its columns are which of ours."""

from __future__ import annotations

import os
import shlex
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis._utils.choices import did_you_mean
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.bundle_format import FOLDER, is_bundle
from analysis.io.column_names import field_names, match_columns, normalized_name
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
# Column of the groups of outlets.
GROUP = "group"
KNOWN_COLUMNS = (*METADATA_COLUMNS, GROUP, "body", "file", "sha256")
# What R, pandas, SQL and spreadsheets write where a value is missing, and the columns in which it says so.
MISSING_VALUES = ("NA", "N/A", "#N/A", "<NA>", "nan", "NaN", "NaT", "None", "null", "NULL", r"\N")
OPTIONAL_COLUMNS = ("event", "publisher", "byline", "credit", "published", "headline")
# Column that says which number of a numeric date is the day, as all rows of the table show it.
DATE_ORDER = "date_order"
# Column of the events; in place of its name in a table: all articles are about one event.
EVENT, SAME = "event", "same"
# Characters; a file of this name and .txt is possible everywhere.
LONGEST_ID = 250


def existing_path(path: str | Path) -> Path:
    """Resolve the path of a corpus.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Path

    Raises
    ------
    WrongUse
        If nothing is there, or `path` is no path.
    """
    if not isinstance(path, str | os.PathLike):
        raise WrongUse(f"Invalid `path`: {excerpt(path)}. Expected the path of a folder or a table ({KINDS}).")
    path = resolve(path)
    if not is_there(path):
        raise WrongUse(
            f"there is no file or folder {excerpt(str(path), 200)}; give a corpus folder, or a table ({KINDS})"
        )
    return path


def bundle_place(path: Path | None) -> Path | None:
    """Say where the bundle of a corpus folder may lie.

    Parameters
    ----------
    path : Path or None

    Returns
    -------
    Path or None
        CORPUS/bundle; None for a table, a folder of tables or a bundle.
    """
    if path is None or is_bundle(path) or not any((path / name).is_file() for name in TABLES):
        return None
    return path / FOLDER


def corpus_name(path: Path) -> str:
    """Name the corpus of a folder, or of one table, after its file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
    """
    if path.is_dir():
        return path.resolve().name
    return path.name[: -len(path.suffix)] if path.suffix.lower() != PACKED else Path(path.stem).stem


def table_of(path: Path) -> Path:
    """Find the table at a path, or in a corpus folder.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Path

    Raises
    ------
    WrongUse
        If there is none.
    """
    if path.is_dir():
        for name in TABLES:
            if (path / name).is_file():
                return path / name
        raise WrongUse(f"folder '{path}' holds no table of articles; name it articles.csv ({KINDS})")
    if not path.is_file():
        raise WrongUse(f"'{path}' is neither a file nor a folder; save the table as a file first")
    if is_table(path):
        return path
    raise WrongUse(f"Unsupported kind of table: '{path}'. Expected {KINDS}.")


def chosen_columns(
    table: OpenedTable, columns: Mapping[str, str], *, needed: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
    """Match the columns of a table to ours.

    Parameters
    ----------
    table : OpenedTable
    columns : mapping of str to str
        Our column name -> the table's, as the user gives them.
    needed : sequence of str
        Our columns that the table must have.

    Returns
    -------
    chosen : dict of str to str
        Our column name -> the table's, for the columns that are there.
    notes : list of str
        What was decided.

    Raises
    ------
    WrongUse
        If a column that is named or needed is not there, or is there twice.
    """
    if is_same_event(table, columns):
        columns = {ours: theirs for ours, theirs in columns.items() if ours != EVENT}
    unknown = [ours for ours in columns if ours not in KNOWN_COLUMNS]
    if unknown:
        meant = did_you_mean(unknown, KNOWN_COLUMNS)
        raise WrongUse(f"Unknown column {quoted(unknown)}. Expected some of {quoted(KNOWN_COLUMNS)}.{meant}")
    if not table.names:
        raise no_articles(table.path)
    chosen, notes = match_columns(table.names, KNOWN_COLUMNS, columns, table.path)
    missing = [ours for ours in needed if ours not in chosen]
    if missing:
        raise WrongUse(
            f"'{table.path}' has no column {quoted(missing)}; its columns are {quoted(table.names)}. "
            f"Name the right one with {' '.join(f'--column {name}=NAME' for name in missing)}"
        )
    shared = [ours for ours, theirs in chosen.items() if theirs == chosen.get("body")]
    if len(shared) > 1:
        raise WrongUse(
            f"column {excerpt(chosen['body'])} is named for {quoted(shared)}; the articles need a column of their own"
        )
    return chosen, [*table.notes, *notes, *_notes_on_usual_names(table, chosen)]


def _notes_on_usual_names(table: OpenedTable, chosen: Mapping[str, str]) -> list[str]:
    """Name columns that are not read, though columns of their names usually hold what could be used."""
    read = set(chosen.values())
    usual = {name: field_names().get(normalized_name(name), "") for name in table.names if name not in read}
    unread = {
        ours: name
        for name, field in usual.items()
        if (ours := "article_id" if field == "identity" else field) in METADATA_COLUMNS and ours not in chosen
    }
    if not unread:
        return []
    options = " ".join(f"--column {ours}={shlex.quote(name)}" for ours, name in unread.items())
    are = "column {} of '{}' is" if len(unread) == 1 else "columns {} of '{}' are"
    named = are.format(quoted(unread.values()), table.path.name)
    return [f"{named} not read; to read {'it' if len(unread) == 1 else 'them'}, add {options}"]


def is_same_event(table: OpenedTable, columns: Mapping[str, str]) -> bool:
    """Whether the user says that all articles are about one event, in place of naming the column of events.

    Parameters
    ----------
    table : OpenedTable
    columns : mapping of str to str
        Our column name -> the table's, as the user gives them.

    Returns
    -------
    bool
        Whether "same" is given for event, and no column has that name.
    """
    return columns.get(EVENT) == SAME and SAME not in table.names


def no_articles(table: Path) -> WrongUse:
    """Make the error for a table without rows.

    Parameters
    ----------
    table : Path

    Returns
    -------
    WrongUse
    """
    return WrongUse(f"'{table}' contains no articles: the table is empty")


def number_articles(rows: pd.DataFrame, table: Path, *, first: int = 1) -> pd.DataFrame:
    """Give each article an article_id.

    Parameters
    ----------
    rows : DataFrame
        Rows of a table.
    table : Path
    first : int
        Number of the first row.

    Returns
    -------
    DataFrame
        With article_id: the article's own, or row- and the row's number; and FAULT, which gives the reason where an
        id that cannot be used was replaced by the number.

    Raises
    ------
    WrongUse
        If two articles have the same id.
    """
    numbers = pd.Series([f"row-{number:06d}" for number in range(first, first + len(rows))], rows.index, dtype="str")
    given_ids = rows["article_id"].str.strip() if "article_id" in rows else numbers
    given_faults = rows[FAULT] if FAULT in rows else pd.Series("", rows.index, dtype="str")
    id_faults = given_ids.map(_id_fault).astype("str")
    faults = given_faults.where(given_faults != "", id_faults)
    ids = given_ids.where((given_ids != "") & (id_faults == ""), numbers)
    if ids.duplicated().any():
        raise duplicate_ids(ids[ids.duplicated()], table)
    return rows.assign(article_id=ids, **{FAULT: faults})


def _id_fault(article_id: str) -> str:
    """Say why a name of an article cannot be used, '' if it can."""
    if len(article_id) > LONGEST_ID:
        return f"article_id has {len(article_id):,} characters; it has at most {LONGEST_ID}"
    if not article_id.isprintable() and any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in article_id):
        return "article_id holds control or invisible characters"
    return ""


def duplicate_ids(ids: pd.Series, table: Path) -> WrongUse:
    """Make the error for articles of the same article_id.

    Parameters
    ----------
    ids : Series of str
        The ids that occur more than once.
    table : Path

    Returns
    -------
    WrongUse
    """
    some = sorted(ids.unique())[:5]
    return WrongUse(f"Duplicate article_id {quoted(some)} in '{table}'. Expected a different one for each article.")
