"""Fisher's exact test of 2 × 2 tables, and the odds ratio that belongs to it.

Everywhere `a` and `b` are the counts of an item in target and reference, and `n_a` and `n_b` the sizes of the two in
tokens; the four broadcast against each other.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.array_types import Array
from analysis.stats.contingency_counts import checked_counts, margins

Whole = NDArray[np.int64]
_TIES = 1e-7  # in log-probability; tables this close are equally likely, as in fisher.test of R


def fisher_exact_p(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Two-sided p of Fisher's exact test: of all tables with these margins that are no likelier than this one.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        NaN if a corpus is empty, or if the item does not occur, or nothing else does.

    Raises
    ------
    ValueError
        If a count is negative, larger than its corpus, or not a whole number.

    References
    ----------
    Fisher (1935), The logic of inductive inference; ties as in fisher.test of R.

    Examples
    --------
    >>> round(float(fisher_exact_p(1, 3, 4, 4)), 3)
    0.486
    """
    return _each_table(_fisher_exact_p, a, b, n_a, n_b)


def conditional_odds_ratio(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Conditional maximum-likelihood odds ratio, the estimate that belongs to Fisher's exact test.

    Each different table takes a root search of a few milliseconds.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        0 where `a` is as small as its margins allow, infinity where it is as large.
        NaN if a corpus is empty, or if the item does not occur, or nothing else does.

    Raises
    ------
    ValueError
        If a count is negative, larger than its corpus, or not a whole number.

    References
    ----------
    Fisher (1935); Cornfield (1956); by scipy.stats.contingency.odds_ratio.

    Examples
    --------
    >>> round(float(conditional_odds_ratio(7, 2, 10, 9)), 3)
    7.166
    """
    return _each_table(_conditional_odds_ratio, a, b, n_a, n_b)


def _conditional_odds_ratio(a: Whole, b: Whole, n_a: Whole, n_b: Whole) -> Array:
    from scipy.stats.contingency import odds_ratio

    tables = np.stack([[a, b], [n_a - a, n_b - b]]).transpose(2, 0, 1)
    return np.array([odds_ratio(table, kind="conditional").statistic for table in tables], dtype=float)


def _fisher_exact_p(a: Whole, b: Whole, n_a: Whole, n_b: Whole) -> Array:
    from scipy.stats import hypergeom

    item, total = a + b, n_a + n_b
    mode = (item + 1) * (n_a + 1) // (total + 2)
    # The same table seen from the reference has its count below the mode, so that one direction is enough.
    above = a > mode
    count, size, mode = np.where(above, b, a), np.where(above, n_b, n_a), np.where(above, item - mode, mode)
    first = _first_beyond_mode(count, mode, item, size, total)
    lower: Array = hypergeom.cdf(count, total, item, size)
    upper: Array = hypergeom.sf(first - 1, total, item, size)
    return np.minimum(lower + upper, 1)


def _first_beyond_mode(count: Whole, mode: Whole, item: Whole, size: Whole, total: Whole) -> Whole:
    """Return the first count above the mode that is no likelier than a count below it, by bisection."""
    from scipy.stats import hypergeom

    limit = hypergeom.logpmf(count, total, item, size) + _TIES
    # Two neighbors can share the mode: if it is no likelier than the count itself, the search begins at the count.
    below = np.where(hypergeom.logpmf(mode, total, item, size) <= limit, count, mode)
    first = np.minimum(item, size) + 1
    while (first - below > 1).any():
        middle = (below + first) // 2
        is_rare = hypergeom.logpmf(middle, total, item, size) <= limit
        below, first = np.where(is_rare, below, middle), np.where(is_rare, middle, first)
    return first


def _each_table(statistic: Callable[..., Array], *table: ArrayLike) -> Array:
    """Compute an exact statistic once for each different table: most items are rare, and share theirs."""
    cells = np.stack(np.broadcast_arrays(*checked_counts(*table)))
    is_table = margins(*cells)[1] > 0
    tables, place = np.unique(cells[:, is_table], axis=1, return_inverse=True)
    if (tables != np.floor(tables)).any():
        raise ValueError("Exact statistics need whole numbers: `a`, `b`, `n_a` or `n_b` has a fraction.")
    result = np.full(is_table.shape, np.nan)
    result[is_table] = statistic(*tables.astype(np.int64))[place.ravel()]
    scalar_or_array: Array = result[()]
    return scalar_or_array
