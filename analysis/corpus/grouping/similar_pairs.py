"""Articles that are more alike than articles on one topic usually are, and were published within a few days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]

# How much a cosine counts for articles published 0, 1, 2 and 3 days apart; later ones are not about one event.
BY_DAYS = (1.0, 0.9, 0.75, 0.6)
WINDOW = len(BY_DAYS) - 1
# How alike an article is to others on its topic: mean cosine with the second to fourth most similar of the articles
# published nearest in time. A copy counts for no more than an article that is written independently.
NEAREST, NEAREST_IN_TIME = slice(1, 4), 500
HIGHEST_COSINE, LOWEST_USUAL = 0.4, 0.15
# Share of that which articles on one event have at least: it rises with the articles within the window that are about
# something else, those with a smaller share than UNLIKE. HIGHEST does not hold for an article without a day among
# others that have one: few of them were published near it.
UNLIKE, FEW, LOWEST, PER_DOUBLING, HIGHEST = 0.15, 3, 0.4, 0.12, 1.05
# Pairs with less likeness are not kept; articles that are compared with others at once.
LEAST, BLOCK = 0.25, 500


@hides_content
class Pairs(NamedTuple):
    """Pairs of articles, each once, the first article first; arrays of shape (n_pairs,).

    likeness: cosine relative to what two articles on one event have at least; from 1 on they are of one event.
    """

    likeness: Floats
    one: Numbers
    two: Numbers
    cosine: Floats


@hides_content
class _Block(NamedTuple):
    """Some articles and those that they are compared with.

    cosines; weights by days apart, 0 where that is too many; near: how likely the other article is within the window.
    """

    own: slice
    others: Numbers
    cosines: NDArray[np.float32]
    weights: Floats
    near: Floats


def similar_pairs(rows: Any, days: Floats) -> Pairs:
    """Find pairs of articles that are alike.

    Parameters
    ----------
    rows : scipy.sparse.csr_array, shape (n_articles, n_words)
        Rows of length 1.
    days : array of float, shape (n_articles,)
        Day of publication as a whole number; NaN where it is not known: such an article is compared with all others.

    Returns
    -------
    Pairs
        Memory is needed for a block of articles and for the pairs that are found.
    """
    order = np.argsort(days, kind="stable")
    rows, days = rows[order], days[order]
    usual, cut = np.empty(len(days)), np.empty(len(days))
    for block in _blocks(rows, days):
        usual[block.own] = _usual_cosine(block)
        cut[block.own] = _least_share(_n_unlike(block, usual[block.own]))
    known = ~np.isnan(days)
    cut = np.where(known | ~known.any(), np.minimum(cut, HIGHEST), cut)
    found = [np.empty((4, 0)), *(_pairs_of(block, usual, cut) for block in _blocks(rows, days))]
    likeness, one, two, cosine = np.concatenate(found, axis=1)
    ends = np.sort(order[np.array([one, two], np.int64)], axis=0)
    return Pairs(likeness, ends[0], ends[1], cosine)


def _blocks(rows: Any, days: Floats) -> Iterator[_Block]:
    """Compare blocks of articles, in order of their days, with those near them and with those without a day."""
    n_articles, n_dated = len(days), int((~np.isnan(days)).sum())
    dated = days[:n_dated]
    for first in range(0, n_articles, BLOCK):
        last = min(first + BLOCK, n_articles)
        low, high = 0, n_articles
        if last <= n_dated:
            within = np.searchsorted(dated, [dated[first] - WINDOW, dated[last - 1] + WINDOW + 1])
            low, high = min(within[0], max(first - NEAREST_IN_TIME, 0)), max(within[1], last + NEAREST_IN_TIME)
        others = np.r_[low : min(high, n_dated), max(low, n_dated) : n_articles]
        cosines = (rows[first:last] @ rows[others].T).toarray()
        cosines[np.arange(last - first), np.searchsorted(others, np.arange(first, last))] = 0
        weights = _weights(days[first:last, None] - days[others])
        near = (weights > 0).astype(float)
        if first < n_dated:
            is_dated, known = np.arange(first, last) < n_dated, others < n_dated
            near[np.ix_(is_dated, ~known)] = share_near(dated, days[first : min(last, n_dated)])[:, None]
        yield _Block(slice(first, last), others, cosines, weights, near)


def share_near(dated: Floats, days: Floats) -> Floats:
    """Return the share of articles (dated: their days, ascending) that were published within the window of days."""
    near = np.searchsorted(dated, days + WINDOW, "right") - np.searchsorted(dated, days - WINDOW)
    share: Floats = near / max(len(dated), 1)
    return share


def _weights(apart: Floats) -> Floats:
    known = np.minimum(np.nan_to_num(np.abs(apart), nan=0), WINDOW + 1).astype(int)
    weights: Floats = np.array([*BY_DAYS, 0.0])[known]
    return weights


def _usual_cosine(block: _Block) -> Floats:
    """Return how alike each article is to others on its topic."""
    places = NEAREST.stop
    capped = np.minimum(block.cosines, HIGHEST_COSINE)
    padded = np.pad(capped, ((0, 0), (0, max(places - capped.shape[1], 0))))
    nearest = -np.sort(np.partition(-padded, places - 1, axis=1)[:, :places], axis=1)
    usual: Floats = np.maximum(nearest[:, NEAREST].mean(axis=1, dtype=float), LOWEST_USUAL)
    return usual


def _n_unlike(block: _Block, usual: Floats) -> Floats:
    """Return how many articles within the window are certainly about something else."""
    unlike = block.cosines * block.weights < UNLIKE * usual[:, None]
    counts: Floats = (unlike * block.near).sum(axis=1)
    return counts


def _least_share(n_unlike: Floats) -> Floats:
    """Return the share of the usual cosine that articles on one event have: the more could be meant, the higher."""
    return LOWEST + PER_DOUBLING * np.log2(np.maximum(n_unlike / FEW, 1))


def _pairs_of(block: _Block, usual: Floats, cut: Floats) -> Floats:
    """Return likeness, both articles and cosine of the pairs of a block whose other article comes later."""
    own = np.arange(block.own.start, block.own.stop)[:, None]
    least = np.sqrt(usual[own] * usual[block.others]) * np.maximum(cut[own], cut[block.others])
    likeness = block.cosines * block.weights / least
    row, column = np.nonzero((likeness >= LEAST) & (block.others > own))
    return np.array([likeness[row, column], own[row, 0], block.others[column], block.cosines[row, column]], float)
