"""Runs of words as numbers of 64 bits, and which articles hold which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.ragged import ranges

if TYPE_CHECKING:
    from scipy import sparse

LENGTH = 5  # words of a run
_ODD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # of splitmix64

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]


class Runs(NamedTuple):
    """Every run of words of some articles, in order.

    Attributes
    ----------
    first : array of int64, shape (n_runs,)
        Place of its first word.
    article : array of int64, shape (n_runs,)
        Increasing.
    key : array of uint64, shape (n_runs,)
        The same for the same words of articles that can be compared.
    """

    first: Numbers
    article: Numbers
    key: Keys


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
    first = np.flatnonzero(article[:n] == article[len(word) - n :])
    key = np.zeros(n, np.uint64)
    mixed = _mixed(np.arange(word.max(initial=-1) + 1, dtype=np.uint64))
    for offset in range(length):
        key *= np.uint64(_ODD[0])
        key += mixed[word[offset : offset + n]]
    of_article = article[first]
    return Runs(first, of_article, _mixed(key[first] ^ _mixed(group.astype(np.uint64))[of_article]))


def _mixed(numbers: Keys) -> Keys:
    """Scatter numbers over 64 bits, as splitmix64 does."""
    mixed = (numbers + np.uint64(1)) * np.uint64(_ODD[0])
    for shift, factor in ((30, _ODD[1]), (27, _ODD[2])):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    scattered: Keys = mixed ^ (mixed >> np.uint64(31))
    return scattered


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

    order = np.argsort(runs.key, kind="stable")
    key, article = runs.key[order], runs.article[order]
    new_key = np.append(True, key[1:] != key[:-1])[: len(key)]
    distinct = new_key | np.append(True, article[1:] != article[:-1])[: len(key)]
    starts = np.flatnonzero(new_key)
    holders = np.add.reduceat(distinct, starts, dtype=np.int64) if len(starts) else starts
    shared = np.flatnonzero(holders > 1)
    counted = ~np.isin(key[starts[shared]], quoted)
    length = np.diff(np.append(starts, len(key)))
    left_out = ranges(starts[shared[~counted]], length[shared[~counted]])
    size = np.bincount(article[distinct], minlength=n_articles)
    size -= np.bincount(article[left_out[distinct[left_out]]], minlength=n_articles)
    shared = shared[counted]
    at = ranges(starts[shared], length[shared])
    number = np.repeat(np.arange(len(shared)), length[shared])
    once = distinct[at]
    held = sparse.csr_array(
        (np.ones(once.sum(), np.int32), (article[at][once], number[once])), shape=(n_articles, len(shared))
    )
    by_article = np.argsort(article[at], kind="stable")
    edges = np.searchsorted(article[at][by_article], np.arange(n_articles + 1))
    copy_of = _first_copies(runs, n_articles)
    return HeldRuns(size, held, runs.first[order[at]][by_article], number[by_article], edges, copy_of)


def _first_copies(runs: Runs, n_articles: int) -> Numbers:
    """Return the first article with the same runs in the same order; articles without runs have no copies."""
    present, start, sizes = np.unique(runs.article, return_index=True, return_counts=True)
    copy_of = np.arange(n_articles)
    if len(present):
        signature = np.add.reduceat(runs.key * _mixed(ranges(0, sizes).astype(np.uint64)), start)
        _, first, number = np.unique(signature, return_index=True, return_inverse=True)
        copy_of[present] = present[first[number]]
    return copy_of
