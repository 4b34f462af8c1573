"""Whom the names of an article mean: the actors that bear them, where nobody else of the article does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.entities.actor_list import PERSON, Actor
from analysis.language.entities.given_names import is_same_given_name, pronoun_of
from analysis.language.entities.name_matching import Names
from analysis.language.entities.short_names import GIVEN_NAME, KNOWN_NAME, ShortName, given_names_of

# In place of an actor: whom the article calls so, somebody else of this name, and nobody of it.
OPEN, OTHER, NOBODY = -1, -2, -3


@hides_content
class Name(NamedTuple):
    """A name as it stands in an article.

    label: as `locate_in` tells it; given: the first of the given names before it, "" without one; written: the name;
    full: whether it has several words; goes_on: whether a word of a name follows; in_headline: whether most words of
    the text have capitals.
    """

    article: int
    label: int
    given: str
    written: str
    full: bool
    goes_on: bool
    in_headline: bool


class Bearers:
    """Whom the names of articles mean.

    Parameters
    ----------
    actors : sequence of Actor
    short : sequence of ShortName
    names : Names
        Of these; it tells which label a short name has.
    """

    def __init__(self, actors: Sequence[Actor], short: Sequence[ShortName], names: Names) -> None:
        self._actors = actors
        self._short = dict(enumerate(short, names.n_actors + names.n_roles))
        self._given = [given_names_of(actor) for actor in actors]
        self._labels_of_actor: defaultdict[int, list[int]] = defaultdict(list)
        for label, name in self._short.items():
            for actor in name.actors:
                self._labels_of_actor[actor].append(label)

    def of(self, names: Sequence[Name]) -> list[int]:
        """Return the number of the actor that each name means; a negative number where it means none of them."""
        found = [self._by_itself(name) for name in names]
        introduced: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        for name, who in zip(names, found, strict=True):
            if who >= 0 and (name.full or self._actors[who].kind != PERSON):
                for label in self._labels_of_actor[who]:
                    introduced[name.article, label].add(who)
            elif who == OTHER:
                introduced[name.article, name.label].add(who)
        return [
            self._only(introduced[name.article, name.label]) if who == OPEN else who
            for name, who in zip(names, found, strict=True)
        ]

    @staticmethod
    def _only(bearers: set[int]) -> int:
        return next(iter(bearers)) if len(bearers) == 1 else NOBODY

    def _by_itself(self, name: Name) -> int:
        """Return whom a name means whatever else the article says."""
        short = self._short.get(name.label)
        is_given_name = short is not None and short.how == GIVEN_NAME
        if not name.full and name.goes_on and pronoun_of(name.written):
            if not name.in_headline:
                return OTHER  # Paul Lind, where Paul is a name of somebody else
            if is_given_name:
                return NOBODY  # Paul Lind, or Paul Wins
        if name.given:
            if is_given_name:
                return OTHER  # Bo Anna
            candidates = short.actors if short else (name.label,)
            bearers = [actor for actor in candidates if self._bears(name.given, actor)]
            return bearers[0] if len(bearers) == 1 else OTHER
        if short:
            return self._short_by_itself(name, short)
        return name.label if name.label < len(self._actors) else NOBODY

    @staticmethod
    def _short_by_itself(name: Name, short: ShortName) -> int:
        """Return whom a short name without given names means; `OPEN` where the article has to tell."""
        if short.how != KNOWN_NAME or len(short.actors) != 1:
            return OPEN
        is_longer = name.goes_on and not name.in_headline  # the House Committee on Ways
        return NOBODY if is_longer else short.actors[0]

    def _bears(self, given: str, actor: int) -> bool:
        own = self._given[actor]
        return not own or any(is_same_given_name(given, name) for name in own)
