"""Equivalence tests, and the smallest difference that a test would have detected."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


def detectable_difference(se: ArrayLike, df: ArrayLike, *, power: float = 0.8, confidence: float = 0.95) -> Array:
    """Smallest difference that a two-sided t test detects with a given probability, (t₁₋α/₂ + t_power) · se.

    Parameters
    ----------
    se, df : array_like of float
        Standard error of the difference, and its degrees of freedom; they broadcast against each other.
    power : float
        Probability of detecting the difference, between 0 and 1.
    confidence : float
        1 − α, between 0 and 1.

    Returns
    -------
    array of float
        NaN where se is not known or not above 0, or df is not above 0.

    References
    ----------
    Bloom (1995), Minimum detectable effects, Evaluation Review 19. Both quantiles are of Student's t, which is close
    to the exact power of a noncentral t.

    Examples
    --------
    >>> round(float(detectable_difference(1.0, np.inf)), 2)
    2.8
    >>> round(float(detectable_difference(1.0, 6)), 2)
    3.35
    """
    se, df = _known_errors(se, df)
    return detection_factor(df, power=power, confidence=confidence) * se


def detection_factor(df: ArrayLike, *, power: float = 0.8, confidence: float = 0.95) -> Array:
    """How many standard errors a difference must have to be detected, t₁₋α/₂ + t_power.

    Parameters
    ----------
    df, power, confidence
        As in `detectable_difference`.

    Returns
    -------
    array of float
    """
    from scipy.special import stdtrit

    df = np.asarray(df, float)
    factor: Array = stdtrit(df, (1 + confidence) / 2) + stdtrit(df, power)
    return factor


def equivalence_p(estimate: ArrayLike, se: ArrayLike, df: ArrayLike, smallest: ArrayLike) -> Array:
    """p-value of two one-sided t tests (TOST) that a difference lies within ± `smallest`.

    It is at most α where the interval at level 1 − 2α lies inside ± `smallest`.

    Parameters
    ----------
    estimate, se, df : array_like of float
        The difference, its standard error and degrees of freedom; they broadcast against each other.
    smallest : array_like of float
        The smallest difference of interest, above 0, in the unit of the estimate.

    Returns
    -------
    array of float
        NaN where se is not known or not above 0, df is not above 0, or `smallest` is not above 0.

    References
    ----------
    Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach for assessing the
    equivalence of average bioavailability, Journal of Pharmacokinetics and Biopharmaceutics 15.

    Examples
    --------
    A difference of 1 ± 1 within ± 3: the nearer limit is two standard errors away.

    >>> round(float(equivalence_p(1.0, 1.0, np.inf, 3.0)), 4)
    0.0228
    """
    from scipy.special import stdtr

    se, df = _known_errors(se, df)
    limit = np.asarray(smallest, float)
    limit = np.where(limit > 0, limit, np.nan)
    # The two one-sided tests of either limit; the larger p is that of the limit nearer to the estimate.
    p: Array = stdtr(df, (np.abs(estimate) - limit) / se)
    return p


def _known_errors(se: ArrayLike, df: ArrayLike) -> tuple[Array, Array]:
    """Return both as arrays, NaN where there is no test."""
    se, df = np.broadcast_arrays(np.asarray(se, float), np.asarray(df, float))
    known = (se > 0) & (df > 0)
    return np.where(known, se, np.nan), np.where(known, df, np.nan)
