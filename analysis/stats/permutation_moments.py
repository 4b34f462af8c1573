"""What permuting units between two sides does to the difference of their ratios: moments over all permutations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.array_types import Array
from analysis.stats.ratios import Higher, Moments, positive

# How far the degrees of freedom may be corrected: up, and down to α + β = LEAST_SHARED / 2 of the beta distribution.
MOST_FACTOR = 50
LEAST_SHARED = 3


class Permuted(NamedTuple):
    """What permuting units between two sides does to T, the numerator of a side beyond its expectation.

    variance and skewness of T. factor: what the degrees of freedom of F are multiplied by, 1 for normal residuals.
    df: degrees of freedom of the residuals: units − 1, or units − blocks."""

    variance: Array
    skewness: Array
    factor: Array
    df: Array


def permuted(a: Moments, b: Moments, *, signed: ArrayLike = False) -> Permuted:
    """Moments of T over all permutations of units.

    T is Σx_a − r Σn_a with r the ratio of both sides together; residuals e = x − rn sum to 0, so that the moments of T
    follow from Σe², Σe³ and Σe⁴. Without the higher ones x is taken as a count that is 0, 1 or 2, or, where it is
    signed or no count, as normal; and factor as 1.
    Source: Pitman (1937), Significance tests which may be applied to samples from any populations, Suppl. JRSS 4; the
    factor, Box & Andersen (1955), Permutation theory in the derivation of robust criteria, JRSS B 17."""
    both = a.merge(b)
    if both.higher is None:
        both = both._replace(higher=_of_small_counts(both, signed))
    return _known_by(*_cumulants(both, a.units), both.units - 1)


def permuted_within(both: Moments, drawn: Array, item: NDArray[np.int64], *, items: int, df: Array) -> Permuted:
    """Moments of T over all permutations of units within blocks, of each item, (items,).

    T is the sum over blocks of Σx_a − r Σn_a, with r the ratio of the block.
    both: of each block and item that has any x, with higher moments; drawn: units of the block that side a has; item:
    its number, all (entries,). df: units − blocks, (items,) or one."""
    variance, third, fourth = (np.bincount(item, part, items).astype(float) for part in _cumulants(both, drawn))
    return _known_by(variance, third, fourth, df)


def _cumulants(both: Moments, drawn: Array) -> tuple[Array, Array, Array]:
    """Variance, third and fourth cumulant of T where side a has so many of the units."""
    h = both.higher
    assert h is not None
    with np.errstate(divide="ignore", invalid="ignore"):
        r, units = both.x / both.n, both.units
        # How likely it is that one, two, three and four given units all come to side a.
        one = drawn / units
        two = one * _share(drawn - 1, units - 1)
        three = two * _share(drawn - 2, units - 2)
        four = three * _share(drawn - 3, units - 3)
        squares = positive(both.xx - 2 * r * both.xn + r * r * both.nn, both.xx)
        cubes = h.xxx - 3 * r * h.xxn + 3 * r**2 * h.xnn - r**3 * h.nnn
        fourth = h.xxxx - 4 * r * h.xxxn + 6 * r**2 * h.xxnn - 4 * r**3 * h.xnnn + r**4 * h.nnnn
        doubled = squares * squares - fourth
        expected = one * fourth + two * (3 * doubled - 4 * fourth) + 6 * three * (fourth - doubled)
        expected = expected + four * (3 * doubled - 3 * fourth)
        variance = (one - two) * squares
    return variance, (one - 3 * two + 2 * three) * cubes, expected - 3 * variance * variance


def _share(part: Array, whole: Array) -> Array:
    """part / whole; 0 of nothing."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), 0)


def _known_by(variance: Array, third: Array, fourth: Array, df: Array) -> Permuted:
    """What is known of T by its cumulants; where the fourth is not known, the factor is 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.maximum(2 + fourth / variance**2, 1e-6)
        factor = np.clip(2 * ((df - 1) / excess - 1) / df, least_factor(df), MOST_FACTOR)
        skewness = np.nan_to_num(third / variance**1.5)
    return Permuted(variance, skewness, np.where(np.isnan(factor), 1, factor), df)


def least_factor(df: Array) -> Array:
    """The least factor there may be."""
    with np.errstate(divide="ignore"):
        return np.minimum(LEAST_SHARED / df, 1)


def _of_small_counts(m: Moments, signed: ArrayLike) -> Higher:
    """Third moments of counts of 0, 1 and 2 in units as long as those with a count are; NaN where x is no count."""
    unknown = np.full(np.shape(m.xx), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        xxx = np.where((m.xx >= m.x) & ~np.asarray(signed), m.x + 3 * (m.xx - m.x), np.nan)
        third = xxx, m.xn * m.xx / m.x, m.xn**2 / m.x, m.nn**2 / m.n
    return Higher(*third, unknown, unknown, unknown, unknown, unknown)
