"""Who gets to speak?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotate.run import Annotations
from analysis.measures.collect import collect


def voices(notes: Annotations) -> pd.DataFrame:
    """Words in each voice (headline, narration, quoted) over all words.

    Returns: scores, item the voice, x its words, n all words; compare them over all voices."""
    return notes.scores("voices", {}, lambda: _scores(notes))


def _scores(notes: Annotations) -> pd.DataFrame:
    n = notes.segments["n_tokens"].to_numpy()
    hits = pl.DataFrame({"segment": np.arange(len(n)), "item": notes.segments["voice"].to_list(), "x": n})
    return collect(notes, "voices", hits, n, items=["quoted", "narration", "headline"])
