"""Notes on how the values of a table were read, for the user to check."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import polars as pl

from analysis._utils.name_keys import outlet_key, spelt_alike, without_article
from analysis._utils.wording import counted
from analysis.corpus.article_tables import MISSING_VALUES, OPTIONAL_COLUMNS
from analysis.corpus.corpus import Corpus
from analysis.corpus.spellings import common_spellings
from analysis.exceptions import excerpt, quoted
from analysis.io.publication_times import common_order, day_month_orders, is_epoch_time

_MOST_OUTLET_NOTES = 3
# Table of checks in a corpus folder that `samestory ingest` makes, and sources of it that are named.
CHECKS, _MOST_CHECKS = "checks.csv", 3


def notes_on_values(rows: pd.DataFrame, table: Path) -> list[str]:
    """Say what was decided of publication times, missing values and names of outlets.

    Parameters
    ----------
    rows : DataFrame
        Rows of the table, each value as text.
    table : Path

    Returns
    -------
    list of str
        One sentence per note.
    """
    return [*_notes_on_times(rows, table), *_notes_on_missing(rows, table), *_notes_on_outlets(rows["outlet"])]


def notes_on_articles(corpus: Corpus) -> list[str]:
    """Say how many articles are left out for their language, and how many name no event while others do.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    list of str
        One sentence per note.
    """
    reasons = corpus.dropped["reason"][corpus.dropped["kind"] == "article"]
    other = int(reasons.str.startswith("language is ").sum())
    articles = corpus.articles
    alone = int((articles["event"] == articles["article_id"]).sum()) if corpus.names_events else 0
    notes = []
    if other:
        notes.append(f"{other:,} article{'s' * (other > 1)} in other languages left out")
    if alone:
        notes.append(f"{counted(alone, 'article')} without an event, each counted as an event of its own")
    return notes


def notes_on_checks(folder: Path) -> list[str]:
    """Say what `samestory ingest`, when it last added to a corpus folder, found wrong with its sources.

    Parameters
    ----------
    folder : Path
        Of the corpus; without a table of checks there are no notes.

    Returns
    -------
    list of str
        One sentence on the first three sources, or none.
    """
    file = folder / CHECKS
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        faults = [row for row in csv.DictReader(opened) if row.get("fault") and row.get("source") and row.get("format")]
    notes = [f"{excerpt(row['source'])} ({row['format']}): {row['fault']}" for row in faults[:_MOST_CHECKS]]
    more = f"; {len(faults) - _MOST_CHECKS:,} more in {CHECKS}" if len(faults) > _MOST_CHECKS else ""
    return [f"a layout may have changed: {'; '.join(notes)}{more}"] if notes else []


def _notes_on_missing(rows: pd.DataFrame, table: Path) -> list[str]:
    """Name the words that stand for missing values, and where; as the name of an outlet one stays a name."""
    found = {column: _missing_in(rows[column]) for column in (*OPTIONAL_COLUMNS, "outlet") if column in rows}
    outlets = found.pop("outlet")
    words = sorted(set().union(*found.values()))
    columns = [column for column, here in found.items() if here]
    notes = []
    if words:
        notes.append(f"{quoted(words)} in {quoted(columns)} of '{table.name}' is read as a missing value")
    if outlets:
        notes.append(
            f"{quoted(outlets)} is read as the name of an outlet of '{table.name}'; leave the cell empty where the "
            "outlet is not known"
        )
    return notes


def _missing_in(values: pd.Series) -> list[str]:
    return sorted(set(values.str.strip()) & set(MISSING_VALUES))


def _notes_on_outlets(outlets: pd.Series) -> list[str]:
    """Name outlets that differ in capitals, blanks or characters that cannot be seen, or in an article only."""
    labels = outlets.str.strip()
    names = pd.Series(sorted(set(labels) - {""}), dtype="str")
    used = common_spellings(pl.Series(labels))
    spellings = [group for group in names.groupby(names.map(outlet_key)).agg(list) if len(group) > 1]
    kept = pd.Series([name for name in names if name not in used], dtype="str")
    without = kept.map(without_article)
    alike = [group for group in kept.groupby(without).agg(list) if len(group) > 1]
    return [
        *(
            f"outlets {quoted(group)} are counted as {quoted([used.get(group[0], group[0])])}; they differ in "
            f"{_difference(group)} only"
            for group in spellings[:_MOST_OUTLET_NOTES]
        ),
        *(
            f"outlets {quoted(group)} are counted separately; write them in the same way if they are one outlet"
            for group in alike[:_MOST_OUTLET_NOTES]
        ),
    ]


def _difference(names: list[str]) -> str:
    return "capitals and blanks" if len(set(map(spelt_alike, names))) == 1 else "capitals, blanks and an article"


def _notes_on_times(rows: pd.DataFrame, table: Path) -> list[str]:
    """Say what was decided of the column published, and what could not be."""
    given = rows["published"].str.strip() if "published" in rows else pd.Series(dtype="str")
    seconds = given[given.map(is_epoch_time).astype(bool)]
    no_dates = given[~given.str.contains("[0-9]", na=True) & ~given.isin(["", *MISSING_VALUES])]
    orders = day_month_orders(given)
    notes = []
    if len(no_dates):
        notes.append(
            f"{counted(len(no_dates), 'value')} in the column published of '{table.name}' cannot be read as a date, "
            f"such as {excerpt(no_dates.iloc[0])}"
        )
    if len(seconds):
        notes.append(
            f"numbers in the column published of '{table.name}' such as '{seconds.iloc[0]}' are read as seconds or "
            "milliseconds since 1970"
        )
    if orders and common_order(orders) == "unclear":
        notes.append(
            f"'{table.name}' does not show whether its numeric dates give the day or the month first; those that could "
            "be either are missing from published: write them as 2024-04-03"
        )
    return notes
