"""What chance alone would do: labels permuted within blocks, units drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations, product
from math import factorial, prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.array_types import Array, Labels


def count_relabelings(labels: ArrayLike, blocks: ArrayLike) -> int:
    """How many different ways there are to permute labels (units,) within blocks (units,)."""
    labels, blocks = np.asarray(labels), np.asarray(blocks)
    return prod(_arrangements(labels[blocks == block]) for block in np.unique(blocks))


def _arrangements(labels: Labels) -> int:
    counts = np.unique(labels, return_counts=True)[1]
    return factorial(len(labels)) // prod(factorial(int(c)) for c in counts)


def relabelings(labels: ArrayLike, blocks: ArrayLike, *, most: int, rng: np.random.Generator) -> Iterator[Labels]:
    """Labels permuted within blocks, the labels as they are first.

    labels, blocks: (units,). Every different relabeling where there are at most `most`, else `most` in all, drawn at
    random. Source: Phipson & Smyth (2010), Permutation p-values should never be zero."""
    labels, blocks = np.asarray(labels), np.asarray(blocks)
    members = [np.flatnonzero(blocks == block) for block in np.unique(blocks)]
    if count_relabelings(labels, blocks) <= most:
        yield from _all(labels, members)
        return
    yield labels.copy()
    for _ in range(most - 1):
        drawn = labels.copy()
        for rows in members:
            drawn[rows] = labels[rng.permutation(rows)]
        yield drawn


def _all(labels: Labels, members: list[Labels]) -> Iterator[Labels]:
    """Every different relabeling, the labels as they are first."""
    ways = [list(dict.fromkeys(permutations(labels[rows].tolist()))) for rows in members]
    for chosen in product(*ways):
        made = labels.copy()
        for rows, way in zip(members, chosen, strict=True):
            made[rows] = way
        yield made


def bootstrap(
    statistic: Callable[[NDArray[np.int64]], ArrayLike],
    units: int,
    *,
    confidence: float,
    resamples: int,
    rng: np.random.Generator,
) -> tuple[Array, Array]:
    """Percentile interval of a statistic of units drawn with replacement.

    statistic: row numbers (units,) -> any shape. Returns: low, high of that shape; NaN below two units.
    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 13.3."""
    drawn = np.array([statistic(rng.integers(0, units, units)) for _ in range(resamples)], float)
    if units < 2:
        drawn = np.full_like(drawn, np.nan)
    tail = (1 - confidence) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return low, high
