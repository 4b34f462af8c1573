"""Alternative texts: what each figure shows, in words, for readers who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of
from analysis._utils.wording import counted, percent, short_name, two_digits
from analysis.exceptions import shortened
from analysis.schema import REST

MOST_DIFFERENCES = 3
MOST_CONTRIBUTIONS = 3
MOST_VALUES = 40
LONGEST = 150  # characters


def each_once(table: pd.DataFrame) -> pd.DataFrame:
    """Keep one row of each difference that a table states twice, once for each of two outlets.

    Parameters
    ----------
    table : DataFrame
        Comparisons.

    Returns
    -------
    DataFrame
        Of two outlets compared with the rest, which is the other outlet, the rows of the outlet that has more, in the
        order of `table`; any other table as it is.
    """
    if table["outlet"].nunique() != 2 or (table["against"] != REST).any():
        return table
    more = (table["estimate"] > 0).to_numpy()
    first_more = (~more).argsort(kind="stable")
    kept = ~table[["measure", "item"]].iloc[first_more].duplicated()
    return table.iloc[sorted(first_more[kept.to_numpy()])]


def differences_alt_text(table: pd.DataFrame) -> str:
    """Describe a figure of differences by the first of them.

    Parameters
    ----------
    table : DataFrame
        Comparisons, in the order of `compare`.

    Returns
    -------
    str
    """
    rows = each_once(table[table["p"].notna()])
    if rows.empty:
        return bounded_alt(f"Dots for the value of each outlet; no difference could be tested{_values(table)}.")
    clear = int(schema.is_clear(rows["q"]).sum())
    counts = f"{clear:,} of {counted(len(rows), 'difference')} clear" if clear else "no difference is clear"
    return bounded_alt(f"Dots for outlets beside the others: {counts}. First: {_difference(rows.iloc[0])}.")


def _values(table: pd.DataFrame) -> str:
    """Write the values of the first item, after a colon."""
    first = table[table["item"].isin(table["item"].head(1)) & table["value"].notna()]
    values = [f"{short_name(row.outlet)} {_written(row.value, row.measure, row.item)}" for row in first.itertuples()]
    return f": {', '.join(values)}" if values else ""


def proportions_alt_text(table: pd.DataFrame, parts: Sequence[str] = ()) -> str:
    """Describe a figure of proportions by the values of its first part.

    Parameters
    ----------
    table : DataFrame
        Comparisons.
    parts : sequence of str
        Items shown; all by default.

    Returns
    -------
    str
    """
    shown = table[table["item"] == parts[0]] if len(parts) else table
    return bounded_alt(f"Bars: {values_in_words(shown)}")


def bounded_alt(text: str) -> str:
    """Shorten an alternative text to what a listener follows; the table behind the figure has the rest."""
    return shortened(text, LONGEST)


def values_in_words(table: pd.DataFrame) -> str:
    """List the values of a comparison table by outlet and item.

    Parameters
    ----------
    table : DataFrame
        Comparisons.

    Returns
    -------
    str
        The unit, then at most `MOST_VALUES` values, rounded.
    """
    if table.empty:
        return "nothing to compare"
    scale = schema.MEASURES[table["measure"].iat[0]]
    known = table[table["value"].notna()]
    values = (
        f"{short_name(row.outlet)} {short_name(row.item)} {_written(row.value, row.measure, row.item)}"
        for row in known.itertuples()
    )
    return f"{scale.unit}: {', '.join(sorted(values)[:MOST_VALUES])}"


def word_shift_alt_text(table: pd.DataFrame) -> str:
    """Describe a word shift by its largest contributions and their total.

    Parameters
    ----------
    table : DataFrame
        A word shift, largest contribution first.

    Returns
    -------
    str
    """
    if table.empty:
        return note_of(table, "No word has a weight.")
    rows = table.head(MOST_CONTRIBUTIONS).itertuples()
    largest = ", ".join(f"{short_name(row.item)} {two_digits(row.contribution, '+')}" for row in rows)
    total = two_digits(table["contribution"].sum(), "+")
    return bounded_alt(f"Bars, one per word: {largest}; in total {total}.")


def similarity_alt_text(table: pd.DataFrame) -> str:
    """Describe distances of outlets by the nearest and the farthest pair.

    Parameters
    ----------
    table : DataFrame
        Distances, nearest first.

    Returns
    -------
    str
    """
    known = table[table["distance"].notna()]
    if known.empty:
        return "The distance between outlets is not known."
    return bounded_alt(f"Distances of outlets. Nearest: {_pair(known.iloc[0])}; farthest: {_pair(known.iloc[-1])}.")


def fact_matrix_alt_text(facts: pd.DataFrame) -> str:
    """Describe a matrix of facts and outlets by how many facts are shared, and the first of them.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.

    Returns
    -------
    str
    """
    if facts.empty:
        return note_of(facts, "No facts were found.")
    events = [_shared_facts(str(event), rows) for event, rows in facts.groupby("event", sort=False)]
    return f"Matrix of facts and outlets. {' '.join(events[:MOST_DIFFERENCES])}"


def _shared_facts(event: str, facts: pd.DataFrame) -> str:
    """Describe the facts of an event in a sentence."""
    shared = facts[facts["outlets"] > 1]
    told = f"{short_name(event)}: {len(shared)} of {counted(len(facts), 'fact')} told by several outlets"
    first = shared.head(MOST_DIFFERENCES).itertuples()
    named = "; ".join(f"{short_name(row.terms)} ({row.outlets} outlets)" for row in first)
    return f"{told}{', first ' if named else ''}{named}."


def difference_sentence(row: pd.Series, *, outlet: str, item: str, against: str) -> str:
    """Write one row of a comparison table as a sentence.

    Parameters
    ----------
    row : Series
        A row of comparisons that was tested.
    outlet, item, against : str
        Names as they are to be shown, with their markup; item: '' where the measure has only one.

    Returns
    -------
    str
        Both values, and the difference with its interval.
    """
    scale = schema.MEASURES[row["measure"]]
    value, other = (_written(row[name], row["measure"], row["item"]) for name in ("value", "value_against"))
    difference, low, high = (two_digits(scale.factor * row[name], "+") for name in ("estimate", "low", "high"))
    interval = f"{percent(row['confidence'])} interval {low} to {high}"
    subject = ", ".join(filter(None, [outlet, item]))
    return f"{subject}: {value} {scale.unit_in_words}, {against} {other} (difference {difference}; {interval})."


def _written(value: float, measure: str, item: str) -> str:
    """Write a value of an item, with a sign where others are negative."""
    scale = schema.MEASURES[measure]
    return two_digits(scale.factor * value, scale.sign_of(item))


def reference_name(row: pd.Series) -> str:
    """Name what the outlet of a row of comparisons is compared with."""
    return "the rest" if row["against"] == REST else str(row["against"])


def _difference(row: pd.Series) -> str:
    """Write a row of comparisons in plain text, without its interval and a full stop."""
    scale = schema.MEASURES[row["measure"]]
    value, other = (_written(row[name], row["measure"], row["item"]) for name in ("value", "value_against"))
    item = f"{schema.label(short_name(row['item']))} " if row["item"] != row["measure"] else ""
    return f"{short_name(row['outlet'])}, {item}{value} {scale.unit}, {reference_name(row)} {other}"


def _pair(row: Any) -> str:
    return f"{short_name(row['outlet'])} and {short_name(row['against'])} ({row['distance']:.2f})"
