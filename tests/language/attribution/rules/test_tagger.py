"""The tags of words, compared with the same rules applied to one word at a time."""

import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.attribution.cues import cue_verbs, lookup_form
from analysis.language.attribution.rules import tagger
from analysis.language.attribution.rules.tagger import (
    ADVERB_FORM,
    MARK_TAGS,
    NAMES_IN_CAPITALS,
    NOT_ADVERBS,
    SECTION_TAGS,
    tag_of,
    tag_tokens,
)
from analysis.language.attribution.rules.tags import Tag
from analysis.language.text.word_lists import read_sections

SECTIONS = read_sections(Path(tagger.__file__).with_name("word_classes.txt"))
LISTED: dict[str, str] = {word: SECTION_TAGS[name] for name, words in SECTIONS.items() for word in words}


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("said", Tag.CUE_VERB),
        ("saying", Tag.CUE_PARTICIPLE),
        ("claims", Tag.CUE_VERB_OR_NOUN),
        ("the", Tag.DETERMINER),
        ("Okoye", Tag.NAME),
        ("’s", Tag.POSSESSIVE),
        ("quickly", Tag.ADVERB),
        (",", Tag.COMMA),
        ("A.", Tag.NAME),
        ("A", Tag.DETERMINER),
        ("May.", Tag.NAME),
    ],
)
def test_tag_of_a_token(token: str, expected: str) -> None:
    assert tag_of(token) == expected


def test_every_tag_is_one_letter_of_its_own() -> None:
    letters = [tag.value for tag in Tag]
    assert all(len(letter) == 1 and letter.isascii() for letter in letters)
    assert len(set(letters)) == len(Tag.__members__)


def test_every_section_of_the_word_list_has_a_tag() -> None:
    assert set(SECTIONS) == set(SECTION_TAGS)


def tag_alone(token: str) -> str:
    word = lookup_form(token)
    cue = cue_verbs().get(word)
    is_name = token.rstrip(".") in NAMES_IN_CAPITALS or token in ("A.", "I.")
    if not token[0].isalnum():
        return MARK_TAGS.get(token, Tag.DASH)
    if cue and not is_name:
        tag = Tag.CUE_PARTICIPLE if word.endswith("ing") else Tag.CUE_VERB
        tag = Tag.CUE_VERB_OR_NOUN if cue.noun and word in cue.forms.split()[:2] else tag
        # With a capital a noun may be part of a name, and a past form is no noun.
        if token[0].islower() or not cue.noun or tag == Tag.CUE_VERB:
            return tag
    if word in LISTED and not is_name:
        return LISTED[word]
    forms = [
        (Tag.ADVERB, re.fullmatch(ADVERB_FORM, word)),
        (Tag.NAME, token[0].isupper()),
        (Tag.QUANTITY, token[0].isdigit()),
        (Tag.ADVERB, word.endswith("ly") and word not in NOT_ADVERBS),
        (Tag.COMMON_NOUN, "-" in word),
        (Tag.VERB, word.endswith(("ed", "ing")) and len(word) > 4),
    ]
    return next((tag for tag, holds in forms if holds), Tag.COMMON_NOUN)


ENDINGS = st.sampled_from(["ly", "ed", "ing", "-led", "ately", "", "."])
WORDS = st.one_of(
    st.sampled_from([*LISTED, *(form for form in cue_verbs() if " " not in form), *NOT_ADVERBS, *MARK_TAGS]),
    st.sampled_from([*NAMES_IN_CAPITALS, "2nd", "²", "Élan", "ß", "don’t"]),
    st.tuples(st.text("aeghilnsty", min_size=1, max_size=6), ENDINGS).map("".join),
)
CASES = st.sampled_from([str, str.capitalize, str.upper])
TOKENS = st.lists(st.tuples(WORDS, CASES).map(lambda drawn: drawn[1](drawn[0])))


@given(TOKENS)
def test_tags_of_many_tokens_are_those_of_each_alone(tokens: list[str]) -> None:
    found = tag_tokens(pl.Series(tokens, dtype=pl.String))
    assert found.dtype == np.uint8
    assert found.tobytes().decode() == "".join(map(tag_alone, tokens))
