"""Division of a total into whole parts that are as equal as possible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def least_sum_of_squares(total: NDArray[np.float64], n_parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the least sum of squares of whole numbers that add up to a total.

    Parameters
    ----------
    total : array of float, shape (n,)
        Whole numbers.
    n_parts : array of float, shape (n,)
        How many numbers add up to each total; at least 1.

    Returns
    -------
    array of float, shape (n,)

    Examples
    --------
    >>> least_sum_of_squares(np.array([5.0]), np.array([3.0]))  # 1 + 4 + 4
    array([9.])
    """
    smaller = np.floor(total / n_parts)
    n_larger = total - smaller * n_parts
    least: NDArray[np.float64] = (n_parts - n_larger) * smaller**2 + n_larger * (smaller + 1) ** 2
    return least
