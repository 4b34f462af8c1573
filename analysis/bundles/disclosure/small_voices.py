"""Which voices of which articles have too few segments for their words to be published."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.bundles.disclosure.thresholds import LEAST_SEGMENTS, LONGEST_WORD
from analysis.bundles.disclosure.word_runs import RUN
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
    if places.empty or table.empty:
        return np.zeros(len(table), bool)
    codes, known = zip(*(_codes(table[name]) for name in PLACE), strict=True)
    asked = [index.get_indexer(places[name]) for index, name in zip(known, PLACE, strict=True)]
    there = np.zeros([len(index) for index in known], bool)
    in_both = (asked[0] >= 0) & (asked[1] >= 0)
    there[asked[0][in_both], asked[1][in_both]] = True
    return there[codes[0], codes[1]]


def _codes(column: pd.Series) -> tuple[NDArray[np.intp], pd.Index]:
    """The number of each cell and the different cells; of cells that repeat in a row, one is looked up."""
    head = _heads(column)
    if 2 * head.sum() > len(head):
        code, index = pd.factorize(column)
        return code, pd.Index(index)
    code, known = pd.factorize(column.array.take(np.flatnonzero(head)))
    return code[np.cumsum(head) - 1], pd.Index(known)


def _heads(column: pd.Series) -> NDArray[np.bool_]:
    """Which cells differ from the one before."""
    cells = pl.from_pandas(column)
    return (cells != cells.shift(1)).fill_null(True).to_numpy()


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
    asked = of_measures(scores, measures)
    hidden = np.zeros(len(scores), bool)
    if asked.any():
        # The rows of a measure stand together: a slice of them copies nothing.
        part = slice(int(asked.argmax()), len(asked) - int(asked[::-1].argmax()))
        hidden[part] = asked[part] & is_in(scores[PLACE].iloc[part], places)
    total = (scores["item"] == TOTAL).to_numpy()
    kept = (~hidden | total) & ~gone
    shown = scores if kept.all() else scores.take(np.flatnonzero(kept)).reset_index(drop=True)
    empty = np.flatnonzero(hidden[kept])
    if not len(empty):
        return shown
    numbers = {name: shown[name].to_numpy(copy=True) for name in MOMENTS}
    for values in numbers.values():
        values[empty] = 0.0
    return shown.assign(**numbers)


def of_measures(scores: pd.DataFrame, measures: Collection[str]) -> NDArray[np.bool_]:
    """Which rows are of some measures."""
    code, known = _codes(scores["measure"])
    there: NDArray[np.bool_] = known.isin(list(measures))[code]
    return there


def long_words(items: pd.Series) -> NDArray[np.bool_]:
    """Which words consist of three words or more, such as words with two hyphens, or are passages of a script that
    puts no blanks between words."""
    head = _heads(items)
    known = pl.Series(items.array.take(np.flatnonzero(head)).tolist(), dtype=pl.String)
    long = (known.str.count_matches(r"[\p{L}\p{N}]+") >= RUN) | known.str.contains(_UNSPACED)
    long |= known.str.len_chars() > LONGEST_WORD
    return long.to_numpy().astype(bool)[np.cumsum(head) - 1]
