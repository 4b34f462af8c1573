"""How alike statements are in their runs of letters: cosines of character n-grams weighted by TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis._utils.ragged import row_numbers, row_sizes

if TYPE_CHECKING:
    from scipy import sparse

LENGTHS = (3, 4, 5)
LONGEST_TEXT = 1_000  # characters; the rest of a statement is not read
_BLANK = np.uint64(ord(" "))
# Runs are numbered by a polynomial in this odd number, modulo 2**64.
_BASE = np.uint64(0x9E3779B97F4A7C15)


def letter_similarity(texts: Sequence[str]) -> NDArray[np.float32]:
    """Compare texts by their runs of three to five characters within words.

    Parameters
    ----------
    texts : sequence of str
        Of each, the first 1,000 characters are read.

    Returns
    -------
    array of float32, shape (n_texts, n_texts)
        Cosines, from 0 to 1.

    Examples
    --------
    >>> letter_similarity(["the bridge closed", "a closed bridge", "boats"]).round(1)[0]
    array([1. , 0.9, 0. ], dtype=float32)
    """
    return cosines(letter_vectors(texts))


def cosines(vectors: sparse.csr_array) -> NDArray[np.float32]:
    """Return the products of all pairs of rows, shape (n_rows, n_rows)."""
    found: NDArray[np.float32] = (vectors @ vectors.T).toarray()
    return found


def letter_vectors(texts: Sequence[str]) -> sparse.csr_array:
    """Describe texts by their runs of three to five characters within words.

    A run counts 1 + log(times) in a text, by its inverse document frequency among the texts.

    Parameters
    ----------
    texts : sequence of str
        Of each, the first 1,000 characters are read.

    Returns
    -------
    sparse array of float32, shape (n_texts, n_runs)
        Rows of length 1; of zeros where a text has no run.
    """
    from scipy import sparse

    text, run = _runs(texts)
    number, column = np.unique(run, return_inverse=True)
    times = sparse.csr_array((np.ones(len(text)), (text, column)), shape=(len(texts), len(number)))
    times.sum_duplicates()
    texts_with = np.bincount(times.indices, minlength=len(number))
    weight = np.log((1 + len(texts)) / (1 + texts_with)) + 1
    times.data = (1 + np.log(times.data)) * weight[times.indices]
    length = np.sqrt(np.bincount(row_numbers(np.diff(times.indptr)), times.data**2, minlength=len(texts)))
    times.data = (times.data / np.repeat(np.maximum(length, 1e-9), np.diff(times.indptr))).astype(np.float32)
    return times


def _runs(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return the text and the number of each run of characters in a word with a blank on either side."""
    spaced = [f" {' '.join(text[:LONGEST_TEXT].lower().split())} " for text in texts]
    letter = np.frombuffer("".join(spaced).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    of_text = row_numbers(row_sizes(spaced))
    blank = letter == _BLANK
    found = []
    for length in LENGTHS:
        last = len(letter) - length + 1
        if last <= 0:
            continue
        number = np.zeros(last, np.uint64)
        for place in range(length):
            number = number * _BASE + letter[place : place + last] + np.uint64(1)
        # Blanks end a run but are not inside it, so that each run is of one word.
        inner = np.concatenate([[0], np.cumsum(blank)])
        one_word = inner[length - 1 : length - 1 + last] - inner[1 : 1 + last] == 0
        found.append((of_text[:last][one_word], number[one_word]))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    text, run = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return text, run
