"""The letters of words, beside the same rules applied to one word at a time."""

import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.attribution.cues import bare, cues
from analysis.language.attribution.rules import tagger as word_classes
from analysis.language.attribution.rules.tagger import ADVERB, MARKS, NO_ADVERBS, SECTIONS, letter, letters
from analysis.language.text.word_lists import read_sections

LISTED = {
    word: SECTIONS[name]
    for name, words in read_sections(Path(word_classes.__file__).with_name("word_classes.txt")).items()
    for word in words
}


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("said", "V"),
        ("saying", "G"),
        ("claims", "Z"),
        ("the", "d"),
        ("Okoye", "N"),
        ("’s", "s"),
        ("quickly", "r"),
        (",", ","),
    ],
)
def test_letters(token: str, expected: str) -> None:
    assert letter(token) == expected


def one_by_one(token: str) -> str:
    word = bare(token)
    cue = cues().get(word)
    if not token[0].isalnum():
        return MARKS.get(token, "-")
    if cue and (token[0].islower() or not cue.noun):
        return "Z" if cue.noun and word in cue.forms.split()[:2] else "G" if word.endswith("ing") else "V"
    if word in LISTED and token not in ("US", "May", "March"):
        return LISTED[word]
    forms = {
        "r": re.fullmatch(ADVERB, word),
        "N": token[0].isupper(),
        "k": token[0].isdigit(),
        "R": word.endswith("ly") and word not in NO_ADVERBS,
        "e": word.endswith(("ed", "ing")) and len(word) > 4,
    }
    return next((form.lower() if form == "R" else form for form, holds in forms.items() if holds), "n")


ENDINGS = st.sampled_from(["ly", "ed", "ing", "ately", "", "."])
WORDS = st.one_of(
    st.sampled_from([*LISTED, *cues(), *NO_ADVERBS, *MARKS, "US", "May", "March", "2nd", "²", "Élan", "ß", "don’t"]),
    st.tuples(st.text("aeghilnsty", min_size=1, max_size=6), ENDINGS).map("".join),
)
CASES = st.sampled_from([str, str.capitalize, str.upper])
TOKENS = st.lists(st.tuples(WORDS, CASES).map(lambda one: one[1](one[0])))


@given(TOKENS)
def test_letters_are_those_of_the_words_one_by_one(tokens: list[str]) -> None:
    found = letters(pl.Series(tokens, dtype=pl.String))
    assert found.dtype == np.uint8
    assert found.tobytes().decode() == "".join(map(one_by_one, tokens))
