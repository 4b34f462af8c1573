"""Names by which a text can call actors: those that a list gives, and short names made from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources.person_names import NAME_SUFFIXES, with_family_name_last
from analysis.language.attribution.sources.source_words import source_word
from analysis.language.entities.actor_list import PERSON, Actor, is_role
from analysis.language.entities.given_names import pronoun_of
from analysis.language.entities.known_names import known_names

SURNAME, GIVEN_NAME, ACRONYM, KNOWN_NAME = SHORT = ("surname", "given name", "acronym", "known name")
_LEAST = 3  # letters of an acronym
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


@hides_content
class ShortName(NamedTuple):
    """A short name, how it is short (one of `SHORT`), and the numbers of the actors that can be meant by it."""

    text: str
    how: str
    actors: tuple[int, ...]


def short_names(actors: Sequence[Actor]) -> list[ShortName]:
    """Make short names that are no aliases of anybody.

    A person's are the family name, with its particles, and the first given name if it is known as one; those of others
    are the acronyms of names of three words or more, and the other names by which they are well known.

    Parameters
    ----------
    actors : sequence of Actor

    Returns
    -------
    list of ShortName

    Examples
    --------
    >>> guild = Actor("Guild of Harbour Cooks", ("Guild of Harbour Cooks",), "organisation")
    >>> lind = Actor("Anna Lind", ("Anna Lind",), "person")
    >>> [name.text for name in short_names([guild, lind])]
    ['Anna', 'GHC', 'Lind']
    """
    listed = {alias.lower() for actor in actors for alias in actor.aliases}
    owners: dict[tuple[str, str], dict[int, None]] = {}
    for number, actor in enumerate(actors):
        for short in _of_actor(actor):
            if short[0].lower() not in listed:
                owners.setdefault(short, {})[number] = None
    return [ShortName(text, how, tuple(numbers)) for (text, how), numbers in sorted(owners.items())]


def _of_actor(actor: Actor) -> list[tuple[str, str]]:
    if actor.kind == PERSON:
        return [short for alias in actor.aliases for short in _of_person(alias)]
    names = [alias for alias in actor.aliases if not is_role(alias)]
    known = dict.fromkeys(other for name in names for other in known_names(name))
    acronyms = (_acronym(name) for name in names)
    made = [(acronym, ACRONYM) for acronym in acronyms if len(acronym) >= _LEAST and acronym not in known]
    return [*made, *((other, KNOWN_NAME) for other in known)]


def _of_person(alias: str) -> list[tuple[str, str]]:
    given, family = _parts(alias)
    if not given:
        return []
    return [(family, SURNAME), *([(given[0], GIVEN_NAME)] if pronoun_of(given[0]) else [])]


def given_names_of(actor: Actor) -> list[str]:
    """Return the given names of a person, as the aliases have them.

    Examples
    --------
    >>> given_names_of(Actor("Anna Lind", ("Anna Lind", "A. B. Lind", "the mayor"), "person"))
    ['Anna', 'A.', 'B.']
    """
    return [name for alias in actor.aliases for name in _parts(alias)[0]]


def _parts(alias: str) -> tuple[list[str], str]:
    """Return the given names and the family name in an alias of a person; "" without one.

    Examples
    --------
    >>> _parts("Mayor Jan van der Meer Jr."), _parts("the mayor")
    ((['Jan'], 'van der Meer'), ([], ''))
    """
    words = [word for word in map(source_word, alias.split()) if word.plain not in NAME_SUFFIXES]
    while len(words) > 1 and "title" in words[0].sections:
        words = words[1:]
    if not words or not all(word.is_capitalized or word.is_particle for word in words):
        return [], ""
    *given, family = with_family_name_last(words)
    return given, family


def _acronym(alias: str) -> str:
    """Return the first letters of the words with a capital, of three words or more: GHC of Guild of Harbour Cooks."""
    words = _WORD.findall(alias)
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) >= _LEAST else ""
