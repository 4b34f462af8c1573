"""What is the tone of each sentence?"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis._utils.table_notes import with_settings
from analysis.annotation.annotations import Annotations
from analysis.language.sentiment.target_encoder import Tone, checksum
from analysis.language.sentiment.target_encoder import encoder as encoder_of
from analysis.language.sentiment.vader import SCORES, lexicon, polarity
from analysis.language.text.house_style import standard_form
from analysis.language.text.tokens import normalize
from analysis.measures._scores import collect

MOST = 20_000  # segments an encoder reads in two minutes


def sentiment(notes: Annotations) -> pd.DataFrame:
    """VADER's scores of each segment: compound (−1 to 1), neg, neu and pos (0 to 1, together 1).

    Returns: scores, x sum of the score over segments, n segments.
    Source: Hutto & Gilbert (2014), as nltk computes it."""
    return notes.scores("sentiment", {"rules": "nltk VADER"}, lambda: _scores(notes))


def _scores(notes: Annotations) -> pd.DataFrame:
    scores = polarity(notes.words.texts)
    hits = pl.DataFrame({
        "segment": np.repeat(np.arange(len(scores)), len(SCORES)),
        "item": np.tile(np.arange(len(SCORES)), len(scores)),
        "x": scores.ravel(),
    })  # fmt: skip
    return collect(notes, "sentiment", hits, np.ones(len(scores)), names=pl.Series(SCORES))


def valence(notes: Annotations, *, encoder: str = "") -> pd.DataFrame:
    """Valence of each segment from −4 (negative) to 4 (positive), as an encoder reads it, 6 ms a segment.

    encoder: folder of another one than comes along.
    Returns: scores, x sum of the valence over segments, n segments; of more than 20,000 segments no rows, and
    .attrs["note"] says so, since VADER reads them fifty times as fast.
    Raises: WrongUse where the folder holds no encoder.
    Source: analysis/models/tone/card.md."""
    settings = {"encoder": checksum(encoder)}
    if len(notes.segments) > MOST:
        nothing = schema.empty(
            "scores",
            f"The encoder reads {MOST:,} segments at most; here are {len(notes.segments):,}, which are left to VADER.",
        )
        return with_settings(nothing, settings)
    return notes.scores("valence", settings, lambda: _valence(notes, encoder_of(encoder)))


def _valence(notes: Annotations, model: Tone) -> pd.DataFrame:
    x = model.valence(notes.words.texts.to_list())
    hits = pl.DataFrame({"segment": np.arange(len(x)), "item": "valence", "x": x}, schema_overrides={"item": pl.String})
    return collect(notes, "valence", hits, np.ones(len(x)))


def sentiment_weights() -> dict[str, float]:
    """VADER's valence of each word of its lexicon, from −4 to 4, by the word as terms count it: for a word shift.

    Emoticons and entries of several words are left out; spelling variants have the value of their standard too. The
    words are only the lexicon part of VADER: its rules for negations and boosters have no weight."""
    entries = [line.split("\t")[:2] for line in lexicon().read_text("utf-8").splitlines() if "\t" in line]
    words = {
        normalize(word): float(value) for word, value in entries if re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", word)
    }
    return {standard_form(word)[0]: value for word, value in words.items()} | words
