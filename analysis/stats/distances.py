"""Distances between distributions that are known from samples, with intervals."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse, special

from analysis.stats.array_types import Array

# Units of which one can be left out, with a variance of the others.
LEAST_UNITS = 3


def squared_morisita(rates: ArrayLike, variances: ArrayLike = 0.0) -> Array:
    """Morisita's distance of every two rows, Σ (p − q)² / Σ (p² + q²).

    One less the index of overlap: how often two words, one drawn from each row, are the same, relative to two words of
    one row. With the variances of the rates, p² − var p takes the place of p² and so for q, which are then estimates
    without bias: two samples of one source are 0 apart in the mean, whatever their sizes, and some are below 0. Without
    variances, a small sample is far from everything.

    Parameters
    ----------
    rates : array_like of float, shape (rows, items)
        Not negative.
    variances : array_like of float, shape (rows, items), or 0
        Of the rates.

    Returns
    -------
    array of float, shape (rows, rows)
        0 where rows are equal, 1 where they have nothing in common; symmetric, 0 on the diagonal. NaN for a row without
        rates, or without known variances, and where chance accounts for all of Σ (p² + q²).

    Raises
    ------
    ValueError
        If a rate is negative.

    References
    ----------
    Morisita (1959), Memoirs of the Faculty of Science, Kyushu University, Series E 3, 65-80; Horn (1966), Measurement
    of "overlap" in comparative ecological studies, The American Naturalist 100(914).

    Examples
    --------
    >>> squared_morisita([[1, 1, 0], [1, 0, 1], [0, 0, 5]]).round(3).tolist()
    [[0.0, 0.5, 1.0], [0.5, 0.0, 0.63], [1.0, 0.63, 0.0]]
    """
    rates = np.asarray(rates, float)
    variances = np.broadcast_to(np.asarray(variances, float), rates.shape)
    if (rates < 0).any():
        raise ValueError(f"rates must not be negative; got {np.nanmin(rates):g}")
    alike = np.where(rates.sum(1) > 0, (rates**2 - variances).sum(1), np.nan)
    squares = _squared(rates @ rates.T, alike[:, None], alike)
    np.fill_diagonal(squares, np.where(np.isnan(alike), np.nan, 0))
    return squares


class Interval(NamedTuple):
    """Ends of the intervals of squared distances, each of shape (groups, groups)."""

    low: Array
    high: Array


def squared_morisita_interval(
    x: sparse.csr_array, n: ArrayLike, group: ArrayLike, groups: int, *, confidence: float = 0.95
) -> Interval:
    """Jackknife intervals of the squared Morisita distances of groups of units.

    Each unit is left out in turn. The rates, and their variances by the linearized ratio estimator, follow from
    products of the unit with the sums of the groups, so nothing is computed twice. The ends are those of Student's t,
    with Welch's degrees of freedom.

    Parameters
    ----------
    x : scipy.sparse.csr_array of float, shape (units, items)
        Counts.
    n : array_like of float, shape (units,)
        Size of each unit, above 0.
    group : array_like of int, shape (units,)
        Group of each unit, from 0.
    groups : int
        Number of groups.
    confidence : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        NaN for a group of fewer than three units, and on the diagonal.

    References
    ----------
    Efron & Stein (1981), The jackknife estimate of variance, The Annals of Statistics 9(3).
    """
    n, group = np.asarray(n, float), np.asarray(group)
    member = sparse.csr_array((np.ones(len(n)), (group, np.arange(len(n)))), shape=(groups, len(n)))
    units, size = member @ np.ones(len(n)), member @ n
    sums = (member @ x).toarray()
    rates = sums / np.where(size > 0, size, np.nan)[:, None]
    sized = (member @ sparse.csr_array(x.multiply(n[:, None]))).toarray()
    whole = _Sums(units, size, member @ n**2, member @ _squares(x), (sums * sized).sum(1), (sums**2).sum(1))
    alike, overlap = whole.alike(), rates @ rates.T
    squared = _squared(overlap, alike[:, None], alike)
    variance = np.full((groups, groups), np.nan)  # of the distances of a row, from leaving out units of that row
    by_item = np.ascontiguousarray(rates.T)  # scipy would copy it in each product
    for g in np.flatnonzero(units >= LEAST_UNITS):
        rows = np.flatnonzero(group == g)
        own = x[rows]
        others = _Sums(*(part[g] for part in whole)).without(n[rows], _squares(own), own @ sums[g], own @ sized[g])
        shared = (sums[g] @ rates.T - own @ by_item) / others.size[:, None]
        left = _squared(shared, others.alike()[:, None], alike)
        variance[g] = (len(rows) - 1) ** 2 / len(rows) * left.var(0, ddof=1)
    return _ends(squared, variance, units, confidence)


class _Sums(NamedTuple):
    """Sums over the units of groups, each of shape (groups,): what Σ p² − var p follows from.

    size Σ n, sizes_squared Σ n², squares Σ ‖x‖²; sum_by_sized (Σ x)·(Σ n x) and sum_squared ‖Σ x‖² over items.
    """

    units: Array
    size: Array
    sizes_squared: Array
    squares: Array
    sum_by_sized: Array
    sum_squared: Array

    def without(self, n: Array, squares: Array, by_sum: Array, by_sized: Array) -> "_Sums":
        """Leave out one unit at a time, of size n and ‖x‖², with the products x·Σ x and x·Σ n x."""
        return _Sums(
            self.units - 1,
            self.size - n,
            self.sizes_squared - n**2,
            self.squares - squares,
            self.sum_by_sized - n * by_sum - by_sized + n * squares,
            self.sum_squared - 2 * by_sum + squares,
        )

    def alike(self) -> Array:
        """Return Σ p² − var p over items; NaN below two units."""
        with np.errstate(divide="ignore", invalid="ignore"):
            square = self.sum_squared / self.size**2
            residuals = self.squares - 2 * self.sum_by_sized / self.size + square * self.sizes_squared
            variance = self.units / (self.units - 1) * residuals / self.size**2
        return np.where(self.units > 1, square - variance, np.nan)


def _squares(x: sparse.csr_array) -> Array:
    squares: Array = np.asarray(x.multiply(x).sum(1), float).ravel()
    return squares


def _squared(overlap: Array, alike: Array, alike_other: Array) -> Array:
    both = alike + alike_other
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(both > 0, 1 - 2 * overlap / both, np.nan)


def _ends(squared: Array, variance: Array, units: Array, confidence: float) -> Interval:
    """Return the ends from what either group contributes to the variance."""
    total = variance + variance.T
    freedom = np.maximum(units - 1, 1)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        welch = total**2 / (variance**2 / freedom + variance.T**2 / freedom.T)
    np.fill_diagonal(total, np.nan)
    half = special.stdtrit(np.nan_to_num(welch, nan=1.0), (1 + confidence) / 2) * np.sqrt(total)
    return Interval(squared - half, squared + half)
