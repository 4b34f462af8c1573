"""Which articles hold how much of which others: an exact sparse product."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges, row_numbers
from analysis.language.reuse.runs import HeldRuns

MOST_PRODUCTS = 10_000_000  # products of a block of articles, which bound its memory
LEAST_RUNS = 8  # shared runs of a pair; fewer are a title, a name or a phrase

Numbers = NDArray[np.int64]


@hides_content
class Pairs(NamedTuple):
    """Pairs of articles that share text.

    Attributes
    ----------
    one, two : array of int64, shape (n_pairs,)
        Numbers of the articles; `one` is the lower.
    shared : array of int64, shape (n_pairs,)
        Distinct runs that both hold.
    """

    one: Numbers
    two: Numbers
    shared: Numbers


def pairs_with_shared_runs(held: HeldRuns, least: float, *, least_runs: int = LEAST_RUNS) -> Pairs:
    """Find every pair of articles one of which holds a share of the other's runs; memory is bounded by blocks.

    Parameters
    ----------
    held : HeldRuns
    least : float
        Share of the distinct runs of either article.
    least_runs : int
        Distinct runs that they share.

    Returns
    -------
    Pairs
        Of articles that are no copies, and of each that has copies with itself; `with_copies` adds the others.
    """
    texts, copies = np.unique(held.copy_of, return_counts=True)
    shared, size = held.shared[texts], held.size[texts]
    products = shared @ np.asarray(shared.sum(axis=0))
    transposed = shared.T.tocsr()
    found = []
    for block in parts(products, MOST_PRODUCTS):
        common = (shared[block] @ transposed).tocoo()
        row, two = (places.astype(np.int64) for places in common.coords)
        one = row + block.start
        enough = np.maximum(least * np.minimum(size[one], size[two]), least_runs)
        wanted = (one < two) | ((one == two) & (copies[one] > 1))
        kept = wanted & (common.data >= enough)
        found.append(Pairs(texts[one[kept]], texts[two[kept]], common.data[kept].astype(np.int64)))
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


def with_copies(pairs: Pairs, copy_of: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the pairs of all articles for pairs of texts.

    Parameters
    ----------
    pairs : Pairs
        From `pairs_with_shared_runs`.
    copy_of : array of int64, shape (n_articles,)

    Returns
    -------
    pair, one, two : array of int64
        Row in `pairs`, and the articles, each pair of them once.
    """
    article = np.argsort(copy_of, kind="stable")
    start, end = (np.searchsorted(copy_of[article], np.arange(len(copy_of)), side=side) for side in ("left", "right"))
    copies = end - start
    times = copies[pairs.one] * copies[pairs.two]
    pair, place = row_numbers(times), ranges(0, times)
    text, other = pairs.one[pair], pairs.two[pair]
    one = article[start[text] + place // copies[other]]
    two = article[start[other] + place % copies[other]]
    kept = (text != other) | (one < two)
    return pair[kept], one[kept], two[kept]
