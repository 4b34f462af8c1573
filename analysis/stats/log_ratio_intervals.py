"""From the interval of a difference of two rates to that of their ratio."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array

HALF = 0.5
# A rate that is smaller than this part of the pooled one is 0 but for the last digits of sums.
ROUNDING = 1e-12


class LogRatio(NamedTuple):
    """Binary logarithm of a ratio, and its interval.

    Attributes
    ----------
    ratio, low, high : array of float
    """

    ratio: Array
    low: Array
    high: Array


def log_ratio_interval(
    value: ArrayLike, value_against: ArrayLike, n: ArrayLike, n_against: ArrayLike, low: ArrayLike, high: ArrayLike
) -> LogRatio:
    """Binary logarithm of the ratio of two rates, with the interval of their difference on this scale.

    The pooled rate is kept, and the difference moved to each end of its interval. A ratio of 1 is in the interval if
    a difference of 0 is. A side that has none needs no substitute for the end nearer to 0.

    Parameters
    ----------
    value, value_against : array_like of float
        Rates, at least 0. For the ratio itself, a rate of 0 is taken as half an occurrence.
    n, n_against : array_like of float
        Their denominators.
    low, high : array_like of float
        Interval of value − value_against.

    Returns
    -------
    LogRatio
        In doublings. An end is infinite where one of the rates may be 0; NaN where neither side has any, or where the
        interval is not known.

    Examples
    --------
    Pooled rate 0.2; a difference of 0.1 leaves 0.25 and 0.15, one of 0.3 leaves 0.35 and 0.05.

    >>> made = log_ratio_interval(0.3, 0.1, 100, 100, 0.1, 0.3)
    >>> [round(float(2**part), 3) for part in made]
    [3.0, 1.667, 7.0]
    """
    value, value_against, n, n_against, low, high = (
        np.asarray(part, float) for part in (value, value_against, n, n_against, low, high)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        part = n / (n + n_against)
        pooled = part * value + (1 - part) * value_against

        def at(difference: Array) -> Array:
            own, other = pooled + (1 - part) * difference, pooled - part * difference
            own, other = (np.where(rate <= ROUNDING * pooled, 0, rate) for rate in (own, other))
            moved: Array = np.log2(own / other)
            return moved

        own, other = np.where(value > 0, value, HALF / n), np.where(value_against > 0, value_against, HALF / n_against)
        ratio = np.where(pooled > 0, np.log2(own / other), np.nan)
        ends = at(low), at(high)
    return LogRatio(ratio, np.minimum(ends[0], ratio), np.maximum(ends[1], ratio))
