"""How alike statements are in their runs of letters: cosines of character n-grams weighted by TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis._utils.ragged import row_numbers, row_sizes

LENGTHS = (3, 4, 5)
LONGEST_TEXT = 1_000  # characters; the rest of a statement is not read
_BLANK = np.uint64(ord(" "))
# Runs are numbered by a polynomial in this odd number, modulo 2**64.
_BASE = np.uint64(0x9E3779B97F4A7C15)


def letter_similarity(texts: Sequence[str], rows: int | None = None) -> NDArray[np.float32]:
    """Compare texts by their runs of three to five characters within words.

    A run counts 1 + log(times) in a text, by its inverse document frequency among the texts.

    Parameters
    ----------
    texts : sequence of str
        Of each, the first 1,000 characters are read.
    rows : int, optional
        How many texts, from the first one on, are compared with all; by default all.

    Returns
    -------
    array of float32, shape (rows, n_texts)
        Cosines, from 0 to 1.

    Examples
    --------
    >>> letter_similarity(["the bridge closed", "a closed bridge", "boats"]).round(1)[0]
    array([1. , 0.9, 0. ], dtype=float32)
    """
    from scipy import sparse

    text, run = _runs(texts)
    if not len(run):
        return np.zeros((len(texts[:rows]), len(texts)), np.float32)
    column = np.unique(run, return_inverse=True)[1]
    times = sparse.csr_array((np.ones(len(text)), (text, column)), shape=(len(texts), column.max() + 1))
    times.sum_duplicates()
    texts_with = np.bincount(times.indices, minlength=times.shape[1])
    weight = np.log((1 + len(texts)) / (1 + texts_with)) + 1
    times.data = (1 + np.log(times.data)) * weight[times.indices]
    length = np.sqrt(np.asarray((times * times).sum(axis=1)).ravel())
    scaled = sparse.csr_array(times.multiply(1 / np.maximum(length, 1e-9)[:, None])).astype(np.float32)
    found: NDArray[np.float32] = (scaled[:rows] @ scaled.T).toarray()
    return found


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
