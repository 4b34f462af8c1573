"""Two ratios compared as if units had been permuted between the sides."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.array_types import Array
from analysis.stats.permutation_moments import MOST_FACTOR, Permuted, least_factor, permuted
from analysis.stats.ratios import Difference, Moments, positive, quotient, ratio

# The variance grows as this power of the rate: with its square where articles differ by a constant factor.
GROWTH = 2
# Skewness is seen from STRAIGHT up to MOST_SKEWED, and beyond z = NEAR: nearer to the middle a skewed T is no likelier.
STRAIGHT, MOST_SKEWED, NEAR = 1e-3, 20, 1.5
# Beyond so many values a function of one of them is looked up in a table; margins are right to 0.03 % there.
FEW = 2_000


class Side(NamedTuple):
    """Sums over a side, and how many units it has; Moments have them too."""

    x: Array
    n: Array
    units: Array


def ratio_difference(a: Moments, b: Moments, *, confidence: float = 0.95, signed: ArrayLike = False) -> Difference:
    """r_a − r_b for independent units, with the p-value of a permutation test of units, by its moments.

    The interval holds every difference the test would not reject, where the variance of the side that would then use
    a word more grows with its rate. signed: (items,) or one, whether numerators can be negative, such as tone; their
    variance does not grow. NaN where a side has fewer than two units.
    Source: permuted; the interval, inversion of a score test, Wilson (1927), with the variance linear in the rate
    around no difference."""
    made = permuted(a, b, signed=signed)
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond, scale = a.x - (a.x + b.x) / (a.n + b.n) * a.n, 1 / a.n + 1 / b.n
    enough = np.minimum(a.units, b.units) > 1
    return _tested(ratio(a) - ratio(b), beyond, scale, made, (a, b), enough, confidence, signed)


def block_difference(
    differences: Array,
    weight: Array,
    blocks: Array,
    made: Permuted,
    a: Side,
    b: Side,
    *,
    confidence: float = 0.95,
    signed: ArrayLike = False,
) -> Difference:
    """The weighted mean of the differences of two ratios within blocks, tested by permuting units within blocks.

    differences, weight: of all blocks, summed, each difference times n_a n_b / (n_a + n_b), its weight. made: as
    permuted_within gives it. a, b: each side over all blocks. The interval is made as in ratio_difference. NaN where
    there are fewer than two blocks."""
    with np.errstate(divide="ignore"):
        scale = 1 / weight
    return _tested(quotient(differences, weight), differences, scale, made, (a, b), blocks > 1, confidence, signed)


def _tested(
    estimate: Array,
    beyond: Array,
    scale: Array,
    made: Permuted,
    sides: tuple[Side | Moments, Side | Moments],
    enough: NDArray[np.bool_],
    confidence: float,
    signed: ArrayLike,
) -> Difference:
    """The difference, which is T × scale, with its test and interval; beyond: T."""
    from scipy.special import fdtrc

    (a, b), left_df = sides, made.df - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        total = made.variance * made.df
        left = positive(total - beyond * beyond, total)
        known = enough & (np.minimum(a.n, b.n) > 0) & (left > 0)
        se = np.where(known, np.sqrt(left / left_df) * scale, np.nan)
        p = fdtrc(made.factor, made.factor * left_df, (estimate / se) ** 2)
        p = _corrected(p, np.abs(beyond) / np.sqrt(made.variance), made)
        most = _f_quantile(np.where(known, made.factor, np.nan), left_df, confidence)
        margin = np.sqrt(_corrected_quantile(most, made, confidence)) * se
        growth = GROWTH * se * se / np.where(signed, np.inf, a.x + b.x) / (a.units + b.units)
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


def _corrected_quantile(f: Array, made: Permuted, confidence: float) -> Array:
    """The quantile f of F, moved to where the corrected p is 1 − confidence."""
    skewness = np.abs(made.skewness)
    if np.size(skewness) > FEW:
        grid, *tables = _table(confidence)
        wider, own = (np.interp(skewness, grid, table) for table in tables)
    else:
        wider, own = _wider(skewness, confidence), _quantile_of_type_three(skewness, confidence)
    share = np.minimum(own**2 / made.df, 0.999)
    moved = np.where(_long_tailed(made), np.maximum(f, (made.df - 1) * share / (1 - share)), f * wider**2)
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
    """Quantile of F with factor and factor × df degrees of freedom, (…) like factor; df: the residuals' less one."""
    from scipy.special import fdtri

    one = np.unique(df)
    if np.size(factor) <= FEW or len(one) > 1:
        return fdtri(factor, factor * df, probability)
    grid = np.linspace(np.log(least_factor(one + 1))[0], np.log(MOST_FACTOR), 1_000)
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
