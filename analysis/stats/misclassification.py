"""Mean human code of all articles, from a machine's codes of all and human codes of some."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.stats.array_types import Array
from analysis.stats.ratios import Difference
from analysis.stats.t_tests import student, welch_degrees_of_freedom


class Estimate(NamedTuple):
    """A mean with its variance and degrees of freedom; `tuning` is the weight of the machine's codes, 0 to 1."""

    value: float
    variance: float
    df: float
    tuning: float


UNKNOWN = Estimate(np.nan, np.nan, np.nan, np.nan)


def corrected_mean(machine: Array, coded: Array, human: Array, probability: Array) -> Estimate:
    """Mean human code of all articles, λ · mean(machine) + Σ w (human − λ · machine).

    The weights w are the inverse probabilities of the coded articles, scaled to sum to 1; λ, the tuning, makes the
    variance smallest.

    Parameters
    ----------
    machine : array of float, shape (articles,)
        The machine's code of every article.
    coded : array of int, shape (coded,)
        Which articles people coded.
    human : array of float, shape (coded,)
        Their human codes.
    probability : array of float, shape (coded,)
        Probability with which each was drawn to be coded.

    Returns
    -------
    Estimate
        NaN where fewer than two articles are coded.

    References
    ----------
    Egami et al. (2023), Using imperfect surrogates for downstream inference (the estimate); Angelopoulos, Duchi &
    Zrnic (2023), PPI++, eq. 9 (the tuning); Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling,
    eq. 5.7.2 (the variance of a weighted mean, to which that of the articles is added).

    Examples
    --------
    Where the machine gives every article the same code, it is the mean of the human codes.

    >>> e = corrected_mean(np.ones(6), np.array([0, 3]), np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    >>> e.value, e.tuning
    (0.5, 0.0)
    """
    if len(coded) < 2:
        return UNKNOWN
    size, weight = len(coded), 1 / probability / (1 / probability).sum()
    tuning = _tuning(machine, machine[coded], human, weight)
    error = human - tuning * machine[coded]
    value = tuning * machine.mean() + weight @ error
    human_deviation, error_deviation = human - weight @ human, error - weight @ error
    between_articles = weight @ human_deviation**2 / len(machine)
    from_sampling = weight**2 * (1 - probability) @ error_deviation**2
    variance = size / (size - 1) * (between_articles + from_sampling)
    return Estimate(float(value), float(variance), size - 1, float(tuning))


def difference(a: Estimate, b: Estimate, *, confidence: float = 0.95) -> Difference:
    """Difference a − b of means of different articles, by Welch's t.

    Parameters
    ----------
    a, b : Estimate
    confidence : float
        Level of the interval, between 0 and 1.

    Returns
    -------
    Difference
        NaN where a variance is not known.

    References
    ----------
    Welch (1947), The generalization of "Student's" problem, Biometrika 34.
    """
    variances = np.array(a.variance), np.array(b.variance)
    df = welch_degrees_of_freedom(variances, (np.array(a.df), np.array(b.df)))
    return student(np.array(a.value - b.value), variances[0] + variances[1], df, confidence=confidence)


def _tuning(everything: Array, machine: Array, human: Array, weight: Array) -> float:
    """Return the weight of the machine's codes that makes the variance smallest."""
    spread = everything.var()
    if spread == 0:
        return 0.0
    covariance = weight @ ((machine - weight @ machine) * (human - weight @ human))
    return float(np.clip(covariance / spread, 0, 1))
