"""Sentiment of each segment, by VADER."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.sentiment.vader import SCORES, polarity
from analysis.language.sentiment.vader_vocabulary import lexicon
from analysis.language.text.house_style import standard_form
from analysis.language.text.tokens import normalize
from analysis.measures._scores import collect

_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"


def sentiment(notes: Annotations) -> pd.DataFrame:
    """Sum VADER's scores of segments.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: compound (−1 to 1), neg, neu or pos (0 to 1, together 1); x: sum of the score over
        segments; n: segments.

    References
    ----------
    Hutto & Gilbert (2014), VADER: A parsimonious rule-based model for sentiment analysis, ICWSM; as nltk computes it,
    with the words and rules that news adds (lexicons/news_tone.csv, language/sentiment/news_rules.py).
    """
    check_annotations(notes)
    return notes.scores("sentiment", {"rules": "VADER, news 1"}, lambda: _vader_scores(notes))


def _vader_scores(notes: Annotations) -> pd.DataFrame:
    scores = polarity(notes.words.texts, notes.words.tokens)
    hits = pl.DataFrame({
        "segment": np.repeat(np.arange(len(scores)), len(SCORES)),
        "item": np.tile(np.arange(len(SCORES)), len(scores)),
        "x": scores.ravel(),
    })  # fmt: skip
    return collect(notes, "sentiment", hits, np.ones(len(scores)), names=pl.Series(SCORES))


def sentiment_weights() -> dict[str, float]:
    """Weigh words for a word shift: VADER's valence of each word of its lexicon, from −4 to 4.

    Emoticons and entries of several words are left out; variants of spelling have the weight of their standard too.
    The words are only the lexicon of VADER: its rules for negations and boosters have no weight.

    Returns
    -------
    dict of str to float
        By the word as `terms` counts it.
    """
    entries = [line.split("\t")[:2] for line in lexicon().read_text("utf-8").splitlines() if "\t" in line]
    weights = {normalize(word): float(value) for word, value in entries if re.fullmatch(_WORD, word)}
    of_standard = {standard_form(word)[0]: weight for word, weight in weights.items()}
    return of_standard | weights
