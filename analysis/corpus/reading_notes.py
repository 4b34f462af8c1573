"""Notes on how the values of a table were read, for the user to check."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis._utils.name_keys import spelt_alike
from analysis.corpus.article_tables import (
    MISSING_VALUES,
    OPTIONAL_COLUMNS,
)
from analysis.exceptions import quoted
from analysis.io.publication_times import common_order, day_month_orders, is_epoch_time


def notes_on_values(rows: pd.DataFrame, table: Path) -> list[str]:
    return [*_notes_on_times(rows, table), *_notes_on_missing(rows, table), *_notes_on_outlets(rows["outlet"])]


def _notes_on_missing(rows: pd.DataFrame, table: Path) -> list[str]:
    """Which words stand for missing values, and where; one in the place of an outlet stays a name."""
    found = {
        c: sorted(set(rows[c].str.strip()) & set(MISSING_VALUES)) for c in (*OPTIONAL_COLUMNS, "outlet") if c in rows
    }
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


def _notes_on_outlets(outlets: pd.Series) -> list[str]:
    """Outlets that are two only by capitals, blanks or characters that cannot be seen."""
    names = pd.Series(sorted(set(outlets.str.strip()) - {""}), dtype="str")
    alike = names.groupby(names.map(spelt_alike)).agg(list)
    some = [group for group in alike if len(group) > 1]
    return [f"outlets {quoted(group)} are counted apart; write them in the same way if they are one"
            for group in some[:3]]  # fmt: skip


def _notes_on_times(rows: pd.DataFrame, table: Path) -> list[str]:
    """What was decided of the column published, and what could not be."""
    given = rows["published"].str.strip() if "published" in rows else pd.Series(dtype="str")
    seconds = given[given.map(is_epoch_time).astype(bool)]
    shown = day_month_orders(given)
    notes = []
    if len(seconds):
        notes.append(
            f"numbers in the column published of '{table.name}' such as '{seconds.iloc[0]}' are read as seconds or "
            "milliseconds since 1970"
        )
    if shown and common_order(shown) == "unclear":
        notes.append(
            f"'{table.name}' does not show whether its numeric dates give the day or the month first; those that could "
            "be either are missing from published: write them as 2024-04-03"
        )
    return notes
