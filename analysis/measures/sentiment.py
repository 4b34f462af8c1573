"""What is the tone of each sentence?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotate.run import Annotations
from analysis.annotate.vader import compound
from analysis.measures.collect import collect

# Hutto & Gilbert's thresholds for a sentence that counts as positive or negative.
POLAR = 0.05


def sentiment(notes: Annotations) -> pd.DataFrame:
    """VADER's tone of each segment: its compound score, and whether it is positive or negative.

    Returns: scores; item tone: x sum of compound scores (−1 to 1); items positive, negative: x segments with a score of at
    least 0.05, at most −0.05; n segments."""
    return notes.scores("sentiment", {"rules": "nltk VADER"}, lambda: _scores(notes))


def _scores(notes: Annotations) -> pd.DataFrame:
    tone = compound(notes.words.texts)
    segment = np.arange(len(tone))
    hits = pl.concat(
        [
            pl.DataFrame({"segment": segment, "item": "tone", "x": tone}),
            pl.DataFrame({"segment": segment, "item": "positive", "x": (tone >= POLAR).astype(float)}),
            pl.DataFrame({"segment": segment, "item": "negative", "x": (tone <= -POLAR).astype(float)}),
        ]
    )
    return collect(notes, "sentiment", hits, np.ones(len(tone)))
