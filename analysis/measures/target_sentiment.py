"""What is the tone toward each actor?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.mention_layer import mentions
from analysis.language.entities.actor_list import read_actors
from analysis.language.sentiment.target_encoder import Tone, checksum
from analysis.language.sentiment.target_encoder import encoder as encoder_of
from analysis.measures._scores import collect
from analysis.schema import TOTAL


def target_sentiment(notes: Annotations, *, encoder: str = "") -> pd.DataFrame:
    """Tone of each segment toward the actors it names, from −1 (negative) to 1 (positive), by an encoder.

    Actors are those of the corpus's actors.yml; without one no rows, and .attrs["note"] says so. A segment counts once
    for an actor, where it is first named; the names are not read. encoder: folder of another one than comes along.
    Returns: scores, x sum of P(positive) − P(negative) over segments, n segments that name the actor.
    Raises: WrongUse where the folder holds no encoder.
    Source: analysis/models/tone/card.md."""
    if notes.corpus.actors is None:
        return schema.empty("scores", "Tone toward actors needs an actors.yml in the corpus folder that names them.")
    settings = {"actors": read_actors(notes.corpus.actors).sha256, "encoder": checksum(encoder)}
    return notes.scores("target_sentiment", settings, lambda: _scores(notes, encoder_of(encoder)))


def _scores(notes: Annotations, model: Tone) -> pd.DataFrame:
    assert notes.corpus.actors is not None
    named = mentions(notes, read_actors(notes.corpus.actors).entries)
    first = named.drop_duplicates(["segment", "actor"])
    texts = notes.words.texts.gather(first["segment"].to_numpy()).to_list()
    spans = list(zip(first["start"].tolist(), first["end"].tolist(), strict=True))
    probabilities = model.toward(texts, spans, _others(first, named))
    first = first.assign(tone=probabilities[:, 2] - probabilities[:, 0])
    parts = [_of(notes, str(actor), rows) for actor, rows in first.groupby("actor")]
    return pd.concat(parts, ignore_index=True) if parts else schema.empty("scores")


def _others(first: pd.DataFrame, named: pd.DataFrame) -> list[list[tuple[int, int]]]:
    """Where other actors stand in the segment of each mention, so that their names are not read either."""
    by_segment = dict(list(named.groupby("segment")))
    return [
        [(r.start, r.end) for r in by_segment[one.segment].itertuples() if r.end <= one.start or one.end <= r.start]
        for one in first.itertuples()
    ]


def _of(notes: Annotations, actor: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Scores of one actor over the segments that name it."""
    named = np.zeros(len(notes.segments))
    named[rows["segment"]] = 1
    hits = pl.DataFrame({"segment": rows["segment"].to_numpy(), "item": actor, "x": rows["tone"].to_numpy()})
    scores = collect(notes, "target_sentiment", hits, named)
    scores = scores[(scores["item"] != TOTAL) & (scores["n"] > 0)]
    # What has no part in the ratio is no unit.
    return scores.assign(units=scores["n"]).reset_index(drop=True)
