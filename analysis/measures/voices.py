"""How much of each article is narrated, quoted or reported."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotation.annotations import Annotations, check_annotations
from analysis.measures._scores import collect

ITEMS = ("quoted", "narration", "headline")
ITEMS_WITH_INDIRECT = ("quoted", "indirect", "narration", "headline")


def voices(notes: Annotations) -> pd.DataFrame:
    """Count the words in each voice.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: headline, narration or quoted; x: its words; n: all words. Compare it over all voices.
    """
    check_annotations(notes)
    return notes.scores("voices", {}, lambda: _voice_scores(notes))


def indirect_speech(notes: Annotations) -> pd.DataFrame:
    """Count the words in each voice, with indirect speech as a voice of its own.

    Indirect speech is what the outlet reports of somebody without quoting it.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: quoted, indirect, narration (the rest of it) or headline; x: its words; n: all words.
        Compare it over all voices.
    """
    check_annotations(notes)
    return notes.scores("indirect_speech", notes.attribution_settings, lambda: _indirect_scores(notes))


def _voice_scores(notes: Annotations) -> pd.DataFrame:
    n = notes.segments["n_tokens"].to_numpy()
    hits = pl.DataFrame({"segment": np.arange(len(n)), "item": notes.segments["voice"].to_list(), "x": n})
    return collect(notes, "voices", hits, n, items=ITEMS)


def _indirect_scores(notes: Annotations) -> pd.DataFrame:
    n, voice = notes.segments["n_tokens"].to_numpy(), notes.segments["voice"].to_numpy()
    reported = np.zeros(len(n))
    reported[notes.attributions.reported_words["segment"]] = notes.attributions.reported_words["x"]
    indirect = np.where(voice == "quoted", 0, np.minimum(reported, n))
    segment = np.arange(len(n))
    hits = pl.concat([
        pl.DataFrame({"segment": segment, "item": voice.tolist(), "x": n - indirect}),
        pl.DataFrame({"segment": segment, "item": ["indirect"] * len(n), "x": indirect}),
    ])  # fmt: skip
    return collect(notes, "indirect_speech", hits.filter(pl.col("x") > 0), n, items=ITEMS_WITH_INDIRECT)
