"""VADER as nltk computes it, with vaderSentiment's lexicon file.

Source: Hutto & Gilbert (2014), VADER: A parsimonious rule-based model for sentiment analysis, ICWSM."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def lexicon() -> Path:
    """The lexicon file of the installed package vaderSentiment, found without importing it."""
    spec = find_spec("vaderSentiment")
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "vader_lexicon.txt"


@cache
def _analyzer() -> Any:
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    class Analyzer(SentimentIntensityAnalyzer):
        """nltk's rules; nltk itself reads lexicons from its own data folder only."""

        def __init__(self) -> None:
            self.lexicon_file = lexicon().read_text("utf-8").strip()
            self.lexicon = self.make_lex_dict()
            self.constants = VaderConstants()

    return Analyzer()


SCORES = ("compound", "neg", "neu", "pos")


def polarity(texts: Sequence[str]) -> NDArray[np.float64]:
    """VADER's scores of each text: compound, from −1 to 1, and neg, neu and pos, from 0 to 1.

    Returns: (texts, 4), in the order of SCORES."""
    scores = [[found[name] for name in SCORES] for found in map(_analyzer().polarity_scores, texts)]
    return np.array(scores, float).reshape(len(texts), len(SCORES))
