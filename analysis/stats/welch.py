"""Two estimates whose variances differ, compared by Welch's t."""

from __future__ import annotations

import numpy as np

from analysis.stats.array_types import Array
from analysis.stats.ratios import Difference, Moments, ratio, ratio_variance, student


def degrees_of_freedom(variances: tuple[Array, ...], df: tuple[Array, ...]) -> Array:
    """Degrees of freedom of a sum of variances that each have their own; NaN where all are 0.

    Source: Satterthwaite (1946), An approximate distribution of estimates of variance components; Welch (1947)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = sum(v * v / k for v, k in zip(variances, df, strict=True))
        return np.asarray(sum(variances)) ** 2 / spread


def ratio_difference(a: Moments, b: Moments, *, confidence: float = 0.95) -> Difference:
    """r_a − r_b for independent units, each ratio with its own variance.

    NaN where a side has fewer than two units, or none varies. Source: Cochran (1977), eq. 6.13, for the variances;
    Welch (1947) for the degrees of freedom."""
    variances = ratio_variance(a), ratio_variance(b)
    df = degrees_of_freedom(variances, (a.units - 1, b.units - 1))
    return student(ratio(a) - ratio(b), variances[0] + variances[1], df, confidence=confidence)


def log_ratio_difference(a: Moments, b: Moments, *, confidence: float = 0.95) -> Difference:
    """log₂(r_a / r_b) for independent units, in bits: 1 is twice as often.

    NaN where a side has fewer than two units, or none of an item. Source: the delta method, var log r = var r / r²,
    Cochran (1977), section 6.3."""
    with np.errstate(divide="ignore", invalid="ignore"):
        variances = tuple(np.where(m.x > 0, ratio_variance(m) / (ratio(m) * np.log(2)) ** 2, np.nan) for m in (a, b))
        estimate = np.log2(ratio(a) / ratio(b))
    df = degrees_of_freedom((variances[0], variances[1]), (a.units - 1, b.units - 1))
    return student(estimate, variances[0] + variances[1], df, confidence=confidence)
