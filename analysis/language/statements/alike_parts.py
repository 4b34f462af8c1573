"""Many statements -> parts small enough to compare all pairs; the most similar statements stay together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse

# A run of letters in more statements than this is not looked at: it says little, and takes most of the time.
MOST_WITH_RUN = 300
LEAST_SIMILARITY = 0.1
BLOCK = 250  # statements that are compared with all others at the same time

Numbers = NDArray[np.int64]


def alike_parts(vectors: sparse.csr_array, article: Numbers, most: int) -> list[Numbers]:
    """Divide statements into parts, so that similar statements of different articles are in one part.

    The most similar statements are joined first, as long as a part does not become too large (single linkage with a
    limit on the size). Small parts are then put together.

    Parameters
    ----------
    vectors : sparse array, shape (n_statements, n_runs)
        From `letter_vectors`.
    article : array of int, shape (n_statements,)
    most : int
        Statements of a part.

    Returns
    -------
    list of array of int
        The rows of each part, ascending; one part if there are no more statements than `most`.
    """
    n = len(article)
    if n <= most:
        return [np.arange(n)]
    one, two = _similar_pairs(vectors, article)
    part = _joined(one, two, n, most)
    size = np.bincount(part, minlength=n)
    order = np.lexsort((np.arange(n), part, -size[part]))
    edges, filled = [0], 0
    for of_part in size[np.argsort(-size, kind="stable")].tolist():
        if filled + of_part > most:
            edges.append(edges[-1] + filled)
            filled = 0
        filled += of_part
    return [np.sort(order[start:end]) for start, end in pairwise([*edges, n])]


def _similar_pairs(vectors: sparse.csr_array, article: Numbers) -> tuple[Numbers, Numbers]:
    """Return pairs of statements of different articles that share rare runs of letters, the most similar first."""
    from scipy import sparse

    statements_with = np.bincount(vectors.indices, minlength=vectors.shape[1])
    rare = sparse.csr_array(vectors[:, np.flatnonzero((statements_with > 1) & (statements_with <= MOST_WITH_RUN))])
    ones, twos, similarities = zip(*_pairs_by_block(rare, article), strict=True)
    order = np.argsort(-np.concatenate(similarities), kind="stable")
    return np.concatenate(ones)[order], np.concatenate(twos)[order]


def _pairs_by_block(
    vectors: sparse.csr_array, article: Numbers
) -> Iterator[tuple[Numbers, Numbers, NDArray[np.float32]]]:
    from scipy import sparse

    transposed = sparse.csr_array(vectors.T)
    for start in range(0, len(article), BLOCK):
        products = sparse.coo_array(vectors[start : start + BLOCK] @ transposed)
        one, two = products.coords[0] + start, products.coords[1]
        kept = (products.data >= LEAST_SIMILARITY) & (one < two) & (article[one] != article[two])
        yield one[kept], two[kept], products.data[kept].round(5)


def _joined(one: Numbers, two: Numbers, n: int, most: int) -> Numbers:
    """Return the part of each statement after pairs were joined in their order."""
    parent, size = list(range(n)), [1] * n

    def first_of(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for start in range(0, len(one), 100_000):
        chosen = slice(start, start + 100_000)
        for pair in zip(one[chosen].tolist(), two[chosen].tolist(), strict=True):
            left, right = map(first_of, pair)
            if left != right and size[left] + size[right] <= most:
                parent[right] = left
                size[left] += size[right]
    return np.array([first_of(row) for row in range(n)])
