"""Words as numbers: the distinct words, and the index of each word among them."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray


def vocabulary_by_appearance(words: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """The different words in the order they come up in, and the place of each word among them."""
    encoded = words.to_arrow().dictionary_encode()
    return pl.Series(words.name, encoded.dictionary, dtype=pl.String), encoded.indices.to_numpy(zero_copy_only=False)


def sorted_vocabulary(words: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """The different words in the order of their characters, and the place of each word among them."""
    different, number = vocabulary_by_appearance(words)
    order = different.arg_sort().to_numpy()
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order))
    return different.gather(order), place[number]
