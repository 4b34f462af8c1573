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

import numpy as np
from numpy.typing import NDArray

from analysis.stats.array_types import Array
from analysis.stats.knots import looked_up
from analysis.stats.permutation_moments import PermutationMoments

# Skewness counts from STRAIGHT up to MOST_SKEWED, and beyond z = NEAR: nearer to the middle a skewed T is no likelier.
STRAIGHT, MOST_SKEWED, NEAR = 1e-3, 20, 1.5
# Quantiles are computed for this many values of the skewness, evenly on a scale of logarithms. Cubics between them are
# right to 1e-6 of a quantile that lies beyond NEAR.
KNOTS = 800
_STEP = np.log(MOST_SKEWED / STRAIGHT) / (KNOTS - 1)


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
    place = np.log(np.clip(skewness, STRAIGHT, MOST_SKEWED) / STRAIGHT) / _STEP
    tails, type_three = looked_up(place, *_at_knots(confidence))
    share = np.minimum(type_three**2 / moments.df, 0.999)
    type_three_f = (moments.df - 1) * share / (1 - share)
    moved = np.where(_is_long_tailed(moments), np.maximum(f, type_three_f), f * _stretch(tails, confidence) ** 2)
    return np.where(skewness > STRAIGHT, moved, f)


def _is_long_tailed(moments: PermutationMoments) -> NDArray[np.bool_]:
    """Return where the fourth moment has lengthened the tails, by more than rounding."""
    return moments.factor < 1 - 1e-9


@cache
def _at_knots(confidence: float) -> tuple[Array, Array]:
    """Return the tails of type III beyond the normal quantile, and its own quantile, at the knots."""
    from scipy.special import ndtri

    skewness = STRAIGHT * np.exp(_STEP * np.arange(KNOTS))
    return _type_three_tails(skewness)(ndtri((1 + confidence) / 2)), _type_three_quantile(skewness, confidence)


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


def _stretch(tails: Array, confidence: float) -> Array:
    """Return how many times further out a normal T must lie for its corrected p to be 1 − confidence.

    tails: those of type III beyond the normal quantile.
    """
    from scipy.special import ndtri

    usual, level = ndtri((1 + confidence) / 2), 1 - confidence
    ratio_of_tails = np.fmax(tails / level, 1) if usual > NEAR else np.ones(np.shape(tails))
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
