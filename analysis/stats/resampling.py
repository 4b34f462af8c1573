"""Permutations of labels within blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import factorial, prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Labels


def count_relabelings(labels: ArrayLike, blocks: ArrayLike) -> int:
    """Count the different permutations of labels within blocks, Π n! / Π n_label!.

    Parameters
    ----------
    labels, blocks : array_like, shape (units,)
        Label and block of each unit.

    Returns
    -------
    int

    Examples
    --------
    >>> count_relabelings(["A", "A", "B", "B"], [0, 0, 0, 0])
    6
    """
    labels, blocks = np.asarray(labels), np.asarray(blocks)
    return prod(_arrangements(labels[blocks == block]) for block in np.unique(blocks))


def _arrangements(labels: Labels) -> int:
    counts = np.unique(labels, return_counts=True)[1]
    return factorial(len(labels)) // prod(factorial(int(c)) for c in counts)


def relabelings(labels: ArrayLike, blocks: ArrayLike, *, most: int, rng: np.random.Generator) -> Iterator[Labels]:
    """Permute labels within blocks.

    Parameters
    ----------
    labels, blocks : array_like, shape (units,)
        Label and block of each unit.
    most : int
        Largest number of relabelings.
    rng : numpy.random.Generator
        Draws them where there are more.

    Yields
    ------
    array, shape (units,)
        The labels as they are first; then every other relabeling where there are at most `most`, else random ones,
        `most` in all.

    References
    ----------
    Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9(1).

    Examples
    --------
    >>> [r.tolist() for r in relabelings([1, 2], [0, 0], most=9, rng=np.random.default_rng(0))]
    [[1, 2], [2, 1]]
    """
    labels, blocks = np.asarray(labels), np.asarray(blocks)
    names, number = np.unique(blocks, return_inverse=True)
    if count_relabelings(labels, blocks) <= most:
        yield from _every_relabeling(labels, [np.flatnonzero(blocks == block) for block in names])
        return
    yield labels.copy()
    by_block = np.argsort(number, kind="stable")
    for _ in range(most - 1):
        drawn = labels.copy()
        drawn[by_block] = labels[np.lexsort((rng.random(len(labels)), number))]
        yield drawn


def _every_relabeling(labels: Labels, members: list[Labels]) -> Iterator[Labels]:
    """Yield every different relabeling, the labels as they are first."""
    arrangements = [list(_different_orders(labels[rows].tolist())) for rows in members]
    for chosen in product(*arrangements):
        relabeled = labels.copy()
        for rows, arrangement in zip(members, chosen, strict=True):
            relabeled[rows] = arrangement
        yield relabeled


def _different_orders(labels: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield each different order of labels once, beginning with the one that is given."""
    if not labels:
        yield ()
    for first in dict.fromkeys(labels):
        place = labels.index(first)
        for others in _different_orders(labels[:place] + labels[place + 1 :]):
            yield first, *others
