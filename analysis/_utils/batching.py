"""Texts a few million characters at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def parts(sizes: NDArray[np.integer], most: int) -> Iterator[slice]:
    """Runs of texts, each of about `most`; of no texts one run of none.

    sizes: of each text (texts,), in whatever is counted."""
    number = (np.cumsum(sizes, dtype=np.int64) - sizes) // most
    borders = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(sizes)]
    return (slice(start, end) for start, end in pairwise(borders))
