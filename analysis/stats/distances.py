"""Distances between distributions."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


def squared_le_cam(rates: ArrayLike, variances: ArrayLike = 0.0) -> Array:
    """Vincze–Le Cam divergence of every two rows, Σ (p − q)² / (p + q) over Σ (p + q).

    With the variances of the rates, (p − q)² − var p − var q takes the place of (p − q)²: what chance adds to a squared
    difference is taken off, so that two samples of one source are 0 apart in the mean, and some are below. Without
    them a small sample is far from everything, whatever it is a sample of.

    Parameters
    ----------
    rates : array_like of float, shape (rows, items)
        Not negative.
    variances : array_like of float, shape (rows, items), or 0
        Of the rates.

    Returns
    -------
    array of float, shape (rows, rows)
        0 where rows are equal, 1 where they have nothing in common; symmetric, 0 on the diagonal. NaN for a row without
        rates, or without known variances.

    Raises
    ------
    ValueError
        If a rate is negative.

    References
    ----------
    Vincze (1981); Le Cam (1986); Topsøe (2000), IEEE Transactions on Information Theory 46(4), as triangular
    discrimination: half of it lies between Jensen–Shannon and twice as much, in natural units.

    Examples
    --------
    >>> squared_le_cam([[1, 1, 0], [2, 2, 0], [0, 0, 5]]).round(3).tolist()
    [[0.0, 0.111, 1.0], [0.111, 0.0, 1.0], [1.0, 1.0, 0.0]]
    """
    rates = np.asarray(rates, float)
    variances = np.broadcast_to(np.asarray(variances, float), rates.shape)
    if (rates < 0).any():
        raise ValueError(f"rates must not be negative; got {np.nanmin(rates):g}")
    squares = np.zeros((len(rates), len(rates)))
    for i in range(len(rates)):
        both = rates[i] + rates[:i]
        apart = (rates[i] - rates[:i]) ** 2 - variances[i] - variances[:i]
        with np.errstate(divide="ignore", invalid="ignore"):
            squares[i, :i] = np.where(both == 0, 0, apart / both).sum(1) / both.sum(1)
        squares[:i, i] = squares[i, :i]
    unknown = ~(rates.sum(1) > 0)
    squares[unknown] = squares[:, unknown] = np.nan
    return squares
