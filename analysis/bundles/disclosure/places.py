"""Places: a place is one voice of one article, the smallest unit that is published or withheld as a whole."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

# Columns that name a place.
PLACE = ["article_id", "voice"]


def is_in(table: pd.DataFrame, places: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows of a table belong to one of the places.

    Parameters
    ----------
    table, places : DataFrame
        With article_id and voice.

    Returns
    -------
    array of bool, shape (n_rows,)
    """
    if places.empty or table.empty:
        return np.zeros(len(table), bool)
    (article, articles), (voice, voices) = (_codes(table[name]) for name in PLACE)
    wanted_article, wanted_voice = articles.get_indexer(places["article_id"]), voices.get_indexer(places["voice"])
    known = (wanted_article >= 0) & (wanted_voice >= 0)
    wanted = np.zeros((len(articles), len(voices)), bool)
    wanted[wanted_article[known], wanted_voice[known]] = True
    return wanted[article, voice]


def of_measures(scores: pd.DataFrame, measures: Collection[str]) -> NDArray[np.bool_]:
    """Return which rows of scores belong to some measures."""
    code, known = _codes(scores["measure"])
    wanted: NDArray[np.bool_] = known.isin(list(measures))[code]
    return wanted


def starts_run(column: pd.Series) -> NDArray[np.bool_]:
    """Return which cells differ from the one before; of a run of equal cells, only one must be looked at."""
    cells = pl.from_pandas(column)
    return (cells != cells.shift(1)).fill_null(True).to_numpy()


def _codes(column: pd.Series) -> tuple[NDArray[np.intp], pd.Index]:
    """Factorize a column, quickly where equal cells stand together: one code per cell, and the distinct cells."""
    starts = starts_run(column)
    if 2 * starts.sum() > len(starts):
        code, index = pd.factorize(column)
        return code, pd.Index(index)
    code, known = pd.factorize(column.array.take(np.flatnonzero(starts)))
    return code[np.cumsum(starts) - 1], pd.Index(known)
