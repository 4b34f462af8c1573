"""What each two figures of an event have in common: words of a column, and words of sets."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Sets = NDArray[np.object_]


def equal(column: NDArray[np.generic]) -> Flags:
    """Return which two values are equal."""
    codes = pd.factorize(column)[0]
    found: Flags = codes[:, None] == codes[None, :]
    return found


def words_conflict(column: NDArray[np.generic]) -> Flags:
    """Return which two words are different and none of them empty."""
    given = column != ""
    found: Flags = ~equal(column) & given[:, None] & given[None, :]
    return found


def have_words(sets: Sets) -> Flags:
    """Return whether each has a word, as a column."""
    return np.array([bool(words) for words in sets], bool)[:, None]


def share_words(sets: Sets) -> Flags:
    """Return whether two sets have a word in common."""
    (matrix,) = _incidence(sets)
    found: Flags = matrix @ matrix.T > 0
    return found


def sets_conflict(sets: Sets) -> Flags:
    """Return whether both sets have words, and none in common."""
    return have_words(sets) & have_words(sets).T & ~share_words(sets)


def reach(sets: Sets, texts: Sets) -> Flags:
    """Return whether a word of one of the sets stands in the text of the other."""
    one, two = _incidence(sets, texts)
    within = one @ two.T > 0
    found: Flags = within | within.T
    return found


def lack_words(sets: Sets, texts: Sets) -> Flags:
    """Return whether the set of the row has a word that the text of the column does not have."""
    one, two = _incidence(sets, texts)
    found: Flags = one @ two.T < one.sum(axis=1)[:, None]
    return found


def _incidence(*columns: Sets) -> list[NDArray[np.float32]]:
    """Return which words each set has, as matrices with the same columns."""
    number: dict[str, int] = {}
    for column in columns:
        for words in column:
            for word in words:
                number.setdefault(word, len(number))
    found = []
    for column in columns:
        matrix = np.zeros((len(column), len(number)), np.float32)
        rows = [row for row, words in enumerate(column) for _ in words]
        matrix[rows, [number[word] for words in column for word in words]] = 1
        found.append(matrix)
    return found
