"""Words as ids, and the form in which each is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import row_numbers
from analysis.language.text.substrings import encoded_substrings
from analysis.language.text.utf8 import join_lines
from analysis.language.text.word_boundaries import FoundWords, find_words
from analysis.language.text.word_lists import read_lexicon

_APOSTROPHES_AND_HYPHENS = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
# In these the 's is a verb, not a possessive.
CONTRACTIONS = {"it's", "that's", "he's", "she's", "what's", "there's", "here's", "who's", "where's", "let's", "how's"}
# Written in capitals these are names; in lower case, other words.
CAPITALS = {"US", "IT", "WHO", "AIDS"}


@hides_content
@dataclass(frozen=True, repr=False, eq=False)
class Tokens:
    """Every word of some texts.

    Attributes
    ----------
    text : array of int64, shape (n_tokens,)
        Number of the text.
    word : array of int32, shape (n_tokens,)
        Number in `vocabulary`.
    vocabulary : list of str
        The distinct words as written.
    """

    text: NDArray[np.int64]
    word: NDArray[np.int32]
    vocabulary: list[str]

    @cached_property
    def written(self) -> pl.Series:
        """The vocabulary as a series."""
        return pl.Series(self.vocabulary, dtype=pl.String)

    @cached_property
    def lower(self) -> pl.Series:
        """The vocabulary in lower case."""
        return self.written.str.to_lowercase()

    @cached_property
    def capital(self) -> NDArray[np.bool_]:
        """Whether each word of the vocabulary begins with a capital."""
        first = self.written.str.head(1)
        return first.is_in([letter for letter in first.unique().to_list() if letter.isupper()]).to_numpy()

    def places(self, of_words: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Find where some words stand; of_words: which words of the vocabulary."""
        if (of_words & ~self.capital).any():
            return np.flatnonzero(of_words.take(self.word))
        return self._capitals[of_words.take(self._capital_words)]

    @cached_property
    def _capitals(self) -> NDArray[np.int64]:
        """Where words with a capital stand, which are few of all words and most of those that are looked for."""
        return np.flatnonzero(self.capital.take(self.word))

    @cached_property
    def _capital_words(self) -> NDArray[np.int32]:
        """Their numbers in `vocabulary`."""
        return self.word.take(self._capitals)


def tokenize(texts: pl.Series) -> Tokens:
    """Split texts into words, in order; word_boundaries.py says what a word is.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Tokens
    """
    return tokenize_with_places(texts)[0]


def tokenize_with_places(texts: pl.Series) -> tuple[Tokens, FoundWords]:
    """Split texts into words, and keep the place of each.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    tokens : Tokens
    found : FoundWords
        Places in the bytes of all texts, in the order of the tokens.
    """
    data, first = join_lines(texts)
    found = find_words(data)
    word, distinct = encoded_substrings(found.data, found.start, found.end + found.initials)
    text = row_numbers(np.diff(np.searchsorted(found.start, first)))
    return Tokens(text, word, distinct.to_pylist()), found


def normalize(word: str) -> str:
    """Write a word as it is counted.

    There is one apostrophe and one hyphen, no possessive, no final full stop but in abbreviations, and lower case but
    for US and the like.

    Parameters
    ----------
    word : str

    Returns
    -------
    str

    Examples
    --------
    >>> normalize("Mayor’s"), normalize("US-led"), normalize("U.S.")
    ('mayor', 'US-led', 'u.s.')
    """
    if word.isascii() and word.isalnum():
        return word if word in CAPITALS else word.lower()
    word = without_possessive(word)
    if word.endswith(".") and not _is_abbreviation(word):
        word = word.rstrip(".")
    return "-".join(part if part in CAPITALS else part.lower() for part in word.split("-"))


def without_possessive(word: str) -> str:
    """Leave out the possessive of a word; apostrophes and hyphens become ASCII."""
    word = word.translate(_APOSTROPHES_AND_HYPHENS)
    return word[:-2] if word[-2:] in ("'s", "'S") and word.lower() not in CONTRACTIONS else word


def _is_abbreviation(word: str) -> bool:
    return re.fullmatch(r"(?:\w\.){2,}", word) is not None


@cache
def function_words() -> frozenset[str]:
    """Read the reviewed list of English function words.

    Returns
    -------
    frozenset of str
    """
    return frozenset(read_lexicon("function_words.txt"))
