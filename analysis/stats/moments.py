"""Ratios of sums, and how sure they are, from sums that add up.

A unit u (a segment, an article, an event) contributes a numerator x_u and a denominator n_u. The sums of x, n, x², xn
and n² over units are enough for the ratio r = Σx/Σn, its variance and every comparison of two ratios; they can be
added over any partition of the units.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Moments(NamedTuple):
    """Sums over units, each an array that broadcasts against the others."""

    x: Array
    n: Array
    units: Array
    xx: Array
    xn: Array
    nn: Array

    def merge(self, other: Moments) -> Moments:
        """The moments of both sets of units together."""
        return Moments(*(a + b for a, b in zip(self, other, strict=True)))

    def without(self, part: Moments) -> Moments:
        """The moments of the units that are not in part."""
        return Moments(*(a - b for a, b in zip(self, part, strict=True)))


class Difference(NamedTuple):
    """Difference of two ratios with its interval, p-value, standard error and degrees of freedom."""

    estimate: Array
    low: Array
    high: Array
    p: Array
    se: Array
    df: Array


def moments(x: ArrayLike, n: ArrayLike) -> Moments:
    """Sum units up: x and n are (units,) or (units, items); the sums run over the first axis."""
    x, n = np.asarray(x, float), np.asarray(n, float)
    units = np.asarray(float(len(x)))
    return Moments(x.sum(0), n.sum(0), units, (x * x).sum(0), (x * n).sum(0), (n * n).sum(0))


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


def welch_df(v1: Array, df1: Array, v2: Array, df2: Array) -> Array:
    """Degrees of freedom of the sum of two variances, Welch (1947), Satterthwaite (1946)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return (v1 + v2) ** 2 / (v1 * v1 / df1 + v2 * v2 / df2)


def t_quantile(df: Array, probability: float) -> Array:
    """Quantile of Student's t for degrees of freedom of 1 or more.

    Beyond 20,000 values it is interpolated in 1/df, twenty times as fast, with an error below 1e-7."""
    from scipy.special import stdtrit

    if np.size(df) <= 20_000:
        return stdtrit(df, probability)
    inverse, quantile = _quantiles(probability)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.interp(1 / df, inverse, quantile)


@cache
def _quantiles(probability: float) -> tuple[Array, Array]:
    from scipy.special import stdtrit

    inverse = np.linspace(1e-9, 1, 20_001)
    return inverse, stdtrit(1 / inverse, probability)


def student(estimate: Array, variance: Array, df: Array, *, confidence: float) -> Difference:
    """An estimate with its Student interval and two-sided p-value; NaN where the variance is 0 or unknown."""
    from scipy.special import stdtr

    known = (variance > 0) & (df > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.where(known, np.sqrt(variance), np.nan)
        margin = t_quantile(df, (1 + confidence) / 2) * se
        p = 2 * stdtr(df, -np.abs(estimate) / se)
    return Difference(estimate, estimate - margin, estimate + margin, p, se, df)


# How many times its own degrees of freedom the variance of a side may borrow from the other side.
BORROWED = 8
# What is borrowed grows as this power of the rate: with its square where articles differ by a constant factor.
GROWTH = 2


class Moderated(NamedTuple):
    """Variance of a ratio in two parts, own and borrowed from the other side, and its degrees of freedom."""

    own: Array
    borrowed: Array
    df: Array


def moderated_variance(own: Moments, other: Moments) -> Moderated:
    """Variance of own's ratio drawn towards the one pooled over both sides.

    Both are weighted by degrees of freedom, those borrowed from the other side at most BORROWED times its own. Degrees
    of freedom count effective units, (Σn)²/Σn², since a few long articles carry a ratio.
    Source: the weighting, Smyth (2004), Linear models and empirical Bayes methods, section 3, with the other side in
    the place of the prior; effective units, Kish (1965), Survey Sampling."""
    with np.errstate(divide="ignore", invalid="ignore"):
        units, units_other = (m.n**2 / m.nn for m in (own, other))
        df, df_other = units - 1, units_other - 1
        lent = np.minimum(BORROWED * df, df_other)
        variance, variance_other = ratio_variance(own), ratio_variance(other)
        squares = variance * own.n**2 * df / units + variance_other * other.n**2 * df_other / units_other
        pooled = squares / (df + df_other) * (units + units_other) / (own.n + other.n) / own.n
        return Moderated(df * variance / (df + lent), lent * pooled / (df + lent), df + lent)


def ratio_difference(a: Moments, b: Moments, *, confidence: float = 0.95, signed: ArrayLike = False) -> Difference:
    """r_a − r_b for independent units, Student's t with moderated variances and Welch's degrees of freedom.

    A word that few articles use is absent from a small side more often than not, whose own variance then is 0: against
    a large other side Welch's t alone calls a quarter to a half of the words of one outlet different from themselves
    (benchmarks/calibration.py, where BORROWED was chosen too). With sides of equal size the standard error is Welch's.
    The interval holds every difference the test would not reject, where the borrowed variance of the side that would
    then use a word more grows with its rate. signed: (items,) or one, whether numerators can be negative, such as
    tone; their variance does not grow.
    Source: inversion of a score test, Wilson (1927), with the variance linear in the rate around no difference.
    """
    of_a, of_b = moderated_variance(a, b), moderated_variance(b, a)
    v_a, v_b = of_a.own + of_a.borrowed, of_b.own + of_b.borrowed
    with np.errstate(divide="ignore", invalid="ignore"):
        most = a.n**2 / a.nn + b.n**2 / b.nn - 2
        counted = np.where(signed, np.inf, a.x + b.x)
        growth_a, growth_b = (GROWTH * v * n / counted for v, n in ((of_a.borrowed, b.n), (of_b.borrowed, a.n)))
    df = np.minimum(welch_df(v_a, of_a.df, v_b, of_b.df), most)
    made = student(ratio(a) - ratio(b), v_a + v_b, df, confidence=confidence)
    return made._replace(
        low=_limit(made, made.low, growth_a, growth_b), high=_limit(made, made.high, growth_a, growth_b)
    )


def _limit(made: Difference, limit: Array, growth_a: Array, growth_b: Array) -> Array:
    """The difference δ at which t = (estimate − δ)/se(δ) is the one of limit, where se² gains growth × |δ|, growth_a
    for δ above 0 and growth_b below: the root of a quadratic on limit's side of the estimate."""
    with np.errstate(divide="ignore", invalid="ignore"):
        margin = limit - made.estimate
        shift = np.where(limit > 0, growth_a, -growth_b) * (margin / made.se) ** 2 / 2
        reach = np.sqrt(np.maximum(shift * shift + 2 * shift * made.estimate + margin * margin, 0))
    return made.estimate + shift + np.sign(margin) * reach


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
    df = np.broadcast_to(a.units - 1, np.shape(variance)).astype(float)
    return student(r_a - r_b, np.where(a.units > 1, variance, np.nan), df, confidence=confidence)


def benjamini_hochberg(p: ArrayLike) -> Array:
    """False discovery rate q of each p-value, Benjamini & Hochberg (1995); NaN stays NaN and is not counted."""
    p = np.asarray(p, float)
    q = np.full(p.shape, np.nan)
    told = np.flatnonzero(~np.isnan(p))
    order = told[np.argsort(-p[told], kind="stable")]
    rank = np.arange(len(order), 0, -1)
    q[order] = np.minimum(np.minimum.accumulate(p[order] * len(order) / rank), 1)
    return q
