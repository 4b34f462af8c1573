"""Pairs of articles that share text, as a bundle holds them: without the passages and their places."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.table_notes import note_of, with_note

_DIGITS = 100
_SIDES = {"one": "article_id", "two": "article_id_other"}


def stored_pairs(pairs: pd.DataFrame, article_ids: pd.Series) -> pd.DataFrame:
    """Return pairs as a bundle holds them.

    Parameters
    ----------
    pairs : pandas.DataFrame
        From `text_pairs`.
    article_ids : pandas.Series of str
        Of the articles in the bundle, in order of their table.

    Returns
    -------
    pandas.DataFrame
        Table text_pairs. Shares are cut to two digits, not rounded, so that none reaches a limit that it is below.
    """
    ids = {name: article_ids.array.take(pairs[side]) for side, name in _SIDES.items()}
    shares = {
        f"share{ending}": cut_share(pairs[f"share_{side}"].to_numpy())
        for side, ending in (("one", ""), ("two", "_other"))
    }
    return schema.typed(pairs.assign(**ids, **shares), "text_pairs")


def cut_share(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares of text cut to the digits that a bundle holds, so that it gives the same groups of articles."""
    cut: NDArray[np.float64] = np.floor(share * _DIGITS + 1e-9) / _DIGITS
    return cut


def pairs_of_articles(stored: pd.DataFrame, article_ids: pd.Series) -> pd.DataFrame:
    """Return the pairs of some articles from what a bundle holds.

    Parameters
    ----------
    stored : pandas.DataFrame
        Table text_pairs.
    article_ids : pandas.Series of str
        Of the articles, in order of their table.

    Returns
    -------
    pandas.DataFrame
        As `text_pairs` returns them, without the first and last words of passages.
    """
    index = pd.Index(article_ids)
    rows = {side: index.get_indexer(stored[name]) for side, name in _SIDES.items()}
    shares = {"share_one": stored["share"], "share_two": stored["share_other"]}
    pairs = pd.DataFrame({"one": rows["one"], **shares, "two": rows["two"], "words": stored["words"]})
    known = (pairs["one"] >= 0) & (pairs["two"] >= 0)
    return with_note(pairs[known].sort_values(["one", "two"], ignore_index=True), note_of(stored))
