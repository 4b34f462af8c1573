"""Tone toward each actor: the mean over sentences, and the sum over an article."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.tone_layer import mention_sentiments
from analysis.language.entities.actor_list import Actor, read_actors
from analysis.language.sentiment.target_encoder import checksum
from analysis.measures._scores import collect, per_article
from analysis.schema import TOTAL


def target_sentiment(notes: Annotations, *, encoder: str = "") -> pd.DataFrame:
    """Sum the sentiment of segments toward the actors that they name or mean, from −1 (negative) to 1 (positive).

    A segment counts once for an actor, at the first name or, without one, the first pronoun that means the actor (see
    `Annotations.mentions`). Names are masked before encoding.

    Parameters
    ----------
    notes : Annotations
        Actors are those of the corpus's actors.yml.
    encoder : str
        Folder of another encoder; '' for the included one.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the actor; x: sum of P(positive) − P(negative) over segments; n: segments that name or
        mean the actor. Without rows if there is no actors.yml; ``attrs["note"]`` says so.

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


def net_tone(notes: Annotations, *, encoder: str = "") -> pd.DataFrame:
    """Count the favourable less the unfavourable sentences toward each actor that an article is expected to have.

    A mean over sentences does not tell how often an article praises or blames somebody; their sum does, and agrees
    better with readers of whole articles, see ``validity("net_tone")``. It grows with the length of an article:
    compare with ``adjust="length"`` where lengths differ.

    Parameters
    ----------
    notes : Annotations
        Actors are those of the corpus's actors.yml.
    encoder : str
        Folder of another encoder; '' for the included one.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the actor; x: sum of P(positive) − P(negative) over the segments of the article that name or
        mean the actor; n: 1 for each article of an event in which an article names the actor. An article is one unit,
        and all counts stand in its narration: compare over all voices. Without rows if there is no actors.yml;
        ``attrs["note"]`` says so. A bundle leaves out headlines, and voices of an article with few segments: its
        sums are not those of the texts.

    Raises
    ------
    WrongUse
        If the folder does not contain an encoder.

    See Also
    --------
    target_sentiment : The mean over segments.
    attention : How many segments of an article name an actor.
    """
    return per_article(target_sentiment(notes, encoder=encoder), notes.corpus.articles, "net_tone")


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
