"""Runs of words as numbers of 64 bits, and which articles hold which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges

if TYPE_CHECKING:
    from scipy import sparse

LENGTH = 5  # words of a run
PART_BITS = 3  # runs are sorted in eight parts, by their keys, which bounds memory
FILTER_BITS = 20  # bits of the keys of a part that find most of the runs that occur once
_ODD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # of splitmix64

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]


@hides_content
class Runs(NamedTuple):
    """Every run of words of some articles, in order.

    Attributes
    ----------
    first : array of int32, shape (n_runs,)
        Place of its first word.
    article : array of int32, shape (n_runs,)
        Increasing.
    key : array of uint64, shape (n_runs,)
        The same for the same words of articles that can be compared.
    """

    first: NDArray[np.int32]
    article: NDArray[np.int32]
    key: Keys


@hides_content
class HeldRuns(NamedTuple):
    """Which articles hold which runs.

    Attributes
    ----------
    size : array of int64, shape (n_articles,)
        Distinct runs of each article.
    shared : csr_array of int32, shape (n_articles, n_shared)
        1 where an article holds a run that at least two articles hold.
    place, number : array of int64, shape (n_places,)
        Places of the first words of such runs, and the columns of `shared`; by article, then by number.
    starts : array of int64, shape (n_articles + 1,)
        Where the places of each article begin.
    copy_of : array of int64, shape (n_articles,)
        The first article that has the same runs in the same order.
    """

    size: Numbers
    shared: sparse.csr_array
    place: Numbers
    number: Numbers
    starts: Numbers
    copy_of: Numbers


def runs_of_words(word: Numbers, article: Numbers, group: Numbers, *, length: int = LENGTH) -> Runs:
    """List the runs of words of articles.

    Parameters
    ----------
    word : array of int, shape (n_words,)
        Number of each word; the words of an article stand together, in order.
    article : array of int, shape (n_words,)
        Increasing.
    group : array of int, shape (n_articles,)
        Articles of one group, such as an event, can be compared.
    length : int

    Returns
    -------
    Runs
    """
    n = max(len(word) - length + 1, 0)
    mixed = _mixed(np.arange(word.max(initial=-1) + 1, dtype=np.uint64))[word]
    key = np.zeros(n, np.uint64)
    for offset in range(length):
        key *= np.uint64(_ODD[0])
        key += mixed[offset : offset + n]
    within = article[:n] == article[len(word) - n :]
    of_article = article[:n][within].astype(np.int32)
    key = key[within]
    key ^= _mixed(group.astype(np.uint64))[of_article]
    return Runs(np.flatnonzero(within).astype(np.int32), of_article, key)


def _mixed(numbers: Keys) -> Keys:
    """Scatter numbers over 64 bits, as splitmix64 does."""
    mixed = numbers + np.uint64(1)
    mixed *= np.uint64(_ODD[0])
    for shift, factor in ((30, _ODD[1]), (27, _ODD[2])):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def held_runs(runs: Runs, n_articles: int, quoted: Keys) -> HeldRuns:
    """Find which articles hold which runs.

    Parameters
    ----------
    runs : Runs
    n_articles : int
    quoted : array of uint64
        Keys of runs that do not count: another article has them in quotation marks.

    Returns
    -------
    HeldRuns
    """
    from scipy import sparse

    copy_of = _first_copies(runs, n_articles)
    quoted = np.sort(quoted)
    part_of = (runs.key >> np.uint64(64 - PART_BITS)).astype(np.uint8)
    found = [_held_part(runs, np.flatnonzero(part_of == part), n_articles, quoted) for part in range(2**PART_BITS)]
    width = np.cumsum([0, *(part.number.max(initial=-1) + 1 for part in found)])
    size = np.bincount(runs.article, minlength=n_articles) - np.sum([part.not_counted for part in found], axis=0)
    run = np.concatenate([part.run for part in found])
    number = np.concatenate([part.number + before for part, before in zip(found, width[:-1], strict=True)])
    once = np.concatenate([part.is_first for part in found])
    del found
    article = runs.article[run]
    held = sparse.csr_array(
        (np.ones(once.sum(), np.int32), (article[once], number[once])), shape=(n_articles, int(width[-1]))
    )
    by_article = np.argsort(article, kind="stable")
    edges = np.searchsorted(article[by_article], np.arange(n_articles + 1))
    return HeldRuns(size, held, runs.first[run[by_article]].astype(np.int64), number[by_article], edges, copy_of)


@hides_content
class _HeldPart(NamedTuple):
    """What some runs say: those of each article that do not count, shared ones, their numbers, its article's first."""

    not_counted: Numbers
    run: NDArray[np.int32]
    number: NDArray[np.int32]
    is_first: NDArray[np.bool_]


def _held_part(runs: Runs, rows: Numbers, n_articles: int, quoted: Keys) -> _HeldPart:
    rows = rows[_may_recur(runs.key[rows])]
    order = rows[np.argsort(runs.key[rows], kind="stable")]
    key, article = runs.key[order], runs.article[order]
    new_key = np.append(True, key[1:] != key[:-1])[: len(key)]
    distinct = new_key | np.append(True, article[1:] != article[:-1])[: len(key)]
    starts = np.flatnonzero(new_key)
    holders = np.add.reduceat(distinct, starts, dtype=np.int64) if len(starts) else starts
    shared = np.flatnonzero(holders > 1)
    counted = ~_is_in(key[starts[shared]], quoted)
    length = np.diff(np.append(starts, len(key)))
    left_out = ranges(starts[shared[~counted]], length[shared[~counted]])
    not_counted = ~distinct
    not_counted[left_out] = True
    shared = shared[counted]
    at = ranges(starts[shared], length[shared])
    number = np.repeat(np.arange(len(shared), dtype=np.int32), length[shared])
    not_counted = np.bincount(article[not_counted], minlength=n_articles)
    return _HeldPart(not_counted, order[at].astype(np.int32), number, distinct[at])


def _may_recur(key: Keys) -> NDArray[np.bool_]:
    """Whether each key may occur twice: all that do, and few others. Numbers are sorted faster than their places."""
    in_order = np.sort(key)
    recurs = np.zeros(2**FILTER_BITS, bool)
    recurs[_filter_bits(in_order[1:][in_order[1:] == in_order[:-1]])] = True
    return recurs[_filter_bits(key)]


def _filter_bits(key: Keys) -> Numbers:
    """Return the bits of keys that follow those of their part."""
    return ((key << np.uint64(PART_BITS)) >> np.uint64(64 - FILTER_BITS)).astype(np.int64)


def _is_in(values: Keys, in_order: Keys) -> NDArray[np.bool_]:
    """Whether each value is among others that are sorted."""
    first, last = (np.searchsorted(in_order, values, side=side) for side in ("left", "right"))
    return np.asarray(last > first)


def _first_copies(runs: Runs, n_articles: int) -> Numbers:
    """Return the first article with the same runs in the same order; articles without runs have no copies."""
    present, start, sizes = np.unique(runs.article, return_index=True, return_counts=True)
    copy_of = np.arange(n_articles)
    if len(present):
        by_place = _mixed(np.arange(sizes.max(), dtype=np.uint64))[ranges(0, sizes)]
        by_place *= runs.key
        signature = np.add.reduceat(by_place, start)
        _, first, number = np.unique(signature, return_index=True, return_inverse=True)
        copy_of[present] = present[first[number]]
    return copy_of
