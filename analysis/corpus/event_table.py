"""A table that names the event of each article, as `samestory events` writes it and a person corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.corpus.article_tables import EVENT, existing_path
from analysis.exceptions import WrongUse, quoted
from analysis.io.column_names import match_columns
from analysis.io.csv_writing import unescape_formula
from analysis.io.files import is_table
from analysis.io.opened_table import FAULT
from analysis.io.table_files import open_table

_NEEDED = ("article_id", EVENT)


def is_event_table(event: str) -> bool:
    """Whether the events are named by a table of their own, not by a column.

    Parameters
    ----------
    event : str
        Name of a column or of a file.

    Returns
    -------
    bool
    """
    return is_table(Path(event))


def read_event_table(file: str) -> dict[str, str]:
    """Read a table of events.

    Parameters
    ----------
    file : str
        Table with the columns article_id and event; an article whose event is empty is about one of its own.

    Returns
    -------
    dict of str to str
        Event by article_id.

    Raises
    ------
    WrongUse
        If there is no such table, a column is missing, or an article is in it twice.
    """
    path = existing_path(file)
    table = open_table(path)
    chosen, _ = match_columns(table.names, _NEEDED, {}, path)
    missing = [name for name in _NEEDED if name not in chosen]
    if missing:
        raise WrongUse(f"'{path}' has no column {quoted(missing)}; a table of events has {quoted(_NEEDED)}")
    rows = pd.concat([pd.DataFrame(columns=[*_NEEDED, FAULT], dtype="str"), *table.rows(chosen)], ignore_index=True)
    for fault in rows.loc[rows[FAULT] != "", FAULT].head(1):
        raise WrongUse(f"'{path}' cannot be read as a table of events: {fault}")
    cells = rows[list(_NEEDED)].map(unescape_formula).apply(lambda column: column.str.strip())
    cells = cells[(cells != "").any(axis=1)]
    twice = cells.loc[cells["article_id"].duplicated(), "article_id"]
    if len(twice):
        raise WrongUse(f"'{path}' names {quoted(sorted(set(twice)))} twice. Expected one row for each article.")
    return dict(zip(cells["article_id"], cells[EVENT], strict=True))


def check_articles(events: Mapping[str, str], rows: pd.Series, used: pd.Series, file: str) -> None:
    """Check that a table of events belongs to a corpus.

    Parameters
    ----------
    events : mapping of str to str
        From `read_event_table`.
    rows, used : Series of str
        article_id of all articles, and of those that are used.
    file : str
        Name of the table of events.

    Raises
    ------
    WrongUse
        If an article that is used is not in the table, or one of the table is not in the corpus.
    """
    known = set(rows)
    unknown = [article for article in events if article not in known]
    if unknown:
        raise WrongUse(
            f"'{file}' names articles that the corpus does not have: {quoted(unknown)}. Expected the table that "
            "`samestory events` made of this corpus."
        )
    missing = [article for article in used if article not in events]
    if missing:
        raise WrongUse(
            f"'{file}' lacks {len(missing):,} of {len(used):,} articles: {quoted(missing)}. Add a row for each, with "
            "an empty event where it is about one of its own, or run `samestory events` again."
        )
