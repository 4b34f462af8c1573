"""What news adds to VADER: words that its lexicon lacks, absence that is no praise, names that say nothing.

The rules are data of this module, of names_with_tone.py and of lexicons/news_tone.csv; `vader.nltk_polarity` goes
without them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import compress

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.sentiment.names_with_tone import are_names
from analysis.language.sentiment.vader_vocabulary import NEGATIONS, VaderWords, has_at
from analysis.language.text.characters import fold_marks
from analysis.language.text.tokens import Tokens, tokenize

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


def words_of(texts: pl.Series) -> VaderWords:
    """Divide texts into words as all measures do, whatever marks stand beside them; one letter is no word to VADER.

    Parameters
    ----------
    texts : polars.Series of str

    Returns
    -------
    VaderWords
        In order of the texts.
    """
    return words_in(tokenize(fold_marks(texts)), slice(0, len(texts)))


def words_in(tokens: Tokens, texts: slice) -> VaderWords:
    """Select the words of some texts; see `words_of`.

    Parameters
    ----------
    tokens : Tokens
        Those of all texts, which `words_of` would find.
    texts : slice
        Numbers of the texts.

    Returns
    -------
    VaderWords
        The first text has number 0.
    """
    start, end = np.searchsorted(tokens.text, [texts.start, texts.stop])
    word, used = tokens.word[start:end], np.zeros(len(tokens.vocabulary), bool)
    used[word] = True
    vocabulary = pl.Series(list(compress(tokens.vocabulary, used.tolist())), dtype=pl.String)
    number = (np.cumsum(used, dtype=np.int32) - 1)[word]
    kept = (vocabulary.str.len_chars() > 1).to_numpy()[number]
    return VaderWords(tokens.text[start:end][kept] - texts.start, number[kept], vocabulary)


def news_factors(words: VaderWords, place: Numbers, valence: Floats) -> Floats:
    """Return the factor of the valence of the word at each place.

    0 for names, and for a bad thing that is denied by "no" or as a superlative (not the worst); VADER's factor of
    negation for trouble that is absent, for a good thing after "no", and for what nobody or few do.

    Parameters
    ----------
    words : VaderWords
    place : array of int, shape (n_places,)
        Numbers of words of the lexicon.
    valence : array of float, shape (n_places,)
        Valences after VADER's rules.

    Returns
    -------
    array of float, shape (n_places,)
    """
    around = _Around(words, place)
    no = _denied_by_no(around)
    own_negation = around.before("negates", 2) | around.before("negates", 3)
    superlative = around.at("superlative") & around.before("the", 1) & own_negation
    factor = np.where(no, np.where(valence > 0, NEGATION, np.where(around.at("trouble"), NEGATION, 0.0)), 1.0)
    # That nobody was hurt is no praise.
    denied = np.where((valence > 0) | around.at("trouble"), NEGATION, 0.0)
    factor = np.where(_denied_by_subject(around), factor * denied, factor)
    # After its own negation a bad thing has a positive valence here.
    factor = np.where(superlative & (valence > 0), 0.0, factor)
    return np.where(are_names(words, place), 0.0, factor)


class _Around:
    """Whether words before places are of a kind."""

    def __init__(self, words: VaderWords, place: Numbers) -> None:
        self.words, self.place = words, place
        lower = words.vocabulary.str.to_lowercase()
        self.kinds = {
            "no": _among(lower, ["no"]),
            "one": _among(lower, ["one"]),
            "or": _among(lower, _OR),
            "nobody": _among(lower, _NOBODY),
            "none": _among(lower, _NONE),
            "few": _among(words.vocabulary, ["Few"]),
            "hardly": _among(lower, _HARDLY),
            "any": _among(lower, _ANY),
            "clause": _among(lower, _CLAUSE),
            "trouble": _among(lower, _TROUBLES),
            "the": _among(lower, ["the"]),
            "superlative": lower.str.contains("^(?:worst|.{3,}est)$").to_numpy(),
            "negates": _among(lower, NEGATIONS) | lower.str.contains("n't", literal=True).to_numpy(),
        }

    def at(self, kind: str) -> Booleans:
        return self.before(kind, 0)

    def before(self, kind: str, back: int) -> Booleans:
        """Whether the word so many places before is of a kind."""
        return has_at(self.words, self.place, self.kinds[kind], -back)


def _among(words: pl.Series, some: Iterable[str]) -> Booleans:
    return words.is_in(list(some)).to_numpy()


def _denied_by_no(around: _Around) -> Booleans:
    """Whether "no" stands right before, before one other word, or before a word and "or"; no one is a subject."""
    one = around.before("no", 1)
    two = around.before("no", 2) & ~around.before("one", 1) & ~around.before("or", 1)
    three = around.before("no", 3) & around.before("or", 1) & ~around.before("one", 2)
    return one | two | three


def _denied_by_subject(around: _Around) -> Booleans:
    """Whether nobody, no one, or few are what the clause is about."""
    found, over = np.zeros((2, len(around.place)), bool)
    for back in range(1, _REACH + 1):
        no_one = around.before("one", back) & around.before("no", back + 1)
        few = around.before("few", back)
        few |= around.before("any", back) & around.before("hardly", back + 1)
        found |= (around.before("nobody", back) | no_one | few) & ~over
        if back > _REACH_OF_NEGATIONS:
            found |= around.before("none", back) & ~over
        over |= around.before("clause", back)
    return found
