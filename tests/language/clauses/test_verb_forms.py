"""Forms of verbs."""

import pytest

from analysis.language.clauses.verb_forms import is_deed, verb_form


@pytest.mark.parametrize(
    ("word", "base", "letter"),
    [
        ("coped", "cope", "D"),
        ("stopped", "stop", "D"),
        ("denied", "deny", "D"),
        ("seeks", "seek", "F"),
        ("went", "go", "F"),
        ("taken", "take", "P"),
        ("cut", "cut", "H"),
        ("attacks", "attack", "Z"),
        ("attack", "attack", "Y"),
        ("invade", "invade", "E"),
        ("running", "run", "G"),
        ("glorped", "glorp", "D"),
    ],
)
def test_a_word_is_the_form_of_a_verb(word: str, base: str, letter: str) -> None:
    assert verb_form(word) == (base, letter)


@pytest.mark.parametrize("word", ["table", "armed", "unsparing", "nuclear-armed", "the"])
def test_other_words_are_none(word: str) -> None:
    assert verb_form(word) is None


def test_words_thoughts_and_states_are_no_deeds() -> None:
    assert [is_deed(base) for base in ("attack", "accuse", "say", "believe", "be", "sit")] == [True, True] + [False] * 4
