"""What news adds to VADER: words that its lexicon lacks, absence that is no praise, names that say nothing.

The rules are data of this module, of names_with_tone.py and of lexicons/news_tone.csv; `vader.nltk_polarity` goes
without them.
"""

from __future__ import annotations

from enum import IntFlag, auto
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.sentiment.names_with_tone import NameParts, are_names, name_parts
from analysis.language.sentiment.vader_vocabulary import NEGATIONS, VaderWords
from analysis.language.text.tokens import Tokens

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

NEGATION = -0.74  # VADER's factor
# Nobody does it: these deny what follows, up to a word that begins another clause.
_NOBODY = ("nobody", "no-one", "noone")
# VADER lets these deny the next three words.
_NONE = ("none", "nothing", "neither")
_REACH_OF_NEGATIONS = 3
# So do few, with a capital as a few has none, and hardly anybody.
_HARDLY = ("hardly", "scarcely", "barely")
_ANY = ("anybody", "anyone", "anything", "any", "one")
_CLAUSE = ("but", "and", "because", "who", "which", "that", "while", "if", "when", "although", "though", "yet", "so")
_REACH = 8  # words
# Their absence is good news; that of deaths is none.
_TROUBLES = [
    f"{word}{ending}"
    for word in ("problem", "trouble", "complaint", "worry", "regret", "objection", "fault")
    for ending in ("", "s")
]
_TROUBLES += ["difficulty", "difficulties", "worries"]
_LEAST_EST = 5  # letters of a superlative, less one
_OR = ("or", "nor", "and")


@cache
def news_words() -> dict[str, float]:
    """Read the valences of lexicons/news_tone.csv, which go before those of VADER's lexicon.

    Returns
    -------
    dict of str to float
        Valence from −4 to 4; 0 for a word that says nothing in news.
    """
    import csv

    with files("analysis.lexicons").joinpath("news_tone.csv").open(encoding="utf-8") as lines:
        return {row["word"]: float(row["valence"]) for row in csv.DictReader(lines)}


@hides_content
class NewsWords(NamedTuple):
    """What these rules use of each word of a vocabulary; arrays of shape (n_vocabulary,).

    kinds: the sum of the `Kind` of the word; counts: whether VADER counts it as a word; names: what it can be in one.
    """

    kinds: NDArray[np.uint16]
    counts: Booleans
    names: NameParts


class Kind(IntFlag):
    """What a word is to these rules."""

    NO = auto()
    ONE = auto()
    OR = auto()
    NOBODY = auto()
    NONE = auto()
    FEW = auto()
    HARDLY = auto()
    ANY = auto()
    CLAUSE = auto()
    TROUBLE = auto()
    THE = auto()
    SUPERLATIVE = auto()
    NEGATES = auto()


def look_up_words(vocabulary: pl.Series) -> NewsWords:
    """Look up what the rules use of words; one letter is no word to VADER.

    Parameters
    ----------
    vocabulary : polars.Series of str, shape (n_vocabulary,)

    Returns
    -------
    NewsWords
    """
    lower = vocabulary.str.to_lowercase()
    listed = {
        Kind.NO: ("no",), Kind.ONE: ("one",), Kind.OR: _OR, Kind.NOBODY: _NOBODY, Kind.NONE: _NONE,
        Kind.HARDLY: _HARDLY, Kind.ANY: _ANY, Kind.CLAUSE: _CLAUSE, Kind.TROUBLE: _TROUBLES, Kind.THE: ("the",),
        Kind.NEGATES: NEGATIONS,
    }  # fmt: skip
    of_word = dict[str, int]()
    for kind, some in listed.items():
        for word in some:
            of_word[word] = of_word.get(word, 0) | kind
    kinds = lower.replace_strict(of_word, default=0, return_dtype=pl.UInt16).to_numpy().copy()
    shown = {
        Kind.FEW: vocabulary == "Few",
        Kind.SUPERLATIVE: (lower == "worst") | (lower.str.ends_with("est") & (lower.str.len_chars() > _LEAST_EST)),
        Kind.NEGATES: lower.str.contains("n't", literal=True),
    }
    for kind, which in shown.items():
        kinds[which.to_numpy()] |= np.uint16(kind)
    return NewsWords(kinds, (vocabulary.str.len_chars() > 1).to_numpy(), name_parts(vocabulary, lower))


def words_in(tokens: Tokens, texts: slice, counts: Booleans) -> VaderWords:
    """Select the words of some texts, whatever marks stand beside them.

    Parameters
    ----------
    tokens : Tokens
        Those of all texts.
    texts : slice
        Numbers of the texts.
    counts : array of bool, shape (n_vocabulary,)
        Whether each word counts.

    Returns
    -------
    VaderWords
        The first text has number 0.
    """
    start, end = np.searchsorted(tokens.text, [texts.start, texts.stop])
    word = tokens.word[start:end]
    kept = np.flatnonzero(counts.take(word))
    return VaderWords(tokens.text[start:end].take(kept) - texts.start, word.take(kept), tokens.written)


def news_factors(words: VaderWords, known: NewsWords, place: Numbers, valence: Floats) -> Floats:
    """Return the factor of the valence of the word at each place.

    0 for names, and for a bad thing that is denied by "no" or as a superlative (not the worst); VADER's factor of
    negation for trouble that is absent, for a good thing after "no", and for what nobody or few do.

    Parameters
    ----------
    words : VaderWords
    known : NewsWords
        Of the vocabulary of these words.
    place : array of int, shape (n_places,)
        Numbers of words of the lexicon, in order.
    valence : array of float, shape (n_places,)
        Valences after VADER's rules.

    Returns
    -------
    array of float, shape (n_places,)
    """
    around = _Around(words, known.kinds, place)
    no = _denied_by_no(around)
    own_negation = around.before(Kind.NEGATES, 2) | around.before(Kind.NEGATES, 3)
    superlative = around.before(Kind.SUPERLATIVE, 0) & around.before(Kind.THE, 1) & own_negation
    trouble = around.before(Kind.TROUBLE, 0)
    factor = np.where(no, np.where(valence > 0, NEGATION, np.where(trouble, NEGATION, 0.0)), 1.0)
    # That nobody was hurt is no praise.
    denied = np.where((valence > 0) | trouble, NEGATION, 0.0)
    factor = np.where(_denied_by_subject(around), factor * denied, factor)
    # After its own negation a bad thing has a positive valence here.
    factor = np.where(superlative & (valence > 0), 0.0, factor)
    return np.where(are_names(words, known.names, place), 0.0, factor)


class _Around:
    """Whether words before places, in the same text, are of a kind."""

    def __init__(self, words: VaderWords, kinds: NDArray[np.uint16], place: Numbers) -> None:
        self.words, self.kinds, self.place = words, kinds, place
        self.text = words.text.take(place)
        self.known: dict[int, NDArray[np.uint16]] = {}

    def before(self, kind: Kind, back: int) -> Booleans:
        """Whether the word so many places before is of a kind."""
        found: Booleans = (self._kinds_before(back) & np.uint16(kind)) != 0
        return found

    def _kinds_before(self, back: int) -> NDArray[np.uint16]:
        if back not in self.known and len(self.place):
            other = np.maximum(self.place - back, 0)
            kinds = self.kinds.take(self.words.word.take(other))
            kinds[(self.words.text.take(other) != self.text) | (self.place < back)] = 0
            self.known[back] = kinds
        return self.known.get(back, np.zeros(0, np.uint16))


def _denied_by_no(around: _Around) -> Booleans:
    """Whether "no" stands right before, before one other word, or before a word and "or"; no one is a subject."""
    one = around.before(Kind.NO, 1)
    two = around.before(Kind.NO, 2) & ~around.before(Kind.ONE, 1) & ~around.before(Kind.OR, 1)
    three = around.before(Kind.NO, 3) & around.before(Kind.OR, 1) & ~around.before(Kind.ONE, 2)
    return one | two | three


def _denied_by_subject(around: _Around) -> Booleans:
    """Whether nobody, no one, or few are what the clause is about."""
    found, over = np.zeros((2, len(around.place)), bool)
    for back in range(1, _REACH + 1):
        no_one = around.before(Kind.ONE, back) & around.before(Kind.NO, back + 1)
        few = around.before(Kind.FEW, back)
        few |= around.before(Kind.ANY, back) & around.before(Kind.HARDLY, back + 1)
        found |= (around.before(Kind.NOBODY, back) | no_one | few) & ~over
        if back > _REACH_OF_NEGATIONS:
            found |= around.before(Kind.NONE, back) & ~over
        over |= around.before(Kind.CLAUSE, back)
    return found
