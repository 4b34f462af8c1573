"""Word vectors learnt from a corpus: which words stand near which, in few dimensions.

Source: Levy, Goldberg & Dagan (2015), "Improving distributional similarity with lessons learned from word embeddings",
Transactions of the ACL 3, 211-225: positive pointwise mutual information with smoothed contexts, then a truncated
singular value decomposition, its values to the power of a half. Window, smoothing and power are among theirs; nothing
was fitted."""

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
# Occurrences of a word that is to have a vector.
LEAST = 10


# Words of a corpus that vectors can be learnt from, and occurrences of the words of a pole: from here on the biases of
# the same articles by two corpora that share none correlate at two thirds or more (benchmarks/axes.md).
ENOUGH = 1_700_000
ENOUGH_OF_A_POLE = 200


@hides_content
class Vectors(NamedTuple):
    """Words, and the vector of each, of length 1: (words, dimensions).

    often: occurrences that each was learnt from; None where a file does not say."""

    words: pl.Series
    rows: NDArray[np.float32]
    often: NDArray[np.int64] | None = None


def learn(words: WordSequence) -> Vectors:
    """Learn a vector for each word that is no function word and occurs ten times or more.

    Two words are near each other where at most four other such words of their segment stand between them. The same
    words give the same vectors. Words that are never near another have none."""
    content = np.flatnonzero(~words.function)
    count = np.bincount(words.word[content], minlength=len(words.vocabulary))
    common = np.flatnonzero(count >= LEAST)
    number = np.full(len(words.vocabulary), -1, np.int32)
    number[common] = np.arange(len(common))
    kept = content[number[words.word[content]] >= 0]
    association = ppmi(near(words.segment[kept], number[words.word[kept]], len(common)))
    rows = reduced(association, min(DIMENSIONS, len(common) - 1)) if association.nnz else np.zeros((0, 1))
    found = np.flatnonzero(np.linalg.norm(rows, axis=1) > 1e-6)
    return Vectors(words.vocabulary.gather(common[found]), unit(rows[found]), count[common[found]])


def unit(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    """Vectors brought to length 1."""
    rows = rows.astype(float)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def too_few(tokens: int) -> str:
    """Why vectors cannot be learnt from so many words; '' where they can."""
    if tokens >= ENOUGH:
        return ""
    return (
        f"Vectors cannot be learnt from {tokens:,} words: from fewer than {ENOUGH:,} another corpus of the same size "
        "would order articles too differently (r below 0.67). Name a file of word vectors instead, such as one that "
        "word_vectors made of a larger corpus."
    )


def near(segment: NDArray[np.int64], word: NDArray[np.int32], words: int) -> Any:
    """How often each two words stand near each other, a symmetric sparse matrix (words, words).

    segment, word: of each occurrence, in order."""
    from scipy import sparse

    counts = sparse.csr_array((words, words), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        same = np.flatnonzero(segment[distance:] == segment[:-distance])
        ones = np.ones(len(same), np.float32)
        counts += sparse.csr_array((ones, (word[same], word[same + distance])), shape=(words, words))
    return sparse.csr_array(counts + counts.T)


def ppmi(counts: Any) -> Any:
    """Positive pointwise mutual information, in nats, of words and contexts: log P(w, c) / (P(w) P(c)), where P(c) is
    taken of counts to the power of 0.75, so that rare contexts count for less."""
    often = np.asarray(counts.sum(axis=0), float)
    total, smooth = often.sum(), often**SMOOTHING
    with np.errstate(divide="ignore"):
        chance = np.log(often / total), np.log(smooth / smooth.sum())
    found = counts.tocoo()
    row, column = found.coords
    values = np.log(found.data / total) - chance[0][row] - chance[1][column]
    from scipy import sparse

    kept = values > 0
    return sparse.csr_array((values[kept].astype(np.float32), (row[kept], column[kept])), shape=counts.shape)


def reduced(association: Any, dimensions: int) -> NDArray[np.float64]:
    """The rows of a matrix in few dimensions: left singular vectors times singular values to the power of a half; the
    signs are fixed.

    By Lanczos iterations, whose result does not depend on where they start; of random projections it does, since
    singular values of words fall slowly."""
    # scikit-learn takes a second to import.
    from sklearn.decomposition import TruncatedSVD

    model = TruncatedSVD(dimensions, algorithm="arpack", random_state=0)
    scaled = model.fit_transform(association).astype(float)
    # A matrix of lower rank has noughts among its singular values.
    real = model.singular_values_ > 1e-5 * model.singular_values_.max()
    return scaled[:, real] * model.singular_values_[real] ** (POWER - 1)
