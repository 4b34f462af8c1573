"""The names of persons: where they begin in a phrase, and which of their words is the family name."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.language.attribution.sources.source_words import SourceWord, word_lists

NAME_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
MAX_NAME = 3  # words, particles aside


def name_start(words: Sequence[SourceWord]) -> int:
    """Find where the capitalized words at the end of a phrase begin, with the particles before and between them.

    Examples
    --------
    >>> name_start([source_word(word) for word in ("the", "clerk", "Jan", "van", "der", "Meer")])
    2
    """
    start = last = len(words)
    while start and (words[start - 1].is_capitalized or (start < last and words[start - 1].is_particle)):
        start -= 1
    return start


def is_short_enough(name: Sequence[SourceWord]) -> bool:
    """Whether a name has from one to `MAX_NAME` words besides its particles."""
    return 0 < len(name) - sum([word.is_particle for word in name]) <= MAX_NAME


def with_family_name_last(name: Sequence[SourceWord]) -> list[str]:
    """Write a name as given names and one family name, which holds its particles.

    Parameters
    ----------
    name : sequence of SourceWord
        Its words, without titles and suffixes.

    Returns
    -------
    list of str

    Examples
    --------
    >>> with_family_name_last([source_word(word) for word in ("Jan", "van", "der", "Meer")])
    ['Jan', 'van der Meer']
    >>> with_family_name_last([source_word(word) for word in ("Kim", "Sung", "Ho")])
    ['Sung', 'Ho', 'Kim']
    """
    written = [word.written for word in name]
    if _begins_with_family_name(name):
        return [*written[1:], written[0]]
    start = len(name) - 1
    while start > 0 and (name[start - 1].is_particle or (start > 1 and "capital_particle" in name[start - 1].sections)):
        start -= 1
    if start == 1 and "capital_particle" in name[0].sections:
        start = 0
    return [*written[:start], " ".join(written[start:])]


def _begins_with_family_name(name: Sequence[SourceWord]) -> bool:
    """Whether the family name comes first: Kim Sung Ho, Kim Sung-ho."""
    has_two_given_names = len(name) == 3 or (len(name) == 2 and "-" in name[1].written)
    if not has_two_given_names:
        return False
    lists = word_lists()
    if "family_first" in name[0].sections:
        return True
    given = [part for word in name[1:] for part in word.plain.split("-")]
    return name[0].plain in lists["family_first_if_syllables"] and lists["given_syllable"].issuperset(given)
