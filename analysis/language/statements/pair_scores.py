"""Similarities of statements -> scores of pairs: how much closer two statements are than others near them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NEIGHBOURS = 5  # whose mean similarity is the density near a statement
OF_RANKS = 3.0  # weight of the ranks
# To be the nearest of few statements says little; of more than these, no more than of these.
MANY = 20
COPY = 0.85  # two statements this similar are copies, whatever is near them
# Two statements less similar than this rarely say the same, even if all others are still less similar, as among many
# articles that have little in common.
UNLIKE = 0.35
OF_UNLIKE = 6.0  # what such a pair scores less
# What is known of similarities and of densities before any pair is seen, and how many pairs that is worth: mean and
# standard deviation between sentences of the five articles of data/atacms.
BEFORE = {"similarity": (0.26, 0.10), "density": (-0.16, 0.08)}
WORTH = 50
NEVER = -np.inf


def pair_scores(similarity: Floats, article: NDArray[np.int64], among: NDArray[np.int64]) -> Floats:
    """Score pairs of statements of different articles.

    The score adds up how similar the two are, how much more similar than each of them is to its five nearest
    statements of other articles, and how many statements of the other's article are more similar to it. Where articles
    have few statements, to be the nearest one counts less. Pairs that are not similar at all score less.

    Parameters
    ----------
    similarity : array of float, shape (n_statements, n_statements)
    article : array of int, shape (n_statements,)
        Number of the article of each statement, from 0 without gaps.
    among : array of int, shape (n_statements,)
        How many statements the article of each has, with those that are not scored.

    Returns
    -------
    array of float, shape (n_statements, n_statements)
        Symmetric; minus infinity within an article.

    References
    ----------
    Conneau, Lample, Ranzato, Denoyer & Jégou (2018), Word translation without parallel data, ICLR, eq. 5, for the
    similarity corrected by local density.
    """
    other = article[:, None] != article[None, :]
    # Equal similarities must stay equal on every machine, since they are ranked.
    similarity = similarity.round(5)
    density = _local_density(similarity, other)
    corrected = similarity - (density[:, None] + density[None, :]) / 2
    rank = np.log1p(ranks_within_articles(similarity, article))
    score = _standardized(similarity, other, *BEFORE["similarity"]) + _standardized(
        corrected, other, *BEFORE["density"]
    )
    few = np.log(MANY / np.minimum(among, MANY))
    score -= OF_RANKS * (rank + rank.T) + few[:, None] + few[None, :]
    score -= OF_UNLIKE * (similarity < UNLIKE)
    score = np.where(similarity >= COPY, np.maximum(score, score.max(initial=0, where=other)), score)
    return np.where(other, score, NEVER)


def _local_density(similarity: Floats, other: NDArray[np.bool_]) -> Floats:
    """Return the mean similarity of each statement to its nearest ones of other articles."""
    count = min(NEIGHBOURS, len(similarity))
    nearest = -np.partition(-np.where(other, similarity, -np.inf), count - 1, axis=1)[:, :count]
    known = np.isfinite(nearest)
    density: Floats = np.where(known, nearest, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return density


def ranks_within_articles(similarity: NDArray[np.floating[Any]], article: NDArray[np.int64]) -> Floats:
    """Rank the statements of each article by their similarity to a given one.

    Parameters
    ----------
    similarity : array of float, shape (n_statements, n_statements)
    article : array of int, shape (n_statements,)

    Returns
    -------
    array of float, shape (n_statements, n_statements)
        How many statements of the column's article are more similar to the statement of the row than the column is.
    """
    ranks = np.zeros(similarity.shape)
    for number in np.unique(article).tolist():
        mine = np.flatnonzero(article == number)
        order = np.argsort(-similarity[:, mine], axis=1, kind="stable")
        places = np.broadcast_to(np.arange(len(mine), dtype=float), order.shape)
        ranked = np.empty(order.shape)
        np.put_along_axis(ranked, order, places, axis=1)
        ranks[:, mine] = ranked
    return ranks


def _standardized(values: Floats, other: NDArray[np.bool_], mean: float, deviation: float) -> Floats:
    """Return values in standard deviations from the mean of the pairs of different articles.

    Few pairs say little about either, so that what is known before counts as much as WORTH pairs.
    """
    count = other.sum() / 2 + WORTH
    middle = (values.sum(where=other) / 2 + WORTH * mean) / count
    squares = ((values - middle) ** 2).sum(where=other) / 2 + WORTH * deviation**2
    scaled: Floats = (values - middle) / np.sqrt(squares / count)
    return scaled
