"""Lines of a page that are not the article, by the rules of boilerplate.yml."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.corpus.cleaning.lines import starts
from analysis.corpus.cleaning.rules import first_rule, has_sign, rules

LAST_LINES = 4
_ITEM = "^[-–—•*]"
_QUOTE_ENDS = '[”’"»][.,]?$'


def find_furniture(lines: pl.DataFrame, titled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Find the first rule that applies to each line.

    Parameters
    ----------
    lines : DataFrame, n_lines rows
        As `lines_of` returns them, of articles numbered from 0.
    titled : array of bool, shape (n_articles,)
        Whether the first line of an article that stays is its headline, to which no rule of a zone applies.

    Returns
    -------
    array of int64, shape (n_lines,)
        Number of the rule; -1 where none applies.
    """
    article, texts = lines["article"].to_numpy(), lines["text"]
    first = starts(article)
    several = np.bincount(article)[article] > 1
    paragraph = (lines["long"] & lines["ended"]).to_numpy()
    named = first_rule(texts, {"any": _may_be_furniture(texts, lines["ended"].to_numpy()), "top": first & several})
    left = named < 0
    head, tail = _outside(article, left & paragraph, len(titled))
    free = left & ~_titles(article, left, titled)
    zones = {
        "head": free & head,
        "tail": free & tail,
        "end": free & _last(article, left),
        "alone": free & ~_in_list(article, texts),
        "above photo_credit": free & _above(article, named),
    }
    return np.where(left, first_rule(texts, zones), named)


def _may_be_furniture(texts: pl.Series, ended: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Select lines that are no sentence, and sentences with a sign of furniture."""
    may, at = ~ended, np.flatnonzero(ended)
    may[at] = has_sign(texts[at])
    return may


def _outside(
    article: NDArray[np.int64], paragraph: NDArray[np.bool_], articles: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Find lines before the first paragraph of their article, and after the last; none where there is no paragraph."""
    place, paragraphs = np.arange(len(article)), np.flatnonzero(paragraph)
    first, last = np.full(articles, -1), np.full(articles, len(article))
    # Of several values for one place, numpy keeps the last.
    first[article[paragraphs[::-1]]] = paragraphs[::-1]
    last[article[paragraphs]] = paragraphs
    return place < first[article], place > last[article]


def _last(article: NDArray[np.int64], left: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the last lines of each article, of those that are left."""
    last, at = np.zeros(len(article), bool), np.flatnonzero(left)
    later = np.append(article[at], np.full(LAST_LINES, -1))[LAST_LINES:]
    last[at] = later != article[at]
    return last


def _titles(article: NDArray[np.int64], left: NDArray[np.bool_], titled: NDArray[np.bool_]) -> NDArray[np.bool_]:
    at = np.flatnonzero(left)
    at = at[starts(article[at])]
    titles = np.zeros(len(article), bool)
    titles[at] = titled[article[at]]
    return titles


def _above(article: NDArray[np.int64], named: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Find the lines right above a line named photo_credit."""
    credit = np.array([rule.name == "photo_credit" for rule in rules()] + [False])[named]
    above = np.zeros(len(article), bool)
    above[:-1] = credit[1:] & (article[1:] == article[:-1])
    return above


def _in_list(article: NDArray[np.int64], texts: pl.Series) -> NDArray[np.bool_]:
    """Find lines beside an item of a list, and those below the end of a quote."""
    item, quote = (texts.str.contains(pattern).to_numpy() for pattern in (_ITEM, _QUOTE_ENDS))
    joined = article[1:] == article[:-1]
    beside = np.zeros(len(article), bool)
    beside[1:] |= (item | quote)[:-1] & joined
    beside[:-1] |= item[1:] & joined
    return beside
