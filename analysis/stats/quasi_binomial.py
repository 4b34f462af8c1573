"""The binomial test of two rates, with counts divided by their dispersion."""

from __future__ import annotations

import numpy as np

from analysis.stats.array_types import Array
from analysis.stats.ratios import Moments, without_rounding


def quasi_binomial_tail(a: Moments, b: Moments, *, both: Moments | None = None) -> Array:
    """Probability that a side has so large a part of the count, or a larger one, where both sides have the same rate.

    A count x comes in bursts of mean size φ = Var(x) / E(x); x / φ bursts fall on side a with probability
    n_a / (n_a + n_b). However far a statistic lies in its tail, few bursts can not make a smaller p-value.

    Parameters
    ----------
    a, b : Moments
        Of both sides; x is not negative.
    both : Moments, optional
        Of both sides together, if they are known.

    Returns
    -------
    array of float
        One-sided, of the side that has the higher rate; between P(≥) and P(>), as in Jeffreys' interval. NaN where
        nothing varies.

    References
    ----------
    McCullagh & Nelder (1989), Generalized Linear Models, 4.5, for the dispersion; Brown, Cai & DasGupta (2001),
    Interval estimation for a binomial proportion, Statistical Science 16, for Jeffreys' interval.

    Examples
    --------
    Four single words, all in the side that has half of the text: between 1 / 16 and 0.

    >>> from analysis.stats.ratios import moments
    >>> a, b = moments([1, 1, 1, 1] + [0] * 96, [10] * 100), moments([0] * 100, [10] * 100)
    >>> round(float(quasi_binomial_tail(a, b)), 3)
    0.014
    """
    from scipy.special import betainc

    both = a.merge(b) if both is None else both
    with np.errstate(divide="ignore", invalid="ignore"):
        r = both.x / both.n
        squares = without_rounding(both.xx - 2 * r * both.xn + r * r * both.nn, both.xx)
        dispersion = squares * both.units / (both.units - 1) / both.x
        part = a.n / both.n
        bursts_a, bursts_b = a.x / dispersion, b.x / dispersion
        more = a.x * b.n > b.x * a.n
        tail: Array = betainc(
            np.where(more, bursts_a, bursts_b) + 0.5,
            np.where(more, bursts_b, bursts_a) + 0.5,
            np.where(more, part, 1 - part),
        )
    return np.where(squares > 0, tail, np.nan)
