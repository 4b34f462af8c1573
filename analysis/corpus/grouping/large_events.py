"""Groups into which a large event falls -> one group: the articles of either are about as alike as those of both."""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.corpus.grouping.similar_pairs import Floats, Numbers, share_near

# Articles of a group to which others are joined, at least: in smaller ones it is not known how alike its articles are.
FEWEST = 4
# Mean cosine that is expected within a group, and the number of pairs for which this counts.
EXPECTED, EXPECTED_PAIRS = 0.2, 3
# How alike two groups are that are joined, relative to the articles within them, where FEW articles were published
# within the window, and where the day of an article is not known; it grows with a power of their number.
FEW, LOWEST, LOWEST_WITHOUT_DAY, GROWTH = 8, 0.2, 0.25, 0.3


class _Groups:
    """Groups that are joined one by one, by the sums of the rows of their articles; a joined one is empty."""

    def __init__(self, rows: Any, group: Numbers, days: Floats, window: float) -> None:
        from scipy import sparse

        n_groups, n_articles = group.max(initial=-1) + 1, len(group)
        members = np.ones(n_articles, np.float32), (group, np.arange(n_articles))
        self.sums = sparse.csr_array(sparse.csr_array(members, (n_groups, n_articles)) @ rows)
        self.size = np.bincount(group, minlength=n_groups)
        self.squares = np.asarray(self.sums.multiply(self.sums).sum(axis=1), float)
        self.least = np.zeros(n_groups)
        np.maximum.at(self.least, group, _least_ratio(days))
        self.window, self.joined_to = window, np.arange(n_groups)
        self.first, self.last = np.full(n_groups, np.inf), np.full(n_groups, -np.inf)
        dated = ~np.isnan(days)
        np.minimum.at(self.first, group[dated], days[dated])
        np.maximum.at(self.last, group[dated], days[dated])

    def gather(self, one: int) -> None:
        """Join to a group those that are alike enough, the most similar one first."""
        own = self.sums[[one]].toarray()[0]
        while True:
            days = np.maximum(self.last, self.last[one]) - np.minimum(self.first, self.first[one])
            others = np.flatnonzero((self.size > 0) & (days <= self.window) & (np.arange(len(days)) != one))
            products = self.sums[others] @ own
            ratio = products / (self.size[others] * self.size[one]) / np.sqrt(self.within(others) * self.within(one))
            ratio /= np.maximum(self.least[others], self.least[one])
            if ratio.max(initial=0) < 1:
                return
            best = np.argmax(ratio)
            other = others[best]
            own += self.sums[[other]].toarray()[0]
            self.squares[one] += self.squares[other] + 2 * products[best]
            self.size[one], self.size[other] = self.size[one] + self.size[other], 0
            self.first[one] = min(self.first[one], self.first[other])
            self.last[one] = max(self.last[one], self.last[other])
            self.least[one] = max(self.least[one], self.least[other])
            self.joined_to[self.joined_to == other] = one

    def within(self, groups: Any) -> Any:
        """Return the mean cosine of the articles of each group, nearer to the expected one the fewer there are."""
        size = self.size[groups]
        total = self.squares[groups] - size + 2 * EXPECTED_PAIRS * EXPECTED
        return total / (size * (size - 1) + 2 * EXPECTED_PAIRS)


def _least_ratio(days: Floats) -> Floats:
    """Return how alike two groups are at least, for each article: the more were published near it, the more."""
    near = np.where(np.isnan(days), 1.0, share_near(np.sort(days[~np.isnan(days)]), days)) * len(days)
    lowest = np.where(np.isnan(days), LOWEST_WITHOUT_DAY, LOWEST)
    least: Floats = lowest * np.maximum(near / FEW, 1) ** GROWTH
    return least


def join_large_events(rows: Any, group: Numbers, days: Floats, window: float) -> Numbers:
    """Join groups that are parts of a large event.

    The articles of a large event are less alike on average than those of a small one, so that it falls into parts. Two
    groups are joined if the mean cosine of the articles of one with those of the other is high enough, relative to the
    mean cosines within either (their geometric mean); one of them has at least four articles. Groups that gather others
    are taken from the largest to the smallest.

    Parameters
    ----------
    rows : scipy.sparse.csr_array, shape (n_articles, n_words)
        Rows of length 1.
    group : array of int, shape (n_articles,)
    days : array of float, shape (n_articles,)
        Day of publication; NaN where it is not known.
    window : float
        Days between the first and the last article of a group, at most.

    Returns
    -------
    array of int, shape (n_articles,)
        Number of the group of each article.
    """
    groups = _Groups(rows, group, days, window)
    for one in np.argsort(-groups.size, kind="stable").tolist():
        if groups.size[one] >= FEWEST:
            groups.gather(one)
    joined: Numbers = np.unique(groups.joined_to[group], return_inverse=True)[1].astype(np.int64)
    return joined
