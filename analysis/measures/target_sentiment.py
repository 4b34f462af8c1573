"""Sentiment toward each actor."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.tone_layer import mention_sentiments
from analysis.language.entities.actor_list import Actor, read_actors
from analysis.language.sentiment.target_encoder import checksum
from analysis.measures._scores import collect
from analysis.schema import TOTAL


def target_sentiment(notes: Annotations, *, encoder: str = "") -> pd.DataFrame:
    """Sum the sentiment of segments toward the actors that they name, from −1 (negative) to 1 (positive).

    A segment counts once for an actor, at the first mention. Names are masked before encoding.

    Parameters
    ----------
    notes : Annotations
        Actors are those of the corpus's actors.yml.
    encoder : str
        Folder of another encoder; '' for the included one.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the actor; x: sum of P(positive) − P(negative) over segments; n: segments that name the
        actor. Without rows if there is no actors.yml; ``attrs["note"]`` says so.

    Raises
    ------
    WrongUse
        If the folder does not contain an encoder.

    References
    ----------
    analysis/models/tone/card.md
    """
    check_annotations(notes)
    if notes.corpus.actors is None:
        return schema.empty(
            "scores", "Sentiment toward actors needs an actors.yml in the corpus folder that lists them."
        )
    listed = read_actors(notes.corpus.actors)
    settings = {"actors": listed.sha256, "encoder": checksum(encoder)}
    return notes.scores("target_sentiment", settings, lambda: _sentiment_scores(notes, listed.entries, encoder))


def _sentiment_scores(notes: Annotations, actors: tuple[Actor, ...], encoder: str) -> pd.DataFrame:
    named = mention_sentiments(notes, actors, encoder)
    tables = [_scores_of_actor(notes, str(actor), rows) for actor, rows in named.groupby("actor")]
    return pd.concat(tables, ignore_index=True) if tables else schema.empty("scores")


def _scores_of_actor(notes: Annotations, actor: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Scores of one actor over the segments that name it."""
    n = np.zeros(len(notes.segments))
    n[rows["segment"]] = 1
    hits = pl.DataFrame({"segment": rows["segment"].to_numpy(), "item": actor, "x": rows["sentiment"].to_numpy()})
    scores = collect(notes, "target_sentiment", hits, n)
    scores = scores[(scores["item"] != TOTAL) & (scores["n"] > 0)]
    # Segments that do not name the actor have no part in the ratio, so that they are no units.
    return scores.assign(units=scores["n"]).reset_index(drop=True)
