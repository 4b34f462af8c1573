"""Which articles are about the same event: the column that says so, and the columns that could."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import polars as pl

from analysis import schema
from analysis.corpus.article_tables import EVENT
from analysis.exceptions import WrongUse
from analysis.io.column_names import normalized_name
from analysis.io.opened_table import OpenedTable

# Rows and columns of a table that are looked at, and columns that are offered.
_ROWS, _COLUMNS, _OFFERED = 20_000, 40, 5
_NAMES_OF_EVENTS = re.compile(
    "event|topic|stor(?:y|ies)|cluster|section|issue|subject|theme|case|incident|categor|keyword|slug"
)
# Columns that say where an article comes from, as `samestory ingest` writes them.
_ORIGINS = frozenset(("source", "format", "version", "edition", "page", "dateline", "words_stated"))
_DATE = r"^\d{4}-\d\d?(?:-\d\d?)?(?:[T ].*)?$|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:[T ].*)?$|\b(?:19|20)\d\d\b.*:\d\d"
_NUMBER = r"^[+-]?\d[\d.,]*$"
# A name is shorter. Articles that name an event, and those whose event several outlets cover, at least.
_LONGEST_NAME, _NAMED, _SHARED = 120, 0.5, 0.3
# Articles that an outlet has on one event, where the column's name says nothing; outlets with one value throughout.
_PER_OUTLET, _OF_OUTLETS = 3.0, 0.9


def event_columns(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Make a table of the kind event_columns.

    Parameters
    ----------
    rows : sequence of mapping
        Column -> value.

    Returns
    -------
    DataFrame
        See schema for the columns.
    """
    return schema.typed(pd.DataFrame(list(rows), columns=schema.columns("event_columns")), "event_columns")


def used_column(events: pl.Series, outlets: pl.Series, column: str = EVENT) -> pd.DataFrame:
    """Describe the column that names the events of a corpus.

    Parameters
    ----------
    events, outlets : Series of str, shape (n_articles,)
        '' where an article names none.
    column : str

    Returns
    -------
    DataFrame
        Table event_columns: one row, none if no article names an event.
    """
    return described_column(pl.DataFrame({"event": events, "outlet": outlets}).with_columns(articles=1), column)


def described_column(counted: pl.DataFrame, column: str = EVENT) -> pd.DataFrame:
    """Do as `used_column` with articles that are counted.

    Parameters
    ----------
    counted : DataFrame
        event, outlet, articles: how many there are; rows of the same event and outlet are added up.
    column : str

    Returns
    -------
    DataFrame
        Table event_columns.
    """
    facts = _facts(counted.filter(pl.col("event") != ""))
    return event_columns([{"column": column, "used": True, **facts}] if facts["values"] else [])


def shareable_events(columns: pd.DataFrame) -> list[dict[str, Any]]:
    """Return what a shared bundle tells of the column of events.

    Parameters
    ----------
    columns : DataFrame
        Table event_columns.

    Returns
    -------
    list of dict
        The row of the column that is used, if any; a name of three words or more could be text, and is 'event'.
    """
    used = columns[columns["used"]]
    is_long = used["column"].map(lambda name: normalized_name(name).count("_") > 1).astype(bool)
    rows: list[dict[str, Any]] = used.assign(column=used["column"].mask(is_long, EVENT)).to_dict("records")
    return rows


def columns_that_could_serve(table: OpenedTable, chosen: Mapping[str, str]) -> pd.DataFrame:
    """Find columns of a table that could name the events of its articles.

    Parameters
    ----------
    table : OpenedTable
    chosen : mapping of str to str
        Columns that are read as others: our name -> name in the table, outlet among them.

    Returns
    -------
    DataFrame
        Table event_columns: those with the fewest articles of an outlet per value first; of the first 20,000 rows.
    """
    names = [name for name in table.names if name.strip() and table.names.count(name) == 1]
    others = [name for name in names if name not in chosen.values()][:_COLUMNS]
    values = _values(table, {"outlet": chosen["outlet"], **{f"{place}": name for place, name in enumerate(others)}})
    outlets = pl.Series(values["outlet"])
    found = []
    for place, name in enumerate(others):
        if f"{place}" in values:
            named = _named(pl.Series(values[f"{place}"]).str.strip_chars(), outlets)
            if could_serve(name, named, len(outlets)):
                found.append((_per_outlet(named), {"column": name, "used": False, **_facts(named)}))
    return event_columns([facts for _, facts in sorted(found, key=lambda one: one[0])][:_OFFERED])


def could_serve(name: str, named: pl.DataFrame, n_articles: int) -> bool:
    """Whether a column could name events: several outlets share its values, and each has few articles per value.

    Parameters
    ----------
    name : str
        Of the column; one such as topic or story_id is a hint.
    named : DataFrame
        event and outlet of the articles that have a value.
    n_articles : int
        All articles.

    Returns
    -------
    bool
    """
    if normalized_name(name) in _ORIGINS:
        return False
    values = named["event"].unique()
    if len(named) < _NAMED * n_articles or len(values) < 2 or values.str.len_chars().ge(_LONGEST_NAME).any():
        return False
    shared = named.select(pl.col("outlet").n_unique().over("event") > 1).to_series().sum()
    dates = values.str.contains(_DATE).sum()
    if shared < _SHARED * len(named) or dates > _OF_OUTLETS * len(values) or _is_of_outlet(named):
        return False
    hinted = bool(_NAMES_OF_EVENTS.search(normalized_name(name)))
    return hinted or (not values.str.contains(_NUMBER).all() and len(values) > 2 and _per_outlet(named) <= _PER_OUTLET)


def _is_of_outlet(named: pl.DataFrame) -> bool:
    """Whether nearly all outlets that have several articles have one value, as for their country or leaning."""
    outlets = named.group_by("outlet").agg(n=pl.len(), values=pl.col("event").n_unique()).filter(pl.col("n") > 1)
    return len(outlets) > 0 and (outlets["values"] == 1).sum() >= _OF_OUTLETS * len(outlets)


def _per_outlet(named: pl.DataFrame) -> float:
    """Articles that an outlet has on one event, if any."""
    return len(named) / named.n_unique()


def _named(events: pl.Series, outlets: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"event": events, "outlet": outlets}).filter(pl.col("event") != "").with_columns(articles=1)


def _facts(named: pl.DataFrame) -> dict[str, float]:
    values, articles = named["event"].n_unique(), int(named["articles"].sum())
    per_value = max(values, 1)
    return {
        "values": values,
        "articles": articles,
        "articles_per_value": articles / per_value,
        "outlets_per_value": named.select("event", "outlet").n_unique() / per_value,
    }


def _values(table: OpenedTable, columns: Mapping[str, str]) -> pd.DataFrame:
    """Read the first rows of some columns, without those that hold no text."""
    try:
        return _first_rows(table, columns)
    except WrongUse:
        readable = {name: column for name, column in columns.items() if _is_readable(table, column)}
        return _first_rows(table, {"outlet": columns["outlet"], **readable})


def _is_readable(table: OpenedTable, column: str) -> bool:
    try:
        _first_rows(table, {"value": column})
    except WrongUse:
        return False
    return True


def _first_rows(table: OpenedTable, columns: Mapping[str, str]) -> pd.DataFrame:
    pieces, n = [], 0
    for piece in table.rows(columns):
        pieces.append(piece[list(columns)])
        n += len(piece)
        if n >= _ROWS:
            break
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame({name: [] for name in columns}, dtype="str")
