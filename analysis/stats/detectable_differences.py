"""Smallest changes of one of two ratios that a test shows with a given probability, with the variance under the change.

A change is an increase (sign 1) or a decrease (sign −1) of one side; its size is returned.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.array_types import Array
from analysis.stats.equivalence import detection_factor
from analysis.stats.known_dispersion import LEAST_DISPERSION, Spread, rate_p, share_difference
from analysis.stats.ratios import Moments, quotient

# Halvings of the span in which a change or a count is looked for.
HALVINGS = 26
# Largest change of a mean that is looked for.
MOST_MEAN = 8.0
# Outcomes of the other side over which the probability is averaged.
OUTCOMES = 10


class Shown(NamedTuple):
    """When a difference counts as shown: `power` is the probability, `level` the two-sided p that is needed."""

    power: float
    level: float


def change_by_error(
    se: ArrayLike,
    r: ArrayLike,
    n: ArrayLike,
    n_against: ArrayLike,
    df: ArrayLike,
    shown: Shown,
    *,
    kind: str,
    sign: int = 1,
) -> Array:
    """Smallest change of a ratio that is (t + t) standard errors, where its side varies more with a higher ratio.

    The variance under no difference is se². Of counts, the part of it that Poisson counts have grows with the ratio r,
    and the rest, by which units differ, with its square; that of shares grows as r (1 − r).

    Parameters
    ----------
    se : array_like of float
        Standard error of the difference where both sides have the ratio r.
    r : array_like of float
        Ratio of both sides together.
    n, n_against : array_like of float
        Sums of the denominators.
    df : array_like of float
        Degrees of freedom of se.
    shown : Shown
    kind : {'count', 'share', 'mean'}
        What is compared; the variance of means, such as tone, does not grow.
    sign : {1, -1}
        For increases or decreases.

    Returns
    -------
    array of float
        Infinite where the standard error grows faster than the change, or where a rate or share would fall below 0; NaN
        where se is not known or 0.

    References
    ----------
    Bloom (1995), Minimum detectable effects, Evaluation Review 19, with the variance of Anscombe (1949), The
    statistical analysis of insect counts based on the negative binomial distribution, Biometrics 5.

    Examples
    --------
    Poisson counts at a rate of 0.1 in 1,000 words each, many units: 2.8 standard errors of 0.014 would be 0.040.

    >>> shown = Shown(power=0.8, level=0.05)
    >>> se = (0.1 / 1000 + 0.1 / 1000) ** 0.5
    >>> round(float(change_by_error(se, 0.1, 1000, 1000, 1e6, shown, kind="count")), 3)
    0.044
    """
    se, r, n, other = np.broadcast_arrays(*(np.asarray(part, float) for part in (se, r, n, n_against)))
    factor = detection_factor(df, power=shown.power, confidence=1 - shown.level) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        variance, poisson = se * se, r * (1 / n + 1 / other)
        if kind == "count":
            curve = np.maximum(variance - poisson, 0) * other / (n + other) / r**2
            slope = np.minimum(variance / poisson, 1) / n + 2 * r * curve
        else:
            curve = -variance * other / (n + other) / (r * (1 - r)) if kind == "share" else np.zeros(r.shape)
            slope = -(1 - 2 * r) * curve
        # δ² = factor · (variance + sign · slope · δ + curve · δ²)
        left, half = 1 - factor * curve, sign * factor * slope / 2
        root = np.sqrt(half * half + left * factor * variance) - half
        change = np.where(root > 0, factor * variance / root, np.inf)
    if sign < 0 and kind != "mean":
        change = np.where(change > r, np.inf, change)
    return np.where(variance > 0, change, np.nan)


def share_change(
    r: Array, own: Moments, other: Moments, spread: Spread, shown: Shown, *, signed: bool, sign: int = 1
) -> Array:
    """Smallest change of a share or mean that `share_difference` shows, where the variation between units is known.

    Parameters
    ----------
    r : array of float
        Share or mean of both sides together.
    own, other : Moments
        Of both sides; n and nn count.
    spread : Spread
    shown : Shown
    signed : bool
        Whether these are means, such as tone, and not shares.
    sign : {1, -1}
        For increases or decreases.

    Returns
    -------
    array of float
        Infinite where no share from 0 to 1 is enough; NaN where the spread is not known.

    Examples
    --------
    >>> from analysis.stats.ratios import moments
    >>> side = moments([10], [40])
    >>> round(float(share_change(0.25, side, side, Spread(1, 0.02, 30), Shown(0.8, 0.05), signed=False)), 2)
    0.41
    """
    from scipy.special import ndtri

    within, between, _ = (np.asarray(part, float) for part in spread)
    parts = [quotient(within, side.n) + between * quotient(side.nn, side.n**2) for side in (own, other)]
    r = np.broadcast_to(r, np.broadcast_shapes(np.shape(r), parts[0].shape, parts[1].shape))

    def is_shown(change: Array) -> NDArray[np.bool_]:
        shares = r + sign * change, r
        sizes = [np.ones(r.shape) if signed else share * (1 - share) for share in shares]
        error = np.sqrt(np.maximum(parts[0] * sizes[0] + parts[1] * sizes[1], 0))
        # What is observed is so small with probability 1 − power.
        half = (change - ndtri(shown.power) * error) / 2
        middle, apart = r + sign * change / 2, sign * half
        a, b = own._replace(x=(middle + apart) * own.n), other._replace(x=(middle - apart) * other.n)
        p = share_difference(a, b, spread, signed=signed).p
        return np.asarray((half > 0) & (p <= shown.level))

    most = np.full(r.shape, MOST_MEAN) if signed else 1 - r if sign > 0 else r
    return np.where(np.isnan(parts[0] + parts[1]), np.nan, _smallest(is_shown, most))


def rate_change(r: Array, own: Moments, other: Moments, dispersion: ArrayLike, shown: Shown, *, sign: int = 1) -> Array:
    """Smallest change of a rate that `rate_difference` shows, where the dispersion between units is known.

    Counts of both sides have negative binomial distributions. For each of OUTCOMES equally likely counts of the other
    side, the count of this side is found from which on the change is shown, and the probability of as many, or as few.

    Parameters
    ----------
    r : array of float, shape (rows,)
        Rate of both sides together.
    own, other : Moments
        Of both sides; n and nn count.
    dispersion : array_like of float
        As in `rate_difference`.
    shown : Shown
    sign : {1, -1}
        For increases or decreases.

    Returns
    -------
    array of float, shape (rows,)
        Infinite where no rate from 0 to 1 is enough.

    Examples
    --------
    A word that occurs once in 1,000 words, with one article of 1,000 words on each side: occurrences that are needed
    more, without variation between articles of an outlet, and with a usual one.

    >>> from analysis.stats.ratios import moments
    >>> side = moments([1], [1000])
    >>> [round(1_000 * float(rate_change(np.array([0.001]), side, side, d, Shown(0.8, 0.05))[0])) for d in (0, 0.6)]
    [10, 78]

    Not even absence would be shown:

    >>> rate_change(np.array([0.001]), side, side, 0.6, Shown(0.8, 0.05), sign=-1).tolist()
    [inf]
    """
    from scipy.special import betainc

    r = np.asarray(r, float)[:, None]
    own, other = (side.map(lambda part: np.broadcast_to(part, r.shape[:1])[:, None]) for side in (own, other))
    shape, shape_other = (
        1 / np.maximum(np.asarray(dispersion) * quotient(side.nn, side.n**2), LEAST_DISPERSION) for side in (own, other)
    )
    middles = (np.arange(OUTCOMES) + 0.5) / OUTCOMES
    counts = _negative_binomial_quantile(middles, r * other.n, shape_other)
    counts = np.broadcast_to(counts, (len(r), OUTCOMES))
    same = counts * quotient(own.n, other.n)

    def is_enough(step: Array) -> NDArray[np.bool_]:
        p = rate_p(own._replace(x=same + sign * step), other._replace(x=counts), dispersion)
        return np.asarray((p <= shown.level) & (step > 0))

    step = _smallest(is_enough, np.maximum(own.n - same, 0) if sign > 0 else same)
    ever, limit = np.isfinite(step), same + sign * np.where(np.isfinite(step), step, 0)
    # The first count that is shown, or is no longer shown.
    first = np.ceil(limit) if sign > 0 else np.floor(limit) + 1

    def is_shown(change: Array) -> NDArray[np.bool_]:
        expected = np.maximum((r + sign * change[:, None]) * own.n, 0)
        reached = betainc(np.maximum(first, 1), shape, expected / (shape + expected))
        return np.asarray(np.where(ever, reached if sign > 0 else 1 - reached, 0).mean(1) >= shown.power)

    return _smallest(is_shown, 1 - r[:, 0] if sign > 0 else r[:, 0])


def _negative_binomial_quantile(q: Array, mean: Array, shape: Array) -> Array:
    """Return the smallest counts that are exceeded with a probability of at most 1 − q.

    As `scipy.stats.nbinom.ppf`; `scipy.stats` takes a second to import.
    """
    from scipy.special import betainc

    # Markov's inequality: P(X > k) ≤ mean / (k + 1).
    too_small, enough = np.array(-1.0), np.floor(mean / (1 - q)) + 1
    while (enough - too_small > 1).any():
        middle = (too_small + enough + 1) // 2
        is_enough = betainc(shape, middle + 1, shape / (shape + mean)) >= q
        too_small, enough = np.where(is_enough, too_small, middle), np.where(is_enough, middle, enough)
    return enough


def _smallest(is_enough: Callable[[Array], NDArray[np.bool_]], most: Array) -> Array:
    """Return the smallest number up to `most` that is enough, infinite where that is not."""
    low, high = np.zeros(np.shape(most)), np.asarray(most, float)
    none = ~is_enough(high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = is_enough(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(none, np.inf, high)
