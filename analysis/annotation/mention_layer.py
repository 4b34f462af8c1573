"""Where actors are named or meant in the segments of a corpus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl

from analysis.language.entities.actor_list import Actor
from analysis.language.entities.coreference import WITHOUT_NAME
from analysis.language.entities.mentions import find_mentions


def mention_table(segments: pd.DataFrame, texts: pl.Series, actors: Sequence[Actor]) -> pd.DataFrame:
    """Find every place where an actor is named or meant.

    How each mention names the actor: by a *name* or a *role* of the list, or by a short name that is not in the list:
    *surname* or *given name* of a person whose full name the article gives, if it names nobody else of that name;
    *acronym* of a name of three words or more that the article gives; and *known name*, by which else a party, a
    country or an agency is well known (GOP, FBI; see known_names.csv). A person's given names belong to the mention,
    and a family name after the given name of somebody else is no mention.

    A *pronoun* (he, she) means the only person of its gender in the segment so far or, if there is none, in the nearest
    of the two sentences before. Gender is known from title, given name, noun in apposition or two other pronouns. A
    *description* (the former governor) means the only person to whom the article gives the office, by title or in
    apposition; of several, the one whom it names at least four times as often as the others together, if it has named
    none of them since two sentences before. Where several persons, listed or not, can be meant, nobody is.

    A word of an alias matches any spelling that house style counts as the same, with a possessive, and with more
    capitals than the alias has, as in a headline or at the start of a sentence. Of overlapping names the longest
    counts; of equally long ones each counts. A role (see `is_role`) stands for the actor with this role who was named
    last in the article, if there is one.

    Parameters
    ----------
    segments : pandas.DataFrame
        The table of segments.
    texts : polars.Series of str, shape (n_segments,)
        The text of each segment.
    actors : sequence of Actor

    Returns
    -------
    pandas.DataFrame
        article_id; segment (row of segments); start and end (characters of the segment's text, without a possessive);
        actor (name); how (see above). In the order of the texts.
    """
    article, ids = pd.factorize(segments["article_id"])
    places = pl.DataFrame({
        "article": article.astype(np.int64),
        "paragraph": segments["paragraph"].to_numpy(),
        "sentence": segments["sentence"].to_numpy(),
        "quoted": (segments["voice"] == "quoted").to_numpy(),
        "headline": (segments["voice"] == "headline").to_numpy(),
    })  # fmt: skip
    found = find_mentions(texts, places, actors)
    segment = found["segment"].to_numpy()
    names = pd.array([actor.name for actor in actors], dtype="str")
    return pd.DataFrame({
        "article_id": pd.array(ids, dtype="str").take(article[segment]),
        "segment": segment,
        "start": found["start"].to_numpy(),
        "end": found["end"].to_numpy(),
        "actor": names.take(found["actor"].to_numpy()),
        "how": pd.array(found["how"].to_list(), dtype="str"),
    })  # fmt: skip


def with_name(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions that name the actor; mentions: as `mention_table` returns them."""
    return mentions[~mentions["how"].isin(WITHOUT_NAME)]
