"""Which articles of a table of scores have their text from one another."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from analysis._utils.membership import are_among
from analysis._utils.table_notes import Table, as_table

COPIES = "copies"
# Text, which pandas passes on without copying it, and Parquet can hold.
SHARED = "shared_articles"


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


def with_copies(scores: pd.DataFrame, copies: Sequence[str], shared: pd.DataFrame | None = None) -> Table:
    """Return scores that know which of their articles have one text. The input is not changed.

    Parameters
    ----------
    scores : DataFrame
    copies : sequence of str
        As `exact_copies` returns them.
    shared : DataFrame, optional
        article_id, group, is_copy; as `shared_articles` returns them.

    Returns
    -------
    Table
    """
    noted: Table = as_table(scores).copy(deep=False)
    if copies:
        noted.attrs[COPIES] = list(copies)
    if shared is not None and len(shared):
        noted.attrs[SHARED] = json.dumps(shared.to_numpy().tolist())
    return noted


def shared_articles_of(scores: pd.DataFrame) -> pd.DataFrame:
    """Return which articles of a table of scores share text.

    Parameters
    ----------
    scores : DataFrame

    Returns
    -------
    DataFrame
        group and is_copy, by article_id. Without rows where none of the articles share text, or nothing is known.
    """
    rows = json.loads(scores.attrs.get(SHARED, "[]"))
    shared = pd.DataFrame(rows, columns=["article_id", "group", "is_copy"]).set_index("article_id")
    if len(shared):
        shared = shared[are_among(shared.index, scores["article_id"].unique())]
    return shared[shared.duplicated("group", keep=False)]


def without_copies(scores: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return scores without those of exact copies, and a note that says so.

    Parameters
    ----------
    scores : DataFrame

    Returns
    -------
    DataFrame, str
        The note is empty where there are no copies.
    """
    copies = scores.attrs.get(COPIES)
    left_out = are_among(scores["article_id"], copies) if copies else None
    if left_out is None or not left_out.any():
        return scores, ""
    number = scores.loc[left_out, "article_id"].nunique()
    told = "1 exact copy of an article of the same outlet is" if number == 1 else (
        f"{number:,} exact copies of articles of the same outlet are"
    )  # fmt: skip
    return scores[~left_out], f"{told} not counted."
