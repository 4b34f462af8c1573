"""Which terms are counted, of those that a saved table holds: the ones that are frequent, widespread, and no style."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.table_notes import note_of, with_note
from analysis.io.bundle_format import LEAST_SEGMENTS
from analysis.language.text.style_words import CONTENT, style_kinds
from analysis.language.text.tokens import function_words
from analysis.schema import TOTAL

MOST_TERMS = 10_000_000

Integers = NDArray[np.integer[Any]]


@hides_content
class TermLimits(NamedTuple):
    """What a term needs to have a row; the parameters of `measures.terms` of the same names."""

    min_count: int = 5
    min_articles: int = 1
    with_function_words: bool = False
    with_house_style: bool = False
    only: frozenset[str] | None = None
    most: int = 0


def most_note(most: int, left_out: int) -> str:
    """Say that the most widespread terms are counted; left_out: how many others there are."""
    return f"The {most:,} words that occur in most articles are counted, not the {left_out:,} others."


def within_limits(scores: pd.DataFrame, limits: TermLimits) -> pd.DataFrame:
    """Return the totals of a saved table of terms, and the words within the limits.

    Parameters
    ----------
    scores : DataFrame
    limits : TermLimits

    Returns
    -------
    DataFrame
        Totals first. Its note says if words are left out because others are in more articles.
    """
    # What the choice needs is let go before the rows are taken: of a large bundle it is half as much as they are.
    places, left_out = _places(scores, limits)
    rows = scores.take(places).reset_index(drop=True)
    return with_note(rows, f"{note_of(scores)} {most_note(limits.most, left_out)}".strip()) if left_out > 0 else rows


def _places(scores: pd.DataFrame, limits: TermLimits) -> tuple[Integers, int]:
    """Return the rows of the totals and of the words within the limits, and how many words others leave out."""
    term, different = pd.factorize(scores["item"])
    names = pd.Index(different, dtype="str")
    of_total = term == names.get_indexer([TOTAL])[0]
    total, word = np.flatnonzero(of_total), np.flatnonzero(~of_total)
    units = scores["units"].to_numpy()
    large = word[units[word] >= LEAST_SEGMENTS] if (units[total] >= LEAST_SEGMENTS).any() else word
    article = pd.factorize(scores["article_id"])[0]
    kept = _frequent(
        names, limits,
        x=lambda: np.bincount(term[large], scores["x"].to_numpy()[large], len(names)),
        articles=lambda: n_articles(term[large], article[large], len(names)),
    )  # fmt: skip
    left_out = int(np.count_nonzero(kept)) - limits.most if limits.most else 0
    if left_out > 0:
        word, by_name = word[kept[term[word]]], names.argsort()
        articles = n_articles(term[word], article[word], len(names))
        kept = most_widespread(by_name[kept[by_name]], articles, limits.most)
    return np.concatenate([total, word[kept[term[word]]]]), left_out


def chosen_terms(counts: pd.DataFrame, limits: TermLimits) -> tuple[list[str], int]:
    """Choose terms by how often they occur, as `within_limits` does by the rows of a table.

    Parameters
    ----------
    counts : DataFrame
        As `item_counts` returns them.
    limits : TermLimits

    Returns
    -------
    list of str, int
        The terms in order, and how many others are left out because they are in fewer articles than these.
    """
    counts = counts.sort_index()
    kept = _frequent(counts.index, limits, x=counts["x"].to_numpy, articles=counts["large_articles"].to_numpy)
    left_out = int(np.count_nonzero(kept)) - limits.most if limits.most else 0
    if left_out > 0:
        kept = most_widespread(np.flatnonzero(kept), counts["articles"].to_numpy(), limits.most)
    return list(counts.index[kept]), max(left_out, 0)


def _frequent(
    names: pd.Index, limits: TermLimits, *, x: Callable[[], NDArray[Any]], articles: Callable[[], Integers]
) -> NDArray[np.bool_]:
    """Return which terms are frequent enough, and of a kind that is counted; the total of an article is not.

    x, articles: how often, and in how many articles, each term occurs in voices of several segments.
    """
    kept: NDArray[np.bool_] = np.asarray(names != TOTAL)
    if limits.min_count > 1:
        kept &= x() >= limits.min_count
    if limits.min_articles > 1:
        kept &= articles() >= limits.min_articles
    if not limits.with_function_words:
        kept &= ~names.isin(function_words())
    if not limits.with_house_style:
        kept &= (style_kinds(pl.Series(names, dtype=pl.String)) == CONTENT).to_numpy()
    if limits.only is not None:
        kept &= names.isin(limits.only)
    return kept


def most_widespread(by_name: Integers, articles: Integers, most: int) -> NDArray[np.bool_]:
    """Return which terms occur in most articles; of equally many the first by name. by_name: terms in that order."""
    chosen = np.zeros(len(articles), bool)
    chosen[by_name[np.argsort(-articles[by_name], kind="stable")[:most]]] = True
    return chosen


def n_articles(term: Integers, article: NDArray[np.int64], n_terms: int) -> Integers:
    """In how many articles each term occurs; term and article: of each occurrence."""
    from scipy import sparse

    # Occurrences of a term in an article become one entry; their number may overflow, the entry stays.
    entries = sparse.csr_array((np.ones(len(term), np.int8), (term, article)), (n_terms, article.max(initial=-1) + 1))
    counts: Integers = np.diff(entries.indptr)
    return counts
