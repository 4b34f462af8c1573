"""Differences of two ratios where the variation between units is known, so that one unit on each side is enough.

The variance of a ratio is that within units, which falls with the denominator, and that between units, which falls with
their number. Both are taken as known, as for experiments without replicates (Robinson, McCarthy & Smyth 2010, edgeR).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array
from analysis.stats.ratios import Difference, Moments, quotient, ratio

# Below it a count is as good as Poisson.
LEAST_DISPERSION = 1e-8


class Spread(NamedTuple):
    """How shares or means vary; each field is a number, or an array of shape (items,).

    Attributes
    ----------
    within, between : array_like of float
        Variance of one unit of denominator, and between units. For a share r both are factors of r (1 − r).
    df : array_like of float
        Degrees of freedom of the t distribution of a standardized difference: few, where tails are heavy.
    """

    within: ArrayLike
    between: ArrayLike
    df: ArrayLike


def rate_difference(a: Moments, b: Moments, dispersion: ArrayLike, *, confidence: float = 0.95) -> Difference:
    """Difference of two rates of counts, r_a − r_b, whose dispersion between units is known.

    The rate of a unit varies around that of its side with the squared coefficient of variation `dispersion`; its count
    is Poisson. So the count of a side has the variance of the negative binomial distribution, μ + ψ μ², with
    ψ = dispersion · Σn² / (Σn)². The ratio of the two rates is compared with an F distribution.

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
    more, least_ratio = _least_ratio(own, other, confidence)
    fewer, least_inverse = _least_ratio(other, own, confidence)
    p = np.minimum(1, 2 * np.minimum(more, fewer))
    estimate = ratio(a) - ratio(b)
    low = estimate - _margin(own, other, confidence)
    high = estimate + _margin(other, own, confidence)
    nearest = _nearest_to_zero(own, other, (least_ratio, least_inverse), confidence)
    low = np.where(least_ratio > 1, np.maximum(low, nearest), np.minimum(low, 0))
    high = np.where(least_inverse > 1, np.minimum(high, nearest), np.maximum(high, 0))
    known = (np.minimum(own.n, other.n) > 0) & (own.x + other.x > 0)
    parts = (np.where(known, part, np.nan) for part in (low, high, p, _se_under_no_difference(own, other)))
    return Difference(estimate, *parts)


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


def _least_ratio(own: _Count, other: _Count, confidence: float) -> tuple[Array, Array]:
    """Return the p-value against a ratio of the rates of at most 1, and the lower limit of the ratio.

    Counts x and y of n and m words in units whose rates vary by the gamma variables A and B are as unequal as observed
    with probability P(G(x) B / (G(y + 1) A) ≤ n / m), where G(x) is a gamma variable of shape x. The products are taken
    as gamma variables of the same variation.
    """
    from scipy.special import fdtr, fdtri

    with np.errstate(divide="ignore", invalid="ignore"):
        ratio_of_rates = own.rate() / ((other.x + 1) / other.n)
        df = 2 / (1 / own.x + other.dispersion), 2 / (1 / (other.x + 1) + own.dispersion)
        p = np.where(own.x > 0, fdtr(*df, 1 / ratio_of_rates), 1.0)
        limit = np.where(own.x > 0, ratio_of_rates * fdtri(*df, (1 - confidence) / 2), 0.0)
    return p, limit


def _rate_limits(side: _Count, confidence: float) -> tuple[Array, Array]:
    """Return the exact limits of a rate whose count has the negative binomial distribution."""
    from scipy.special import fdtri

    tail = (1 - confidence) / 2
    df = 2 / np.maximum(side.dispersion, LEAST_DISPERSION)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(side.x > 0, side.rate() * fdtri(2 * side.x, df, tail), 0.0)
        high = (side.x + 1) / side.n * fdtri(2 * (side.x + 1), df, 1 - tail)
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

    The variance of a side is within / Σn + between · Σn² / (Σn)², for shares times r (1 − r) with r of both sides
    together. The standardized difference is compared with Student's t.

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
        NaN but for the estimate where a side has no denominator or, for shares, where both together are 0 or 1.

    Examples
    --------
    Half against a quarter of 20 segments, articles of 20 segments varying as much as sentences do:

    >>> from analysis.stats.ratios import moments
    >>> d = share_difference(moments([10], [20]), moments([5], [20]), Spread(1, 0.05, 30))
    >>> round(float(d.estimate), 2), round(float(d.se), 3), round(float(d.p), 2)
    (0.25, 0.217, 0.26)
    """
    from scipy.special import stdtr, stdtrit

    within, between, df = (np.asarray(part, float) for part in spread)
    estimate = ratio(a) - ratio(b)
    pooled = quotient(a.x + b.x, a.n + b.n)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (within / side.n + between * side.nn / (side.n * side.n) for side in (a, b))
        variance = sum(parts) * (1.0 if signed else pooled * (1 - pooled))
        se = np.where((variance > 0) & np.isfinite(variance), np.sqrt(variance), np.nan)
        margin = stdtrit(df, (1 + confidence) / 2) * se
        p = 2 * stdtr(df, -np.abs(estimate) / se)
    return Difference(estimate, estimate - margin, estimate + margin, p, se)
