"""Given names: those that stand before a name, whose they can be, and the pronoun that goes with them."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.attribution.sources.source_words import roles_of_titles, word_lists
from analysis.language.entities.longer_names import is_told, neighbours
from analysis.language.entities.name_words import POSSESSIVE, NameWords
from analysis.language.text.tokens import function_words
from analysis.language.text.word_lists import read_lexicon, read_sections

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
MOST = 3  # given names of a person
SAME_LETTERS = 3  # at the start of two forms of one name: Jeff, Jeffrey
# Share of capitals in a text that can be a headline, where only listed names are seen to be given ones.
TITLE_CASE = 0.5
_INITIAL = r"^\p{Lu}\.$|^[B-HJ-Z]$"
_NAME = r"^\p{Lu}[’'\p{L}]*\p{Ll}"


@cache
def given_names() -> dict[str, frozenset[str]]:
    """Read given_names.txt: the words of each section."""
    listed = read_sections(Path(__file__).with_name("given_names.txt"))
    return {name: frozenset(words) for name, words in listed.items()}


@lru_cache(2**16)
def pronoun_of(given: str) -> str:
    """Return the pronoun of a listed given name.

    Examples
    --------
    >>> pronoun_of("Anna"), pronoun_of("Bo")
    ('she', '')
    """
    return next((pronoun for pronoun in ("he", "she") if given.lower() in given_names()[pronoun]), "")


def is_same_given_name(first: str, second: str) -> bool:
    """Return whether two given names can be one: in full, in short, or as an initial.

    Examples
    --------
    >>> is_same_given_name("Joe", "Joseph"), is_same_given_name("J.", "Joseph"), is_same_given_name("Jill", "Joe")
    (True, True, False)
    """
    a, b = (name.lower().strip(".") for name in (first, second))
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    short = given_names()["short"]
    return a[:SAME_LETTERS] == b[:SAME_LETTERS] or f"{a}:{b}" in short or f"{b}:{a}" in short


def first_given_name(words: NameWords, start: Numbers) -> Numbers:
    """Find the first of the given names before each family name: of J. Anna Lind, J.

    Parameters
    ----------
    words : NameWords
    start : array of int, shape (n_names,)
        Where each family name begins.

    Returns
    -------
    array of int, shape (n_names,)
        `start` where no given name stands before.
    """
    listed, like, initial = likeness(words)
    opens = np.diff(words.segment, prepend=-1) > 0
    is_possessive = is_told(words.vocabulary, pl.col("word").str.contains(POSSESSIVE))[words.word]
    can_be_given = (
        (listed & ~is_possessive) | (initial & ~opens) | (like & ~is_possessive & ~opens & ~in_title_case(words))
    )
    first = start.copy()
    for _ in range(MOST):
        _, exists = neighbours(words, first, -1)
        place = np.maximum(first - 1, 0)
        first = np.where(exists & can_be_given[place], place, first)
    return first


def goes_on_as_name(words: NameWords, last: Numbers) -> Mask:
    """Whether a word follows each name that can be of the same name."""
    _, like, initial = likeness(words)
    is_possessive = is_told(words.vocabulary, pl.col("word").str.contains(POSSESSIVE))[words.word]
    after, exists = np.minimum(last + 1, len(words.run) - 1), neighbours(words, last, 1)[1]
    follows: Mask = exists & (like | initial)[after] & ~is_possessive[last]
    return follows


def likeness(words: NameWords) -> tuple[Mask, Mask, Mask]:
    """Tell of each word if it is a listed given name, is written like a name, or an initial."""
    word = pl.col("word")
    small = word.str.to_lowercase().str.replace(POSSESSIVE, "").str.strip_chars_end(".")
    like = word.str.contains(_NAME) & ~small.is_in(list(_no_given_names()))
    listed = like & small.is_in([*given_names()["he"], *given_names()["she"]])
    a, b, c = (is_told(words.vocabulary, what)[words.word] for what in (listed, like, word.str.contains(_INITIAL)))
    return a, b, c


def in_title_case(words: NameWords) -> Mask:
    """Whether each word is in a text whose words have a capital but for function words, as in many headlines."""
    word = pl.col("word")
    capital = is_told(words.vocabulary, word.str.contains(r"^\p{Lu}"))[words.word]
    is_small = word.str.contains(r"^\p{Ll}") & ~word.is_in(list(function_words()))
    small = is_told(words.vocabulary, is_small)[words.word]
    n, n_capital, n_small = (np.bincount(words.segment, some, minlength=1) for some in (None, capital, small))
    found: Mask = ((n_small == 0) & (n_capital > TITLE_CASE * n) & (n > MOST))[words.segment]
    return found


@cache
def _no_given_names() -> frozenset[str]:
    """Words with a capital that stand before a name and are no part of it."""
    lists = word_lists()
    sections = ("title", "role", "occupation", "media", "organisation", "government", "place_word", "group")
    states = {word for name in read_lexicon("state_names.txt") for part in name.split() for word in part.split("_")}
    return function_words().union(
        states, given_names()["no_given"], roles_of_titles(), *(lists[name] for name in sections)
    )
