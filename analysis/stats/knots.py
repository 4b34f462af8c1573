"""Functions that are computed at evenly spaced knots, and looked up between them."""

from __future__ import annotations

import numpy as np

from analysis.stats.array_types import Array


def looked_up(place: Array, *known: Array) -> list[Array]:
    """Look functions up on the cubics through four knots each.

    What is found depends on its place alone, not on how many others are looked up beside it.

    Parameters
    ----------
    place : array of float
        In steps from the first knot.
    *known : array of float, shape (knots,)
        Values of each function at the knots, of which there are at least four.

    Returns
    -------
    list of array of float
        Of each function, in the shape of `place`. Beyond the ends, the outermost cubics go on.

    Examples
    --------
    >>> looked_up(np.array([0.5, 2.0, 3.25]), np.arange(5.0) ** 3)
    [array([ 0.125   ,  8.      , 34.328125])]
    """
    knot = np.clip(place.astype(int), 1, len(known[0]) - 3)
    u = place - knot
    weights = (
        -u * (u - 1) * (u - 2) / 6,
        (u + 1) * (u - 1) * (u - 2) / 2,
        -(u + 1) * u * (u - 2) / 2,
        (u + 1) * u * (u - 1) / 6,
    )
    return [sum(weight * values[knot + n] for n, weight in enumerate(weights, -1)) for values in known]
