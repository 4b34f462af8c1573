"""The names of persons: where they begin in a phrase, and which of their words is the family name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from analysis.language.attribution.sources.source_words import plain_form, word_lists

NAME_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
MAX_NAME = 3  # words, particles aside


@cache
def is_capitalized(word: str) -> bool:
    """Whether a word is written as a name: Amin, al-Amin, d'Arc.

    Examples
    --------
    >>> is_capitalized("Amin"), is_capitalized("al-Amin"), is_capitalized("late-night")
    (True, True, False)
    """
    if word[0].isupper():
        return True
    particle, hyphen, rest = word.partition("-")
    if hyphen:
        return rest[:1].isupper() and particle in word_lists()["joined_particle"]
    return word[:2] in ("d'", "d’", "o'", "o’") and word[2:3].isupper()


def name_start(words: Sequence[str]) -> int:
    """Find where the capitalized words at the end of a phrase begin, with the particles before and between them.

    Examples
    --------
    >>> name_start(["the", "clerk", "Jan", "van", "der", "Meer"])
    2
    """
    start = len(words)
    while start and (is_capitalized(words[start - 1]) or (start < len(words) and _is_particle(words[start - 1]))):
        start -= 1
    return start


@cache
def _is_particle(word: str) -> bool:
    return word in word_lists()["particle"]


def is_short_enough(name: Sequence[str]) -> bool:
    """Whether a name has from one to `MAX_NAME` words besides its particles."""
    return 0 < len(name) - sum(map(_is_particle, name)) <= MAX_NAME


def with_family_name_last(name: Sequence[str]) -> list[str]:
    """Write a name as given names and one family name, which holds its particles.

    Parameters
    ----------
    name : sequence of str
        Its words, without titles and suffixes.

    Returns
    -------
    list of str

    Examples
    --------
    >>> with_family_name_last(["Jan", "van", "der", "Meer"])
    ['Jan', 'van der Meer']
    >>> with_family_name_last(["Kim", "Sung", "Ho"])
    ['Sung', 'Ho', 'Kim']
    """
    if _begins_with_family_name(name):
        return [*name[1:], name[0]]
    start = len(name) - 1
    lists = word_lists()
    while start > 0 and (
        _is_particle(name[start - 1]) or (start > 1 and plain_form(name[start - 1]) in lists["capital_particle"])
    ):
        start -= 1
    if start == 1 and len(name) > 1 and plain_form(name[0]) in lists["capital_particle"]:
        start = 0
    return [*name[:start], " ".join(name[start:])]


def _begins_with_family_name(name: Sequence[str]) -> bool:
    """Whether the family name comes first: Kim Sung Ho, Kim Sung-ho."""
    has_two_given_names = len(name) == 3 or (len(name) == 2 and "-" in name[1])
    if not has_two_given_names:
        return False
    lists, family = word_lists(), plain_form(name[0])
    given = [part for word in name[1:] for part in plain_form(word).split("-")]
    is_family = family in lists["family_first_if_syllables"] and lists["given_syllable"].issuperset(given)
    return is_family or family in lists["family_first"]
