"""Statements of several articles -> facts: which statements say the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.language.embeddings.sentence_encoder import sentence_encoder
from analysis.language.statements.alike_parts import alike_parts
from analysis.language.statements.grouping import group_statements
from analysis.language.statements.matched_pieces import piece_similarity
from analysis.language.statements.pair_scores import Floats, pair_scores, ranks_within_articles
from analysis.language.statements.shared_letters import cosines
from analysis.language.text.tokens import function_words

if TYPE_CHECKING:
    from scipy import sparse

# A statement whose letters are less similar than this to those of every statement of other articles has no match. Most
# statements are left out in this way, without the encoder, which takes nearly all of the time.
LEAST_LETTERS = 0.2
MOST_RANKS = 1  # statements of both articles that may be more similar
# Chosen so that of the pairs of statements in one fact at least .72 are right; see benchmarks/validity.py.
LEAST_SCORE = 0.25
MOST_STATEMENTS = 1_500  # that are compared with each other: time and memory grow with the square


def same_facts(
    texts: Sequence[str], letters: sparse.csr_array, article: NDArray[np.int64], least: float = LEAST_SCORE
) -> NDArray[np.int64]:
    """Group statements of articles on one event into facts.

    More than 1,500 statements are divided into parts first, in which similar ones stay together.

    Parameters
    ----------
    texts : sequence of str
        The statements.
    letters : sparse array, shape (n_statements, n_runs)
        From `letter_vectors`.
    article : array of int, shape (n_statements,)
        Number of the article of each statement.
    least : float
        Score from which on statements are joined; higher for fewer and surer facts.

    Returns
    -------
    array of int, shape (n_statements,)
        Number of the first statement of the fact of each.
    """
    fact = np.arange(len(texts))
    among = np.bincount(article)[article] if len(article) else article
    for part in alike_parts(letters, article, MOST_STATEMENTS):
        chosen, number, scores = candidate_scores(
            [texts[row] for row in part.tolist()], letters[part], article[part], among[part]
        )
        rows = part[chosen]
        fact[rows] = rows[group_statements(scores, number, least)]
    return fact


def candidate_scores(
    texts: Sequence[str], letters: sparse.csr_array, article: NDArray[np.int64], among: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Choose the statements that another article may tell too, and score their pairs.

    Parameters
    ----------
    texts : sequence of str
    letters : sparse array, shape (n_statements, n_runs)
    article, among : array of int, shape (n_statements,)
        Number of the article of each statement, and how many statements it has in all.

    Returns
    -------
    candidate : array of int, shape (n_candidates,)
        Rows of the statements.
    article : array of int, shape (n_candidates,)
        Number of the article of each, from 0 without gaps.
    scores : array of float, shape (n_candidates, n_candidates)
        As `pair_scores` returns them.
    """
    of_letters = cosines(letters)
    candidate = np.flatnonzero(_has_match(of_letters, article))
    if not len(candidate):
        return candidate, candidate, np.empty((0, 0))
    number = np.unique(article[candidate], return_inverse=True)[1]
    encoded = sentence_encoder().encode([texts[row] for row in candidate.tolist()])
    similarity = piece_similarity(encoded, _without_content()).astype(float)
    similarity += of_letters[np.ix_(candidate, candidate)] + encoded.vectors @ encoded.vectors.T
    return candidate, number, pair_scores(similarity / 3, number, among[candidate])


def _has_match(letters: NDArray[np.float32], article: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which statements have one of another article that is near enough in letters, and among the nearest."""
    ranks = ranks_within_articles(letters, article)
    other = article[:, None] != article[None, :]
    matched = other & (ranks + ranks.T <= MOST_RANKS) & (letters >= LEAST_LETTERS)
    return np.asarray(matched.any(axis=1), bool)


@cache
def _without_content() -> NDArray[np.bool_]:
    """Return which pieces of the encoder's vocabulary are function words or punctuation."""
    functional = function_words()
    return np.array([
        piece in functional or not (piece[0].isalnum() or piece.startswith("##"))
        for piece in sentence_encoder().vocabulary
    ])  # fmt: skip
