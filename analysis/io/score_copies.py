"""Which articles of a table of scores are exact copies of another article of their outlet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis._utils.table_notes import Table, as_table

KEY = "copies"


def exact_copies(articles: pd.DataFrame) -> list[str]:
    """Return the articles whose text an earlier article of the same outlet has.

    Parameters
    ----------
    articles : DataFrame
        Table articles.

    Returns
    -------
    list of str
        Their article_id; all but the first of each text.
    """
    known = articles["sha256"] != ""
    return list(articles.loc[known & articles.duplicated(["outlet", "sha256"]), "article_id"])


def with_copies(scores: pd.DataFrame, copies: Sequence[str]) -> Table:
    """Return scores that know which of their articles are copies. The input is not changed.

    Parameters
    ----------
    scores : DataFrame
    copies : sequence of str
        As `exact_copies` returns them.

    Returns
    -------
    Table
    """
    noted: Table = as_table(scores).copy(deep=False)
    if copies:
        noted.attrs[KEY] = list(copies)
    return noted


def without_copies(scores: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return scores without those of copies, and a note that says so.

    Parameters
    ----------
    scores : DataFrame

    Returns
    -------
    DataFrame, str
        The note is empty where there are no copies.
    """
    copies = scores.attrs.get(KEY)
    left_out = scores["article_id"].isin(copies) if copies else None
    if left_out is None or not left_out.any():
        return scores, ""
    number = scores.loc[left_out, "article_id"].nunique()
    told = "1 exact copy of an article of the same outlet is" if number == 1 else (
        f"{number:,} exact copies of articles of the same outlet are"
    )  # fmt: skip
    return scores[~left_out], f"{told} not counted."
