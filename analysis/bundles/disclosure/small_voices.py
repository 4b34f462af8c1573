"""Voices of articles with too few segments for their words to be published, and scores without these words."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.bundles.disclosure.places import PLACE, is_in, of_measures, starts_run
from analysis.bundles.disclosure.thresholds import LEAST_SEGMENTS, LONGEST_WORD, RUN
from analysis.schema import TOTAL

_MOMENTS = ["x", "n", "units", "xx", "xn", "nn"]
_WORD = r"[\p{L}\p{N}]+"
# Four letters of a script that puts no blanks between words.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{4}"


def small_places(segments: pd.DataFrame) -> pd.DataFrame:
    """Return the places that have fewer than LEAST_SEGMENTS segments.

    Parameters
    ----------
    segments : DataFrame
        article_id and voice of each segment.

    Returns
    -------
    DataFrame
        article_id, voice.
    """
    size = segments.groupby(PLACE, sort=False).size()
    return size[size < LEAST_SEGMENTS].reset_index()[PLACE]


def without_words(
    scores: pd.DataFrame, places: pd.DataFrame, measures: Collection[str], left_out: NDArray[np.bool_]
) -> pd.DataFrame:
    """Return scores without the items of some places, which then count neither in x nor in n.

    Parameters
    ----------
    scores, places : DataFrame
        Scores of any measures; article_id and voice of the places whose words are withheld.
    measures : collection of str
        The measures whose items say which words a segment holds.
    left_out : array of bool, shape (n_scores,)
        Other rows to leave out.

    Returns
    -------
    DataFrame
        The totals of these places stay, with zeros, so that every outlet and article stays known.
    """
    hidden = _are_hidden(scores, places, measures)
    total = (scores["item"] == TOTAL).to_numpy()
    kept = (~hidden | total) & ~left_out
    shown = scores if kept.all() else scores.take(np.flatnonzero(kept)).reset_index(drop=True)
    empty = np.flatnonzero(hidden[kept])
    return _with_zeros(shown, empty) if len(empty) else shown


def _are_hidden(scores: pd.DataFrame, places: pd.DataFrame, measures: Collection[str]) -> NDArray[np.bool_]:
    """Which rows are of some measures, in some places."""
    wanted = of_measures(scores, measures)
    hidden = np.zeros(len(scores), bool)
    if wanted.any():
        # The rows of a measure stand together: a slice of them copies nothing.
        part = slice(int(wanted.argmax()), len(wanted) - int(wanted[::-1].argmax()))
        hidden[part] = wanted[part] & is_in(scores[PLACE].iloc[part], places)
    return hidden


def _with_zeros(scores: pd.DataFrame, rows: NDArray[np.intp]) -> pd.DataFrame:
    """Scores whose moments are zero in some rows."""
    moments = {name: scores[name].to_numpy(copy=True) for name in _MOMENTS}
    for values in moments.values():
        values[rows] = 0.0
    return scores.assign(**moments)


def long_words(items: pd.Series) -> NDArray[np.bool_]:
    """Return which words are too long to be published.

    Parameters
    ----------
    items : Series of str

    Returns
    -------
    array of bool, shape (n_items,)
        True for a word of three parts or more, such as one with two hyphens, for a passage of a script without blanks,
        and for a word of more than LONGEST_WORD characters.
    """
    starts = starts_run(items)
    known = pl.Series(items.array.take(np.flatnonzero(starts)).tolist(), dtype=pl.String)
    long = (known.str.count_matches(_WORD) >= RUN) | known.str.contains(_UNSPACED)
    long |= known.str.len_chars() > LONGEST_WORD
    made: NDArray[np.bool_] = long.to_numpy().astype(bool)[np.cumsum(starts) - 1]
    return made
