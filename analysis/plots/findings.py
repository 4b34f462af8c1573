"""Titles that state what a figure shows, and names of its rows."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.wording import capitalized, counted, two_digits
from analysis.plots.style import named, other_side, short

_PER_1000 = 1000  # factor of rates of words, of which the figure shows some


def level(value: float, scale: schema.Scale, item: str = "") -> str:
    """Write a value of an item with its unit.

    Examples
    --------
    >>> level(0.147, schema.MEASURES["voices"]), level(0.0202, schema.MEASURES["terms"])
    ('15 of 100 words', '20 per 1,000 words')
    """
    return f"{two_digits(scale.factor * value, scale.sign_of(item))} {scale.unit_in_words}"


def finding(table: pd.DataFrame, question: str = "") -> str:
    """State the first clear difference of a table in one line.

    Parameters
    ----------
    table : DataFrame
        Comparisons, in the order of `compare`.
    question : str
        What is returned where no difference is clear; by default that there is none, and what is on the whole.

    Returns
    -------
    str
        Such as 'Herald: *war* 20 per 1,000 words, the rest 2.1', without markup.
    """
    clear = table[schema.is_clear(table["q"])]
    if clear.empty:
        return question or ". ".join(filter(None, ["No clear difference", _on_the_whole(table)]))
    row = clear.iloc[0]
    scale = schema.MEASURES[row["measure"]]
    item = f"{named(row['item'])} " if table["item"].nunique() > 1 else ""
    other = f"{other_side(clear)} {two_digits(scale.factor * row['value_against'], scale.sign_of(row['item']))}"
    more = f"; {counted(len(clear) - 1, 'more clear difference')}" if len(clear) > 1 else ""
    return f"{short(row['outlet'])}: {item}{level(row['value'], scale, row['item'])}, {other}{more}"


def _on_the_whole(table: pd.DataFrame) -> str:
    """State what is commonest in most outlets, or of one item the lowest and the highest level; '' of words."""
    known = table.dropna(subset=["value"])
    scale = schema.MEASURES[table["measure"].iat[0]]
    if known.empty or scale.factor == _PER_1000:
        return ""
    if known["item"].nunique() == 1:
        low, high = (
            two_digits(scale.factor * end, scale.sign_of(known["item"].iat[0]))
            for end in (known["value"].min(), known["value"].max())
        )
        return f"{capitalized(scale.unit)}: {low} to {high}" if low != high else ""
    if not scale.is_rate:
        return ""
    levels = known.pivot_table(index="outlet", columns="item", values="value", sort=False)
    first = levels.idxmax(axis=1).astype("str").value_counts()
    if 2 * first.iat[0] <= len(levels):
        return ""
    of_all = len(first) == 1
    outlets = "every outlet" if of_all else f"{first.iat[0]} of {counted(len(levels), 'outlet')}"
    return f"Commonest in {outlets}: {named(first.index[0])}"


def smallest_share(shares: pd.Series, scale: schema.Scale, does_least: str, *, n_outlets: int) -> str:
    """State which outlet has least of the first part of a whole, and how much the outlet with most has.

    Parameters
    ----------
    shares : Series
        Share of each outlet, from 0 to 1.
    scale : Scale
    does_least : str
        What the outlet with the smallest share does, such as 'quotes least'.
    n_outlets : int
        Outlets in all; if some have no share here, the title says among how many one does least.

    Returns
    -------
    str
    """
    least, most = shares.idxmin(), shares.idxmax()
    smallest, largest = shares[least], shares[most]
    if not does_least or smallest == largest:
        part = capitalized(named(shares.name))
        return f"{part}: {two_digits(scale.factor * smallest)} to {level(largest, scale)}, most in {short(most)}"
    among = f"Of {len(shares)} outlets, " if len(shares) < n_outlets else ""
    larger = f"{short(most)} {two_digits(scale.factor * largest)}"
    return f"{among}{short(least)} {does_least}: {level(smallest, scale)}, {larger}"
