"""Valence of each segment, by an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.number_parameters import LARGEST_SEED, checked_seed, checked_whole
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.segment_sample import checked_voices
from analysis.annotation.tone_layer import MOST_SEGMENTS, SegmentValences, segment_valences
from analysis.language.sentiment.target_encoder import checksum
from analysis.measures._scores import collect
from analysis.schema import ALL, TOTAL


def valence(
    notes: Annotations,
    *,
    voices: str | Sequence[str] = ALL,
    encoder: str = "",
    most: int = MOST_SEGMENTS,
    seed: int = 0,
) -> pd.DataFrame:
    """Sum the valence of segments, from −4 (negative) to 4 (positive), as an encoder estimates it.

    It takes about 3 ms per segment, thirty times as long as VADER. Of a larger corpus a random sample is read.

    Parameters
    ----------
    notes : Annotations
    voices : str or sequence of str
        Voices to read, such as 'narration' or ['narration', 'quoted']; 'all' for all, also as one of several.
    encoder : str
        Folder of another encoder; '' for the included one.
    most : int
        Largest number of segments that are read.
    seed : int
        Of the sample.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: valence; x: sum over segments; n: segments. Of a sample, each segment counts as often as
        the inverse of the probability with which it was drawn, units are the segments read, and articles of which none
        was drawn have no rows; ``attrs["note"]`` says so.

    Raises
    ------
    WrongUse
        If the folder does not contain an encoder, a voice is none, or `most` or `seed` is not a whole number.

    See Also
    --------
    tone_sentences : The segments behind the figures.

    Notes
    -----
    Outlets are the strata: the number of segments grows with the square root of what they have. Within an outlet the
    segments are spread evenly over its articles and their voices, one in each before a second in any [1]_. So the
    sample has as many articles as it can, since segments of one article are alike.

    References
    ----------
    .. [1] Cochran (1977), Sampling Techniques, chapters 5 and 10; analysis/models/tone/card.md for the encoder.
    """
    check_annotations(notes)
    most, seed = checked_whole(most, "most", 1, LARGEST_SEED), checked_seed(seed)
    chosen = checked_voices(voices, "voices")

    def made() -> pd.DataFrame:
        return _scores(notes, segment_valences(notes, encoder, chosen, most, seed))

    scores = notes.scores("valence", {"encoder": checksum(encoder)}, made)
    scores = scores[scores["voice"].isin(chosen)].reset_index(drop=True) if "valence" in notes.saved else scores
    n_segments = int(notes.segments["voice"].isin(chosen).sum())
    n_read = int(scores.loc[scores["item"] == TOTAL, "units"].sum())
    if scores.empty or "valence" in notes.saved or n_read >= n_segments:
        return scores
    return with_note(scores, f"Read: a random sample of {n_read:,} of {n_segments:,} segments.")


def _scores(notes: Annotations, read: SegmentValences) -> pd.DataFrame:
    hits = pl.DataFrame(
        {"segment": np.arange(len(read.segment)), "item": "valence", "x": read.valence * read.weight},
        schema_overrides={"item": pl.String},
    )
    sampled = replace(notes, segments=notes.segments.iloc[read.segment])
    return collect(sampled, "valence", hits, read.weight)
