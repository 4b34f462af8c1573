"""Scores of pairs -> groups of statements: average linkage across articles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.language.statements.pair_scores import Floats

MOST_OF_ARTICLE = 2  # statements of one article in a group
OF_REPETITION = 2.0  # what a group that holds two statements of one article must score more
_BLOCKED = -np.inf


def group_statements(scores: Floats, article: NDArray[np.int64], least: float) -> NDArray[np.int64]:
    """Join the two groups whose pairs score highest on average, again and again.

    Only pairs of statements of different articles are scored. A group holds at most two statements of an article; one
    that holds two must score more.

    Parameters
    ----------
    scores : array of float, shape (n_statements, n_statements)
        As `pair_scores` returns it.
    article : array of int, shape (n_statements,)
    least : float
        Mean score of the pairs across two groups from which on they are joined.

    Returns
    -------
    array of int, shape (n_statements,)
        Number of the first statement of the group of each.

    References
    ----------
    Sokal & Michener (1958), A statistical method for evaluating systematic relationships, for average linkage.
    """
    n = len(article)
    group = np.arange(n)
    if n < 2:
        return group
    other = article[:, None] != article[None, :]
    total = np.where(other, scores, 0.0)
    held = np.zeros((int(article.max()) + 1, n))  # statements of each article in each group
    held[article, np.arange(n)] = 1
    size = np.ones(n)
    mean = np.where(other, scores, _BLOCKED)
    best = mean.argmax(axis=1)
    highest = mean[np.arange(n), best]
    while (one := int(highest.argmax())) >= 0 and highest[one] >= least:
        one, two = sorted((one, int(best[one])))
        group[group == two] = one
        total[one] += total[two]
        total[:, one] += total[:, two]
        held[:, one] += held[:, two]
        held[:, two] = 0
        size[one] += size[two]
        size[two] = 0
        mean[one] = mean[:, one] = _means(one, total[one], held, size)
        mean[two] = mean[:, two] = _BLOCKED
        mean[one, two] = mean[two, one] = mean[one, one] = _BLOCKED
        _update(best, highest, mean, (one, two))
    return group


def _means(one: int, total: Floats, held: Floats, size: Floats) -> Floats:
    """Return the mean score of the pairs between a group and each other one; blocked where they may not be joined."""
    mine = np.flatnonzero(held[:, one])
    other, of_one = held[mine], held[mine, one]
    pairs = size * size[one] - of_one @ other
    mean = np.divide(total, pairs, out=np.full(len(total), _BLOCKED), where=pairs > 0)
    most = (other + of_one[:, None]).max(axis=0)
    mean = np.where((most > MOST_OF_ARTICLE) | (size == 0), _BLOCKED, mean)
    found: Floats = mean - OF_REPETITION * (other > 0).any(axis=0)
    return found


def _update(best: NDArray[np.int64], highest: Floats, mean: Floats, changed: tuple[int, int]) -> None:
    """Bring the best partner of each group up to date, in place, after two groups were joined."""
    one, two = changed
    higher = mean[:, one] > highest
    best[higher], highest[higher] = one, mean[higher, one]
    again = np.flatnonzero(~higher & ((best == one) | (best == two)))
    again = np.union1d(again, [one, two])
    best[again] = mean[again].argmax(axis=1)
    highest[again] = mean[again, best[again]]
