"""Words of texts, split at hyphens."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges, row_starts
from analysis.language.text.tokens import CAPITALS, Tokens
from analysis.language.text.vocabulary import sorted_vocabulary


@hides_content
class WordParts(NamedTuple):
    """Texts as parts of words, so that 'long range*' also finds long-range.

    Attributes
    ----------
    part : array of int, shape (n_parts,)
        Index of each part in the vocabulary.
    vocabulary : Series of str
        The distinct parts, sorted.
    later_parts : array of int
        Indices of the parts that are not the first of their word.
    text_of_word : array of int, shape (n_words,)
    """

    part: NDArray[np.int32]
    vocabulary: pl.Series
    later_parts: NDArray[np.int64]
    text_of_word: NDArray[np.int64]

    def text(self, parts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the index of the text of each part."""
        texts: NDArray[np.int64] = self.text_of_word[self.word(parts)]
        return texts

    def word(self, parts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the index of the word of each part."""
        words: NDArray[np.int64] = parts - np.searchsorted(self.later_parts, parts, side="right")
        return words


def split_at_hyphens(tokens: Tokens, words: list[str]) -> WordParts:
    """Split the words of texts at hyphens.

    Parameters
    ----------
    tokens : Tokens
        Words of the texts.
    words : list of str, shape (n_vocabulary,)
        The normalized form of each word of the vocabulary of the tokens.

    Returns
    -------
    WordParts
        In lower case but for US and the like, which other words in lower case are not.
    """
    split = pl.Series("word", words, dtype=pl.String).str.split("-")
    written = split.explode()
    lower = written.str.to_lowercase()
    vocabulary, part = sorted_vocabulary(written.zip_with(written.is_in(list(CAPITALS)), lower))
    sizes = split.list.len().to_numpy().astype(np.int64)
    starts = row_starts(sizes)
    hyphenated = np.flatnonzero((sizes > 1).take(tokens.word))
    word = tokens.word[hyphenated]
    added = sizes[word] - 1
    insert_before = np.repeat(hyphenated + 1, added)
    parts = np.insert(part[starts].take(tokens.word), insert_before, part[ranges(starts[word] + 1, added)])
    return WordParts(parts, vocabulary, insert_before + np.arange(len(insert_before)), tokens.text)
