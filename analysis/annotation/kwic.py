"""Keyword in context: the places where words occur, with the text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.table_notes import Table, with_note
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse, excerpt
from analysis.language.text.house_style import standard_form
from analysis.language.text.tokens import Tokens, normalize, tokenize_with_places
from analysis.language.text.word_boundaries import FoundWords

COLUMNS = ["outlet", "article_id", "left", "keyword", "right"]


def kwic(corpus: Corpus, keywords: str | Sequence[str], *, window: int = 8, most: int = 0) -> pd.DataFrame:
    """List keywords in context: each place with the text around it.

    Parameters
    ----------
    corpus : Corpus
    keywords : str or sequence of str
        A word, a word with * at its end, a phrase of these, or several of them.
    window : int
        Words on each side.
    most : int
        Lines per outlet and keyword; 0 for all.

    Returns
    -------
    pandas.DataFrame
        outlet, article_id, left, keyword, right, in order of the articles. From a bundle without rows;
        ``attrs["note"]`` says how to get them.

    Raises
    ------
    WrongUse
        If a keyword has no word, or the window is less than 1.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.kwic(ss.read_corpus("data/atacms"), ["missile*", "white house"])  # doctest: +SKIP
    """
    patterns = [keywords] if isinstance(keywords, str) else list(keywords)
    if window < 1 or not all(re.search(r"\w", word) for p in patterns for word in p.split() or [""]):
        raise WrongUse(
            f"Invalid `keywords` {excerpt(patterns)} or `window` {window}. Expected words such as 'missile*' or "
            "'white house', and a window of 1 or more."
        )
    if corpus.texts is None:
        return with_note(pd.DataFrame(columns=COLUMNS), corpus.how_to_get_text())
    articles, outlets = corpus.articles["article_id"].tolist(), corpus.articles["outlet"].tolist()
    tokens, places = tokenize_with_places(pl.Series("text", [corpus.texts[a] for a in articles], dtype=pl.String))
    rows = []
    for first, last in sorted({match for phrase in patterns for match in _matches(tokens, phrase.split())}):
        text = tokens.text[first]
        start, end = np.searchsorted(tokens.text, [text, text + 1])
        context = (max(first - window, start), first, last, min(last + window, end - 1))
        rows.append((outlets[text], articles[text], *_line(places, context)))
    lines: pd.DataFrame = Table(rows, columns=COLUMNS)
    return _first_lines(lines, most) if most else lines


def _first_lines(lines: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most so many lines per outlet and keyword."""
    keyword = lines["keyword"].map(lambda words: " ".join(standard_form(word)[0] for word in words.split()))
    number = lines.groupby([lines["outlet"], keyword]).cumcount()
    return lines[number < most].reset_index(drop=True)


def _matches(tokens: Tokens, phrase: Sequence[str]) -> list[tuple[int, int]]:
    """First and last word of each place where the words of a phrase follow each other within a text."""
    last = len(phrase) - 1
    start = np.arange(max(len(tokens.word) - last, 0))
    for offset, pattern in enumerate(phrase):
        matching = np.array([_matches_pattern(word, pattern) for word in tokens.vocabulary], bool)
        start = start[matching[tokens.word[start + offset]]]
    start = start[tokens.text[start] == tokens.text[start + last]]
    return [(first, first + last) for first in start.tolist()]


def _matches_pattern(word: str, pattern: str) -> bool:
    standard = standard_form(word)[0]
    forms = {normalize(word).lower(), standard.lower(), standard}
    if pattern.endswith("*"):
        return any(form.startswith(pattern[:-1].lower()) for form in forms)
    return pattern in forms or normalize(pattern) in forms


def _line(places: FoundWords, context: tuple[int, int, int, int]) -> tuple[str, ...]:
    """Text left of a keyword, the keyword, and text right of it.

    context: first word, first word of the keyword, last word of the keyword, last word.
    """
    start, first, last, end = context
    ends = (int(places.end[word]) + int(places.initials[word]) for word in (last, end))
    edges = places.start[start], places.start[first], *ends
    pieces = (places.data[a:b].tobytes().decode() for a, b in pairwise(edges))
    return tuple(" ".join(piece.split()) for piece in pieces)
