"""The words that show what type of source a phrase names, as source_words.txt lists them."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
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


@hides_content
class SourceWord(NamedTuple):
    """What a word of a source phrase is by itself.

    Parameters
    ----------
    written : str
    plain : str
        As the lists write it.
    sections : frozenset of str
        The sections of source_words.txt that list it.
    is_capitalized : bool
        Whether it is written as a name: Amin, al-Amin, d'Arc.
    is_particle : bool
        Whether it is a particle of names, in lower case: van.
    """

    written: str
    plain: str
    sections: frozenset[str]
    is_capitalized: bool
    is_particle: bool

    def is_in(self, sections: frozenset[str]) -> bool:
        """Whether one of the sections lists the word."""
        return bool(self.sections) and not self.sections.isdisjoint(sections)


@lru_cache(2**16)
def source_word(written: str) -> SourceWord:
    """Look up a word of a source phrase.

    Examples
    --------
    >>> [source_word(written).is_capitalized for written in ("Amin", "al-Amin", "late-night")]
    [True, True, False]
    """
    is_particle = written in word_lists()["particle"]
    return SourceWord(written, plain_form(written), sections_of(written), is_capitalized(written), is_particle)


def is_capitalized(word: str) -> bool:
    """Whether a word is written as a name."""
    if word[0].isupper():
        return True
    particle, hyphen, rest = word.partition("-")
    if hyphen:
        return rest[:1].isupper() and particle in word_lists()["joined_particle"]
    return word[:2] in ("d'", "d’", "o'", "o’") and word[2:3].isupper()
