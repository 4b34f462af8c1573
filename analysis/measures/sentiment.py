"""Sentiment of each segment."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.number_parameters import LARGEST_SEED, checked_seed, checked_whole
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.sentiment.target_encoder import SentimentEncoder, checksum
from analysis.language.sentiment.target_encoder import encoder as encoder_of
from analysis.language.sentiment.vader import SCORES, polarity
from analysis.language.sentiment.vader_vocabulary import lexicon
from analysis.language.text.characters import fold_marks
from analysis.language.text.house_style import standard_form
from analysis.language.text.tokens import normalize
from analysis.measures._scores import article_voices, collect

MOST_SEGMENTS = 20_000  # encoded in about two minutes
Floats = NDArray[np.float64]
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
    scores = polarity(notes.words.texts)
    hits = pl.DataFrame({
        "segment": np.repeat(np.arange(len(scores)), len(SCORES)),
        "item": np.tile(np.arange(len(SCORES)), len(scores)),
        "x": scores.ravel(),
    })  # fmt: skip
    return collect(notes, "sentiment", hits, np.ones(len(scores)), names=pl.Series(SCORES))


def valence(notes: Annotations, *, encoder: str = "", most: int = MOST_SEGMENTS, seed: int = 0) -> pd.DataFrame:
    """Sum the valence of segments, from −4 (negative) to 4 (positive), as an encoder estimates it.

    It takes about 6 ms per segment, fifty times as long as VADER. Of a larger corpus a random sample is read.

    Parameters
    ----------
    notes : Annotations
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
        If the folder does not contain an encoder, or `most` or `seed` is not a whole number.

    Notes
    -----
    Outlets are the strata: each has the same number of segments, or all that it has. Within an outlet the segments are
    spread evenly over its articles and their voices, one in each before a second in any [1]_. So the sample has as many
    articles as it can, since segments of one article are alike.

    References
    ----------
    .. [1] Cochran (1977), Sampling Techniques, chapters 5 and 10; analysis/models/tone/card.md for the encoder.
    """
    check_annotations(notes)
    most, seed = checked_whole(most, "most", 1, LARGEST_SEED), checked_seed(seed)
    scores = notes.scores(
        "valence", {"encoder": checksum(encoder)}, lambda: _valence_scores(notes, encoder_of(encoder), most, seed)
    )
    if "valence" in notes.saved or len(notes.segments) <= most:
        return scores
    return with_note(scores, f"Read: a random sample of {most:,} of {len(notes.segments):,} segments.")


def _valence_scores(notes: Annotations, model: SentimentEncoder, most: int, seed: int) -> pd.DataFrame:
    weight = _sample_weights(notes, most, seed)
    read = np.flatnonzero(weight)
    x = model.valence(fold_marks(notes.words.texts.gather(read)).to_list()) * weight[read]
    hits = pl.DataFrame({"segment": np.arange(len(x)), "item": "valence", "x": x}, schema_overrides={"item": pl.String})
    return collect(replace(notes, segments=notes.segments.iloc[read]), "valence", hits, weight[read])


def _sample_weights(notes: Annotations, most: int, seed: int) -> Floats:
    """Return the inverse of the probability with which each segment was drawn, and 0 for those that were not."""
    place, n_places = article_voices(notes)
    rng = np.random.default_rng(seed)
    outlet = pd.factorize(notes.corpus.articles["outlet"], sort=True)[0][place // len(schema.VOICES)]
    rank = _number_within(place, np.lexsort((rng.random(len(place)), place)))
    number = _number_within(outlet, np.lexsort((rng.random(n_places)[place], rank, outlet)))
    drawn = number < _even_share(np.bincount(outlet), most)[outlet]
    weight = np.bincount(place) / np.maximum(np.bincount(place[drawn], minlength=place.max() + 1), 1)
    return np.where(drawn, weight[place], 0)


def _number_within(group: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of each member in its group, from 0; in `order` the groups follow each other."""
    number = np.empty(len(group), np.int64)
    first = np.searchsorted(group[order], np.arange(group.max(initial=-1) + 1))
    number[order] = np.arange(len(group)) - first[group[order]]
    return number


def _even_share(sizes: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Share a number out evenly, to none more than its size."""
    share, left = np.zeros(len(sizes), np.int64), most
    for done, at in enumerate(np.argsort(sizes, kind="stable")):
        share[at] = min(sizes[at], left // (len(sizes) - done))
        left -= share[at]
    return share


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
