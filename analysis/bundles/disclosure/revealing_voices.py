"""Which voices of articles say too much of a single sentence for their words to be published."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.annotation.annotations import Annotations
from analysis.bundles.disclosure.places import PLACE, is_in, of_measures
from analysis.bundles.disclosure.small_voices import small_places
from analysis.bundles.disclosure.thresholds import LEAST_PATTERNS
from analysis.language.dictionaries.dictionary import Dictionary, Frame
from analysis.schema import TOTAL

# Patterns that begin with the same letters are taken for forms of one word.
STEM = 4


def hidden_places(notes: Annotations, scores: pd.DataFrame, book: Dictionary) -> pd.DataFrame:
    """Return the places whose words are not published.

    A place is hidden where it has too few segments, where one word is nearly all it has, and where every segment uses a
    frame of which it has one pattern: in the last two cases a word must stand in every segment.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    scores : DataFrame
        Of terms and framing at least.
    book : Dictionary
        The frames of the scores.

    Returns
    -------
    DataFrame
        article_id, voice.
    """
    parts = [small_places(notes.segments), _places_of_one_word(scores), _places_of_one_pattern(notes, scores, book)]
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)


def _of_items(scores: pd.DataFrame, chosen: NDArray[np.bool_], measure: str) -> pd.DataFrame:
    """Return the chosen scores of one measure, without its totals."""
    rows = scores[chosen & of_measures(scores, (measure,))]
    return rows[rows["item"] != TOTAL]


def _places_of_one_word(scores: pd.DataFrame) -> pd.DataFrame:
    """Places in which the words other than the most frequent one do not fill a segment of mean length."""
    x, n, units = (scores[name].to_numpy() for name in ("x", "n", "units"))
    rows = _of_items(scores, (units > 0) & ((n - x) * units < n), "terms")
    return rows[PLACE].drop_duplicates()


def _places_of_one_pattern(notes: Annotations, scores: pd.DataFrame, book: Dictionary) -> pd.DataFrame:
    """Places in which every segment uses a frame of which the place has one pattern."""
    x = scores["x"].to_numpy()
    rows = _of_items(scores, (x > 0) & (x == scores["units"].to_numpy()), "framing")
    if rows.empty:
        return rows[PLACE]
    patterns = _patterns_in(notes, book, rows)
    number = patterns.groupby([*PLACE, "item"]).size().rename("patterns").reset_index()
    return rows.merge(number[number["patterns"] == 1], on=[*PLACE, "item"])[PLACE].drop_duplicates()


def _patterns_in(notes: Annotations, book: Dictionary, places: pd.DataFrame) -> pd.DataFrame:
    """Return the patterns found in some places: article_id, voice, item (a frame) and pattern, each once."""
    segments = np.flatnonzero(is_in(notes.segments, places))
    found = notes.frame_matches(book).filter(pl.col("text").is_in(segments))
    segment = found["text"].to_numpy()
    columns = {name: notes.segments[name].array.take(segment) for name in PLACE}
    patterns = pd.DataFrame(columns).assign(
        item=found["frame"].cast(pl.String).to_list(), pattern=found["pattern"].to_list()
    )
    return patterns.drop_duplicates()


def has_few_patterns(frame: Frame) -> bool:
    """Return whether a frame nearly says which word a segment has: few of its patterns are not forms of another."""
    stems = {pattern.lower().split("*")[0][:STEM] for pattern in frame.patterns}
    return len(stems) < LEAST_PATTERNS
