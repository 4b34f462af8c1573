"""Batches of texts of a few million characters, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def parts(sizes: NDArray[np.integer], most: int) -> Iterator[slice]:
    """Cut texts into runs of about the same total size.

    Parameters
    ----------
    sizes : array of int, shape (n_texts,)
        Size of each text, such as its number of characters.
    most : int
        Approximate total size of a run, in the same unit.

    Yields
    ------
    slice
        Texts of each run; one empty run if there are no texts.
    """
    number = (np.cumsum(sizes, dtype=np.int64) - sizes) // most
    borders = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(sizes)]
    return (slice(start, end) for start, end in pairwise(borders))
