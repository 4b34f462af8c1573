"""How many units a difference of two ratios needs, and how the variance of a ratio depends on the ratio."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array
from analysis.stats.equivalence import detection_factor
from analysis.stats.ratios import Moments, quotient, ratio, ratio_variance
from analysis.stats.t_tests import welch_degrees_of_freedom

# A side has at least so many units, so that its variance can be estimated.
FEWEST = 2
# More units than this are as good as none.
MOST = 1e12


class Design(NamedTuple):
    """Denominators of the units of a side; the arrays broadcast against each other.

    Attributes
    ----------
    units : array of float
        Number of units.
    n, nn : array of float
        Mean denominator of a unit, and mean of its square.
    """

    units: Array
    n: Array
    nn: Array

    def of(self, units: ArrayLike) -> Design:
        """Return the design of another number of units like these."""
        return self._replace(units=np.asarray(units, float))


def design(m: Moments) -> Design:
    """Return how many units a side has, and their mean denominator and its mean square.

    Parameters
    ----------
    m : Moments
        Of the side.

    Returns
    -------
    Design
        NaN where there are no units.
    """
    return Design(m.units, quotient(m.n, m.units), quotient(m.nn, m.units))


class UnitVariance(NamedTuple):
    """Variance of x in one unit with denominator n at ratio r: constant · n² + linear · rn + quadratic · r²n².

    Attributes
    ----------
    constant : array of float
        For signed numerators, whose variance does not depend on their ratio.
    linear, quadratic : array of float
        For counts: 1 and the dispersion of a negative binomial; of less varied counts, below 1 and 0.
    """

    constant: Array
    linear: Array
    quadratic: Array

    def of_ratio(self, r: Array, side: Design) -> Array:
        """Variance of the ratio of sums Σx / Σn of a side.

        Parameters
        ----------
        r : array of float
            The ratio that is expected of the side.
        side : Design

        Returns
        -------
        array of float
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            per_unit = self.linear * r / side.n + (self.constant + self.quadratic * r * r) * side.nn / side.n**2
            variance: Array = per_unit / side.units
        return variance


def unit_variance(sides: Sequence[Moments], signed: ArrayLike = False) -> UnitVariance:
    """Estimate the variance within sides, so that it can be predicted for other ratios.

    At the ratios and denominators observed it equals, over all sides, the variance of the residuals x − rn.

    Parameters
    ----------
    sides : sequence of Moments
        Each with its own ratio; those with fewer than two units do not count.
    signed : array_like of bool
        Whether numerators can be negative, for each item or for all.

    Returns
    -------
    UnitVariance
        NaN where no side has two units, or nothing varies.

    References
    ----------
    The method of moments for the dispersion of a negative binomial: Anscombe (1949), The statistical analysis of insect
    counts based on the negative binomial distribution, Biometrics 5.

    Examples
    --------
    Residuals x − rn of −2 and +2, a variance of 8 around a mean of 4: 4 are those of a Poisson count, 4 are 4² times a
    dispersion of 1 / 4.

    >>> from analysis.stats.ratios import moments
    >>> v = unit_variance([moments([2, 6], [10, 10])])
    >>> float(v.linear), round(float(v.quadratic), 6)
    (1.0, 0.25)
    """
    squares = _total(sides, lambda m: ratio_variance(m) * m.n**2)
    x, nn = _total(sides, lambda m: m.x), _total(sides, lambda m: m.nn)
    rrnn = _total(sides, lambda m: ratio(m) ** 2 * m.nn)
    signed = np.asarray(signed)
    known = np.where(squares > 0, 1.0, np.nan)
    constant = np.where(signed, quotient(squares, nn), 0) * known
    linear = np.where(signed, 0, np.minimum(quotient(squares, x), 1)) * known
    quadratic = np.where(signed, 0, quotient(np.maximum(squares - x, 0), rrnn)) * known
    return UnitVariance(constant, linear, quadratic)


def _total(sides: Sequence[Moments], part: Callable[[Moments], Array]) -> Array:
    """Sum up a part over the sides whose variance is known."""
    return np.asarray(sum(np.where((m.units >= FEWEST) & (m.n > 0), part(m), 0.0) for m in sides))


def detectable_increase(
    variance: UnitVariance,
    r: Array,
    own: Design,
    other: Design,
    *,
    power: float = 0.8,
    confidence: float = 0.95,
) -> Array:
    """Smallest increase of a side's ratio over the other's that is detected with a given probability.

    It is the δ that equals (t₁₋α/₂ + t_power) standard errors of the difference where one side has the ratio r + δ and
    the other r; the degrees of freedom are Welch's where both have r. The standard error is that of separate or that of
    pooled variances, whichever is larger.

    Parameters
    ----------
    variance : UnitVariance
    r : array of float
        Ratio of the other side.
    own, other : Design
        Both sides.
    power, confidence : float
        As in `detectable_difference`.

    Returns
    -------
    array of float
        Infinite where the standard error grows faster than the difference; NaN where a side has fewer than two units
        or the variance is not known.
    """
    variances = tuple(variance.of_ratio(r, side) for side in (own, other))
    df = welch_degrees_of_freedom(variances, (own.units - 1, other.units - 1))
    enough = np.minimum(own.units, other.units) >= FEWEST
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(enough, detection_factor(df, power=power, confidence=confidence) ** 2, np.nan)
        per_n, per_nn = 1 / own.n / own.units, own.nn / own.n**2 / own.units
        # δ² = factor · (variances + slope · δ + curve · δ²), for both standard errors that the test may take.
        slope = variance.linear * per_n + 2 * variance.quadratic * r * per_nn
        curve = variance.quadratic * per_nn
        ratio_of_n = own.n * own.units / (other.n * other.units)
        pooled = variances[0] * ratio_of_n + variances[1] / ratio_of_n
        separate = _root(factor, variances[0] + variances[1], slope, curve)
        increase: Array = np.maximum(separate, _root(factor, pooled, slope * ratio_of_n, curve * ratio_of_n))
    return increase


def _root(factor: Array, constant: Array, slope: Array, curve: Array) -> Array:
    """Return the δ above 0 with δ² = factor · (constant + slope · δ + curve · δ²), infinite where there is none."""
    left, half = 1 - factor * curve, factor * slope / 2
    root = np.sqrt(half * half + left * factor * constant)
    return np.where(left <= 0, np.inf, (half + root) / left)


def fewest_to_permute(*, allocation: float = 1.0, confidence: float = 0.95) -> int:
    """Fewest units of a side with which a permutation test can reject at all, 2 / C(m + m', m) ≤ α.

    Parameters
    ----------
    allocation : float
        Units of the other side for each unit of this side; their number is rounded up.
    confidence : float
        1 − α, between 0 and 1.

    Returns
    -------
    int
        At least two, as of the other side.

    Examples
    --------
    Of 3 and 3 units there are 20 permutations, of which two are as extreme as can be: p = 0.1.

    >>> fewest_to_permute()
    4
    """
    units = math.ceil(FEWEST / min(allocation, 1.0))
    while 2 / math.comb(units + math.ceil(units * allocation), units) > 1 - confidence:
        units += 1
    return units


def units_needed(
    difference: ArrayLike,
    variance: ArrayLike,
    variance_against: ArrayLike,
    *,
    allocation: float = 1.0,
    denominators: ArrayLike = 1.0,
    power: float = 0.8,
    confidence: float = 0.95,
) -> Array:
    """Fewest units of a side with which a difference is detected with a given probability.

    It is the least whole m with t₁₋α/₂ · s₀ + t_power · s₁ ≤ |difference|, where s₁ is the standard error of the
    difference and s₀ that of the test: the same, or with variances pooled if that is larger. Degrees of freedom are
    Welch's.

    Parameters
    ----------
    difference : array_like of float
        Of either sign.
    variance, variance_against : array_like of float
        Variance that one unit of either side contributes: that of the side's estimate times its units.
    allocation : float
        Units of the other side for each unit of this side.
    denominators : array_like of float
        Mean denominator of a unit of this side, over that of a unit of the other.
    power, confidence : float
        As in `detectable_difference`.

    Returns
    -------
    array of float
        Whole numbers, such that both sides have two units or more; NaN where a variance is not known, both are 0, the
        difference is 0 or not known, or more than 10¹² would be needed.

    References
    ----------
    Lachin (1981), Introduction to sample size determination and power analysis for clinical trials, Controlled Clinical
    Trials 2, with Student's t.

    Examples
    --------
    A difference of half a standard deviation [Cohen (1992), A power primer: 64 for each side].

    >>> float(units_needed(0.5, 1.0, 1.0))
    64.0
    """
    from scipy.special import ndtri, stdtrit

    parts = (difference, variance, np.asarray(variance_against, float) / allocation, denominators)
    delta, own, other, ratio_of_n = np.broadcast_arrays(*(np.asarray(part, float) for part in parts))
    ratio_of_n = ratio_of_n / allocation
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where((delta != 0) & (own + other > 0), np.abs(delta), np.nan)
        separate = np.sqrt(own + other) / size
        tested = np.maximum(separate, np.sqrt(own * ratio_of_n + other / ratio_of_n) / size)

    def suffices_from(units: Array) -> Array:
        """Return how many units would do with the t of so many."""
        df = welch_degrees_of_freedom((own, other), (units - 1, units * allocation - 1))
        enough: Array = (stdtrit(df, (1 + confidence) / 2) * tested + stdtrit(df, power) * separate) ** 2
        return enough

    fewest = math.ceil(FEWEST / min(allocation, 1.0))
    normal = (ndtri((1 + confidence) / 2) * tested + ndtri(power) * separate) ** 2
    low = np.maximum(np.ceil(np.where(normal < MOST, normal, np.nan)), fewest)
    # t falls as units grow, so the least number that suffices is between the normal one and what its t asks for.
    high = np.maximum(np.ceil(suffices_from(low)), low)
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        enough = suffices_from(middle) <= middle
        low, high = np.where(enough | (low >= high), low, middle + 1), np.where(enough, middle, high)
    return low
