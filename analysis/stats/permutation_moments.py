"""Moments of the difference of two ratios where units fall to the sides by chance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.array_types import Array
from analysis.stats.ratios import Higher, Moments, without_rounding

# How far the degrees of freedom may be corrected: up, and down to α + β = LEAST_SHARED / 2 of the beta distribution.
MOST_FACTOR = 50
LEAST_SHARED = 3


class PermutationMoments(NamedTuple):
    """Moments of T, the numerator of a side beyond its expectation, where units fall to the sides by chance.

    Attributes
    ----------
    variance, skewness : array of float
        Of T.
    factor : array of float
        By what the degrees of freedom of F are multiplied; 1 for normal residuals.
    df : array of float
        Degrees of freedom of the residuals: units − 1, or units − blocks.
    """

    variance: Array
    skewness: Array
    factor: Array
    df: Array


class _Cumulants(NamedTuple):
    """Second to fourth cumulant of T."""

    variance: Array
    third: Array
    fourth: Array


def permutation_moments(
    a: Moments, b: Moments, *, signed: ArrayLike = False, both: Moments | None = None
) -> PermutationMoments:
    """Moments of T = Σx_a − r Σn_a, with r the ratio of both sides together, where a side draws units by its part of n.

    The residuals e = x − rn sum to 0, so the moments of T follow from Σe², Σe³ and Σe⁴. They are those of drawing
    units without replacement, but a side draws its part of Σn, not of the number of units: where one side has longer
    units, permuting the units would permute their lengths, too, which are not in question. Where both sides have units
    of one length the two are the same.

    Parameters
    ----------
    a, b : Moments
        Of both sides. Without higher moments x is taken as a count that is 0, 1 or 2, or, where it is signed or no
        count, as normal, with a factor of 1.
    signed : array_like of bool
        Whether x can be negative, for each item or for all.
    both : Moments, optional
        Of both sides together, if they are known.

    Returns
    -------
    PermutationMoments

    References
    ----------
    Pitman (1937), Significance tests which may be applied to samples from any populations, Suppl. JRSS 4; for the
    factor, Box & Andersen (1955), Permutation theory in the derivation of robust criteria, JRSS B 17.

    Examples
    --------
    Residuals of −1, −1, 1, 1: T is −2, 2 (once each) or 0 (four times), so its variance is 8 / 6.

    >>> from analysis.stats.ratios import moments
    >>> m = permutation_moments(moments([1, 1], [1, 1]), moments([3, 3], [1, 1]))
    >>> round(float(m.variance), 4), float(m.skewness), float(m.df)
    (1.3333, 0.0, 3.0)
    """
    both = a.merge(b) if both is None else both
    if both.higher is None:
        both = both._replace(higher=_of_small_counts(both, signed))
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = both.units * (a.n / both.n)
    return _from_cumulants(_cumulants(both, drawn), both.units - 1)


def block_permutation_moments(
    both: Moments, drawn: Array, item: NDArray[np.int64], *, items: int, df: Array
) -> PermutationMoments:
    """Moments of T where a side draws units of each block by its part of n, as in `permutation_moments`.

    T is the sum over blocks of Σx_a − r Σn_a, with r the ratio of the block; cumulants add up over blocks.

    Parameters
    ----------
    both : Moments, shape (entries,)
        Of each block and item that has any x, with higher moments.
    drawn : array of float, shape (entries,)
        Units of the block that side a draws: its part of Σn of the block times the units of the block.
    item : array of int, shape (entries,)
        Number of the item.
    items : int
        How many items there are.
    df : array of float, shape (items,) or (1,)
        Units − blocks.

    Returns
    -------
    PermutationMoments, shape (items,)
    """
    summed = (np.bincount(item, part, items).astype(float) for part in _cumulants(both, drawn))
    return _from_cumulants(_Cumulants(*summed), df)


def sign_flip_moments(squares: Array, fourth: Array, blocks: Array) -> PermutationMoments:
    """Moments of T = Σy over all signs of the blocks' differences y.

    Parameters
    ----------
    squares, fourth : array of float, shape (items,)
        Σy² and Σy⁴ over blocks.
    blocks : array of float, shape (items,) or (1,)
        Number of blocks.

    Returns
    -------
    PermutationMoments, shape (items,)

    References
    ----------
    Fisher (1935), The Design of Experiments, section 21.

    Examples
    --------
    Differences of 1 and 1: T is −2, 0, 0 or 2.

    >>> m = sign_flip_moments(np.array(2.0), np.array(2.0), np.array(2.0))
    >>> float(m.variance), float(m.skewness), float(m.df)
    (2.0, 0.0, 2.0)
    """
    return _from_cumulants(_Cumulants(squares, np.zeros_like(squares), -2 * fourth), blocks)


def _cumulants(both: Moments, drawn: Array) -> _Cumulants:
    """Return the cumulants of T where side a has `drawn` of the units."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two, three, four = _chances(drawn, both.units)
        squares, cubes, fourth = residual_power_sums(both)
        doubled = squares * squares - fourth
        moment = one * fourth + two * (3 * doubled - 4 * fourth) + 6 * three * (fourth - doubled)
        moment = moment + four * (3 * doubled - 3 * fourth)
        variance = (one - two) * squares
    return _Cumulants(variance, (one - 3 * two + 2 * three) * cubes, moment - 3 * variance * variance)


def _chances(drawn: Array, units: Array) -> tuple[Array, Array, Array, Array]:
    """Return the probabilities that one, two, three and four given units all come to side a."""
    one = drawn / units
    two = one * _share(drawn - 1, units - 1)
    three = two * _share(drawn - 2, units - 2)
    return one, two, three, three * _share(drawn - 3, units - 3)


def residual_power_sums(both: Moments) -> tuple[Array, Array, Array]:
    """Sum the second to fourth power of the residuals e = x − rn, with r = Σx / Σn.

    Parameters
    ----------
    both : Moments
        With higher moments.

    Returns
    -------
    tuple of array of float
        Σe², Σe³ and Σe⁴.

    Examples
    --------
    >>> from analysis.stats.ratios import moments
    >>> [round(abs(float(part)), 9) for part in residual_power_sums(moments([1, 3], [10, 10]))]
    [2.0, 0.0, 2.0]
    """
    h, r = both.higher, both.x / both.n
    assert h is not None
    squares = without_rounding(both.xx - 2 * r * both.xn + r * r * both.nn, both.xx)
    cubes = h.xxx - 3 * r * h.xxn + 3 * r**2 * h.xnn - r**3 * h.nnn
    fourth = h.xxxx - 4 * r * h.xxxn + 6 * r**2 * h.xxnn - 4 * r**3 * h.xnnn + r**4 * h.nnnn
    return squares, cubes, fourth


def _share(part: Array, whole: Array) -> Array:
    """Return part / whole, and 0 where the whole is 0."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), 0)


def _from_cumulants(cumulants: _Cumulants, df: Array) -> PermutationMoments:
    """Return the moments of T; where the fourth cumulant is not known, the factor is 1."""
    variance, third, fourth = cumulants
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.maximum(2 + fourth / variance**2, 1e-6)
        factor = np.clip(2 * ((df - 1) / excess - 1) / df, least_factor(df), MOST_FACTOR)
        skewness = np.nan_to_num(third / variance**1.5)
    return PermutationMoments(variance, skewness, np.where(np.isnan(factor), 1, factor), df)


def least_factor(df: Array) -> Array:
    """Return the least factor by which `df` degrees of freedom may be multiplied."""
    with np.errstate(divide="ignore"):
        return np.minimum(LEAST_SHARED / df, 1)


def _of_small_counts(m: Moments, signed: ArrayLike) -> Higher:
    """Return third moments of counts of 0, 1 and 2 in units of one length; NaN where x is no count."""
    unknown = np.full(np.shape(m.xx), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        xxx = np.where((m.xx >= m.x) & ~np.asarray(signed), m.x + 3 * (m.xx - m.x), np.nan)
        third = xxx, m.xn * m.xx / m.x, m.xn**2 / m.x, m.nn**2 / m.n
    return Higher(*third, unknown, unknown, unknown, unknown, unknown)
