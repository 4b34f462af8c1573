"""The words of a corpus in their order, as they are counted."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.segmented_words import Words
from analysis.language.text.tokens import function_words


@hides_content
class Sequence(NamedTuple):
    """Every counted word, in order; titles are left out, and what stands around one becomes adjacent.

    segment (row of notes.segments), word (its place in vocabulary), function (whether it is a function word): all
    (words,). vocabulary: the words as counted, or their stems."""

    segment: NDArray[np.int64]
    word: NDArray[np.int32]
    function: NDArray[np.bool_]
    vocabulary: pl.Series


def sequence(words: Words, *, stem: bool = False) -> Sequence:
    """The words in order, each as it is counted, or as its stem."""
    kept = ~words.titles
    form = words.tokens.word[kept]
    counted = pl.Series("word", words.counted, dtype=pl.String)
    function = counted.is_in(list(function_words())).to_numpy()
    vocabulary, number = numbered(_stems(counted) if stem else counted)
    return Sequence(words.tokens.text[kept], number[form], function[form], vocabulary)


def numbered(words: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """The different words in the order they come up in, and the place of each word among them."""
    encoded = words.to_arrow().dictionary_encode()
    return pl.Series(words.name, encoded.dictionary, dtype=pl.String), encoded.indices.to_numpy(zero_copy_only=False)


def ordered(words: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """The different words in the order of their characters, and the place of each word among them."""
    different, number = numbered(words)
    order = different.arg_sort().to_numpy()
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order))
    return different.gather(order), place[number]


def _stems(words: pl.Series) -> pl.Series:
    """Snowball's English stems; what is counted in capitals (US) is a name, and stays."""
    different = words.unique().to_list()
    return words.replace_strict(
        different, [_stem(w) if w == w.lower() else w for w in different], return_dtype=pl.String
    )


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    # nltk takes seconds to import.
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


def _stem(word: str) -> str:
    return _stemmer().stem(word)
