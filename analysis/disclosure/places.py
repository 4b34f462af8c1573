"""Which voices of which articles have too few segments for their words to be published."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.disclosure.rules import LEAST_SEGMENTS, LONGEST_WORD
from analysis.disclosure.runs import RUN
from analysis.schema import TOTAL

PLACE = ["article_id", "voice"]
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{4}"
MOMENTS = ["x", "n", "units", "xx", "xn", "nn"]


def small_places(segments: pd.DataFrame) -> pd.DataFrame:
    """Article and voice of each place that has too few segments.

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


def is_in(table: pd.DataFrame, places: pd.DataFrame) -> NDArray[np.bool_]:
    """Which rows of a table are of one of the places."""
    codes = {name: pd.factorize(pd.concat([table[name], places[name]], ignore_index=True)) for name in PLACE}
    width = len(codes["voice"][1])
    place = codes["article_id"][0] * width + codes["voice"][0]
    return np.isin(place[: len(table)], place[len(table) :])


def without_words(
    scores: pd.DataFrame, places: pd.DataFrame, measures: Collection[str], gone: NDArray[np.bool_]
) -> pd.DataFrame:
    """Scores without the items of small places: they have no rows, and count neither in x nor in n.

    Parameters
    ----------
    scores, places : DataFrame
        Scores of any measures; article_id and voice of the small places.
    measures : collection of str
        The measures whose items say which words a segment holds.
    gone : array of bool, shape (n_scores,)
        Other rows to leave out.

    Returns
    -------
    DataFrame
        The totals of small places stay, with zeros, so that every outlet and article stays known.
    """
    hidden = scores["measure"].isin(measures).to_numpy() & is_in(scores, places)
    total = (scores["item"] == TOTAL).to_numpy()
    kept = np.flatnonzero((~hidden | total) & ~gone)
    shown = scores.take(kept).reset_index(drop=True)
    return shown.assign(**{name: np.where(hidden[kept], 0.0, shown[name].to_numpy()) for name in MOMENTS})


def long_words(items: pd.Series) -> NDArray[np.bool_]:
    """Which words consist of three words or more, such as words with two hyphens, or are passages of a script that
    puts no blanks between words."""
    code, names = pd.factorize(items)
    known = pl.Series(names.to_list(), dtype=pl.String)
    long = (known.str.count_matches(r"[\p{L}\p{N}]+") >= RUN) | known.str.contains(_UNSPACED)
    long |= known.str.len_chars() > LONGEST_WORD
    return long.to_numpy().astype(bool)[code]
