"""Word vectors learnt from a corpus: which words are near which, in few dimensions.

Window, smoothing and power are among those of the reference; nothing was fitted.

References
----------
Levy, Goldberg & Dagan (2015), Improving distributional similarity with lessons learned from word embeddings,
Transactions of the ACL 3, 211-225: positive pointwise mutual information with smoothed contexts, then a truncated
singular value decomposition, its values to the power of a half.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.word_sequence import WordSequence

WINDOW = 5
SMOOTHING = 0.75
POWER = 0.5
DIMENSIONS = 100
# Occurrences that a word needs to have a vector.
MIN_COUNT = 10
# Words of a corpus that vectors can be learnt from, and occurrences of the words of a pole: from here on the biases of
# the same articles by two corpora that share none correlate at two thirds or more (benchmarks/axes.md).
ENOUGH = 1_700_000
ENOUGH_OF_A_POLE = 200
# Shorter vectors, and singular values that are smaller relative to the largest, are zero but for rounding.
ZERO_LENGTH, ZERO_SINGULAR_VALUE = 1e-6, 1e-5


@hides_content
class Vectors(NamedTuple):
    """Words and their vectors of length 1: rows has shape (words, dimensions).

    often: number of occurrences that each was learnt from; None for vectors from a file.
    """

    words: pl.Series
    rows: NDArray[np.float32]
    often: NDArray[np.int64] | None = None


def learn(words: WordSequence) -> Vectors:
    """Learn a vector for each word that is no function word and occurs ten times or more.

    Two words are near each other if at most four other such words of their segment are between them. A word that is
    never near another has no vector.

    Parameters
    ----------
    words : WordSequence

    Returns
    -------
    Vectors
        The same for the same words.
    """
    content = np.flatnonzero(~words.function)
    count = np.bincount(words.word[content], minlength=len(words.vocabulary))
    common = np.flatnonzero(count >= MIN_COUNT)
    number = np.full(len(words.vocabulary), -1, np.int32)
    number[common] = np.arange(len(common))
    kept = content[number[words.word[content]] >= 0]
    association = ppmi(near_counts(words.segment[kept], number[words.word[kept]], len(common)))
    rows = reduced(association, min(DIMENSIONS, len(common) - 1)) if association.nnz else np.zeros((0, 1))
    found = np.flatnonzero(np.linalg.norm(rows, axis=1) > ZERO_LENGTH)
    return Vectors(words.vocabulary.gather(common[found]), unit_length(rows[found]), count[common[found]])


def unit_length(rows: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """Scale vectors to length 1."""
    rows = rows.astype(float)
    scaled: NDArray[np.float64] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled.astype(np.float32)


def too_few(n_words: int) -> str:
    """Return why vectors cannot be learnt from so many words; '' if they can."""
    if n_words >= ENOUGH:
        return ""
    return (
        f"Vectors cannot be learnt from {n_words:,} words: from fewer than {ENOUGH:,} another corpus of the same size "
        "would order articles too differently (r below 0.67). Name a file of word vectors instead, such as one that "
        "ss.measures.word_vectors made of a larger corpus."
    )


def near_counts(segment: NDArray[np.int64], word: NDArray[np.int32], n_words: int) -> Any:
    """Count how often two words are near each other.

    Parameters
    ----------
    segment, word : array of int, shape (n_occurrences,)
        Of each occurrence, in order.
    n_words : int

    Returns
    -------
    scipy.sparse.csr_array, shape (n_words, n_words)
        Symmetric.
    """
    from scipy import sparse

    counts = sparse.csr_array((n_words, n_words), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        same = np.flatnonzero(segment[distance:] == segment[:-distance])
        ones = np.ones(len(same), np.float32)
        counts += sparse.csr_array((ones, (word[same], word[same + distance])), shape=(n_words, n_words))
    return sparse.csr_array(counts + counts.T)


def ppmi(counts: Any) -> Any:
    """Positive pointwise mutual information of words and contexts, in nats: log P(w, c) / (P(w) P(c)).

    P(c) is computed from counts to the power of 0.75, so that rare contexts weigh less.

    Parameters
    ----------
    counts : scipy.sparse.csr_array, shape (n_words, n_words)
        Symmetric, as `near_counts` returns it.

    Returns
    -------
    scipy.sparse.csr_array, shape (n_words, n_words)
    """
    from scipy import sparse

    n = np.asarray(counts.sum(axis=0), float)
    total, smoothed = n.sum(), n**SMOOTHING
    with np.errstate(divide="ignore"):
        log_p_word, log_p_context = np.log(n / total), np.log(smoothed / smoothed.sum())
    counts = sparse.csr_array(counts)
    word = np.repeat(np.arange(len(n), dtype=np.int32), np.diff(counts.indptr))
    pmi = np.log(counts.data / total) - log_p_word[word] - log_p_context[counts.indices]
    positive = pmi > 0
    values = pmi[positive].astype(np.float32)
    starts = np.append(0, np.cumsum(np.bincount(word[positive], minlength=len(n))))
    return sparse.csr_array((values, counts.indices[positive], starts), shape=counts.shape)


def reduced(association: Any, dimensions: int) -> NDArray[np.float64]:
    """Reduce the rows of a matrix to few dimensions: left singular vectors times the roots of the singular values.

    Lanczos iterations are used, whose result does not depend on their start. That of random projections does, since
    singular values of words decrease slowly.

    Parameters
    ----------
    association : scipy.sparse.csr_array, shape (n_words, n_words)
    dimensions : int

    Returns
    -------
    array of float, shape (n_words, n_dimensions)
        The signs are fixed. A matrix of lower rank gives fewer dimensions.
    """
    # scikit-learn takes a second to import.
    from sklearn.decomposition import TruncatedSVD
    from threadpoolctl import threadpool_limits

    model = TruncatedSVD(dimensions, algorithm="arpack", random_state=0)
    # The products are too short to gain from several threads, and sums would depend on their number.
    with threadpool_limits(1, user_api="blas"):
        scaled = model.fit_transform(association).astype(float)
    singular = model.singular_values_
    not_zero = singular > ZERO_SINGULAR_VALUE * singular.max()
    rows: NDArray[np.float64] = scaled[:, not_zero] * singular[not_zero] ** (POWER - 1)
    return rows
