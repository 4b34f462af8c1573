"""Ratios of sums, and how sure they are, from sums that add up.

A unit u (a segment, an article, an event) contributes a numerator x_u and a denominator n_u. The sums of x, n, x², xn
and n² over units are enough for the ratio r = Σx/Σn, its variance and every comparison of two ratios; they can be
added over any partition of the units.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


class Higher(NamedTuple):
    """Sums of third and fourth powers and products over units."""

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
    """Sums over units, each an array that broadcasts against the others; higher: None where they are not known."""

    x: Array
    n: Array
    units: Array
    xx: Array
    xn: Array
    nn: Array
    higher: Higher | None = None

    def merge(self, other: Moments) -> Moments:
        """The moments of both sets of units together."""
        return _each(np.add, self, other)

    def without(self, part: Moments) -> Moments:
        """The moments of the units that are not in part."""
        return _each(np.subtract, self, part)


def _each(of: np.ufunc, a: Moments, b: Moments) -> Moments:
    higher = Higher(*map(of, a.higher, b.higher)) if a.higher and b.higher else None
    return Moments._make([*(of(p, q) for p, q in zip(a[:-1], b[:-1], strict=True)), higher])


class Difference(NamedTuple):
    """Difference of two ratios with its interval, p-value and standard error."""

    estimate: Array
    low: Array
    high: Array
    p: Array
    se: Array


def moments(x: ArrayLike, n: ArrayLike) -> Moments:
    """Sum units up: x and n are (units,) or (units, items); the sums run over the first axis."""
    x, n = np.asarray(x, float), np.asarray(n, float)
    units = np.asarray(float(len(x)))
    higher = Higher(*((x**i * n ** (k - i)).sum(0) for k in (3, 4) for i in range(k, -1, -1)))
    return Moments(x.sum(0), n.sum(0), units, (x * x).sum(0), (x * n).sum(0), (n * n).sum(0), higher)


def ratio(m: Moments) -> Array:
    """Σx/Σn; NaN where there is no denominator."""
    return quotient(m.x, m.n)


def quotient(x: Array, n: Array) -> Array:
    """x/n; NaN where there is no denominator."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 0, x / n, np.nan)


def ratio_variance(m: Moments) -> Array:
    """Variance of Σx/Σn over independent units; NaN below two units.

    Source: the linearised (Taylor) ratio estimator, Cochran (1977), Sampling Techniques, eq. 6.13, with U/(U−1).
    """
    r = ratio(m)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = positive(m.xx - 2 * r * m.xn + r * r * m.nn, m.xx)
        variance = m.units / (m.units - 1) * squares / (m.n * m.n)
    return np.where(m.units > 1, variance, np.nan)


def positive(squares: Array, size: Array) -> Array:
    """A sum of squares; what is left of rounding, against the size of its largest term, is zero."""
    return np.where(squares > 1e-12 * size, squares, 0.0)


def student(estimate: Array, variance: Array, df: Array, *, confidence: float) -> Difference:
    """An estimate with its Student interval and two-sided p-value; NaN where the variance is 0 or unknown."""
    from scipy.special import stdtr, stdtrit

    known = (variance > 0) & (df > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.where(known, np.sqrt(variance), np.nan)
        margin = stdtrit(df, (1 + confidence) / 2) * se
        p = 2 * stdtr(df, -np.abs(estimate) / se)
    return Difference(estimate, estimate - margin, estimate + margin, p, se)
