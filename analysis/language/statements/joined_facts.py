"""Statements known to tell the same thing -> facts joined, and statements that tell a second fact."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def join_facts(fact: Numbers, article: Numbers, pairs: Numbers) -> tuple[Numbers, Numbers]:
    """Join facts of statements that tell the same thing.

    A fact of one article alone becomes part of the fact of several articles that most of its pairs lead to, else it
    takes in the facts of one article that its pairs lead to. Facts of several articles stay apart, since a sentence
    often tells more than one fact: a statement of each then tells the other one too, unless its article does already.

    Parameters
    ----------
    fact, article : array of int, shape (n_statements,)
        Numbers of the fact and of the article of each statement.
    pairs : array of int, shape (n_pairs, 2)
        Rows of two statements of different articles that tell the same thing.

    Returns
    -------
    fact : array of int, shape (n_statements,)
        Number of the fact of each statement after facts were joined.
    told_too : array of int, shape (n, 2)
        Rows of statements, and the number of another fact that each tells too.
    """
    articles = _articles_of(fact, article, np.unique(fact[pairs]))
    lead_to: dict[int, Counter[int]] = defaultdict(Counter)
    for one, two in fact[pairs].tolist():
        if one != two:
            lead_to[one][two] += 1
            lead_to[two][one] += 1
    joined: dict[int, int] = {}
    alone = [number for number in sorted(lead_to) if len(articles[number]) == 1]
    for number in alone:
        several = {other: count for other, count in lead_to[number].items() if len(articles[other]) > 1}
        if several:
            joined[number] = min(several, key=lambda other: (-several[other], other))
    for number in alone:
        if number not in joined:
            # Facts that take others in are mapped to themselves, so that none is joined twice.
            mine = [other for other in lead_to[number] if other not in joined and articles[other] != articles[number]]
            joined |= dict.fromkeys([number, *mine] if mine else [], number)
    together = _mapped(fact, joined)
    return together, _told_too(together, article, pairs)


def _articles_of(fact: Numbers, article: Numbers, numbers: Numbers) -> dict[int, set[int]]:
    """Return the articles that tell each of some facts."""
    articles: dict[int, set[int]] = {number: set() for number in numbers.tolist()}
    rows = np.flatnonzero(np.isin(fact, numbers))
    for number, of_article in zip(fact[rows].tolist(), article[rows].tolist(), strict=True):
        articles[number].add(of_article)
    return articles


def _mapped(fact: Numbers, joined: dict[int, int]) -> Numbers:
    together = fact.copy()
    rows = np.flatnonzero(np.isin(fact, list(joined)))
    together[rows] = [joined[number] for number in fact[rows].tolist()]
    return together


def _told_too(fact: Numbers, article: Numbers, pairs: Numbers) -> Numbers:
    """Return the statements that tell the fact of another one too, which articles do not tell otherwise."""
    articles = _articles_of(fact, article, np.unique(fact[pairs]))
    several = {number for number, of_fact in articles.items() if len(of_fact) > 1}
    found = []
    for row, other in np.concatenate([pairs, pairs[:, ::-1]]).tolist():
        number = int(fact[other])
        if number in several and int(article[row]) not in articles[number]:
            articles[number].add(int(article[row]))
            found.append((row, number))
    return np.array(found, np.int64).reshape(-1, 2)
