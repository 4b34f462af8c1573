"""Lines for display: headline, deck and crossheads."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.corpus.cleaning.lines import count_words

_OPENED = r"^[\"'(]?[\p{L}\p{N}]"
_CAPITAL = r"^.?\p{Uppercase}"
_GOES_ON = r"[,;:\-–—]$"
CROSSHEAD_WORDS = 8
HEADLINE_WORDS = 30


def find_display(headlines: pl.Series, body: pl.DataFrame) -> list[tuple[int, ...]]:
    """Find the lines of each article that are headline, deck or crosshead: short, unended, above a paragraph.

    Parameters
    ----------
    headlines : Series of str, shape (n_articles,)
        "" where there is none.
    body : DataFrame
        The other lines, as `lines_of` returns them.

    Returns
    -------
    list of tuple of int, length n_articles
        Numbers of the lines in the cleaned text.
    """
    article, place = body["article"].to_numpy(), np.arange(len(body))
    plain = _plain(body, np.flatnonzero(_above_paragraph(body) & ~body["ended"].to_numpy()))
    words = count_words(body["text"][plain])
    deck, crosshead = np.zeros((2, len(body)), bool)
    deck[plain[words <= HEADLINE_WORDS]] = True
    crosshead[plain[words <= CROSSHEAD_WORDS]] = True
    others = np.flatnonzero(~deck)
    # Below the first line that is no deck, only a crosshead is displayed; of several values numpy keeps the last.
    started = np.full(len(headlines), len(body))
    started[article[others[::-1]]] = others[::-1]
    shown = np.flatnonzero(np.where(place < started[article], deck, crosshead))
    titled = (headlines != "").to_numpy()
    first = np.searchsorted(article, np.arange(len(headlines)))
    numbers = (shown - first[article[shown]] + titled[article[shown]]).tolist()
    bounds = np.searchsorted(article[shown], np.arange(len(headlines) + 1)).tolist()
    return [
        (*((0,) if title else ()), *numbers[start:end])
        for title, (start, end) in zip(titled, pairwise(bounds), strict=True)
    ]


def _above_paragraph(body: pl.DataFrame) -> NDArray[np.bool_]:
    """Whether one of the next two lines of the article is a paragraph."""
    paragraph, article = (body["long"] & body["ended"]).to_numpy(), body["article"].to_numpy()
    above = np.zeros(len(body), bool)
    for step in (1, 2):
        above[:-step] |= paragraph[step:] & (article[step:] == article[:-step])
    return above


def _plain(body: pl.DataFrame, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Select, of some unended lines, those that open like a sentence, with a capital, and do not go on."""
    texts = body["text"][at]
    opened = texts.str.contains(_OPENED) & texts.str.contains(_CAPITAL)
    plain: NDArray[np.int64] = at[(opened & ~texts.str.contains(_GOES_ON)).to_numpy()]
    return plain
