"""Titles that state what a figure shows, and names of its rows."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.wording import counted, two_digits
from analysis.plots.style import named, other_side, short


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
        What is returned where no difference is clear; by default that there is none.

    Returns
    -------
    str
        Such as 'Herald: *war* 20 per 1,000 words, the rest 2.1', without markup.
    """
    clear = table[schema.is_clear(table["q"])]
    if clear.empty:
        return question or "No clear difference between outlets"
    row = clear.iloc[0]
    scale = schema.MEASURES[row["measure"]]
    item = f"{named(row['item'])} " if table["item"].nunique() > 1 else ""
    other = f"{other_side(clear)} {two_digits(scale.factor * row['value_against'], scale.sign_of(row['item']))}"
    more = f"; {counted(len(clear) - 1, 'more clear difference')}" if len(clear) > 1 else ""
    return f"{short(row['outlet'])}: {item}{level(row['value'], scale, row['item'])}, {other}{more}"


def smallest_share(shares: pd.Series, scale: schema.Scale, does_least: str) -> str:
    """State which outlet has least of the first part of a whole, and how much the outlet with most has.

    Parameters
    ----------
    shares : Series
        Share of each outlet, from 0 to 1.
    scale : Scale
    does_least : str
        What the outlet with the smallest share does, such as 'quotes least'.

    Returns
    -------
    str
    """
    least, most = shares.idxmin(), shares.idxmax()
    smallest, largest = shares[least], shares[most]
    if not does_least or smallest == largest:
        return f"{named(shares.name)}: {two_digits(scale.factor * smallest)} to {level(largest, scale)}"
    return f"{short(least)} {does_least}: {level(smallest, scale)}, {short(most)} {two_digits(scale.factor * largest)}"
