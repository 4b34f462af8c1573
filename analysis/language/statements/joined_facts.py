"""Statements known to tell the same thing -> facts joined, and statements that tell a second fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def join_facts(fact: Numbers, article: Numbers, groups: Iterable[list[int]]) -> tuple[Numbers, Numbers]:
    """Join facts of statements that tell the same thing.

    A sentence often tells more than one thing. So facts of several articles are never joined. Of a group of statements
    that tell the same thing, those whose fact no other article tells become part of the one fact of several articles
    that is in the group, if it has no other statement of their articles. Else the thing is a fact of its own, which the
    others tell too; not so where all of them tell a fact of several articles that the whole group tells already.

    Parameters
    ----------
    fact, article : array of int, shape (n_statements,)
        Numbers of the fact and of the article of each statement.
    groups : iterable of list of int
        Rows of the statements of each group.

    Returns
    -------
    fact : array of int, shape (n_statements,)
        Number of the fact of each statement after facts were joined.
    told_too : array of int, shape (n, 2)
        Rows of statements, and the number of another fact that each tells too.
    """
    found = _Facts(fact, article)
    for rows in groups:
        found.join(rows)
    return found.fact, np.array(found.told_too, np.int64).reshape(-1, 2)


class _Facts:
    """Facts while they are joined."""

    def __init__(self, fact: Numbers, article: Numbers) -> None:
        self.before, self.fact = fact, fact.copy()
        self.told_too: list[tuple[int, int]] = []
        self._article = article
        self._rows: defaultdict[int, list[int]] = defaultdict(list)
        self._articles: defaultdict[int, set[int]] = defaultdict(set)
        for row, (number, of_article) in enumerate(zip(fact.tolist(), article.tolist(), strict=True)):
            self._rows[number].append(row)
            self._articles[number].add(of_article)
        self._several = {number for number, articles in self._articles.items() if len(articles) > 1}
        self._facts_of = {row: {number} for row, number in enumerate(fact.tolist())}
        self._next = int(fact.max(initial=0)) + 1

    def join(self, rows: list[int]) -> None:
        """Let the statements of a group tell one fact."""
        alone = [row for row in rows if len(self._articles[int(self.fact[row])]) == 1]
        number = self._home(rows, alone)
        if number is None:
            return
        for row in rows:
            if row in alone:
                self._move(int(self.fact[row]), number)
            elif number not in self._facts_of[row]:
                self.told_too.append((row, number))
                self._facts_of[row].add(number)
                self._articles[number].add(int(self._article[row]))

    def _home(self, rows: list[int], alone: list[int]) -> int | None:
        """Return the fact that all of a group tell: one of several articles, one of one article, or a new one."""
        articles = {int(self._article[row]) for row in rows}
        if len(articles) == 1:
            return None
        several = sorted({int(self.before[row]) for row in rows} & self._several)
        if len(several) == 1 and not any(int(self._article[row]) in self._articles[several[0]] for row in alone):
            return several[0]
        if alone:
            return int(self.fact[alone[0]])
        told = set().union(*(self._facts_of[row] for row in rows))
        if any(articles <= self._articles[number] for number in told):
            return None
        self._next += 1
        return self._next - 1

    def _move(self, one: int, other: int) -> None:
        """Make a fact part of another one."""
        if one == other:
            return
        for row in self._rows.pop(one):
            self.fact[row] = other
            self._rows[other].append(row)
            self._facts_of[row] = self._facts_of[row] - {one} | {other}
        self._articles[other] |= self._articles.pop(one)
