"""Pairs of articles that are alike -> groups whose articles are alike on average."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.grouping.similar_pairs import Pairs


class _Groups:
    """Groups that are joined one by one.

    total: of each group, the sum of the likeness of its members to those of each other group that it has a pair with.
    size, first, last: number of members, first and last day; without members that have a day, ∞ and −∞.
    """

    def __init__(self, pairs: Pairs, days: NDArray[np.float64]) -> None:
        self.total: list[dict[int, float]] = [{} for _ in days]
        for one, two, likeness in zip(pairs.one.tolist(), pairs.two.tolist(), pairs.likeness.tolist(), strict=True):
            self.total[one][two] = self.total[two][one] = likeness
        self.size = [1] * len(days)
        self.first = np.where(np.isnan(days), np.inf, days).tolist()
        self.last = np.where(np.isnan(days), -np.inf, days).tolist()
        self.joined_to = list(range(len(days)))

    def mean(self, one: int, two: int) -> float:
        """Return the mean likeness of the members of two groups; pairs that are not given count as 0."""
        return self.total[one].get(two, 0.0) / (self.size[one] * self.size[two])

    def days(self, one: int, two: int) -> float:
        """Return the days from the first to the last member of two groups."""
        days: float = max(self.last[one], self.last[two]) - min(self.first[one], self.first[two])
        return days

    def join(self, one: int, two: int) -> dict[int, float]:
        """Join the second group to the first; return the groups with which the new one has pairs."""
        totals, others = self.total[one], self.total[two]
        del totals[two], others[one]
        self.total[two] = {}
        for other, likeness in others.items():
            totals[other] = totals.get(other, 0.0) + likeness
            del self.total[other][two]
            self.total[other][one] = totals[other]
        self.size[one] += self.size[two]
        self.first[one] = min(self.first[one], self.first[two])
        self.last[one] = max(self.last[one], self.last[two])
        self.joined_to[two] = one
        return totals


def average_link(pairs: Pairs, days: NDArray[np.float64], window: float, cut: float = 1) -> NDArray[np.int64]:
    """Join the two groups whose members are most alike on average, again and again.

    Without days this is the result of `scipy.cluster.hierarchy.average`, cut at the same place; memory is needed for
    the pairs, not for the square of the number of articles.

    Parameters
    ----------
    pairs : Pairs
        Each pair once; those that are not given count as 0.
    days : array of float, shape (n_articles,)
        Day of publication; NaN where it is not known.
    window : float
        Days between the first and the last article of a group, at most.
    cut : float
        Mean likeness of the members of two groups that are joined, at least. Of equal ones, those with the first
        articles are joined first.

    Returns
    -------
    array of int, shape (n_articles,)
        Number of the group of each article: groups are numbered in the order of their first articles.
    """
    groups = _Groups(pairs, days)
    high = pairs.likeness >= cut
    heap = [
        (-likeness, one, two)
        for likeness, one, two, _ in zip(*(values[high].tolist() for values in pairs), strict=True)
    ]
    heapify(heap)
    while heap:
        likeness, one, two = heappop(heap)
        # Those whose groups have been joined with others since have another mean, or none.
        if groups.mean(one, two) == -likeness and groups.days(one, two) <= window:
            for other in groups.join(one, two):
                mean = groups.mean(one, other)
                if mean >= cut:
                    heappush(heap, (-mean, min(one, other), max(one, other)))
    return _numbered(groups.joined_to)


def _numbered(joined_to: list[int]) -> NDArray[np.int64]:
    """Follow each article to the first one of its group, and number the groups."""
    first = np.arange(len(joined_to))
    for article, one in enumerate(joined_to):
        first[article] = first[one]
    numbers: NDArray[np.int64] = np.unique(first, return_inverse=True)[1].astype(np.int64)
    return numbers
