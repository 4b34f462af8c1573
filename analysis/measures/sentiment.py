"""What is the tone of each sentence?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotate.run import Annotations
from analysis.annotate.vader import SCORES, polarity
from analysis.measures.collect import collect


def sentiment(notes: Annotations) -> pd.DataFrame:
    """VADER's scores of each segment: compound (−1 to 1), neg, neu and pos (0 to 1, together 1).

    Returns: scores, x sum of the score over segments, n segments.
    Source: Hutto & Gilbert (2014), as nltk computes it."""
    return notes.scores("sentiment", {"rules": "nltk VADER"}, lambda: _scores(notes))


def _scores(notes: Annotations) -> pd.DataFrame:
    scores = polarity(notes.words.texts.to_list())
    segment = np.arange(len(scores))
    hits = [pl.DataFrame({"segment": segment, "item": name, "x": scores[:, i]}) for i, name in enumerate(SCORES)]
    return collect(notes, "sentiment", pl.concat(hits), np.ones(len(scores)))
