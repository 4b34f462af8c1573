"""Means of human codes from a machine's codes of everything and people's codes of a part."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.stats.array_types import Array
from analysis.stats.ratios import Difference, student
from analysis.stats.welch import degrees_of_freedom


class Estimate(NamedTuple):
    """A mean with its variance and degrees of freedom; tuning: the share of the machine's code that is made use of."""

    value: float
    variance: float
    df: float
    tuning: float


def corrected_mean(machine: Array, coded: Array, human: Array, probability: Array) -> Estimate:
    """The mean human code of all articles.

    machine: code of every article, (articles,). coded: which of them people coded (numbers), human: their codes,
    probability: with which each had been drawn; all (coded,). NaN below two.
    Source: Egami et al. (2023), Using imperfect surrogates for downstream inference, for the estimate (design-based
    supervised learning); Angelopoulos, Duchi & Zrnic (2023), PPI++, eq. 9, for the tuning; the variance of a weighted
    mean, Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, eq. 5.7.2, beside that of the articles."""
    if len(coded) < 2:
        return Estimate(np.nan, np.nan, np.nan, np.nan)
    size, weight = len(coded), 1 / probability / (1 / probability).sum()
    tuning = _tuning(machine, machine[coded], human, weight)
    error = human - tuning * machine[coded]
    value = tuning * machine.mean() + weight @ error
    apart, off = human - weight @ human, error - weight @ error
    variance = size / (size - 1) * (weight @ apart**2 / len(machine) + weight**2 * (1 - probability) @ off**2)
    return Estimate(float(value), float(variance), size - 1, float(tuning))


def difference(a: Estimate, b: Estimate, *, confidence: float = 0.95) -> Difference:
    """a − b for means of different articles; NaN where a variance is not known. Source: Welch (1947)."""
    variances = np.array(a.variance), np.array(b.variance)
    df = degrees_of_freedom(variances, (np.array(a.df), np.array(b.df)))
    return student(np.array(a.value - b.value), variances[0] + variances[1], df, confidence=confidence)


def _tuning(everything: Array, machine: Array, human: Array, weight: Array) -> float:
    """The share of the machine's code that makes the variance smallest."""
    spread = everything.var()
    if spread == 0:
        return 0.0
    together = weight @ ((machine - weight @ machine) * (human - weight @ human))
    return float(np.clip(together / spread, 0, 1))
