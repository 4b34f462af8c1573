"""Which actors each outlet names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.actor_discovery import NOTE
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.entities.actor_list import Actor, read_actors
from analysis.measures._scores import collect, per_article

PROPOSALS = "proposals"


def actor_mentions(notes: Annotations) -> pd.DataFrame:
    """Count segments that name or mean an actor.

    Parameters
    ----------
    notes : Annotations
        Actors are those of the corpus's actors.yml; without one they are proposed from capitalized names. For persons
        of the list also pronouns and descriptions count, see `Annotations.mentions`.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the actor; x: segments that name or mean the actor; n: segments. ``attrs["note"]`` says if
        the actors are proposals.
    """
    check_annotations(notes)
    listed = read_actors(notes.corpus.actors) if notes.corpus.actors else None
    scores = notes.scores(
        "actor_mentions",
        {"actors": listed.sha256 if listed else PROPOSALS},
        lambda: _mention_scores(notes, listed.entries if listed else _with_short_names(notes.proposed_actors())),
    )
    return with_note(scores, note_of(scores) if listed else NOTE)


def attention(notes: Annotations) -> pd.DataFrame:
    """Count the sentences of an article that name or mean an actor.

    Parameters
    ----------
    notes : Annotations
        As for `actor_mentions`, whose counts these are.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the actor; x: segments of the article that name or mean the actor; n: 1 for each article of
        an event in which an article names the actor. An article is one unit, as in `net_tone`. ``attrs["note"]`` says
        if the actors are proposals.
    """
    return per_article(actor_mentions(notes), notes.corpus.articles, "attention")


def _mention_scores(notes: Annotations, actors: Sequence[Actor]) -> pd.DataFrame:
    named = notes.mentions(tuple(actors))[["segment", "actor"]].drop_duplicates()
    names = sorted({actor.name for actor in actors})
    hits = pl.DataFrame({
        "segment": named["segment"].to_numpy(),
        "item": pd.Index(names).get_indexer(named["actor"]).astype(np.int64),
        "x": np.ones(len(named)),
    })  # fmt: skip
    n = np.ones(len(notes.segments))
    return collect(notes, "actor_mentions", hits, n, items=names, names=pl.Series(names, dtype=pl.String))


def _with_short_names(actors: Sequence[Actor]) -> list[Actor]:
    """Return the same actors under names of two words: a bundle must not hold longer runs of words of a text."""
    return [actor._replace(name=_short_name(actor.name)) for actor in actors]


def _short_name(name: str) -> str:
    words = re.findall(r"[^\W_]+", name)
    return name if len(words) < 3 else f"{words[0]} … {words[-1]}"
