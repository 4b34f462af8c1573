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


@hides_content
class Passages(NamedTuple):
    """The longest passage that each of some pairs shares; arrays of shape (n_pairs,).

    Attributes
    ----------
    words : array of int64
    one, two : array of int64
        Place of its first word in either article.
    """

    words: Numbers
    one: Numbers
    two: Numbers


def longest_passages(held: HeldRuns, pairs: Pairs, length: int) -> Passages:
    """Find the longest passage that the articles of each pair share.

    Parameters
    ----------
    held : HeldRuns
    pairs : Pairs
        Each with at least one shared run.
    length : int
        Words of a run.

    Returns
    -------
    Passages
        Of several that are equally long, the first in `one`.
    """
    n_places = np.diff(held.starts)
    found = [
        _longest(held, Pairs(*(column[block] for column in pairs)), length)
        for block in parts(n_places[pairs.one] + n_places[pairs.two], MOST_PRODUCTS // 4)
    ]
    empty = Passages(*(np.empty(0, np.int64) for _ in Passages._fields))
    return Passages(*map(np.concatenate, zip(empty, *found, strict=True)))


def _longest(held: HeldRuns, pairs: Pairs, length: int) -> Passages:
    pair, one, two = _same_places(held, pairs)
    order = np.lexsort((one, one - two, pair))
    pair, one, two = pair[order], one[order], two[order]
    opens = _is_first((np.diff(pair) != 0) | (np.diff(one) != 1) | (np.diff(two) != 1), len(pair))
    start = np.flatnonzero(opens)
    words = np.diff(np.append(start, len(one))) + length - 1
    best = start[np.lexsort((one[start], -words, pair[start]))]
    chosen = best[_is_first(np.diff(pair[best]) != 0, len(best))]
    return Passages(words[np.searchsorted(start, chosen)], one[chosen], two[chosen])


def _is_first(differs: NDArray[np.bool_], n: int) -> NDArray[np.bool_]:
    """Whether each of n rows is the first of those that are alike; differs: whether rows differ from those before."""
    return np.append(True, differs)[:n]


def _same_places(held: HeldRuns, pairs: Pairs) -> tuple[Numbers, Numbers, Numbers]:
    """Return the places at which the articles of each pair have the same run: number of the pair, and both places."""
    width = held.shared.shape[1]
    pair_of, key_of, at_of = [], [], []
    for articles in (pairs.one, pairs.two):
        sizes = held.starts[articles + 1] - held.starts[articles]
        at = ranges(held.starts[articles], sizes)
        pair = np.repeat(np.arange(len(articles)), sizes)
        pair_of.append(pair)
        at_of.append(at)
        key_of.append(pair * width + held.number[at])
    first, last = (np.searchsorted(key_of[1], key_of[0], side=side) for side in ("left", "right"))
    sizes = last - first
    left = np.repeat(np.arange(len(sizes)), sizes)
    right = ranges(first, sizes)
    return pair_of[0][left], held.place[at_of[0][left]], held.place[at_of[1][right]]


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
