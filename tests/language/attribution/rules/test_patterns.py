"""Patterns over tags, on sentences of our own that are tagged word by word."""

import re

import pytest

from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.tagger import tag_of
from analysis.language.attribution.rules.tags import Tag


def tagged(words: str) -> str:
    return "".join("Q" if word == "QUOTE" else tag_of(word) for word in words.split())


@pytest.mark.parametrize(
    ("pattern", "words", "matched"),
    [
        (patterns.PHRASE, "the master of the town and his crew left", "the master of the town and his crew"),
        (patterns.PHRASE, "she said", "she"),
        (patterns.CIRCUMSTANCES, "on Monday in a short statement that", "on Monday in a short statement"),
        (patterns.CIRCUMSTANCES, "the pier", ""),
        (patterns.PERSON_ADDRESSED, "reporters on Monday that", "reporters on Monday"),
        (patterns.PERSON_ADDRESSED, "him the pier", "him"),
        (patterns.BEFORE_QUOTE, "of the crew : QUOTE", "of the crew :"),
        (patterns.SOURCE_AFTER_VERB, "the mayor , Anna Lind .", "the mayor , Anna Lind"),
        (patterns.FIRST_PHRASE, "In the harbour , the mayor smiled", "In the harbour , the mayor"),
    ],
)  # fmt: skip
def test_what_a_pattern_matches_at_the_start(pattern: re.Pattern[str], words: str, matched: str) -> None:
    found = pattern.match(tagged(words))
    assert found is not None
    assert found.group() == tagged(matched)


@pytest.mark.parametrize(
    ("pattern", "words", "matched"),
    [
        (patterns.SUBJECT, "and the crew", "the crew"),
        (patterns.SUBJECT, "the cook who", "the cook who"),
        (patterns.SUBJECT_WITH_ASIDE, "the mayor , who left ,", "the mayor , who left ,"),
        (patterns.ANTECEDENT, "here came the boats which", "the boats which"),
        (patterns.OWNER, "then came the mayor 's early", "the mayor 's early"),
    ],
)
def test_what_a_pattern_matches_at_the_end(pattern: re.Pattern[str], words: str, matched: str) -> None:
    found = pattern.search(Tag.SENTENCE_BREAK + tagged(words))
    assert found is not None
    assert found.group() == tagged(matched)


@pytest.mark.parametrize("character", ["-", "^", "]", "\\", "a"])
def test_a_tag_set_is_taken_literally(character: str) -> None:
    tag_set = f"a{character}c"
    for other in "abc-^]\\":
        assert bool(re.fullmatch(patterns.any_of(tag_set), other)) == (other in tag_set)
        assert bool(re.fullmatch(patterns.none_of(tag_set), other)) == (other not in tag_set)
