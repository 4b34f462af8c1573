"""Articles of one side that share text are counted once, and are no independent articles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.membership import are_among
from analysis.comparison.score_matrices import Matrices, joined_rows, rows_of_articles
from analysis.io.score_copies import shared_articles_of, without_copies

KEEP, ONCE, DROP = SHARED_TEXT = ("keep", "once", "drop")
ALONE = -1


@hides_content
class SharedArticles(NamedTuple):
    """Which articles share text, for each row of matrices.

    Attributes
    ----------
    group : array of int, shape (articles,)
        Number of the articles that share one text; ALONE for an article that shares none.
    is_copy : array of bool, shape (articles,)
        Whether nearly all of its text is that of the others.
    """

    group: np.ndarray
    is_copy: np.ndarray

    def of_several(self, sides: np.ndarray) -> dict[str, set[int]]:
        """Return the texts (group) that several sides have, for each of these sides."""
        table = pd.DataFrame({"side": sides, "group": self.group})[self.group != ALONE].drop_duplicates()
        several = table[table.duplicated("group", keep=False)]
        return {str(side): set(texts) for side, texts in several.groupby("side")["group"]}

    def rows_of(self, texts: set[int]) -> np.ndarray:
        """Return the rows of the articles that share one of some texts."""
        return np.flatnonzero(np.isin(self.group, list(texts)))

    def at(self, rows: np.ndarray) -> SharedArticles:
        """Return what is known of some rows."""
        return SharedArticles(self.group[rows], self.is_copy[rows])


def without_shared(scores: pd.DataFrame, shared_text: str) -> tuple[pd.DataFrame, str]:
    """Return the scores that count, and a note on those that do not.

    Parameters
    ----------
    scores : DataFrame
    shared_text : {'keep', 'once', 'drop'}
        As in `compare`.

    Returns
    -------
    DataFrame, str
        Without exact copies of articles of the same outlet unless they are kept; for 'drop', also without the articles
        that share text with another one.
    """
    if shared_text == KEEP:
        return scores, ""
    counted, note = without_copies(scores)
    shared = shared_articles_of(counted)
    if shared.empty:
        return counted, note
    told = f"{len(shared):,} articles share three tenths or more of their text with another one: "
    if shared_text == DROP:
        return counted[~are_among(counted["article_id"], shared.index)], f"{note} {told}they are not counted.".strip()
    return counted, f"{note} {told}copies count once on each side, and the others are not independent.".strip()


def shared_rows(table: Matrices, scores: pd.DataFrame, shared_text: str) -> SharedArticles | None:
    """Return which rows of matrices share text; None where none do, or copies are kept.

    Parameters
    ----------
    table : Matrices
        With articles as rows.
    scores : DataFrame
        What they were made from.
    shared_text : {'keep', 'once', 'drop'}
        As in `compare`.

    Returns
    -------
    SharedArticles or None
    """
    known = shared_articles_of(scores)
    if shared_text != ONCE or known.empty:
        return None
    row = pd.Index(table.articles["article_id"]).get_indexer(known.index)
    group, is_copy = np.full(len(table.articles), ALONE), np.zeros(len(table.articles), bool)
    group[row], is_copy[row] = pd.factorize(known["group"])[0], known["is_copy"].to_numpy(bool)
    return SharedArticles(group, is_copy)


def counted_rows(table: Matrices, sides: np.ndarray, shared: SharedArticles | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the articles that count, and which of them are one unit.

    Parameters
    ----------
    table : Matrices
        With articles as rows.
    sides : array of str, shape (articles,)
        Side of each article.
    shared : SharedArticles or None
        None where each article counts.

    Returns
    -------
    rows : array of int, shape (counted,)
        Ascending; of the copies of one text on a side, the longest.
    units : array of int, shape (counted,)
        Number of the unit of each: the articles of one side that share text, or an article alone; in order.
    """
    every = np.arange(len(sides))
    if shared is None:
        return every, every
    copies = np.flatnonzero(shared.is_copy)
    copies = copies[np.argsort(-table.n.max(axis=1)[copies], kind="stable")]
    # The number of the text on its side; an article that shares none has one of its own.
    texts = shared.group.max(initial=ALONE) + 1
    text = pd.factorize(sides)[0] * texts + shared.group
    again = pd.Series(text[copies]).duplicated().to_numpy()
    is_left = np.ones(len(sides), bool)
    is_left[copies[again]] = False
    rows = np.flatnonzero(is_left)
    return rows, pd.factorize(np.where(shared.group == ALONE, ALONE - every, text)[rows])[0]


def cluster_codes(table: Matrices, clusters: pd.Series) -> np.ndarray:
    """Return the number of each article's cluster, in order of their first articles.

    Parameters
    ----------
    table : Matrices
    clusters : Series
        article_id -> label; an article without one stays alone.

    Returns
    -------
    array of int, shape (articles,)
    """
    label = table.articles["article_id"].map(clusters)
    keys = pd.DataFrame({
        "outlet": table.articles["outlet"].to_numpy(), "label": label.fillna("").astype("str").to_numpy(),
        "alone": table.articles["article_id"].where(label.isna(), "").to_numpy(),
    })  # fmt: skip
    codes: np.ndarray = keys.groupby(list(keys), sort=False).ngroup().to_numpy()
    return codes


def counted_once(scores: pd.DataFrame, table: Matrices, *others: Matrices) -> list[Matrices]:
    """Count articles that share text once in each outlet.

    Parameters
    ----------
    scores : DataFrame
    table : Matrices
        Made from them, with articles as rows.
    *others : Matrices
        Of the same articles, in other voices.

    Returns
    -------
    list of Matrices
        The same rows of each. A row stands for the articles of one outlet that share text.
    """
    shared = shared_rows(table, scores, ONCE)
    rows, units = counted_rows(table, table.articles["outlet"].to_numpy(), shared)
    return [joined_rows(rows_of_articles(one, rows), units) for one in (table, *others)]
