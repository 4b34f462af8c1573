"""Differences of two ratios with interval and p-value, tested as if units fell to the sides by chance."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.array_types import Array
from analysis.stats.knots import looked_up
from analysis.stats.least_p import least_p_of_permuting
from analysis.stats.permutation_moments import MOST_FACTOR, PermutationMoments, least_factor, permutation_moments
from analysis.stats.quasi_binomial import quasi_binomial_tail
from analysis.stats.ratios import Difference, Moments, quotient, ratio, without_rounding
from analysis.stats.skewness_correction import corrected_p, corrected_quantile
from analysis.stats.variance_inflation import variance_inflation

# The variance grows as this power of the rate: with its square where articles differ by a constant factor.
GROWTH = 2
# Factors at which the quantile of F is computed.
KNOTS = 200


class Side(NamedTuple):
    """Sums over a side of a comparison, and its number of units; Moments have these fields, too."""

    x: Array
    n: Array
    units: Array


class _Observed(NamedTuple):
    """What is observed of T: `estimate` is excess × scale; `excess` is T; `testable` says where there are units."""

    estimate: Array
    excess: Array
    scale: Array
    testable: NDArray[np.bool_]


class _Chance(NamedTuple):
    """What chance does to T, how much more T varies than in `permuted`, and the least p-value there can be."""

    permuted: PermutationMoments
    inflation: Array
    least_p: Array


class _Growth(NamedTuple):
    """What se² gains with each unit of a difference, above 0 and below it."""

    above: Array
    below: Array


def ratio_difference(
    a: Moments, b: Moments, *, confidence: float = 0.95, signed: ArrayLike = False, fitted: ArrayLike = 1
) -> Difference:
    """Difference of two ratios of independent units, r_a − r_b, tested against equal rates.

    The p-value is that of drawing units for each side in proportion to its part of Σn, by moments. It is raised where
    longer units or one side vary more than in proportion to n, to the least value that permutations can reach, and to
    that of a binomial test of bursts. The interval holds every difference that the test would not reject, where the
    variance grows with the rate of the side that would then have the higher one; where p is raised to a least value, it
    is widened to hold 0, and no further.

    Parameters
    ----------
    a, b : Moments
        Of both sides.
    confidence : float
        Level of the interval, between 0 and 1.
    signed : array_like of bool
        Whether numerators can be negative, such as tone, for each item or for all; their variance does not grow.
    fitted : array_like of float
        How many times larger the variance of errors is than that of residuals, where denominators are fitted values.

    Returns
    -------
    Difference
        NaN but for the estimate where a side has fewer than two units, or nothing varies.

    References
    ----------
    Pitman (1937) and Box & Andersen (1955), see `permutation_moments`; `variance_inflation`; `quasi_binomial_tail`;
    for the least p-value, Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9(1); for the
    interval, inversion of a score test, Wilson (1927), Probable inference, JASA 22, with a variance that is linear in
    the rate around no difference.

    Examples
    --------
    >>> from analysis.stats.ratios import moments
    >>> d = ratio_difference(moments([3, 5, 4], [10, 10, 10]), moments([1, 2, 1], [10, 10, 10]))
    >>> round(float(d.estimate), 4), round(float(d.p), 3)
    (0.2667, 0.1)
    """
    both = a.merge(b)
    permuted = permutation_moments(a, b, signed=signed, both=both)
    with np.errstate(divide="ignore", invalid="ignore"):
        excess, scale = a.x - both.x / both.n * a.n, 1 / a.n + 1 / b.n
    testable = np.minimum(a.units, b.units) > 1
    observed = _Observed(ratio(a) - ratio(b), excess, scale, testable)
    least = np.fmax(least_p_of_permuting(a.units, b.units), np.where(signed, 0, quasi_binomial_tail(a, b, both=both)))
    chance = _Chance(permuted, np.asarray(fitted) * variance_inflation(a, b, both=both), least)
    return _permutation_test(observed, chance, (a, b), confidence=confidence, signed=signed)


def block_difference(
    differences: Array,
    weight: Array,
    blocks: Array,
    chances: tuple[PermutationMoments, PermutationMoments],
    a: Side,
    b: Side,
    *,
    least_p: ArrayLike = 0,
    confidence: float = 0.95,
    signed: ArrayLike = False,
) -> Difference:
    """Weighted mean of the differences of two ratios within blocks, where units and blocks vary.

    Two tests are made, and the result is the more careful of the two for each item: units fall to the sides by chance
    within each block, and the signs of the blocks' differences are a matter of chance. The first alone is too eager
    where units of a block depend on each other; the second alone where differences are skewed.

    Parameters
    ----------
    differences, weight : array of float, shape (items,)
        Sums over blocks: each difference times n_a n_b / (n_a + n_b), its weight, and the weights.
    blocks : array of float, shape (items,) or (1,)
        Number of blocks that both sides have.
    chances : tuple of PermutationMoments
        From `block_permutation_moments` and `sign_flip_moments`.
    a, b : Side
        Each side over all blocks.
    least_p : array_like of float
        Least p-value that flipping signs can give.
    confidence, signed
        As in `ratio_difference`, as is the interval.

    Returns
    -------
    Difference
        NaN but for the estimate where there are fewer than two blocks.
    """
    with np.errstate(divide="ignore"):
        scale = 1 / weight
    observed = _Observed(quotient(differences, weight), differences, scale, blocks > 1)
    one, other = (
        _permutation_test(observed, _Chance(moments, np.ones(1), least), (a, b), confidence=confidence, signed=signed)
        for moments, least in zip(chances, (np.zeros(1), np.asarray(least_p)), strict=True)
    )
    return Difference(
        one.estimate,
        np.minimum(one.low, other.low),
        np.maximum(one.high, other.high),
        np.maximum(one.p, other.p),
        np.maximum(one.se, other.se),
    )


def _permutation_test(
    observed: _Observed,
    chance: _Chance,
    sides: tuple[Side | Moments, Side | Moments],
    *,
    confidence: float,
    signed: ArrayLike,
) -> Difference:
    """Compare T² with its expectation by an F test whose degrees of freedom and quantiles are those of T."""
    from scipy.special import fdtrc

    permuted, inflation, least_p = chance
    residual_df = permuted.df - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        residual = _residual_variation(observed, permuted)
        known = observed.testable & (np.minimum(sides[0].n, sides[1].n) > 0) & (residual > 0)
        se = np.where(known, np.sqrt(inflation * residual / residual_df) * observed.scale, np.nan)
        p = fdtrc(permuted.factor, permuted.factor * residual_df, (observed.estimate / se) ** 2)
        p = corrected_p(p, np.abs(observed.excess) / np.sqrt(inflation * permuted.variance), permuted)
        p = np.where(known, np.fmax(p, least_p), np.nan)
        quantile = _f_quantile(np.where(known, permuted.factor, np.nan), residual_df, confidence)
        margin = np.sqrt(corrected_quantile(quantile, permuted, confidence)) * se
        growth = _variance_growth(se, *sides, signed)
    low, high = (_limit(observed.estimate, end * margin, se, growth) for end in (-1, 1))
    # The corrections of p and of the margin can disagree by a hair: an interval of what is not rejected holds 0.
    accepted = p >= 1 - confidence
    low, high = np.where(accepted, np.minimum(low, 0), low), np.where(accepted, np.maximum(high, 0), high)
    return Difference(observed.estimate, low, high, p, se)


def _residual_variation(observed: _Observed, permuted: PermutationMoments) -> Array:
    """Return the variation of the units that the difference of the sides does not explain."""
    total = permuted.variance * permuted.df
    return without_rounding(total - observed.excess * observed.excess, total)


def _variance_growth(se: Array, a: Side | Moments, b: Side | Moments, signed: ArrayLike) -> _Growth:
    """Return how se² grows with a difference; not at all where numerators are signed."""
    growth = GROWTH * se * se / np.where(signed, np.inf, a.x + b.x) / (a.n + b.n)
    return _Growth(above=growth * b.n * b.n, below=growth * a.n * a.n)


def _limit(estimate: Array, margin: Array, se: Array, growth: _Growth) -> Array:
    """Return the difference δ at which |estimate − δ| is |margin|, where se² gains growth · |δ|.

    It is the root of a quadratic on margin's side of the estimate.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(estimate + margin > 0, growth.above, -growth.below)
        shift = gain * (margin / se) ** 2 / 2
        reach = np.sqrt(np.maximum(shift * shift + 2 * shift * estimate + margin * margin, 0))
        limit: Array = estimate + shift + np.sign(margin) * reach
    return limit


def _f_quantile(factor: Array, df: Array, probability: float) -> Array:
    """Return the quantile of F with factor and factor × df degrees of freedom, for each factor.

    With one df it is looked up between knots; it is right to 1e-6 there.
    """
    from scipy.special import fdtri

    different_df = np.unique(df)
    if len(different_df) != 1:
        exact: Array = fdtri(factor, factor * df, probability)
        return exact
    first, step, known = _f_at_knots(float(different_df[0]), probability)
    (found,) = looked_up((np.log(factor) - first) / step, known)
    quantile: Array = np.exp(found)
    return quantile


@lru_cache(1_000)
def _f_at_knots(df: float, probability: float) -> tuple[float, float, Array]:
    """Return the logarithm of the first factor, the step to the next, and the logarithms of their quantiles of F.

    All outlets that are compared with the rest have one df.
    """
    from scipy.special import fdtri

    grid = np.linspace(float(np.log(least_factor(np.array(df + 1)))), np.log(MOST_FACTOR), KNOTS)
    known = np.maximum(fdtri(np.exp(grid), np.exp(grid) * df, probability), 1e-300)
    return float(grid[0]), float(grid[1] - grid[0]), np.log(known)
