"""Which voices of articles say too much of a single sentence for their words to be published."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotation.annotations import Annotations
from analysis.bundles.disclosure.small_voices import PLACE, is_in, small_places
from analysis.bundles.disclosure.thresholds import LEAST_PATTERNS
from analysis.language.dictionaries.dictionary import Dictionary, Frame
from analysis.schema import TOTAL

# Patterns that begin with the same letters are taken for forms of one word.
STEM = 4


def hidden_places(notes: Annotations, scores: pd.DataFrame, book: Dictionary) -> pd.DataFrame:
    """Article and voice of each place whose words are not published.

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
    parts = [small_places(notes.segments), _of_one_word(scores), _of_one_pattern(notes, scores, book)]
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)


def _of_one_word(scores: pd.DataFrame) -> pd.DataFrame:
    """Places in which the words other than the most frequent one do not fill a segment of mean length."""
    x, n, units = (scores[name].to_numpy() for name in ("x", "n", "units"))
    rows = scores[(units > 0) & ((n - x) * units < n)]
    return rows.loc[(rows["measure"] == "terms") & (rows["item"] != TOTAL), PLACE].drop_duplicates()


def _of_one_pattern(notes: Annotations, scores: pd.DataFrame, book: Dictionary) -> pd.DataFrame:
    x = scores["x"].to_numpy()
    rows = scores[(x > 0) & (x == scores["units"].to_numpy())]
    rows = rows[(rows["measure"] == "framing") & (rows["item"] != TOTAL)]
    if rows.empty:
        return rows[PLACE]
    asked = np.flatnonzero(is_in(notes.segments, rows))
    found = notes.frame_matches(book).filter(pl.col("text").is_in(asked))
    segment = found["text"].to_numpy()
    where = pd.DataFrame({name: notes.segments[name].array.take(segment) for name in PLACE})
    where = where.assign(item=found["frame"].cast(pl.String).to_list(), pattern=found["pattern"].to_list())
    own = where.drop_duplicates().groupby([*PLACE, "item"]).size().rename("patterns").reset_index()
    return rows.merge(own[own["patterns"] == 1], on=[*PLACE, "item"])[PLACE].drop_duplicates()


def has_few_patterns(frame: Frame) -> bool:
    """Whether a frame says nearly which word a segment holds: it has few patterns that are not forms of another."""
    stems = {pattern.lower().split("*")[0][:STEM] for pattern in frame.patterns}
    return len(stems) < LEAST_PATTERNS
