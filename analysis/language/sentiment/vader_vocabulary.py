"""Words of texts as VADER divides them, and the properties of each word that its rules use.

Source: nltk.sentiment.vader (Apache-2.0), whose lists these are.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import row_numbers
from analysis.language.text.substrings import encoded_substrings
from analysis.language.text.utf8 import SPACE, character_kinds, join_lines

BOOST = 0.293
_INCREASE = """absolutely amazingly awfully completely considerably decidedly deeply effing enormously entirely
especially exceptionally extremely fabulously flipping flippin fricking frickin frigging friggin fully fucking greatly
hella highly hugely incredibly intensely majorly more most particularly purely quite really remarkably so
substantially thoroughly totally tremendously uber unbelievably unusually utterly very"""
_DECREASE = """almost barely hardly kinda kindof kind-of less little marginally occasionally partly scarcely slightly
somewhat sorta sortof sort-of"""
BOOSTERS = dict.fromkeys(_INCREASE.split(), BOOST) | dict.fromkeys(_DECREASE.split(), -BOOST)
_NEGATE = """aint arent cannot cant couldnt darent didnt doesnt ain't aren't can't couldn't daren't didn't doesn't
dont hadnt hasnt havent isnt mightnt mustnt neither don't hadn't hasn't haven't isn't mightn't mustn't neednt needn't
never none nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent oughtn't shan't shouldn't uh-uh
wasn't weren't without wont wouldnt won't wouldn't rarely seldom despite"""
NEGATIONS = _NEGATE.split()
IDIOMS = {
    "the shit": 3.0,
    "the bomb": 3.0,
    "bad ass": 1.5,
    "yeah right": -2.0,
    "cut the mustard": 2.0,
    "kiss of death": -1.5,
    "hand to mouth": -2.0,
}
DAMPENERS = ("just enough", "kind of", "sort of")
PUNCTUATION = (*".!?,;:-'\"", "!!", "!!!", "??", "???", "?!?", "!?!", "?!?!", "!?!?")

# Number of each word that a rule names; 0 is any other word.
_NAMED = " ".join([*IDIOMS, *DAMPENERS, "at but least never so this very"]).split()
NAMED = {word: number for number, word in enumerate(dict.fromkeys(_NAMED), 1)}

_CORE = f"([^{re.escape(string.punctuation)}]{{2,}})"
_MARKS = "(?:" + "|".join(map(re.escape, PUNCTUATION)) + ")"
_MARKED = f"^(?:{_MARKS}{_CORE}|{_CORE}{_MARKS})$"


@hides_content
class VaderWords(NamedTuple):
    """Every word of some texts: text (its number) and word (its place in vocabulary), both (words,)."""

    text: NDArray[np.int64]
    word: NDArray[np.int32]
    vocabulary: pl.Series


class WordProperties(NamedTuple):
    """Properties of each word of a vocabulary that the rules use; arrays of shape (vocabulary + 1,).

    The last entry stands for the places beyond the ends of a text.

    valence: 0 outside the lexicon; unlisted: a word outside the lexicon; boost; negates; upper: str.isupper; named and
    named_lower: number in NAMED of the word as written and in lower case.
    """

    valence: NDArray[np.float64]
    unlisted: NDArray[np.bool_]
    boost: NDArray[np.float64]
    negates: NDArray[np.bool_]
    upper: NDArray[np.bool_]
    named: NDArray[np.int8]
    named_lower: NDArray[np.int8]


def has_at(words: VaderWords, place: NDArray[np.int64], kind: NDArray[np.bool_], offset: int) -> NDArray[np.bool_]:
    """Return whether the word so far from each place, in the same text, is of a kind.

    Parameters
    ----------
    words : VaderWords
    place : array of int, shape (n_places,)
        Numbers of words.
    kind : array of bool, shape (n_vocabulary,)
    offset : int
        Words behind the place; before it, if negative.

    Returns
    -------
    array of bool, shape (n_places,)
    """
    other = np.clip(place + offset, 0, max(len(words.word) - 1, 0))
    same_text = (other == place + offset) & (words.text.take(other) == words.text.take(place))
    found: NDArray[np.bool_] = kind.take(words.word.take(other)) & same_text
    return found


def lexicon() -> Path:
    """Return the lexicon file of the installed package vaderSentiment, which is not imported."""
    spec = find_spec("vaderSentiment")
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "vader_lexicon.txt"


@cache
def valences() -> dict[str, float]:
    """Return the valence of each entry of the lexicon, from −4 to 4."""
    lines = lexicon().read_text("utf-8").strip().split("\n")
    entries = (line.strip().split("\t") for line in lines)
    return {word: float(value) for word, value, *_ in entries}


def vader_words(texts: pl.Series) -> VaderWords:
    """Divide texts into words as VADER does.

    Words are separated by white space and have two characters or more. A punctuation mark at one end is removed if the
    word has no other punctuation.

    Parameters
    ----------
    texts : polars.Series of str

    Returns
    -------
    VaderWords
        In order of the texts.
    """
    data, first = join_lines(texts)
    places, kind, *_ = character_kinds(data)
    space = kind == SPACE
    edges = (np.flatnonzero(space[1:] != space[:-1]) + 1).astype(np.int32)
    starts, ends = edges[::2], edges[1::2]
    number, distinct = encoded_substrings(places, starts, ends)
    written = pl.Series(distinct, dtype=pl.String)
    kept = (written.str.len_chars() > 1).to_numpy()[number]
    without_mark = written.str.replace(_MARKED, "$1$2").to_arrow().dictionary_encode()
    text = row_numbers(np.diff(np.searchsorted(starts, first)))
    return VaderWords(
        text=text[kept],
        word=np.asarray(without_mark.indices)[number[kept]],
        vocabulary=pl.Series(without_mark.dictionary, dtype=pl.String),
    )


def word_properties(vocabulary: pl.Series, lexicon: Mapping[str, float]) -> WordProperties:
    """Look up the properties of each word that VADER's rules use.

    Parameters
    ----------
    vocabulary : polars.Series of str
    lexicon : mapping of str to float
        Valence of each entry.

    Returns
    -------
    WordProperties
    """
    words = pl.concat([vocabulary, pl.Series([""])])
    lower = words.str.to_lowercase()
    valence = _look_up(lower, lexicon, None, pl.Float64())
    negates = lower.is_in(NEGATIONS) | lower.str.contains("n't", literal=True)
    return WordProperties(
        valence=valence.fill_null(0).to_numpy(),
        unlisted=(valence.is_null() & (words != "")).to_numpy(),
        boost=_look_up(lower, BOOSTERS, 0, pl.Float64()).to_numpy(),
        negates=negates.to_numpy(),
        # Polars has no such test, and its regular expressions know other letters than Python does.
        upper=np.fromiter(map(str.isupper, words.to_list()), bool, len(words)),
        named=_look_up(words, NAMED, 0, pl.Int8()).to_numpy(),
        named_lower=_look_up(lower, NAMED, 0, pl.Int8()).to_numpy(),
    )


def _look_up(words: pl.Series, table: Mapping[str, float], default: float | None, dtype: pl.DataType) -> pl.Series:
    return words.replace_strict(list(table), list(table.values()), default=default, return_dtype=dtype)
