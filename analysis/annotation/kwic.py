"""Keyword in context: the places where words occur, with the text around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis._utils.table_notes import Table, with_note
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse, excerpt
from analysis.language.text.house_style import standard_form, standard_forms
from analysis.language.text.tokens import Tokens, normalize, tokenize_with_places
from analysis.language.text.word_boundaries import FoundWords

# Characters of a batch.
BATCH = 4_000_000
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
    phrases, counts = [phrase.split() for phrase in patterns], Counter[tuple[str, str]]()
    ids, outlets = corpus.articles["article_id"].tolist(), corpus.articles["outlet"].tolist()
    sizes = np.array([len(corpus.texts[i]) for i in ids], np.int64)
    rows: list[tuple[str, ...]] = []
    for part in parts(sizes, BATCH):
        tokens, places = tokenize_with_places(pl.Series("text", [corpus.texts[i] for i in ids[part]], dtype=pl.String))
        forms = _Forms(tokens.vocabulary)
        for first, last in sorted({match for phrase in phrases for match in _matches(tokens, forms, phrase)}):
            text = tokens.text[first]
            outlet = outlets[part][text]
            if most:
                key = outlet, " ".join(standard_form(word)[0] for word in _between(places, first, last).split())
                counts[key] += 1
                if counts[key] > most:
                    continue
            start, end = np.searchsorted(tokens.text, [text, text + 1])
            context = (max(first - window, start), first, last, min(last + window, end - 1))
            rows.append((outlet, ids[part][text], *_line(places, context)))
    lines: pd.DataFrame = Table(rows, columns=COLUMNS)
    return lines


class _Forms:
    """The forms in which each word of a vocabulary can be asked for, made once for all keywords."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.size = len(vocabulary)
        self.words: dict[str, list[int]] = {}
        standard = standard_forms(pl.Series(vocabulary, dtype=pl.String), house_style=True)[0]
        for number, (word, counted) in enumerate(zip(vocabulary, standard, strict=True)):
            for form in {normalize(word).lower(), counted.lower(), counted}:
                self.words.setdefault(form, []).append(number)

    def matching(self, pattern: str) -> NDArray[np.bool_]:
        """Return which words a pattern stands for."""
        found = np.zeros(self.size, bool)
        if pattern.endswith("*"):
            start = pattern[:-1].lower()
            listed = [numbers for form, numbers in self.words.items() if form.startswith(start)]
        else:
            listed = [self.words.get(form, []) for form in (pattern, normalize(pattern))]
        found[list(chain.from_iterable(listed))] = True
        return found


def _matches(tokens: Tokens, forms: _Forms, phrase: Sequence[str]) -> list[tuple[int, int]]:
    """First and last word of each place where the words of a phrase follow each other within a text."""
    last = len(phrase) - 1
    start = np.arange(max(len(tokens.word) - last, 0))
    for offset, pattern in enumerate(phrase):
        start = start[forms.matching(pattern)[tokens.word[start + offset]]]
    start = start[tokens.text[start] == tokens.text[start + last]]
    return [(first, first + last) for first in start.tolist()]


def _between(places: FoundWords, first: int, last: int) -> str:
    """Text from the beginning of one word to the end of another, blanks as one."""
    data = places.data[places.start[first] : int(places.end[last]) + int(places.initials[last])]
    return " ".join(data.tobytes().decode().split())


def _line(places: FoundWords, context: tuple[int, int, int, int]) -> tuple[str, ...]:
    """Text left of a keyword, the keyword, and text right of it.

    context: first word, first word of the keyword, last word of the keyword, last word.
    """
    start, first, last, end = context
    ends = (int(places.end[word]) + int(places.initials[word]) for word in (last, end))
    edges = places.start[start], places.start[first], *ends
    pieces = (places.data[a:b].tobytes().decode() for a, b in pairwise(edges))
    return tuple(" ".join(piece.split()) for piece in pieces)
