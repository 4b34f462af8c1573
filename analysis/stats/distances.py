"""How far apart distributions are, and where to put them on a plane."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


def squared_le_cam(rates: ArrayLike, variances: ArrayLike = 0.0) -> Array:
    """Vincze–Le Cam divergence of every two rows, Σ (p − q)² / (p + q) over Σ (p + q): 0 equal, 1 nothing in common.

    With the variances of the rates, (p − q)² − var p − var q stands in the place of (p − q)²: what chance adds to a
    squared difference is taken off, so that two samples of one source are 0 apart in the mean, and some are below.
    Without them a small sample is far from everything, whatever it is a sample of.
    rates: (rows, items), not negative. variances: the same, or 0.
    Returns: (rows, rows), symmetric, 0 on the diagonal; NaN for a row without rates, or without known variances.
    Source: Vincze (1981), Le Cam (1986); Topsøe (2000), IEEE Transactions on Information Theory 46(4), as
    triangular discrimination: half of it lies between Jensen–Shannon and twice as much, in natural units."""
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
