"""Ratios of sums and their variances, from sums that add up.

A unit u (a segment, an article, an event) contributes a numerator x_u and a denominator n_u. The sums of x, n, x², xn
and n² over units are enough for the ratio r = Σx / Σn, its variance and every comparison of two ratios; they can be
added over any partition of the units.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array

# A sum of squares below this share of its largest term is what rounding leaves of zero.
ROUNDING = 1e-12


class Higher(NamedTuple):
    """Sums over units of third and fourth powers and products, such as xxn = Σ x² n."""

    xxx: Array
    xxn: Array
    xnn: Array
    nnn: Array
    xxxx: Array
    xxxn: Array
    xxnn: Array
    xnnn: Array
    nnnn: Array


class Moments(NamedTuple):
    """Sums over units; the arrays broadcast against each other.

    Attributes
    ----------
    x, n : array of float
        Numerators and denominators.
    units : array of float
        Number of units.
    xx, xn, nn : array of float
        Squares and products.
    higher : Higher or None
        Third and fourth powers and products; None where they are not known.
    """

    x: Array
    n: Array
    units: Array
    xx: Array
    xn: Array
    nn: Array
    higher: Higher | None = None

    def merge(self, other: Moments) -> Moments:
        """Return the moments of both sets of units together."""
        return _combined(np.add, self, other)

    def without(self, part: Moments) -> Moments:
        """Return the moments of the units that are not in `part`."""
        return _combined(np.subtract, self, part)

    def map(self, function: Callable[[Array], Array]) -> Moments:
        """Return the moments with a function applied to each sum."""
        higher = Higher(*map(function, self.higher)) if self.higher else None
        return Moments._make([*map(function, self[:-1]), higher])


def _combined(operation: np.ufunc, a: Moments, b: Moments) -> Moments:
    higher = Higher(*map(operation, a.higher, b.higher)) if a.higher and b.higher else None
    return Moments._make([*map(operation, a[:-1], b[:-1]), higher])


class Difference(NamedTuple):
    """A difference of two ratios with its interval, p-value and standard error; NaN where it was not tested."""

    estimate: Array
    low: Array
    high: Array
    p: Array
    se: Array


def moments(x: ArrayLike, n: ArrayLike) -> Moments:
    """Sum up units.

    Parameters
    ----------
    x, n : array_like of float, shape (units,) or (units, items)
        Numerator and denominator of each unit.

    Returns
    -------
    Moments
        Sums over the first axis, those of higher order included.

    Examples
    --------
    >>> m = moments([1, 3], [10, 10])
    >>> float(m.x), float(m.n), float(m.xx)
    (4.0, 20.0, 10.0)
    """
    x, n = np.asarray(x, float), np.asarray(n, float)
    units = np.asarray(float(len(x)))
    xx, xn, nn = x * x, x * n, n * n
    third = xx * x, xx * n, x * nn, nn * n
    fourth = xx * xx, xx * xn, xx * nn, xn * nn, nn * nn
    sums = (products.sum(0) for products in (x, n, xx, xn, nn, *third, *fourth))
    return Moments(next(sums), next(sums), units, next(sums), next(sums), next(sums), Higher(*sums))


def ratio(m: Moments) -> Array:
    """Ratio of sums, r = Σx / Σn.

    Parameters
    ----------
    m : Moments

    Returns
    -------
    array of float
        NaN where Σn is 0.

    Examples
    --------
    >>> float(ratio(moments([1, 3], [10, 10])))
    0.2
    """
    return quotient(m.x, m.n)


def quotient(x: Array, n: Array) -> Array:
    """Quotient x / n.

    Parameters
    ----------
    x, n : array of float
        They broadcast against each other.

    Returns
    -------
    array of float
        NaN where n is 0 or below.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 0, x / n, np.nan)


def ratio_variance(m: Moments) -> Array:
    """Variance of Σx / Σn over independent units, U / (U − 1) · Σ(x − rn)² / (Σn)².

    Parameters
    ----------
    m : Moments

    Returns
    -------
    array of float
        NaN below two units.

    References
    ----------
    Cochran (1977), Sampling Techniques, eq. 6.13: the linearized (Taylor) ratio estimator.

    Examples
    --------
    Residuals x − rn of −1 and +1: 2 / 1 · 2 / 20².

    >>> round(float(ratio_variance(moments([1, 3], [10, 10]))), 6)
    0.01
    """
    r = ratio(m)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = without_rounding(m.xx - 2 * r * m.xn + r * r * m.nn, m.xx)
        variance = m.units / (m.units - 1) * squares / (m.n * m.n)
    return np.where(m.units > 1, variance, np.nan)


def without_rounding(squares: Array, size: Array) -> Array:
    """Set a sum of squares to zero where it is only what rounding leaves.

    Parameters
    ----------
    squares : array of float
        Differences of sums of squares.
    size : array of float
        The largest term of each difference.

    Returns
    -------
    array of float
        Zero or above.
    """
    return np.where(squares > ROUNDING * size, squares, 0.0)
