"""Two ratios compared as if units had been permuted between the sides, by the moments of all permutations."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.moments import Array, Difference, Higher, Moments, positive, ratio

# The variance grows as this power of the rate: with its square where articles differ by a constant factor.
GROWTH = 2
# How far the degrees of freedom may be corrected: up, and down to α + β = LEAST_SHARED / 2 of the beta distribution.
MOST_FACTOR = 50
LEAST_SHARED = 3
# Skewness is seen from STRAIGHT up to MOST_SKEWED, and beyond z = NEAR: nearer to the middle a skewed T is no likelier.
STRAIGHT, MOST_SKEWED, NEAR = 1e-3, 20, 1.5
# Beyond so many values a function of one of them is looked up in a table; margins are right to 0.03 % there.
FEW = 2_000


class Permuted(NamedTuple):
    """What permuting units between two sides does to T, the numerator of a side beyond its expectation.

    variance and skewness of T. factor: what the degrees of freedom of F are multiplied by, 1 for normal residuals."""

    variance: Array
    skewness: Array
    factor: Array


def permuted(a: Moments, b: Moments, *, signed: ArrayLike = False) -> Permuted:
    """Moments of T over all permutations of units.

    T is Σx_a − r Σn_a with r the ratio of both sides together; residuals e = x − rn sum to 0, so that the moments of T
    follow from Σe², Σe³ and Σe⁴. Without the higher ones x is taken as a count that is 0, 1 or 2, or, where it is
    signed or no count, as normal; and factor as 1.
    Source: Pitman (1937), Significance tests which may be applied to samples from any populations, Suppl. JRSS 4; the
    factor, Box & Andersen (1955), Permutation theory in the derivation of robust criteria, JRSS B 17."""
    both = a.merge(b)
    with np.errstate(divide="ignore", invalid="ignore"):
        r, n, units = both.x / both.n, a.units, both.units
        squares = positive(both.xx - 2 * r * both.xn + r * r * both.nn, both.xx)
        # How likely it is that one, two, three and four given units all come to side a.
        one = n / units
        two = one * (n - 1) / (units - 1)
        three = two * (n - 2) / (units - 2)
        four = three * (n - 3) / (units - 3)
        variance = (one - two) * squares
        h = both.higher or _of_small_counts(both, signed)
        cubes = h.xxx - 3 * r * h.xxn + 3 * r**2 * h.xnn - r**3 * h.nnn
        skewness = (one - 3 * two + 2 * three) * cubes / variance**1.5
        fourth = h.xxxx - 4 * r * h.xxxn + 6 * r**2 * h.xxnn - 4 * r**3 * h.xnnn + r**4 * h.nnnn
        doubled = squares * squares - fourth
        expected = one * fourth + two * (3 * doubled - 4 * fourth) + 6 * three * (fourth - doubled)
        expected = expected + four * (3 * doubled - 3 * fourth)
        excess = np.maximum(expected / variance**2 - 1, 1e-6)
        factor = np.clip(2 * ((units - 2) / excess - 1) / (units - 1), _least_factor(units), MOST_FACTOR)
    return Permuted(variance, np.nan_to_num(skewness), np.where(np.isnan(factor), 1, factor))


def _least_factor(units: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.minimum(LEAST_SHARED / (units - 1), 1)


def _of_small_counts(m: Moments, signed: ArrayLike) -> Higher:
    """Third moments of counts of 0, 1 and 2 in units as long as those with a count are; NaN where x is no count."""
    unknown = np.full(np.shape(m.xx), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        xxx = np.where((m.xx >= m.x) & ~np.asarray(signed), m.x + 3 * (m.xx - m.x), np.nan)
        third = xxx, m.xn * m.xx / m.x, m.xn**2 / m.x, m.nn**2 / m.n
    return Higher(*third, unknown, unknown, unknown, unknown, unknown)


def ratio_difference(a: Moments, b: Moments, *, confidence: float = 0.95, signed: ArrayLike = False) -> Difference:
    """r_a − r_b for independent units, with the p-value of a permutation test of units, by its moments.

    The interval holds every difference the test would not reject, where the variance of the side that would then use
    a word more grows with its rate. signed: (items,) or one, whether numerators can be negative, such as tone; their
    variance does not grow. NaN where a side has fewer than two units.
    Source: permuted; the interval, inversion of a score test, Wilson (1927), with the variance linear in the rate
    around no difference."""
    from scipy.special import fdtrc

    made, units = permuted(a, b, signed=signed), a.units + b.units
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = a.x - (a.x + b.x) / (a.n + b.n) * a.n
        total = made.variance * (units - 1)
        left = positive(total - beyond * beyond, total)
        known = (np.minimum(a.units, b.units) > 1) & (np.minimum(a.n, b.n) > 0) & (left > 0)
        se = np.where(known, np.sqrt(left / (units - 2)) * (1 / a.n + 1 / b.n), np.nan)
        estimate = ratio(a) - ratio(b)
        p = fdtrc(made.factor, made.factor * (units - 2), (estimate / se) ** 2)
        p = _corrected(p, np.abs(beyond) / np.sqrt(made.variance), made)
        most = _f_quantile(np.where(known, made.factor, np.nan), units - 2, confidence)
        margin = np.sqrt(_corrected_quantile(most, made, units, confidence)) * se
        growth = GROWTH * se * se / np.where(signed, np.inf, a.x + b.x) / units
        grown = growth * b.units * b.n, growth * a.units * a.n
    low, high = (_limit(estimate, end * margin, se, grown) for end in (-1, 1))
    # The corrections of p and of the margin may part by a hair.
    unsure = p >= 1 - confidence
    low, high = np.where(unsure, np.minimum(low, 0), low), np.where(unsure, np.maximum(high, 0), high)
    return Difference(estimate, low, high, p, se)


def _long_tailed(made: Permuted) -> NDArray[np.bool_]:
    """Whether the fourth moment has lengthened the tails already; not by rounding."""
    return made.factor < 1 - 1e-9


def _corrected(p: Array, z: Array, made: Permuted) -> Array:
    """p once the skewness of T is seen too, by Pearson's type III.

    It is as many times larger as a skewed T is likelier to lie beyond z than a normal one; where the fourth moment has
    lengthened the tails already, it is no smaller than for T itself.
    Source: Mielke & Berry (2007), Permutation Methods, chapter 2, for the use of type III."""
    from scipy.special import ndtr

    p, z, skewness, long = np.broadcast_arrays(p, z, np.abs(made.skewness), _long_tailed(made))
    far = (z > NEAR) & (skewness > STRAIGHT)
    tails = _type_three(z[far], skewness[far])
    with np.errstate(divide="ignore", invalid="ignore"):
        larger = np.minimum(p[far] * np.fmax(tails / (2 * ndtr(-z[far])), 1), 1)
    corrected = p.copy()
    corrected[far] = np.where(long[far], np.maximum(p[far], tails), larger)
    return corrected


def _corrected_quantile(f: Array, made: Permuted, units: Array, confidence: float) -> Array:
    """The quantile f of F, moved to where the corrected p is 1 − confidence."""
    skewness = np.abs(made.skewness)
    if np.size(skewness) > FEW:
        grid, *tables = _table(confidence)
        wider, own = (np.interp(skewness, grid, table) for table in tables)
    else:
        wider, own = _wider(skewness, confidence), _quantile_of_type_three(skewness, confidence)
    share = np.minimum(own**2 / (units - 1), 0.999)
    moved = np.where(_long_tailed(made), np.maximum(f, (units - 2) * share / (1 - share)), f * wider**2)
    return np.where(skewness > STRAIGHT, moved, f)


@cache
def _table(confidence: float) -> tuple[Array, Array, Array]:
    grid = np.append(np.linspace(STRAIGHT, 3, 1_000), np.linspace(3, MOST_SKEWED, 400)[1:])
    return grid, _wider(grid, confidence), _quantile_of_type_three(grid, confidence)


def _type_three(z: Array, skewness: Array) -> Array:
    """How likely |T| ≥ z is for a T of mean 0, variance 1 and that skewness, a shifted gamma."""
    from scipy.special import gdtr, gdtrc

    shape = 4 / np.clip(skewness, STRAIGHT, MOST_SKEWED) ** 2
    scale = np.sqrt(shape)
    return gdtrc(scale, shape, scale + z) + gdtr(scale, shape, np.maximum(scale - z, 0))


def _wider(skewness: Array, confidence: float) -> Array:
    """How many times further out a normal T must lie for its p, corrected for skewness, to be 1 − confidence."""
    from scipy.special import ndtri

    usual, level = ndtri((1 + confidence) / 2), 1 - confidence
    more = np.fmax(_type_three(usual, skewness) / level, 1) if usual > NEAR else np.ones(np.shape(skewness))
    return ndtri(1 - level / 2 / more) / usual


def _quantile_of_type_three(skewness: Array, confidence: float) -> Array:
    """The z beyond which |T| lies with a chance of 1 − confidence, by halving the span from 0 to 100."""
    low, high = np.zeros(np.shape(skewness)), np.full(np.shape(skewness), 100.0)
    for _ in range(50):
        middle = (low + high) / 2
        beyond = _type_three(middle, skewness) > 1 - confidence
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return high


def _f_quantile(factor: Array, df: Array, probability: float) -> Array:
    """Quantile of F with factor and factor × df degrees of freedom, (…) like factor; df is units − 2."""
    from scipy.special import fdtri

    one = np.unique(df)
    if np.size(factor) <= FEW or len(one) > 1:
        return fdtri(factor, factor * df, probability)
    grid = np.linspace(np.log(_least_factor(one + 2))[0], np.log(MOST_FACTOR), 1_000)
    known = np.maximum(fdtri(np.exp(grid), np.exp(grid) * one, probability), 1e-300)
    return np.exp(np.interp(np.log(factor), grid, np.log(known)))


def _limit(estimate: Array, margin: Array, se: Array, growth: tuple[Array, Array]) -> Array:
    """The difference δ at which |estimate − δ| is |margin|, where se² gains growth × |δ|, growth[0] for δ above 0 and
    growth[1] below: the root of a quadratic on margin's side of the estimate."""
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(estimate + margin > 0, growth[0], -growth[1])
        shift = gain * (margin / se) ** 2 / 2
        reach = np.sqrt(np.maximum(shift * shift + 2 * shift * estimate + margin * margin, 0))
    return estimate + shift + np.sign(margin) * reach
