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


def in_proportion(labels: ArrayLike, blocks: ArrayLike, sizes: ArrayLike) -> Labels:
    """Give each label as many units of a block as its part of the sizes, rounded to whole units.

    Where one label has the larger units, permuting the labels would exchange large units for small ones. With labels
    in proportion each has about its part of the sizes in every relabeling.

    Parameters
    ----------
    labels, blocks : array_like, shape (units,)
        Label and block of each unit.
    sizes : array_like, shape (units,)
        Above 0.

    Returns
    -------
    array, shape (units,)
        The labels of each block in order, each at least once; the parts are rounded by the largest remainders.

    Examples
    --------
    >>> in_proportion([1, 1, 1, 2, 2, 2], [0] * 6, [20, 20, 20, 10, 10, 10]).tolist()
    [1, 1, 1, 1, 2, 2]
    """
    labels, blocks, sizes = np.asarray(labels), np.asarray(blocks), np.asarray(sizes, float)
    made = labels.copy()
    for block in np.unique(blocks):
        rows = np.flatnonzero(blocks == block)
        names, code = np.unique(labels[rows], return_inverse=True)
        part = np.bincount(code, sizes[rows]) / sizes[rows].sum() * len(rows)
        count = np.maximum(np.floor(part), 1).astype(int)
        while (left := len(rows) - count.sum()) != 0:
            surplus = part - count if left > 0 else np.where(count > 1, count - part, -np.inf)
            count[surplus.argmax()] += np.sign(left)
        made[rows] = np.repeat(names, count)
    return made


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
