"""Mentions of actors in articles: by their names, and by short names that the article lets nobody else bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.entities.actor_list import PERSON, Actor
from analysis.language.entities.given_names import (
    first_given_name,
    goes_on_as_name,
    in_title_case,
    is_same_given_name,
    pronoun_of,
)
from analysis.language.entities.name_matching import Names, locate_in, names_to_find, resolve_roles
from analysis.language.entities.name_words import NameWords, batches, name_words
from analysis.language.entities.short_names import GIVEN_NAME, SURNAME, ShortName, given_names_of, short_names

NAME, ROLE = "name", "role"
# In place of an actor: whom the article calls so, somebody else of this name, and nobody of it.
OPEN, OTHER, NOBODY = -1, -2, -3
Numbers = NDArray[np.int64]


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


def find_mentions(texts: pl.Series, article: Numbers, actors: Sequence[Actor]) -> pl.DataFrame:
    """Find every place where an actor is named.

    Parameters
    ----------
    texts : polars.Series of str
    article : array of int, shape (n_texts,)
        Number of the article of each text.
    actors : sequence of Actor

    Returns
    -------
    polars.DataFrame
        segment (number of the text), start and end (characters), actor (number), how: `NAME`, `ROLE`, or how a
        `ShortName` is short. In the order of the texts.
    """
    actors = tuple(actors)
    short = short_names(actors)
    names = names_to_find(actors, tuple(name.text for name in short))
    how = [NAME] * names.n_actors + [ROLE] * names.n_roles + [name.how for name in short]
    of_person = [actor.kind == PERSON for actor in actors] + [
        one in (SURNAME, GIVEN_NAME) for one in how[len(actors) :]
    ]
    found = []
    for first, batch in batches(texts):
        words = name_words(batch)
        located = _with_given_names(locate_in(words, names), words, np.array(of_person, bool))
        found.append(located.with_columns(pl.col("segment") + first))
    table = pl.concat(found)
    label = table["label"].to_numpy()
    table = table.with_columns(article=article[table["segment"].to_numpy()], how=pl.Series(how).gather(label))
    rows = (Name(*row) for row in table.select(Name._fields).iter_rows())
    actor = np.array(Bearers(actors, short, names).of(list(rows)), np.int64)
    named_or_role = np.where(table["how"].to_numpy() == ROLE, label, actor)
    resolved = resolve_roles(named_or_role, table["article"].to_numpy(), actors)
    table = table.with_columns(actor=resolved).filter(resolved >= 0)
    return table.select("segment", "start", "end", "actor", "how")


def _with_given_names(found: pl.DataFrame, words: NameWords, of_person: NDArray[np.bool_]) -> pl.DataFrame:
    """Let the family name of a person begin with the given names before it."""
    first, last = (found[name].to_numpy() for name in ("first", "last"))
    begins = np.where(of_person[found["label"].to_numpy()] & (first == last), first_given_name(words, first), first)
    given, written = (words.vocabulary.gather(words.word[place]) for place in (begins, last))
    edges = np.bincount(begins, minlength=len(words.word) + 1) - np.bincount(first, minlength=len(words.word) + 1)
    stands_alone = (np.cumsum(edges)[first] == 0) | (begins < first)
    return found.with_columns(
        start=words.start[begins].astype(np.int64),
        given=given.zip_with(pl.Series(begins < first), pl.Series([""])),
        written=written,
        full=begins < last,
        goes_on=goes_on_as_name(words, last),
        in_headline=in_title_case(words)[first],
    ).filter(stands_alone)


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
            return OPEN
        return name.label if name.label < len(self._actors) else NOBODY

    def _bears(self, given: str, actor: int) -> bool:
        own = self._given[actor]
        return not own or any(is_same_given_name(given, name) for name in own)
