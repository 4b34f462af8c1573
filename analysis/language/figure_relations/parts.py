"""Figures that are parts of others: N of M, and a + b = c."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.amounts import NONE, Amounts
from analysis.language.figure_relations.traits import Traits

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_ADDED = r"^[^.;:]{0,90}?(?:(?-u:\b)(?:and|plus|with)(?-u:\b)|,)[^.;:]{0,40}$"
LEAST_DIGITS, LEAST_SUM = 2, 20  # smaller sums are often chance
_OFF = 1e-3


@hides_content
class Parts(NamedTuple):
    """Parts of wholes: the figures that are parts, the second −1 where there is one, and the whole."""

    one: Numbers
    two: Numbers
    whole: Numbers


def neighbours(figures: pd.DataFrame, right: pl.Series) -> NDArray[np.bool_]:
    """Return which figures are added up with the next one in their sentence, as in "12 sheep and 3 goats".

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns segment, start and end of table figures, in their order.
    right : polars.Series of str
        The text after each figure.

    Returns
    -------
    array of bool
    """
    if not len(figures):
        return np.zeros(0, bool)
    segment = figures["segment"].to_numpy()
    start, end = figures["start"].to_numpy(), figures["end"].to_numpy()
    following = np.append(segment[1:] == segment[:-1], False)
    width = np.append(start[1:] - end[:-1], 0)
    between = pl.DataFrame({"right": right, "width": np.where(following, np.maximum(width, 0), 0)})
    gaps = between.select(gap=pl.col("right").str.slice(0, pl.col("width")))["gap"]
    found: Flags = following & gaps.str.contains(_ADDED).to_numpy()
    return found


def sums(amounts: Amounts, traits: Traits, added: Flags, article: Numbers, segment: Numbers, fact: Numbers) -> Parts:
    """Find figures that are the sum of two others of the event.

    Parameters
    ----------
    amounts : Amounts
    traits : Traits
    added : array of bool, shape (n_figures,)
        As `neighbours` returns it.
    article, segment, fact : array of int, shape (n_figures,)

    Returns
    -------
    Parts
        In another article, the first of equal ones there, or in the sentence of the parts.
    """
    a = amounts
    first = np.flatnonzero(added)
    exactly = (a.bound == NONE) & (a.low == a.high)
    first = first[(a.kind[first] == a.kind[first + 1]) & exactly[first] & exactly[first + 1]]
    total = a.low[first] + a.low[first + 1]
    digits, number = traits.digits, traits.number
    off = np.where(number, 0, _OFF * np.abs(a.low)) + 1e-9 * np.abs(a.low)
    fits = (np.abs(total[:, None] - a.low[None, :]) <= off[None, :]) & (a.kind[first][:, None] == a.kind[None, :])
    fits &= (a.low == a.high) & (a.low > 0)
    told = (fact[first][:, None] == fact[None, :]) & (fact[first] >= 0)[:, None]
    exact = (digits[first] >= LEAST_DIGITS) & (digits[first + 1] >= LEAST_DIGITS)
    sure = ((digits >= LEAST_DIGITS)[None, :] | exact[:, None]) & ((a.low >= LEAST_SUM) | ~number)[None, :]
    fits &= (article[first][:, None] != article[None, :]) | (segment[first][:, None] == segment[None, :])
    # Percentages of a text add up to each other by chance.
    place, whole = np.nonzero(fits & (told | (sure & ~traits.share[None, :])))
    _, once = np.unique(place * (article.max(initial=0) + 1) + article[whole], return_index=True)
    place, whole = place[once], whole[once]
    return Parts(first[place], first[place] + 1, whole)


def shares_of_wholes(amounts: Amounts, traits: Traits, segment: Numbers) -> Parts:
    """Find figures that are called part of a figure before them in their sentence, as in "12 goats, 3 of them white".

    Parameters
    ----------
    amounts : Amounts
    traits : Traits
    segment : array of int, shape (n_figures,)

    Returns
    -------
    Parts
    """
    # A percentage "of the voters" is part of the voters, not of the percentage before it.
    part = traits.part & ~traits.share
    after = np.flatnonzero(part & (np.diff(segment, prepend=-1) == 0))
    fits = (amounts.kind[after] == amounts.kind[after - 1]) & (amounts.low[after] < amounts.low[after - 1])
    after = after[fits]
    return Parts(after, np.full(len(after), -1), after - 1)


def parts_across(parts: Parts, same: Flags, article: Numbers) -> Parts:
    """Return the parts of an article with wholes of another one.

    Parameters
    ----------
    parts : Parts
    same : array of bool, shape (n_figures, n_figures)
        Which figures of two articles say the same.
    article : array of int, shape (n_figures,)

    Returns
    -------
    Parts
        A figure that another article calls a part, with its whole there; and parts that add up to a figure of another
        article.
    """
    found: dict[tuple[int, int, int], None] = {}
    for first, second, total in zip(*(column.tolist() for column in parts), strict=True):
        if article[first] != article[total]:
            found[first, second, total] = None
            continue
        for part in (first, second) if second >= 0 else (first,):
            found |= {(figure, -1, total): None for figure in np.flatnonzero(same[part]).tolist()}
    columns = np.array(list(found), np.int64).reshape(-1, 3)
    return Parts(columns[:, 0], columns[:, 1], columns[:, 2])
