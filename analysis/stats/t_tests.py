"""Estimates with their Student intervals, also where variances differ (Welch)."""

from __future__ import annotations

import numpy as np

from analysis.stats.array_types import Array
from analysis.stats.ratios import Difference


def student(estimate: Array, variance: Array, df: Array, *, confidence: float) -> Difference:
    """Interval and two-sided p-value of an estimate by Student's t, estimate ± t(df) · √variance.

    Parameters
    ----------
    estimate, variance, df : array of float
        The estimate, its variance, and degrees of freedom; they broadcast against each other.
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Difference
        NaN but for the estimate where the variance is 0 or not known, or df is not above 0.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6.

    Examples
    --------
    >>> d = student(np.array(2.0), np.array(1.0), np.array(10.0), confidence=0.95)
    >>> round(float(d.low), 3), round(float(d.p), 4)
    (-0.228, 0.0734)
    """
    from scipy.special import stdtr, stdtrit

    known = (variance > 0) & (df > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.where(known, np.sqrt(variance), np.nan)
        margin = stdtrit(df, (1 + confidence) / 2) * se
        p = 2 * stdtr(df, -np.abs(estimate) / se)
    return Difference(estimate, estimate - margin, estimate + margin, p, se)


def welch_degrees_of_freedom(variances: tuple[Array, ...], df: tuple[Array, ...]) -> Array:
    """Degrees of freedom of a sum of variances, (Σv)² / Σ(v² / df).

    Parameters
    ----------
    variances, df : tuple of array of float
        The variances that are summed, and the degrees of freedom of each.

    Returns
    -------
    array of float
        NaN where all variances are 0.

    References
    ----------
    Satterthwaite (1946), An approximate distribution of estimates of variance components, Biometrics Bulletin 2;
    Welch (1947), The generalization of "Student's" problem, Biometrika 34.

    Examples
    --------
    >>> float(welch_degrees_of_freedom((np.array(1.0), np.array(1.0)), (np.array(4.0), np.array(4.0))))
    8.0
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = sum(v * v / k for v, k in zip(variances, df, strict=True))
        return np.asarray(sum(variances)) ** 2 / spread
