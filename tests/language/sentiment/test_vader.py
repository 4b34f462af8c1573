"""VADER in arrays, against its rules by hand and against nltk's own loop over words."""

import math
import sys
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.sentiment import vader
from analysis.language.sentiment.vader import SCORES
from analysis.language.sentiment.vader import nltk_polarity as polarity
from analysis.language.sentiment.vader_vocabulary import (
    BOOSTERS,
    DAMPENERS,
    IDIOMS,
    NEGATIONS,
    PUNCTUATION,
    lexicon,
    vader_words,
    valences,
)

# Hutto & Gilbert's rules, each with a sentence of our own; signs only, the numbers are nltk's.
RULES = [
    ("The ferry left at noon.", 0),
    ("A good day for the town.", 1),
    ("Not a good day for the town.", -1),
    ("A terrible, horrible loss.", -1),
    ("", 0),
]

GOOD, BAD = 1.9, -2.5  # in the lexicon
SUMS = [
    ("a good day", GOOD),
    ("a GOOD day", GOOD + 0.733),
    ("A VERY GOOD DAY", GOOD + 0.293),  # nothing in small letters to stand out from
    ("very good", GOOD + 0.293),
    ("VERY bad", BAD - 0.293 - 0.733),
    ("very dry good", GOOD + 0.293 * 0.95),
    ("hardly any dry good", GOOD - 0.293 * 0.9),
    ("not good", GOOD * -0.74),
    ("not a very good day", (GOOD + 0.293) * -0.74),
    ("it hasn't been good", GOOD * -0.74),
    ("never so good", (GOOD + 0.293) * 1.5),
    ("NEVER so good", (GOOD + 0.293) * -0.74),
    ("so it was good", GOOD + 0.293 * 0.9),
    ("the least good", GOOD * -0.74),
    ("at least good", GOOD),
    ("bad but good", BAD * 0.5 + GOOD * 1.5),
    ("bad but good but bad", BAD * 0.5 + GOOD * 1.5 + BAD * 0.5 * 3),
    ("good and not good", GOOD + GOOD),  # in nltk the second is valued where the first stands
    ("it was kind of good", GOOD - 0.293),
    ("sort of dry good", GOOD - 0.293),
    ("it was the bomb", 3.0),
    ("it was THE bomb", -2.2),
    ("good.", GOOD),
    ("good!!", GOOD + 2 * 0.292),
    ("good!!!!", 0),  # so many marks stay with the word
    ('"good"', 0),  # and marks at both ends
    ("good ? ? ?", GOOD + 3 * 0.18),
    ("bad ? ? ? ? !", BAD - 0.96 - 0.292),
]


@pytest.mark.parametrize(("text", "sign"), RULES)
def test_sign(text: str, sign: int) -> None:
    assert np.sign(polarity([text])[0, 0]) == sign


@pytest.mark.parametrize(("text", "valence"), SUMS)
def test_compound_by_hand(text: str, valence: float) -> None:
    assert polarity([text])[0, 0] == round(valence / math.sqrt(valence**2 + 15), 4)


def test_shares_by_hand() -> None:
    # Every word counts one, those of the lexicon their valence more: very | good | not so bad, times −0.74.
    good, bad = 1 + GOOD + 0.293, 1 + 2.5 * 0.74
    compound = (good + bad - 2) / math.sqrt((good + bad - 2) ** 2 + 15)
    shares = [0, 4 / (4 + good + bad), (good + bad) / (4 + good + bad)]
    found = polarity(["very good | indeed and not bad"])
    assert found[0].tolist() == [round(compound, 4), *(round(share, 3) for share in shares)]


def test_no_texts_and_no_words() -> None:
    assert polarity([]).shape == (0, 4)
    assert not polarity(["", " ", "a", "\n!"]).any()


def test_it_is_nltks_and_not_vadersentiments() -> None:
    # The case that tells the two apart: −0.31 in nltk, +0.74 in vaderSentiment (reference values).
    assert polarity(["without doubt the best"])[0, 0] == pytest.approx(-0.31, abs=0.005)


def test_the_lexicon_is_the_published_one() -> None:
    assert len(valences()) == 7506


def test_white_space_is_pythons() -> None:
    every = [*range(0x10000), *range(0x10000, sys.maxunicode, 257)]
    characters = [c for c in map(chr, every) if not "\ud800" <= c <= "\udfff"]
    words = vader_words(pl.Series([f"no{c}war" for c in characters]))
    assert np.bincount(words.text).tolist() == [2 if c.isspace() else 1 for c in characters]


@cache
def nltks():
    """nltk's own class; it reads lexicons from its data folder only."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    class Analyzer(SentimentIntensityAnalyzer):
        def __init__(self) -> None:
            self.lexicon_file = lexicon().read_text("utf-8").strip()
            self.lexicon = self.make_lex_dict()
            self.constants = VaderConstants()

    return Analyzer()


def by_nltk(texts: list[str]) -> np.ndarray:
    scores = map(nltks().polarity_scores, texts)
    return np.array([[score[name] for name in SCORES] for score in scores], float).reshape(-1, len(SCORES))


def test_the_lists_are_nltks() -> None:
    theirs = nltks().constants
    assert BOOSTERS | dict.fromkeys(DAMPENERS, -0.293) == theirs.BOOSTER_DICT
    assert (set(NEGATIONS), IDIOMS, list(PUNCTUATION)) == (
        theirs.NEGATE,
        theirs.SPECIAL_CASE_IDIOMS,
        theirs.PUNC_LIST,
    )
    assert valences() == nltks().lexicon


# Few words, so that they repeat and meet; then what texts of the web hold.
WORDS = [
    "good",
    "bad",
    "kind",
    "war",
    "no",
    "very",
    "so",
    "this",
    "most",
    "hardly",
    "not",
    "isn't",
    "but",
    "least",
    "day",
]
PHRASES = [*IDIOMS, *DAMPENERS, "never so", "never this", "without doubt", "at least", "very least"]
ODD = [
    ":)",
    ":-(",
    ";D",
    "<3",
    "O:)",
    "\U0001f600",
    "a\u200db",
    "\u212aind",
    "don\u2019t",
    "\x00",
    "É",
    "ß",
    "ǅ",
    "a",
    "I",
]
MARKS = [*PUNCTUATION, "!!!!", "?!", "...", "(", "#", "\u2014"]
GAPS = [" ", "\n", "\u00a0", "\u2028", "\x1c", "\x85", "\u3000", "\u200b", "\x00", "-"]

plain = st.sampled_from([f"{word} " for word in [*WORDS, *WORDS, *PHRASES]])
capital = st.sampled_from([f"{word.upper()} " for word in [*WORDS, *PHRASES, *ODD]])
marked = st.sampled_from([f for word in WORDS for m in MARKS for f in (f"{m}{word} ", f"{word}{m} ", f"{m}{word}{m}")])
rare = st.sampled_from([f"{word} " for word in [*BOOSTERS, *NEGATIONS, *valences(), *ODD]])
pieces = plain | plain | plain | capital | marked | rare | st.sampled_from(GAPS)
texts = st.lists(pieces, max_size=16).map("".join)


@settings(max_examples=50)
@given(st.lists(texts | texts | st.text(max_size=20), max_size=8))
def test_equal_to_nltk_itself(drawn: list[str]) -> None:
    assert polarity(drawn).tolist() == by_nltk(drawn).tolist()


@settings(max_examples=20)
@given(st.lists(texts, min_size=1, max_size=8), st.integers(1, 60))
def test_parts_do_not_matter(drawn: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vader, "PART", size)
        in_parts = polarity(pl.Series(drawn))
    assert in_parts.tolist() == polarity(drawn).tolist()
