"""By how much the difference of two ratios varies more than if variation grew with the denominators alone."""

from __future__ import annotations

import numpy as np

from analysis.stats.array_types import Array
from analysis.stats.permutation_moments import residual_power_sums
from analysis.stats.ratios import Higher, Moments, ratio

# Variances of both sides are taken as equal until data of this many degrees of freedom say otherwise.
PRIOR_DF = 20


def variance_inflation(a: Moments, b: Moments, *, both: Moments | None = None) -> Array:
    """Variance of the difference of two ratios over its variance where that of every unit is proportional to n.

    Two causes make the variance larger, and the larger one counts. Long units can vary more than in proportion to n,
    which matters where one side has longer units: Var(x) = αn + βn² is fitted to both sides together. And the units of
    the smaller side can vary more than those of the other: the variance of either side is its own, moderated toward
    that of the fitted model. How much its own counts depends on how precisely it is known, which is little for items
    that few units have (heavy tails).

    Parameters
    ----------
    a, b : Moments
        Of both sides; without higher moments nothing can be fitted.
    both : Moments, optional
        Of both sides together, if they are known.

    Returns
    -------
    array of float
        1 or above.

    References
    ----------
    Smyth (2004), Linear models and empirical Bayes methods for assessing differential expression in microarray
    experiments, SAGMB 3(1), for moderated variances; the variance of a variance follows from the kurtosis.

    Examples
    --------
    The side with fewer units varies more.

    >>> from analysis.stats.ratios import moments
    >>> few, many = moments([0, 9, 1, 8], [10] * 4), moments([4, 5, 4, 5] * 10, [10] * 40)
    >>> round(float(variance_inflation(few, many)), 1)
    1.4
    """
    both = a.merge(b) if both is None else both
    if both.higher is None:
        return np.ones(1)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares, _, fourth = residual_power_sums(both)
        words = a.n / both.n
        expected = words * (1 - words)
        share = _share_of_variance(a, both, both.higher, squares)
        by_length = _weighted(share, words)
        share = np.where(by_length > expected, share, words)
        total = squares * both.units / (both.units - 1)
        excess = np.maximum(both.units * fourth / squares**2 - 3, -1)
        own = [_moderated(m, total * part, excess) for m, part in ((a, share), (b, 1 - share))]
        by_side = ((1 - words) ** 2 * own[0] + words**2 * own[1]) / total
        inflation = np.fmax(by_length, by_side) / expected
    return np.fmax(inflation, 1)


def _weighted(share: Array, words: Array) -> Array:
    """Return the variance of T, over that of all units, where side a has these shares of the variance and of n."""
    return (1 - words) ** 2 * share + words**2 * (1 - share)


def _share_of_variance(a: Moments, both: Moments, higher: Higher, squares: Array) -> Array:
    """Return the share of the variance that falls on side a, by αn + βn² fitted to the squared residuals.

    α and β, neither below 0, solve Σe² = αΣn + βΣn² and Σe²n = αΣn² + βΣn³.
    """
    r = ratio(both)
    with_n = higher.xxn - 2 * r * higher.xnn + r * r * higher.nnn
    determinant = both.n * higher.nnn - both.nn**2
    linear = (squares * higher.nnn - with_n * both.nn) / determinant
    quadratic = (both.n * with_n - both.nn * squares) / determinant
    linear, quadratic = (
        np.where(quadratic < 0, squares / both.n, np.maximum(linear, 0)),
        np.where(linear < 0, squares / both.nn, np.maximum(quadratic, 0)),
    )
    share = (linear * a.n + quadratic * a.nn) / (linear * both.n + quadratic * both.nn)
    return np.where(np.isfinite(share), share, a.n / both.n)


def _moderated(side: Moments, expected: Array, excess: Array) -> Array:
    """Return the sum of squared residuals of a side, moderated toward what the model expects."""
    r = ratio(side)
    own = np.maximum(side.xx - 2 * r * side.xn + r * r * side.nn, 0) * side.units / (side.units - 1)
    df = 2 * (side.units - 1) / (2 + excess)
    return (PRIOR_DF * expected + df * own) / (PRIOR_DF + df)
