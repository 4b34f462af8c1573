"""Keyword in context: the places where words stand, with the text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.table_notes import Table, with_note
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse
from analysis.language.text.house_style import standard_form
from analysis.language.text.tokens import Tokens, normalize, tokenize_with_places
from analysis.language.text.word_boundaries import FoundWords

COLUMNS = ["outlet", "article_id", "left", "keyword", "right"]


def kwic(corpus: Corpus, keywords: str | Sequence[str], *, window: int = 8, most: int = 0) -> pd.DataFrame:
    """Lines with a keyword and the text around it, per outlet.

    keywords: a word, a word with * at its end, a phrase of these, or several of them. window: words on each side.
    most: lines per outlet and keyword, 0 for all.
    Returns: outlet, article_id, left, keyword, right, in order of the articles; from a bundle no lines, and
    .attrs["note"] says how to get them.
    Raises: WrongUse where a keyword has no word, or window is less than 1."""
    patterns = [keywords] if isinstance(keywords, str) else list(keywords)
    if window < 1 or not all(re.search(r"\w", word) for p in patterns for word in p.split() or [""]):
        raise WrongUse(
            f"kwic takes words such as 'missile*' or 'white house' and a window of 1 or more; "
            f"given were {patterns}, {window}"
        )
    if corpus.texts is None:
        return with_note(pd.DataFrame(columns=COLUMNS), corpus.how_to_get_text())
    articles = corpus.articles["article_id"].tolist()
    tokens, places = tokenize_with_places(pl.Series("text", [corpus.texts[a] for a in articles], dtype=pl.String))
    rows = []
    for first, last in sorted({hit for phrase in patterns for hit in _hits(tokens, phrase.split())}):
        number = tokens.text[first]
        low, high = np.searchsorted(tokens.text, [number, number + 1])
        line = _line(places, (max(first - window, low), first, last, min(last + window, high - 1)))
        rows.append((corpus.articles["outlet"].iat[number], articles[number], *line))
    lines: pd.DataFrame = Table(rows, columns=COLUMNS)
    if most:
        key = lines["keyword"].map(lambda words: " ".join(standard_form(word)[0] for word in words.split()))
        lines = lines[lines.groupby([lines["outlet"], key]).cumcount() < most].reset_index(drop=True)
    return lines


def _hits(tokens: Tokens, phrase: Sequence[str]) -> list[tuple[int, int]]:
    """First and last word of each place where the words of a phrase follow each other within a text."""
    last = len(phrase) - 1
    found = np.arange(max(len(tokens.word) - last, 0))
    for further, pattern in enumerate(phrase):
        wanted = np.array([_wanted(word, pattern) for word in tokens.vocabulary], bool)
        found = found[wanted[tokens.word[found + further]]]
    found = found[tokens.text[found] == tokens.text[found + last]]
    return [(first, first + last) for first in found.tolist()]


def _wanted(word: str, pattern: str) -> bool:
    forms = {normalize(word).lower(), standard_form(word)[0].lower(), standard_form(word)[0]}
    start = pattern[:-1].lower()
    return any(form.startswith(start) if pattern.endswith("*") else form == pattern for form in forms)


def _line(places: FoundWords, words: tuple[int, int, int, int]) -> tuple[str, ...]:
    """Text left of a keyword, the keyword, and text right of it; words: the first of each and the last of all."""
    low, first, last, high = words
    ends = (int(places.end[word]) + int(places.initials[word]) for word in (last, high))
    edges = places.start[low], places.start[first], *ends
    pieces = (places.data[a:b].tobytes().decode() for a, b in pairwise(edges))
    return tuple(" ".join(piece.split()) for piece in pieces)
