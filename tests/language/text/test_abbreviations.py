"""The lists of words that decide where sentences end."""

from analysis.language.text.abbreviations import ABBREVIATIONS, WORD_LISTS


def test_the_word_lists_are_sound() -> None:
    kinds = ["never", "number", "clock", "maybe", "state"]
    assert set(WORD_LISTS) == {*kinds, "opener", "courtesy", "zone", "cue", "elision", "small", "suffix"}
    assert all(WORD_LISTS.values())
    for one, other in [(a, b) for a in kinds for b in kinds if a < b]:
        assert not WORD_LISTS[one] & WORD_LISTS[other], (one, other)


def test_a_state_after_a_comma_or_hyphen_is_a_place() -> None:
    assert [ABBREVIATIONS[name] for name in ("Pa", ", Pa", "-Pa")] == ["state", "place", "place"]
    assert ABBREVIATIONS["Gen"] == ABBREVIATIONS["GEN"] == "never"
