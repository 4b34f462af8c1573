"""The words that show what type of source a phrase names, as source_words.txt lists them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analysis.language.text.tokens import normalize
from analysis.language.text.word_lists import read_sections

# Words of these sections are read within names of persons only.
_WITHIN_NAMES = ("given_syllable", "family_first_if_syllables", "place_word")


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """Read source_words.txt: the words of each section."""
    listed = read_sections(Path(__file__).with_name("source_words.txt"))
    return {name: frozenset(words) for name, words in listed.items()}


@cache
def roles_of_titles() -> dict[str, str]:
    """Return the role that each title gives to its bearer: "mayor" for mayor, "senator" for sen."""
    listed = word_lists()
    short = dict(pair.split(":") for pair in listed["short_title"])
    return {word: word for word in listed["role"] | listed["occupation"]} | short


@cache
def _sections_by_word() -> dict[str, frozenset[str]]:
    listed = {name: words for name, words in word_lists().items() if name not in _WITHIN_NAMES}
    words = {word for section in listed.values() for word in section}
    return {word: frozenset(name for name in listed if word in listed[name]) for word in words}


@cache
def plain_form(word: str) -> str:
    """Write a word as the lists do."""
    return normalize(word).rstrip(".").lower()


@cache
def sections_of(word: str) -> frozenset[str]:
    """Look up the sections of source_words.txt that list a word."""
    return _sections_by_word().get(plain_form(word), frozenset())


@cache
def is_in(word: str, sections: tuple[str, ...]) -> bool:
    """Whether one of the sections lists a word."""
    found = sections_of(word)
    return bool(found) and not found.isdisjoint(sections)
