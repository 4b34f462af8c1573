"""The smallest p-values that tests by relabeling can give: those of the most extreme labels among all."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array

_ROUNDING = 1e-9


def least_p_of_permuting(units: ArrayLike, units_against: ArrayLike) -> Array:
    """Smallest two-sided p-value of permuting the units of two sides, 1 / C(m + m', m), twice that for equal sides.

    Parameters
    ----------
    units, units_against : array_like of float
        Units of either side.

    Returns
    -------
    array of float

    References
    ----------
    Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9(1).

    Examples
    --------
    >>> least_p_of_permuting(2, [2, 3]).round(3).tolist()
    [0.333, 0.1]
    """
    from scipy.special import betaln

    units, against = np.asarray(units, float), np.asarray(units_against, float)
    every = -betaln(units + 1, against + 1) - np.log(units + against + 1)
    # Numbers of units are sums, of which the last digits depend on the order of the parts.
    least: Array = np.exp(-every) * np.where(np.isclose(units, against, rtol=_ROUNDING, atol=0), 2, 1)
    return least


def least_p_of_signs(pairs: ArrayLike) -> Array:
    """Smallest two-sided p-value of flipping the signs of differences, 2 / 2ᵐ, and at most 1.

    Parameters
    ----------
    pairs : array_like of float
        How many differences there are.

    Returns
    -------
    array of float

    Examples
    --------
    >>> least_p_of_signs([0, 4, 6]).tolist()
    [1.0, 0.125, 0.03125]
    """
    least: Array = np.minimum(2.0 ** (1 - np.asarray(pairs, float)), 1)
    return least
