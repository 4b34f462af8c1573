"""The longest passage that two articles share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges
from analysis.language.reuse.containment import Pairs
from analysis.language.reuse.runs import HeldRuns

MOST_CELLS, PLACE_COST = 16_000_000, 64  # size of a block of pairs, and what each place counts in it: 64 MB

Numbers = NDArray[np.int64]


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
        Each with at least one shared run, in order of `one`.
    length : int
        Words of a run.

    Returns
    -------
    Passages
        Of several that are equally long, the first in `one`.
    """
    width, n_places = held.shared.shape[1], np.diff(held.starts)
    in_order = np.argsort(held.place)
    opens = _differs_from_last(pairs.one)
    blocks = list(parts(PLACE_COST * n_places[pairs.two] + width * opens, MOST_CELLS))
    table = np.zeros(width * max(opens[block].sum() + 1 for block in blocks), np.int32)
    found = [Passages(*(np.empty(0, np.int64) for _ in Passages._fields))]
    for block in blocks:
        same = _same_places(held, in_order, Pairs(*(column[block] for column in pairs)), table)
        found.append(_longest(*same, length))
    return Passages(*map(np.concatenate, zip(*found, strict=True)))


def _differs_from_last(*columns: Numbers) -> NDArray[np.bool_]:
    """Whether each row differs from the one before."""
    changes = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.append(True, changes)[: len(columns[0])]


def _same_places(
    held: HeldRuns, in_order: Numbers, pairs: Pairs, table: NDArray[np.int32]
) -> tuple[Numbers, Numbers, Numbers]:
    """Return the places at which the articles of each pair have the same run: number of the pair, and both places.

    They are in order of the pairs and of the places in `two`.

    in_order: the rows of the places of `held` in the order of the articles.
    table: zeros for each run of each article that stands first; zeros again afterwards.
    """
    width, n_places = held.shared.shape[1], np.diff(held.starts)
    opens = _differs_from_last(pairs.one)
    ones = pairs.one[opens]
    at = ranges(held.starts[ones], n_places[ones])
    cell = np.repeat(np.arange(len(ones)) * width, n_places[ones]) + held.number[at]
    first = np.flatnonzero(_differs_from_last(cell))
    table[cell[first]] = np.arange(1, len(first) + 1)
    sizes = n_places[pairs.two]
    row_of_two = in_order[ranges(held.starts[pairs.two], sizes)]
    run = table[np.repeat((np.cumsum(opens) - 1) * width, sizes) + held.number[row_of_two]]
    table[cell[first]] = 0
    both = np.flatnonzero(run)
    run = run[both] - 1
    pair, two, row_of_one = np.repeat(np.arange(len(sizes)), sizes)[both], row_of_two[both], first[run]
    times = np.diff(np.append(first, len(cell)))[run]
    if times.max(initial=1) > 1:
        pair, two, row_of_one = np.repeat(pair, times), np.repeat(two, times), ranges(row_of_one, times)
    return pair, held.place[at[row_of_one]], held.place[two]


def _longest(pair: Numbers, one: Numbers, two: Numbers, length: int) -> Passages:
    """Find the longest passage of each pair that runs at the same places make up."""
    place = np.arange(len(pair))
    start = np.flatnonzero(_differs_from_last(pair, one - place, two - place))
    runs = np.diff(np.append(start, len(pair)))
    # Where an article has a run several times, its other places stand between those of one passage.
    order = np.lexsort((one[start], one[start] - two[start], pair[start]))
    start, runs = start[order], runs[order]
    before = np.cumsum(runs) - runs
    start = start[joined := np.flatnonzero(_differs_from_last(pair[start], one[start] - before, two[start] - before))]
    runs = np.diff(np.append(before[joined], runs.sum()))
    best = np.lexsort((one[start], -runs, pair[start]))
    best = best[_differs_from_last(pair[start[best]])]
    return Passages(runs[best] + length - 1, one[start[best]], two[start[best]])
