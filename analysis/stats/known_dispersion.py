"""Differences of two ratios where the variation between units is known, so that one unit on each side is enough.

The variance of a ratio is that within units, which falls with the denominator, and that between units, which falls with
their number. Both are taken as known, as for experiments without replicates (Robinson, McCarthy & Smyth 2010, edgeR).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array
from analysis.stats.ratios import Difference, Moments, quotient, ratio

# Below it a count is as good as Poisson.
LEAST_DISPERSION = 1e-8
# The quantile at which a normal distribution and its heavier tails meet.
JOINT = 0.975


class Spread(NamedTuple):
    """How shares or means vary; each field is a number, or an array of shape (items,).

    Attributes
    ----------
    within, between : array_like of float
        Variance of one unit of denominator, and between units. For a share r both are factors of r (1 − r).
    df : array_like of float
        Degrees of freedom of the tails of a standardized difference: few, where large differences are frequent.
    """

    within: ArrayLike
    between: ArrayLike
    df: ArrayLike


def rate_difference(a: Moments, b: Moments, dispersion: ArrayLike, *, confidence: float = 0.95) -> Difference:
    """Difference of two rates of counts, r_a − r_b, whose dispersion between units is known.

    The rate of a unit varies around that of its side with the squared coefficient of variation `dispersion`; its count
    is Poisson. So the count of a side has the variance of the negative binomial distribution, μ + ψ μ², with
    ψ = dispersion · Σn² / (Σn)². The ratio of the two rates is compared with an F distribution. Two are tried, with the
    heavier tail of units upward (reciprocals of gamma variables, as words of a topic are) and downward (gamma
    variables, as words that are absent are); the larger p-value counts.

    Parameters
    ----------
    a, b : Moments
        Sums over the units of both sides. Used are x, n and nn.
    dispersion : array_like of float
        Zero or above, for each item or for all.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Difference
        The interval contains 0 where the test does not reject; `se` is that under no difference. NaN but for the
        estimate where a side has no denominator or neither has a count.

    References
    ----------
    Without dispersion, the test is the exact one of two Poisson rates: Przyborowski & Wilenski (1940), Homogeneity of
    results in testing samples from Poisson series, Biometrika 31. The interval of the difference is put together from
    those of the two rates: Zou & Donner (2008), Construction of confidence limits about effect measures, Statistics in
    Medicine 27.

    Examples
    --------
    Ten occurrences against two in a thousand words each, in articles without and with variation between them:

    >>> from analysis.stats.ratios import moments
    >>> ten, two = moments([10], [1000]), moments([2], [1000])
    >>> [round(float(rate_difference(ten, two, dispersion).p), 3) for dispersion in (0, 0.5)]
    [0.039, 0.321]
    """
    own, other = (_side(side, dispersion) for side in (a, b))
    least_ratio, least_inverse = _least_ratio(own, other, confidence), _least_ratio(other, own, confidence)
    estimate = ratio(a) - ratio(b)
    low = estimate - _margin(own, other, confidence)
    high = estimate + _margin(other, own, confidence)
    nearest = _nearest_to_zero(own, other, (least_ratio, least_inverse), confidence)
    low = np.where(least_ratio > 1, np.maximum(low, nearest), np.minimum(low, 0))
    high = np.where(least_inverse > 1, np.minimum(high, nearest), np.maximum(high, 0))
    known = (np.minimum(own.n, other.n) > 0) & (own.x + other.x > 0)
    parts = (low, high, _two_sided_p(own, other), _se_under_no_difference(own, other))
    return Difference(estimate, *(np.where(known, part, np.nan) for part in parts))


def rate_p(a: Moments, b: Moments, dispersion: ArrayLike) -> Array:
    """Return the p-value of `rate_difference` alone; 1 where a side has no denominator or neither has a count.

    Parameters
    ----------
    a, b, dispersion
        As in `rate_difference`.

    Returns
    -------
    array of float
    """
    return _two_sided_p(*(_side(side, dispersion) for side in (a, b)))


class _Count(NamedTuple):
    """Count, denominator and dispersion ψ of a side."""

    x: Array
    n: Array
    dispersion: Array

    def rate(self) -> Array:
        return quotient(self.x, self.n)


def _side(side: Moments, dispersion: ArrayLike) -> _Count:
    parts = np.broadcast_arrays(side.x, side.n, np.asarray(dispersion) * quotient(side.nn, side.n * side.n))
    return _Count(*(np.asarray(part, float) for part in parts))


def _two_sided_p(own: _Count, other: _Count) -> Array:
    return np.asarray(np.minimum(1, 2 * np.minimum(_p_of_more(own, other), _p_of_more(other, own))))


def _degrees_of_freedom(own: _Count, other: _Count) -> Iterator[tuple[Array, Array]]:
    """Yield the degrees of freedom of G(x) / A and G(y + 1) / B, see `_p_of_more`, for two kinds of A and B.

    They are gamma variables, then the reciprocals of such. Products of gamma variables are taken as gamma variables of
    the same variation.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        for of_own, of_other in ((own, other), (other, own)):
            yield 2 / (1 / own.x + of_other.dispersion), 2 / (1 / (other.x + 1) + of_own.dispersion)


def _ratio_of_rates(own: _Count, other: _Count) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(own.rate() / ((other.x + 1) / other.n))


def _p_of_more(own: _Count, other: _Count) -> Array:
    """Return the one-sided p-value against a ratio of the rates of at most 1.

    Let the rates of units vary by the factors A and B. Counts x and y of n and m words are as unequal as observed with
    probability P(G(x) / A / (G(y + 1) / B) ≤ n / m), where G(x) is a gamma variable of shape x.
    """
    from scipy.special import fdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        inverse, p = 1 / _ratio_of_rates(own, other), np.zeros_like(own.x)
        for df in _degrees_of_freedom(own, other):
            p = np.maximum(p, fdtr(*df, inverse))
    return np.where(own.x > 0, p, 1.0)


def _least_ratio(own: _Count, other: _Count, confidence: float) -> Array:
    """Return the lower limit of the ratio of the rates."""
    from scipy.special import fdtri

    with np.errstate(divide="ignore", invalid="ignore"):
        found, limit = _ratio_of_rates(own, other), np.full_like(own.x, np.inf)
        for df in _degrees_of_freedom(own, other):
            limit = np.minimum(limit, found * fdtri(*df, (1 - confidence) / 2))
    return np.where(own.x > 0, limit, 0.0)


def _rate_limits(side: _Count, confidence: float) -> tuple[Array, Array]:
    """Return limits of a rate: units may vary by the reciprocal of a gamma variable upward, by such a one downward."""
    from scipy.special import fdtri, gammaincinv

    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        shape = 1 / (1 / side.x + side.dispersion)
        low = np.where(side.x > 0, side.rate() * gammaincinv(shape, tail) / shape, 0.0)
        df = 2 * (side.x + 1), 2 / np.maximum(side.dispersion, LEAST_DISPERSION)
        high = (side.x + 1) / side.n * fdtri(*df, 1 - tail)
    return low, high


def _margin(own: _Count, other: _Count, confidence: float) -> Array:
    """Return how far below the estimate the difference own − other may be, by the limits of each rate."""
    low, high = _rate_limits(own, confidence)[0], _rate_limits(other, confidence)[1]
    return np.hypot(own.rate() - low, high - other.rate())


def _se_under_no_difference(own: _Count, other: _Count) -> Array:
    pooled = quotient(own.x + other.x, own.n + other.n)
    with np.errstate(divide="ignore", invalid="ignore"):
        within = pooled * (1 / own.n + 1 / other.n)
    return np.asarray(np.sqrt(within + pooled**2 * (own.dispersion + other.dispersion)))


def _nearest_to_zero(own: _Count, other: _Count, least: tuple[Array, Array], confidence: float) -> Array:
    """Return the difference of a pair of rates whose ratio and whose total are at their lower limits."""
    words = own.n + other.n
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = (own.dispersion * own.n**2 + other.dispersion * other.n**2) / words**2
    lowest = _rate_limits(_Count(own.x + other.x, words, dispersion), confidence)[0] * words
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(
            least[0] > 1,
            (least[0] - 1) * lowest / (least[0] * own.n + other.n),
            (1 - least[1]) * lowest / (own.n + least[1] * other.n),
        )


def share_difference(
    a: Moments, b: Moments, spread: Spread, *, confidence: float = 0.95, signed: bool = False
) -> Difference:
    """Difference of two shares or means, r_a − r_b, whose variances within and between units are known.

    The variance of a side is within / Σn + between · Σn² / (Σn)², for shares times r (1 − r) with the mean r of the two
    sides. The standardized difference is compared with the normal distribution, and beyond its 95 % limits with
    Student's t, scaled so that both have these limits.

    Parameters
    ----------
    a, b : Moments
        Sums over the units of both sides. Used are x, n and nn.
    spread : Spread
    confidence : float
        Level of the interval, between 0 and 1.
    signed : bool
        Whether these are means, such as tone, and not shares.

    Returns
    -------
    Difference
        NaN but for the estimate where a side has no denominator or, for shares, where both are 0 or both are 1.

    Examples
    --------
    Half against a quarter of 20 segments, articles of 20 segments varying as much as sentences do:

    >>> from analysis.stats.ratios import moments
    >>> d = share_difference(moments([10], [20]), moments([5], [20]), Spread(1, 0.05, 30))
    >>> round(float(d.estimate), 2), round(float(d.se), 3), round(float(d.p), 2)
    (0.25, 0.217, 0.25)
    """
    within, between, df = (np.asarray(part, float) for part in spread)
    estimate, middle = ratio(a) - ratio(b), (ratio(a) + ratio(b)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (within / side.n + between * side.nn / (side.n * side.n) for side in (a, b))
        variance = sum(parts) * (1.0 if signed else middle * (1 - middle))
        se = np.where((variance > 0) & np.isfinite(variance), np.sqrt(variance), np.nan)
        p = _p_with_heavy_tails(np.abs(estimate) / se, df)
    margin = _limit_with_heavy_tails(df, confidence) * se
    return Difference(estimate, estimate - margin, estimate + margin, p, se)


def _p_with_heavy_tails(size: Array, df: Array) -> Array:
    """Return the two-sided p-value of a standardized difference: the larger one of the normal and the t tail."""
    from scipy.special import ndtr, ndtri, stdtr, stdtrit

    scale = stdtrit(df, JOINT) / ndtri(JOINT)
    return np.asarray(2 * np.maximum(ndtr(-size), stdtr(df, -size * scale)))


def _limit_with_heavy_tails(df: Array, confidence: float) -> Array:
    from scipy.special import ndtri, stdtrit

    one_sided = (1 + confidence) / 2
    scale = stdtrit(df, JOINT) / ndtri(JOINT)
    return np.asarray(np.maximum(ndtri(one_sided), stdtrit(df, one_sided) / scale))
