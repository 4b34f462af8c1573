"""Two sides compared as observed over expected, where what is expected depends on strata such as length or month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from analysis._utils.membership import are_among
from analysis.comparison.contrasts import Contrast
from analysis.comparison.score_matrices import Matrices, articles_present, members_by_code
from analysis.exceptions import WrongUse
from analysis.schema import REST
from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import Difference, Moments, moments

# Units × items that are held as a dense array at a time.
MOST_CELLS = 4_000_000


def adjusted(
    table: Matrices,
    labels: np.ndarray,
    pairs: Iterable[tuple[str, str]],
    confidence: float,
    *,
    strata: np.ndarray,
    units: np.ndarray,
) -> Iterator[Contrast]:
    """Compare groups by what they have beyond what the strata of their articles let expect.

    The rate of a stratum is that of both sides together. A unit is expected to have Σ n times the rate of the stratum,
    and both sides are compared by the ratio of the observed to the expected counts, or, where scores are signed, by
    what is observed less what is expected. The estimate is the weighted mean of the differences within strata.

    Parameters
    ----------
    table : Matrices
        As `matrices` makes it: with articles as rows.
    labels : array of str, shape (articles,)
        Group of each article.
    pairs : iterable of (str, str)
        A group, and what it is compared with: 'rest' or another group.
    confidence : float
        Between 0 and 1.
    strata : array of int, shape (articles,)
        Number of the stratum of each article.
    units : array of int, shape (articles,)
        Number of the unit of each article: what varies by chance.

    Yields
    ------
    Contrast
        One for each pair.

    References
    ----------
    Breslow & Day (1987), Statistical Methods in Cancer Research II, chapter 2, for observed over expected; Greenland &
    Robins (1985), Estimation of a common effect parameter from sparse follow-up data, Biometrics 41, for the weights.
    """
    for group, against in pairs:
        mine = labels == group
        theirs = ~mine if against == REST else labels == against
        present = articles_present(table)
        of_mine, of_theirs = (np.unique(strata[side & (present > 0)]) for side in (mine, theirs))
        within = np.isin(strata, np.intersect1d(of_mine, of_theirs))
        sides = mine & within, theirs & within
        steps = max(1, MOST_CELLS // max(len(labels), 1))
        parts = [
            _of_items(table, sides, strata, units, slice(start, start + steps), confidence)
            for start in range(0, len(table.items), steps)
        ]
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        value, value_against, x, n, n_against, least = columns[:6]
        yield Contrast(
            group,
            against,
            value=value,
            value_against=value_against,
            difference=Difference(*columns[6:]),
            x=x,
            n=n,
            n_against=n_against,
            units=least,
            articles=int(present[sides[0]].sum()),
            articles_against=int(present[sides[1]].sum()),
        )


def _of_items(
    table: Matrices,
    sides: tuple[np.ndarray, np.ndarray],
    strata: np.ndarray,
    units: np.ndarray,
    items: slice,
    confidence: float,
) -> tuple[np.ndarray, ...]:
    """Return the columns of a contrast for some items."""
    x = table.x[:, items].toarray()
    n = np.broadcast_to(table.n[:, items] if table.n.shape[1] > 1 else table.n, x.shape)
    by_stratum = [members_by_code(np.where(side, strata, -1), strata.max() + 1) for side in sides]
    (x_a, n_a), (x_b, n_b) = ((member @ x, member @ n) for member in by_stratum)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.nan_to_num(n_a * n_b / (n_a + n_b))
        counted = weights > 0
        rate = np.where(counted, (x_a + x_b) / (n_a + n_b), 0)
        value, value_against = (
            np.where(counted, part, 0).sum(0) / weights.sum(0) for part in (x_a / n_a * weights, x_b / n_b * weights)
        )
    kept = counted[strata]
    x, n, expected = x * kept, n * kept, n * kept * rate[strata]
    signed = bool((x < 0).any())
    if signed:
        x, expected = x - expected, n
    a, b = (_moments(x[side], expected[side], units[side]) for side in sides)
    fitted = _fitted((by_stratum[0] + by_stratum[1]) @ (n > 0).astype(float))
    difference = ratio_difference(a, b, confidence=confidence, signed=signed, fitted=fitted)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 1 / (weights.sum(0) * (1 / a.n + 1 / b.n))
    estimate, low, high, p, se = difference
    scaled = Difference(estimate * scale, low * scale, high * scale, p, se * scale)
    least = np.minimum(a.units, b.units)
    totals = (np.where(counted, part, 0).sum(0) for part in (x_a, n_a, n_b))
    return (value, value_against, *totals, least, *scaled)


def _fitted(articles: np.ndarray) -> np.ndarray:
    """Return the variance of errors over that of residuals, from the articles of each stratum, (strata, items).

    With a rate fitted in each stratum, as with all degrees of freedom but those of the strata.
    """
    number, strata = articles.sum(0), (articles > 0).sum(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted: np.ndarray = np.where(number > strata, (number - 1) / (number - strata), np.nan)
    return fitted


def _moments(x: np.ndarray, n: np.ndarray, units: np.ndarray) -> Moments:
    """Return the moments over the units that have a denominator, from the articles of one side."""
    different, code = np.unique(units, return_inverse=True)
    if len(different) < len(units):
        member = members_by_code(code, len(different))
        x, n = member @ x, member @ n
    return moments(x, n)._replace(units=(n > 0).sum(0).astype(float))


def in_groups(scores: pd.DataFrame, groups: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    """Return scores with groups in the place of outlets, and the outlet of each article.

    Parameters
    ----------
    scores : DataFrame
    groups : Series
        Outlet -> group; outlets without one are left out.

    Returns
    -------
    DataFrame, Series
        The Series is article_id -> outlet.

    Raises
    ------
    WrongUse
        If an outlet has two groups, or none of the outlets has one.
    """
    groups = groups[groups.notna() & (groups != "")]
    if groups.index.has_duplicates or not are_among(scores["outlet"], groups.index).any():
        found = "an outlet has two groups" if groups.index.has_duplicates else "no outlet of the scores has a group"
        raise WrongUse(f"Invalid `by`: {found}. Expected a Series with one group per outlet.")
    kept = scores[are_among(scores["outlet"], groups.index)]
    outlets = kept[["article_id", "outlet"]].drop_duplicates().set_index("article_id")["outlet"]
    return kept.assign(outlet=kept["outlet"].map(groups).astype("str")), outlets


def strata_of(table: Matrices, columns: Iterable[pd.Series]) -> np.ndarray:
    """Return a number for each combination of labels that articles have.

    Parameters
    ----------
    table : Matrices
    columns : iterable of Series
        article_id -> label; a missing label is a label.

    Returns
    -------
    array of int, shape (articles,)
    """
    labels = pd.concat([table.articles["article_id"].map(column) for column in columns], axis=1, ignore_index=True)
    numbers: np.ndarray = labels.groupby(list(labels), sort=True, dropna=False).ngroup().to_numpy()
    return numbers


def length_classes(table: Matrices, classes: int = 4) -> pd.Series:
    """Return the class of each article's length, by quantiles of the denominators of all articles.

    Parameters
    ----------
    table : Matrices
    classes : int

    Returns
    -------
    Series
        article_id -> number of the class.
    """
    length = pd.Series(table.n.max(axis=1), index=table.articles["article_id"].to_numpy())
    return pd.qcut(length, classes, labels=False, duplicates="drop")
