"""Layers of tone: what the encoder says of single segments, computed once for all measures that need it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.layers import layer
from analysis.annotation.mention_layer import with_name
from analysis.annotation.segment_sample import sample_weights
from analysis.language.entities.actor_list import Actor
from analysis.language.entities.people import PRONOUN
from analysis.language.sentiment.target_encoder import encoder as encoder_of
from analysis.language.text.characters import fold_marks

MOST_SEGMENTS = 20_000  # encoded in about a minute
Floats = NDArray[np.float64]


@hides_content
class SegmentValences(NamedTuple):
    """Segments that were read (rows of notes.segments), their valence, and how many each stands for; all (read,)."""

    segment: NDArray[np.int64]
    valence: Floats
    weight: Floats


@layer
def segment_valences(
    notes: Annotations, encoder: str, voices: tuple[str, ...], most: int, seed: int
) -> SegmentValences:
    """Estimate the valence of segments, of a large corpus those of a random sample.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    encoder : str
        Folder of another encoder; '' for the included one.
    voices : tuple of str
    most, seed : int
        As in `sample_weights`.

    Returns
    -------
    SegmentValences
    """
    weight = sample_weights(notes, voices, most, seed)
    read = np.flatnonzero(weight)
    texts = fold_marks(notes.words.texts.gather(read)).to_list()
    return SegmentValences(read, encoder_of(encoder).valence(texts), weight[read])


@layer
def mention_sentiments(notes: Annotations, actors: tuple[Actor, ...], encoder: str) -> pd.DataFrame:
    """Estimate the sentiment of segments toward the actors that they name, or mean by a pronoun.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    actors : tuple of Actor
    encoder : str
        Folder of another encoder; '' for the included one.

    Returns
    -------
    DataFrame
        segment (row of notes.segments), actor, how (as in `mention_table`), sentiment (P(positive) − P(negative)): one
        row per segment and actor, at the first name or, without one, at the first pronoun.
    """
    mentions = notes.mentions(actors)
    named = with_name(mentions)
    # Sentences that only describe the actor bring the sum over an article no nearer to what its readers say.
    meant = mentions[mentions["how"] == PRONOUN]
    first = pd.concat([named, meant]).drop_duplicates(["segment", "actor"]).sort_index(kind="stable")
    texts = fold_marks(notes.words.texts.gather(first["segment"].to_numpy())).to_list()
    spans = list(zip(first["start"].tolist(), first["end"].tolist(), strict=True))
    probabilities = encoder_of(encoder).target_sentiment(texts, spans, _other_names(first, named))
    return first[["segment", "actor", "how"]].assign(sentiment=probabilities[:, 2] - probabilities[:, 0])


def _other_names(first: pd.DataFrame, mentions: pd.DataFrame) -> list[list[tuple[int, int]]]:
    """Spans of other actors in the segment of each mention: their names are masked too."""
    spans: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for segment, start, end, actor in _places(mentions):
        spans[segment].append((start, end, actor))
    return [
        [(a, b) for a, b, other in spans[segment] if other != actor and (b <= start or end <= a)]
        for segment, start, end, actor in _places(first)
    ]


def _places(mentions: pd.DataFrame) -> Iterator[tuple[int, int, int, str]]:
    return zip(*(mentions[name].tolist() for name in ("segment", "start", "end", "actor")), strict=True)
