"""Mentions of actors in articles: by their names, by short names, by pronouns and descriptions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.entities.actor_list import PERSON, Actor
from analysis.language.entities.bearers import Bearers, Name
from analysis.language.entities.coreference import Sign, resolved
from analysis.language.entities.given_names import first_given_name, goes_on_as_name, in_title_case, pronoun_of
from analysis.language.entities.name_matching import locate_in, names_to_find, resolve_roles
from analysis.language.entities.name_words import POSSESSIVE, NameWords, batches, name_words
from analysis.language.entities.people import KNOWN, of_people, signs, with_context
from analysis.language.entities.short_names import GIVEN_NAME, SURNAME, given_names_of, short_names

NAME, ROLE = "name", "role"
MENTION = {"segment": pl.Int64, "start": pl.Int64, "end": pl.Int64, "actor": pl.Int64, "how": pl.String}
Flags = NDArray[np.bool_]


def find_mentions(texts: pl.Series, places: pl.DataFrame, actors: Sequence[Actor]) -> pl.DataFrame:
    """Find every place where an actor is named or meant.

    Parameters
    ----------
    texts : polars.Series of str, shape (n_texts,)
    places : polars.DataFrame
        Of each text: the numbers article, paragraph and sentence, and whether it is quoted, or a headline.
    actors : sequence of Actor

    Returns
    -------
    polars.DataFrame
        segment (number of the text), start and end (characters), actor (number), how: `NAME`, `ROLE`, how a `ShortName`
        is short, or one of `coreference.WITHOUT_NAME`. In the order of the texts.
    """
    actors = tuple(actors)
    short = short_names(actors)
    names = names_to_find(actors, tuple(name.text for name in short))
    how = [NAME] * names.n_actors + [ROLE] * names.n_roles + [name.how for name in short]
    is_person = [actor.kind == PERSON for actor in actors]
    of_person = np.array(is_person + [one in (SURNAME, GIVEN_NAME) for one in how[len(actors) :]], bool)
    found, people = [], []
    for first, batch in batches(texts):
        words = name_words(batch)
        located = _with_given_names(locate_in(words, names), words, of_person)
        found.append(with_context(located, words).with_columns(pl.col("segment") + first))
        if any(is_person):
            others = signs(words, _covered(words, located))
            people.append(with_context(others, words).with_columns(pl.col("segment") + first))
    table = pl.concat(found)
    label = table["label"].to_numpy()
    article = places["article"].to_numpy()[table["segment"].to_numpy()]
    table = table.with_columns(article=article, how=pl.Series(how).gather(label))
    rows = (Name(*row) for row in table.select(Name._fields).iter_rows())
    bearer = np.array(Bearers(actors, short, names).of(list(rows)), np.int64)
    named_or_role = np.where(table["how"].to_numpy() == ROLE, label, bearer)
    table = table.with_columns(actor=resolve_roles(named_or_role, article, actors))
    mentions = table.filter(pl.col("actor") >= 0).select(*MENTION)
    if not people:
        return mentions
    may_be_person = pl.Series(of_person).gather(label) | (table["how"] == ROLE)
    without_name = _without_name(table.filter(may_be_person), pl.concat(people), places, actors)
    return pl.concat([mentions, without_name]).sort("segment", "start", maintain_order=True)


def _with_given_names(found: pl.DataFrame, words: NameWords, of_person: NDArray[np.bool_]) -> pl.DataFrame:
    """Let the family name of a person begin with the given names before it."""
    first, last = (found[name].to_numpy() for name in ("first", "last"))
    begins = np.where(of_person[found["label"].to_numpy()] & (first == last), first_given_name(words, first), first)
    given, written = (words.vocabulary.gather(words.word[place]) for place in (begins, last))
    edges = np.bincount(begins, minlength=len(words.word) + 1) - np.bincount(first, minlength=len(words.word) + 1)
    stands_alone = (np.cumsum(edges)[first] == 0) | (begins < first)
    return found.with_columns(
        first=begins,
        start=words.start[begins].astype(np.int64),
        given=given.zip_with(pl.Series(begins < first), pl.Series([""])),
        written=written,
        full=begins < last,
        goes_on=goes_on_as_name(words, last),
        in_headline=in_title_case(words)[first],
    ).filter(stands_alone)


def _covered(words: NameWords, located: pl.DataFrame) -> NDArray[np.bool_]:
    """Which words are part of names that were found."""
    n = len(words.word) + 1
    edges = np.bincount(located["first"].to_numpy(), minlength=n) - np.bincount(
        located["last"].to_numpy() + 1, minlength=n
    )
    return (np.cumsum(edges) > 0)[:-1]


def _without_name(
    names: pl.DataFrame, people: pl.DataFrame, places: pl.DataFrame, actors: Sequence[Actor]
) -> pl.DataFrame:
    """Find pronouns and descriptions that mean an actor, in the articles that name one.

    names: of persons; people: other signs of people.
    """
    known = names.with_columns(
        kind=pl.lit(KNOWN),
        who=pl.col("actor").clip(-1),
        text=pl.col("written").str.to_lowercase().str.replace(POSSESSIVE, ""),
        gender=pl.Series([*map(_pronoun, actors), ""]).gather(names["actor"].clip(-1) % (len(actors) + 1)),
    )
    place = places.with_row_index("segment").with_columns(pl.col("segment").cast(pl.Int64)).filter(~pl.col("headline"))
    known = known.drop("article").join(place, on="segment")
    of_actors = known.filter(pl.col("who") >= 0)["article"].unique().implode()
    others = people.join(place.filter(pl.col("article").is_in(of_actors)), on="segment").pipe(of_people)
    table = pl.concat([frame.select(Sign._fields) for frame in (known, others.with_columns(who=pl.lit(-1, pl.Int64)))])
    rows = resolved(Sign(*row) for row in table.sort("segment", "start").iter_rows())
    return pl.DataFrame(list(rows), schema=MENTION, orient="row")


def _pronoun(actor: Actor) -> str:
    """Return the pronoun that goes with the given names of an actor; "" where they are not listed."""
    return next(filter(None, map(pronoun_of, given_names_of(actor))), "")
