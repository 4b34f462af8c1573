"""Tests of a permuted statistic T corrected for its skewness, by Pearson's type III distribution.

A skewed T is likelier to lie far from its mean than a normal one. Its tails are those of a shifted gamma distribution
with mean 0, variance 1 and the same skewness.

References
----------
Mielke & Berry (2007), Permutation Methods, chapter 2, for the use of type III.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.stats.array_types import Array
from analysis.stats.permutation_moments import PermutationMoments

# Skewness counts from STRAIGHT up to MOST_SKEWED, and beyond z = NEAR: nearer to the middle a skewed T is no likelier.
STRAIGHT, MOST_SKEWED, NEAR = 1e-3, 20, 1.5
# Functions of more values of the skewness are looked up in a table; margins are right to 0.03 % there.
FEW = 2_000


class _Quantiles(NamedTuple):
    """How many times further out a normal T must lie for its corrected p, and the quantile of type III."""

    stretch: Array
    type_three: Array


def corrected_p(p: Array, z: Array, moments: PermutationMoments) -> Array:
    """Correct p-values for the skewness of T.

    p is multiplied by the ratio of the tails of type III and of the normal distribution, which is at least 1. Where the
    fourth moment has lengthened the tails already, p is raised to that of type III at least.

    Parameters
    ----------
    p : array of float
        p-values that take T as symmetric.
    z : array of float
        |T| in standard deviations.
    moments : PermutationMoments
        Of T.

    Returns
    -------
    array of float
    """
    from scipy.special import ndtr

    p, z, skewness, long_tailed = np.broadcast_arrays(p, z, np.abs(moments.skewness), _is_long_tailed(moments))
    far = (z > NEAR) & (skewness > STRAIGHT)
    tails = _type_three_tails(np.minimum(skewness[far], MOST_SKEWED))(z[far])
    with np.errstate(divide="ignore", invalid="ignore"):
        multiplied = np.minimum(p[far] * np.fmax(tails / (2 * ndtr(-z[far])), 1), 1)
    corrected = p.copy()
    corrected[far] = np.where(long_tailed[far], np.maximum(p[far], tails), multiplied)
    return corrected


def corrected_quantile(f: Array, moments: PermutationMoments, confidence: float) -> Array:
    """Move a quantile of F to where the corrected p is 1 − confidence.

    Parameters
    ----------
    f : array of float
        Quantile of F that takes T as symmetric.
    moments : PermutationMoments
        Of T.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    array of float
    """
    skewness = np.abs(moments.skewness)
    if not (skewness > STRAIGHT).any():
        return np.broadcast_to(f, np.broadcast_shapes(np.shape(f), np.shape(skewness)))
    quantiles = _interpolated(skewness, confidence) if np.size(skewness) > FEW else _exact(skewness, confidence)
    share = np.minimum(quantiles.type_three**2 / moments.df, 0.999)
    type_three_f = (moments.df - 1) * share / (1 - share)
    moved = np.where(_is_long_tailed(moments), np.maximum(f, type_three_f), f * quantiles.stretch**2)
    return np.where(skewness > STRAIGHT, moved, f)


def _is_long_tailed(moments: PermutationMoments) -> NDArray[np.bool_]:
    """Return where the fourth moment has lengthened the tails, by more than rounding."""
    return moments.factor < 1 - 1e-9


def _exact(skewness: Array, confidence: float) -> _Quantiles:
    """Return the quantiles of each skewness; those of equal ones, of which there are many, are computed once."""
    different, place = np.unique(np.clip(skewness, STRAIGHT, MOST_SKEWED), return_inverse=True)
    return _Quantiles(_stretch(different, confidence)[place], _type_three_quantile(different, confidence)[place])


def _interpolated(skewness: Array, confidence: float) -> _Quantiles:
    grid, known = _table(confidence)
    return _Quantiles(*(np.interp(skewness, grid, column) for column in known))


@cache
def _table(confidence: float) -> tuple[Array, _Quantiles]:
    grid = np.append(np.linspace(STRAIGHT, 3, 1_000), np.linspace(3, MOST_SKEWED, 400)[1:])
    return grid, _exact(grid, confidence)


def _type_three_tails(skewness: Array) -> Callable[[Array], Array]:
    """Return z -> P(|T| ≥ z) for T of mean 0, variance 1 and this skewness, from STRAIGHT to MOST_SKEWED."""
    from scipy.special import gdtr, gdtrc

    shape = 4 / skewness**2
    scale = np.sqrt(shape)

    def tails(z: Array) -> Array:
        upper: Array = gdtrc(scale, shape, scale + z)
        lower: Array = gdtr(scale, shape, np.maximum(scale - z, 0))
        return upper + lower

    return tails


def _stretch(skewness: Array, confidence: float) -> Array:
    """Return how many times further out a normal T must lie for its corrected p to be 1 − confidence."""
    from scipy.special import ndtri

    usual, level = ndtri((1 + confidence) / 2), 1 - confidence
    ratio_of_tails = np.ones(np.shape(skewness))
    if usual > NEAR:
        ratio_of_tails = np.fmax(_type_three_tails(skewness)(usual) / level, 1)
    quantile: Array = ndtri(1 - level / 2 / ratio_of_tails)
    stretch: Array = quantile / usual
    return stretch


def _type_three_quantile(skewness: Array, confidence: float) -> Array:
    """Return the z that |T| exceeds with probability 1 − confidence, by halving the span from 0 to 100."""
    low, high = np.zeros(np.shape(skewness)), np.full(np.shape(skewness), 100.0)
    tails = _type_three_tails(skewness)
    for _ in range(50):
        middle = (low + high) / 2
        beyond = tails(middle) > 1 - confidence
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return high
