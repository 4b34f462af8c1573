"""Words, as ids."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.substrings import encoded_substrings
from analysis.language.text.utf8 import join_lines
from analysis.language.text.word_boundaries import FoundWords, find_words
from analysis.language.text.word_lists import read_lexicon

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
# In these the 's is a verb, not a possessive.
CONTRACTIONS = {"it's", "that's", "he's", "she's", "what's", "there's", "here's", "who's", "where's", "let's", "how's"}
# Written in capitals these are names; in small letters, other words.
CAPITALS = {"US", "IT", "WHO", "AIDS"}


@hides_content
class Tokens(NamedTuple):
    """Every word of some texts: text (number of the text it stands in) and word (its place in vocabulary), both
    (tokens,)."""

    text: NDArray[np.int64]
    word: NDArray[np.int32]
    vocabulary: list[str]


def tokenize(texts: pl.Series) -> Tokens:
    """Split texts into words, in order; scan.py says what a word is."""
    return tokenize_with_places(texts)[0]


def tokenize_with_places(texts: pl.Series) -> tuple[Tokens, FoundWords]:
    """The words of texts, in order, and where each of them stands in the bytes of all texts."""
    data, first = join_lines(texts)
    found = find_words(data)
    number, different = encoded_substrings(found.data, found.start, found.end + found.initials)
    text = np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(found.start, first)))
    return Tokens(text, number, different.to_pylist()), found


def normalize(word: str) -> str:
    """A word as it is counted: one apostrophe and hyphen, no possessive, no final full stop, lower case but for US
    and the like."""
    if word.isascii() and word.isalnum():
        return word if word in CAPITALS else word.lower()
    word = without_possessive(word)
    if word.endswith(".") and not _is_abbreviation(word):
        word = word.rstrip(".")
    return "-".join(part if part in CAPITALS else part.lower() for part in word.split("-"))


def without_possessive(word: str) -> str:
    """A word without its possessive."""
    word = word.translate(_APOSTROPHES)
    return word[:-2] if word[-2:] in ("'s", "'S") and word.lower() not in CONTRACTIONS else word


def _is_abbreviation(word: str) -> bool:
    return re.fullmatch(r"(?:\w\.){2,}", word) is not None


@cache
def function_words() -> frozenset[str]:
    """The reviewed list of English function words."""
    return frozenset(read_lexicon("function_words.txt"))
