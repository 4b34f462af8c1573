"""Rank tests of many items at once, from sparse tables in which most values are zero.

The zeros of an item are one block of ties, so that ranks follow from the other values alone.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from analysis.stats.array_types import Array

Mask = NDArray[np.bool_]


class MannWhitney(NamedTuple):
    """Result of `mann_whitney`, arrays of shape (pairs, items).

    Attributes
    ----------
    z : array of float
        Standardized U with continuity correction, positive where values of the target are larger; two-sided p by
        `keyness_tests.normal_p`.
    rank_biserial : array of float
        Probability that a unit of the target has the larger value, less the probability that it has the smaller one:
        from −1 to 1. The common-language probability, in which ties count half, is (1 + rank_biserial) / 2.
    """

    z: Array
    rank_biserial: Array


def mann_whitney(values: ArrayLike | sparse.sparray, target: ArrayLike, reference: ArrayLike) -> MannWhitney:
    """Wilcoxon–Mann–Whitney test of each item between two sets of units, for several pairs of sets.

    Normal approximation with correction for ties and continuity, as ``scipy.stats.mannwhitneyu(method="asymptotic")``.

    Parameters
    ----------
    values : array_like or sparse array of float, shape (units, items)
        Not negative, such as the relative frequency of each word in each article.
    target, reference : array_like of bool, shape (pairs, units)
        Which units are on either side of each pair; a unit is on one side at most.

    Returns
    -------
    MannWhitney
        NaN where a side has no unit, and for an item of which all values are zero. If all are equal above zero, both
        numbers are 0.

    Raises
    ------
    ValueError
        If a value is negative or NaN, or a unit is on both sides of a pair.

    References
    ----------
    Mann & Whitney (1947); Kerby (2014), The simple difference formula, for the rank-biserial correlation. In keyness:
    Kilgarriff (2001), Comparing corpora; Lijffijt et al. (2016), Significance testing of word frequencies in corpora.

    Examples
    --------
    >>> found = mann_whitney([[3], [2], [0], [0], [1]], [[1, 1, 0, 0, 0]], [[0, 0, 1, 1, 1]])
    >>> found.rank_biserial.tolist(), found.z.round(3).tolist()
    ([[1.0]], [[1.481]])
    """
    target, reference = np.asarray(target, dtype=bool), np.asarray(reference, dtype=bool)
    if (target & reference).any():
        raise ValueError("A unit must not be on both sides of a pair.")
    cells = _sorted_cells(values)
    z, rank_biserial = np.full((2, len(target), cells.items), np.nan)
    for units, pairs in _pairs_by_units(target | reference):
        ranks = _ranks(cells, units)
        n_a = target[pairs].sum(1, keepdims=True).astype(float)
        n_b = reference[pairs].sum(1, keepdims=True).astype(float)
        rank_sum = target[pairs].astype(float) @ ranks.above_zeros + n_a * ranks.of_zeros
        deviation = rank_sum - n_a * (n_a + n_b + 1) / 2
        error = np.sqrt(n_a * n_b / 12 * ranks.spread)
        with np.errstate(divide="ignore", invalid="ignore"):
            corrected = np.sign(deviation) * np.maximum(np.abs(deviation) - 0.5, 0) / error
            answered = ranks.seen & (n_a > 0) & (n_b > 0)
            z[pairs] = np.where(answered, np.where(error > 0, corrected, 0), np.nan)
            rank_biserial[pairs] = np.where(answered, 2 * deviation / (n_a * n_b), np.nan)
    return MannWhitney(z, rank_biserial)


class _Cells(NamedTuple):
    """Values above zero in order of item and value, each of shape (cells,)."""

    unit: NDArray[np.intp]
    item: NDArray[np.intp]
    value: Array
    items: int


class _Ranks(NamedTuple):
    """Ranks among some units.

    above_zeros (units, items) is the rank of each value less that of the zeros of the item, of_zeros (items,);
    spread (items,) is N + 1 less the correction for ties; seen (items,) says whether any value is above zero.
    """

    above_zeros: sparse.csr_array
    of_zeros: Array
    spread: Array
    seen: Mask


def _sorted_cells(values: ArrayLike | sparse.sparray) -> _Cells:
    table = sparse.coo_array(sparse.csr_array(values, dtype=float))
    if not (table.data >= 0).all():
        raise ValueError("`values` must be numbers, and not negative.")
    above = table.data > 0
    unit, item, value = table.row[above], table.col[above], table.data[above]
    order = np.lexsort((value, item))
    return _Cells(unit[order], item[order], value[order], table.shape[1])


def _pairs_by_units(units: Mask) -> Iterator[tuple[Mask, NDArray[np.intp]]]:
    """Yield each set of units that occurs, and the pairs that consist of it."""
    sets, which = np.unique(units, axis=0, return_inverse=True)
    for i, chosen in enumerate(sets):
        yield chosen, np.flatnonzero(which.ravel() == i)


def _ranks(cells: _Cells, units: Mask) -> _Ranks:
    kept = units[cells.unit]
    unit, item, value = cells.unit[kept], cells.item[kept], cells.value[kept]
    total = float(units.sum())
    seen = np.bincount(item, minlength=cells.items)
    zeros = total - seen
    first = np.ones(len(item), bool)  # of a run of equal values of an item
    first[1:] = (item[1:] != item[:-1]) | (value[1:] != value[:-1])
    start = np.flatnonzero(first)
    length = np.diff(start, append=len(item)).astype(float)
    before = start - (np.cumsum(seen) - seen)[item[start]]  # smaller values of the item, without zeros
    above_zeros = zeros[item[start]] / 2 + before + length / 2
    shape = (len(units), cells.items)
    matrix = sparse.csr_array(sparse.coo_array((np.repeat(above_zeros, length.astype(int)), (unit, item)), shape=shape))
    ties = np.bincount(item[start], length**3 - length, cells.items) + zeros**3 - zeros
    spread = total + 1 - ties / max(total * (total - 1), 1)
    # 3 or more unless all values are equal, when it is 0 but for rounding.
    return _Ranks(matrix, (zeros + 1) / 2, np.where(spread > 1, spread, 0), seen > 0)
