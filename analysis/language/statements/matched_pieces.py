"""How alike statements are in the words that they have in common: late interaction of an encoder's states."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis._utils.ragged import row_numbers, row_starts
from analysis.language.embeddings.sentence_encoder import EncodedSentences

# A shared name says who is spoken of, not what is said.
OF_NAMES = 0.2
# A statement without any piece that counts is compared by all of them, at this weight.
LEAST_WEIGHT = 1e-6
BLOCK = 1_000  # pieces that are compared with all others at the same time


def piece_similarity(statements: EncodedSentences, without_content: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Compare statements piece by piece.

    Each piece of a statement is matched with the nearest piece of the other one; the mean of these cosines, weighted
    by inverse document frequency, says how much of a statement the other one covers. Of both directions the harmonic
    mean is taken. Pieces of names weigh a fifth.

    Parameters
    ----------
    statements : EncodedSentences
    without_content : array of bool, shape (n_vocabulary,)
        Which pieces of the vocabulary are function words or punctuation; they do not count.

    Returns
    -------
    array of float32, shape (n_statements, n_statements)
        Symmetric, at most 1.

    References
    ----------
    Zhang, Kishore, Wu, Weinberger & Artzi (2020), BERTScore: evaluating text generation with BERT, ICLR, eqs. 1-3,
    with weights by inverse document frequency among the statements.
    """
    from scipy import sparse

    n = len(statements.n_pieces)
    owner = row_numbers(statements.n_pieces)
    weight = _weights(statements, owner)
    counts = ~without_content[statements.pieces]
    none_counts = np.bincount(owner, counts, minlength=n) == 0
    kept = counts | none_counts[owner]
    owner, weight, states = owner[kept], weight[kept], statements.states[kept]
    n_kept = np.bincount(owner, minlength=n)
    filled = np.flatnonzero(n_kept)
    first = row_starts(n_kept[filled])
    covered = np.zeros((n, n))
    for start in range(0, len(owner), BLOCK):
        block = slice(start, start + BLOCK)
        nearest = np.maximum.reduceat(states[block] @ states.T, first, axis=1)
        of_block = owner[block]
        sums = sparse.csr_array((weight[block], (of_block, np.arange(len(of_block)))), shape=(n, len(of_block)))
        covered[:, filled] += sums @ nearest
    covered /= np.maximum(np.bincount(owner, weight, minlength=n), LEAST_WEIGHT)[:, None]
    covered = np.maximum(covered, 0)
    both = covered + covered.T
    return np.divide(2 * covered * covered.T, both, out=np.zeros_like(both), where=both > 0).astype(np.float32)


def _weights(statements: EncodedSentences, owner: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the weight of each piece: its inverse document frequency, less for names."""
    n = len(statements.n_pieces)
    distinct, number = np.unique(statements.pieces, return_inverse=True)
    occurs = np.unique(number * np.int64(max(n, 1)) + owner) // max(n, 1)
    statements_with = np.bincount(occurs, minlength=len(distinct))
    rarity = np.log((n + 1) / np.maximum(statements_with, 1))
    weight: NDArray[np.float64] = rarity[number] * np.where(statements.capitals, OF_NAMES, 1) + LEAST_WEIGHT
    return weight
