"""Batches of texts of a few million characters, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from analysis._utils.progress_bar import progress


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


def shown_parts(sizes: NDArray[np.integer], most: int, what: str) -> Iterator[slice]:
    """Cut texts into runs, and show how far the work with them has come.

    Parameters
    ----------
    sizes : array of int, shape (n_texts,)
        In characters or bytes.
    most : int
        As in `parts`.
    what : str
        What is done, such as 'cleaning'.

    Yields
    ------
    slice
        As from `parts`.
    """
    with progress(what, sizes.sum() / 1e6, "MB") as advance:
        for part in parts(sizes, most):
            yield part
            advance(sizes[part].sum() / 1e6)
