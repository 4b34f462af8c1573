"""Words as numbers: the distinct words, and the number of each word among them."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray


def vocabulary_by_appearance(words: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """Encode words as numbers in the order of their first appearance.

    Parameters
    ----------
    words : Series of str, shape (n_words,)

    Returns
    -------
    vocabulary : Series of str
        The distinct words.
    number : array of int32, shape (n_words,)
        Index of each word in the vocabulary.

    Examples
    --------
    >>> vocabulary, number = vocabulary_by_appearance(pl.Series(["quay", "boat", "quay"]))
    >>> vocabulary.to_list(), number.tolist()
    (['quay', 'boat'], [0, 1, 0])
    """
    encoded = words.to_arrow().dictionary_encode()
    return pl.Series(words.name, encoded.dictionary, dtype=pl.String), encoded.indices.to_numpy(zero_copy_only=False)


def sorted_vocabulary(words: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """Encode words as numbers in the order of their characters.

    Parameters
    ----------
    words : Series of str, shape (n_words,)

    Returns
    -------
    vocabulary : Series of str
        The distinct words, sorted.
    number : array of int32, shape (n_words,)
        Index of each word in the vocabulary.

    Examples
    --------
    >>> vocabulary, number = sorted_vocabulary(pl.Series(["quay", "boat", "quay"]))
    >>> vocabulary.to_list(), number.tolist()
    (['boat', 'quay'], [1, 0, 1])
    """
    distinct, number = vocabulary_by_appearance(words)
    # Sorting words together with their numbers is faster than arg_sort.
    ordered = pl.DataFrame({"word": distinct, "number": np.arange(len(distinct))}).sort("word")
    rank = np.empty(len(distinct), np.int32)
    rank[ordered["number"].to_numpy()] = np.arange(len(distinct))
    return ordered["word"].alias(words.name), rank.take(number)
