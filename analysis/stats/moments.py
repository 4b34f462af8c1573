"""Ratios of sums, and how sure they are, from sums that add up.

A unit u (a segment, an article, an event) contributes a numerator x_u and a denominator n_u. The sums of x, n, x², xn
and n² over units are enough for the ratio r = Σx/Σn, its variance and every comparison of two ratios; they can be
added over any partition of the units.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Fourth(NamedTuple):
    """Sums of fourth powers and products over units."""

    xxxx: Array
    xxxn: Array
    xxnn: Array
    xnnn: Array
    nnnn: Array


class Moments(NamedTuple):
    """Sums over units, each an array that broadcasts against the others; fourth: None where it is not known."""

    x: Array
    n: Array
    units: Array
    xx: Array
    xn: Array
    nn: Array
    fourth: Fourth | None = None

    def merge(self, other: Moments) -> Moments:
        """The moments of both sets of units together."""
        return _each(np.add, self, other)

    def without(self, part: Moments) -> Moments:
        """The moments of the units that are not in part."""
        return _each(np.subtract, self, part)


def _each(of: np.ufunc, a: Moments, b: Moments) -> Moments:
    fourth = Fourth(*map(of, a.fourth, b.fourth)) if a.fourth and b.fourth else None
    return Moments._make([*(of(p, q) for p, q in zip(a[:-1], b[:-1], strict=True)), fourth])


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
    fourth = Fourth(*((x**i * n ** (4 - i)).sum(0) for i in (4, 3, 2, 1, 0)))
    return Moments(x.sum(0), n.sum(0), units, (x * x).sum(0), (x * n).sum(0), (n * n).sum(0), fourth)


def ratio(m: Moments) -> Array:
    """Σx/Σn; NaN where there is no denominator."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(m.n > 0, m.x / m.n, np.nan)


def ratio_variance(m: Moments) -> Array:
    """Variance of Σx/Σn over independent units; NaN below two units.

    Source: the linearised (Taylor) ratio estimator, Cochran (1977), Sampling Techniques, eq. 6.13, with U/(U−1).
    """
    r = ratio(m)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = _positive(m.xx - 2 * r * m.xn + r * r * m.nn, m.xx)
        variance = m.units / (m.units - 1) * squares / (m.n * m.n)
    return np.where(m.units > 1, variance, np.nan)


def _positive(squares: Array, size: Array) -> Array:
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


# The variance grows as this power of the rate: with its square where articles differ by a constant factor.
GROWTH = 2
# How far the degrees of freedom may be corrected: up, and down to those that four units have.
MOST_FACTOR = 50
LEAST_SHARED = 3


class Permuted(NamedTuple):
    """What permuting units between two sides does to T, the numerator of a side beyond its expectation.

    total: the square of T where all that varies between units varies between the sides. factor: what the degrees of
    freedom of F are multiplied by, 1 for normal residuals."""

    total: Array
    factor: Array


def permuted(a: Moments, b: Moments) -> Permuted:
    """The F distribution with the mean and variance that T²/total has over all permutations of units.

    T is Σx_a − r Σn_a with r the ratio of both sides together; residuals e = x − rn sum to 0, so that the moments of T
    follow from Σe² and Σe⁴. Without fourth moments e is taken as normal, and T is that of Student's t.
    Source: Pitman (1937), Significance tests which may be applied to samples from any populations, Suppl. JRSS 4; the
    factor, Box & Andersen (1955), Permutation theory in the derivation of robust criteria, JRSS B 17."""
    both = a.merge(b)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = both.x / both.n
        squares = _positive(both.xx - 2 * r * both.xn + r * r * both.nn, both.xx)
        n, units = a.units, both.units
        variance = n * b.units / (units * (units - 1)) * squares
        if both.fourth is None:
            return Permuted(variance * (units - 1), np.ones(np.shape(variance)))
        f = both.fourth
        fourth = f.xxxx - 4 * r * f.xxxn + 6 * r**2 * f.xxnn - 4 * r**3 * f.xnnn + r**4 * f.nnnn
        # How likely it is that one, two, three and four given units all come to side a.
        one = n / units
        two = one * (n - 1) / (units - 1)
        three = two * (n - 2) / (units - 2)
        four = three * (n - 3) / (units - 3)
        doubled = squares * squares - fourth
        expected = one * fourth + two * (3 * doubled - 4 * fourth) + 6 * three * (fourth - doubled)
        expected = expected + four * (3 * doubled - 3 * fourth)
        excess = np.maximum(expected / variance**2 - 1, 1e-6)
        factor = 2 * ((units - 2) / excess - 1) / (units - 1)
    return Permuted(variance * (units - 1), np.clip(factor, _least_factor(units), MOST_FACTOR))


def _least_factor(units: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.minimum(LEAST_SHARED / (units - 1), 1)


def ratio_difference(a: Moments, b: Moments, *, confidence: float = 0.95, signed: ArrayLike = False) -> Difference:
    """r_a − r_b for independent units, with the p-value of a permutation test of units, by its moments.

    The interval holds every difference the test would not reject, where the variance of the side that would then use
    a word more grows with its rate. signed: (items,) or one, whether numerators can be negative, such as tone; their
    variance does not grow. NaN where a side has fewer than two units.
    Source: permuted; the interval, inversion of a score test, Wilson (1927), with the variance linear in the rate
    around no difference."""
    from scipy.special import fdtrc

    made, units = permuted(a, b), a.units + b.units
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = a.x - (a.x + b.x) / (a.n + b.n) * a.n
        left = _positive(made.total - beyond * beyond, made.total)
        known = (np.minimum(a.units, b.units) > 1) & (np.minimum(a.n, b.n) > 0) & (left > 0)
        se = np.where(known, np.sqrt(left / (units - 2)) * (1 / a.n + 1 / b.n), np.nan)
        estimate = ratio(a) - ratio(b)
        p = fdtrc(made.factor, made.factor * (units - 2), (estimate / se) ** 2)
        margin = np.sqrt(_f_quantile(np.where(known, made.factor, np.nan), units - 2, confidence)) * se
        growth = GROWTH * se * se / np.where(signed, np.inf, a.x + b.x) / units
        grown = growth * b.units * b.n, growth * a.units * a.n
    low, high = (_limit(estimate, end * margin, se, grown) for end in (-1, 1))
    return Difference(estimate, low, high, p, se)


def _f_quantile(factor: Array, df: Array, probability: float) -> Array:
    """Quantile of F with factor and factor × df degrees of freedom, (…) like factor.

    Beyond 2,000 values of one df it is interpolated in the logarithm of factor, with an error below 1e-5."""
    from scipy.special import fdtri

    one = np.unique(df)
    if np.size(factor) <= 2_000 or len(one) > 1:
        return fdtri(factor, factor * df, probability)
    grid = np.linspace(np.log(_least_factor(one + 1))[0], np.log(MOST_FACTOR), 1_000)
    return np.interp(np.log(factor), grid, fdtri(np.exp(grid), np.exp(grid) * one, probability))


def _limit(estimate: Array, margin: Array, se: Array, growth: tuple[Array, Array]) -> Array:
    """The difference δ at which |estimate − δ| is |margin|, where se² gains growth × |δ|, growth[0] for δ above 0 and
    growth[1] below: the root of a quadratic on margin's side of the estimate."""
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(estimate + margin > 0, growth[0], -growth[1])
        shift = gain * (margin / se) ** 2 / 2
        reach = np.sqrt(np.maximum(shift * shift + 2 * shift * estimate + margin * margin, 0))
    return estimate + shift + np.sign(margin) * reach


def paired_difference(
    a: Moments, b: Moments, cross: tuple[Array, Array, Array, Array], *, confidence: float = 0.95
) -> Difference:
    """r_a − r_b where both sides were counted in the same units (events), Student's t with units − 1.

    cross: the sums over units of x_a·x_b, x_a·n_b, n_a·x_b, n_a·n_b.
    Source: linearisation of a difference of two ratios over common clusters, Cochran (1977), section 6.
    """
    xx, xn, nx, nn = cross
    r_a, r_b = ratio(a), ratio(b)
    with np.errstate(divide="ignore", invalid="ignore"):
        s_aa = (a.xx - 2 * r_a * a.xn + r_a**2 * a.nn) / a.n**2
        s_bb = (b.xx - 2 * r_b * b.xn + r_b**2 * b.nn) / b.n**2
        s_ab = (xx - r_b * xn - r_a * nx + r_a * r_b * nn) / (a.n * b.n)
        variance = a.units / (a.units - 1) * _positive(s_aa + s_bb - 2 * s_ab, a.xx / a.n**2 + b.xx / b.n**2)
    return student(r_a - r_b, np.where(a.units > 1, variance, np.nan), a.units - 1, confidence=confidence)


def benjamini_hochberg(p: ArrayLike) -> Array:
    """False discovery rate q of each p-value, Benjamini & Hochberg (1995); NaN stays NaN and is not counted."""
    p = np.asarray(p, float)
    q = np.full(p.shape, np.nan)
    told = np.flatnonzero(~np.isnan(p))
    order = told[np.argsort(-p[told], kind="stable")]
    rank = np.arange(len(order), 0, -1)
    q[order] = np.minimum(np.minimum.accumulate(p[order] * len(order) / rank), 1)
    return q
