"""Whom does each outlet name?"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.actor_discovery import NOTE, proposed
from analysis.annotation.annotations import Annotations
from analysis.annotation.mention_layer import mentions
from analysis.language.entities.actor_list import Actor, read_actors
from analysis.measures._scores import collect

PROPOSALS = "proposals"


def actor_mentions(notes: Annotations) -> pd.DataFrame:
    """Segments that name an actor, over all segments: those of the corpus's actors.yml, else those that are proposed.

    Returns: scores, x segments that name the actor, n segments; .attrs["note"] says where the actors are proposals."""
    listed = read_actors(notes.corpus.actors) if notes.corpus.actors else None
    scores = notes.scores(
        "actor_mentions",
        {"actors": listed.sha256 if listed else PROPOSALS},
        lambda: _scores(notes, listed.entries if listed else _named_short(proposed(notes))),
    )
    return with_note(scores, note_of(scores) if listed else NOTE)


def _scores(notes: Annotations, who: Sequence[Actor]) -> pd.DataFrame:
    found = mentions(notes, who)[["segment", "actor"]].drop_duplicates()
    names = sorted({actor.name for actor in who})
    hits = pl.DataFrame({
        "segment": found["segment"].to_numpy(),
        "item": pd.Index(names).get_indexer(found["actor"]).astype(np.int64),
        "x": np.ones(len(found)),
    })  # fmt: skip
    return collect(
        notes,
        "actor_mentions",
        hits,
        np.ones(len(notes.segments)),
        items=names,
        names=pl.Series(names, dtype=pl.String),
    )


def _named_short(who: Sequence[Actor]) -> list[Actor]:
    """The same actors under names of two words, for a proposed name is a run of words of somebody's text."""
    return [actor._replace(name=_short(actor.name)) for actor in who]


def _short(name: str) -> str:
    words = re.findall(r"[^\W_]+", name)
    return name if len(words) < 3 else f"{words[0]} … {words[-1]}"
