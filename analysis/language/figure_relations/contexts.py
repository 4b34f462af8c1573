"""The words around figures: what is said of each, and how alike that is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.records import part_of
from analysis.language.quantities.number_values import VAGUE_WORDS
from analysis.language.quantities.numbers import MAGNITUDES, ONES, TEENS, TENS
from analysis.language.quantities.word_classes import is_common, singular
from analysis.language.text.tokens import function_words
from analysis.language.text.word_lists import read_sections

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

WIDTH = 240  # characters on either side that are read
NEAR = 3.0  # words from a figure at which a word counts half
OF_NAMES = 0.7
# How many words a function word and a sign between two clauses count for.
_OF_FUNCTION, _PAUSE = 0.4, 2.0
_CLOCK = r"\d{1,2}(?::\d\d)? ?(?i:[ap]\.?m)\b"
_PERIOD = (
    r"\b(?i:this|last|past|next|previous) (?:\p{L}+ )?(?i:year|month|week|decade|century|day|night|hour|season)s?\b"
)
_TOKEN = rf"{_CLOCK}|{_PERIOD}|\p{{L}}[\p{{L}}\p{{N}}'’-]*|\b(?:19|20)\d\d\b|[,;:()–—]"
_TIME = re.compile(rf"(?:{_CLOCK}|{_PERIOD}|(?:19|20)\d\d)".replace(r"\p{L}", r"[^\W\d]"))
_ENDINGS = re.compile(r"(?:ing|ed|es|e)$")
_SHORT = 3
TIMES = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer",
    "autumn", "winter", "quarter", "yesterday", "tomorrow", "today", "tonight",
))  # fmt: skip
_NOT_COUNTED = frozenset((*ONES, *TEENS, *TENS, *MAGNITUDES, *VAGUE_WORDS, "per", "percent", "year", "last"))
FEW = 10  # figures of other events that none of the words stands near, so that words of a small event count
LEAST_NEAR = 0.2  # of a word that names what is measured


@hides_content
class Contexts(NamedTuple):
    """Words around figures, one per row.

    figure; word, by its meaning; written, in lower case; near, from 0 to 1; name: whether it begins with a capital;
    before: whether it stands before the figure.
    """

    figure: Numbers
    word: NDArray[np.object_]
    written: NDArray[np.object_]
    near: Floats
    name: NDArray[np.bool_]
    before: NDArray[np.bool_]

    def of(self, first: int, last: int) -> Contexts:
        """Return the words of some figures in a row, which are numbered from 0."""
        start, end = np.searchsorted(self.figure, [first, last]).tolist()
        part = part_of(self, start, end)
        return part._replace(figure=part.figure - first)


def contexts(left: pl.Series, right: pl.Series) -> Contexts:
    """Read the words around figures.

    Parameters
    ----------
    left, right : polars.Series of str, shape (n_figures,)
        The text before and after each figure, in its sentence.

    Returns
    -------
    Contexts
        In the order of the figures. Function words, numbers and units are left out.
    """
    sides = [_side(left.str.tail(WIDTH), before=True), _side(right.str.head(WIDTH), before=False)]
    table = pl.concat(sides).sort("figure", maintain_order=True)
    written = table["token"].unique().to_list()
    meaning = pl.Series([meaning_of(word) for word in written], dtype=pl.String)
    meanings = pl.DataFrame({"token": pl.Series(written, dtype=pl.String), "meaning": meaning})
    table = table.join(meanings, on="token", how="left", maintain_order="left")
    table = table.filter(pl.col("meaning") != "")
    return Contexts(
        table["figure"].to_numpy().astype(np.int64),
        table["meaning"].to_numpy().astype(object),
        table["token"].str.to_lowercase().to_numpy().astype(object),
        1 / (1 + table["distance"].to_numpy() / NEAR),
        table["name"].to_numpy(),
        table["before"].to_numpy(),
    )


def _side(texts: pl.Series, *, before: bool) -> pl.DataFrame:
    """Return the words on one side of figures, with their distance in words."""
    tokens = pl.DataFrame({"token": texts.str.extract_all(_TOKEN)}).with_row_index("figure")
    tokens = tokens.with_columns(pl.col("token").list.reverse() if before else "token")
    tokens = tokens.filter(pl.col("token").list.len() > 0).explode("token")
    sign = ~pl.col("token").str.contains(r"[\p{L}\d]")
    function = pl.col("token").str.to_lowercase().is_in(list(function_words()))
    name = pl.col("token").str.contains(r"^\p{Lu}")
    if before:
        # "Rescuers found": the first word has its capital of the sentence.
        last = pl.col("figure") != pl.col("figure").shift(-1, fill_value=-1)
        opens = tokens.filter(last)["token"].unique().to_list()
        name &= ~(last & pl.col("token").is_in([token for token in opens if is_common(token)]))
    tokens = tokens.with_columns(
        distance=pl.when(sign).then(_PAUSE).when(function).then(_OF_FUNCTION).otherwise(1.0).cum_sum().over("figure")
        - 1,
        name=name,
        before=pl.lit(before),
    )
    return tokens.filter(~sign)


def names_time(meaning: str) -> bool:
    """Whether a word, by its meaning, names a time: a month, a weekday, a year, an hour, or last week."""
    return meaning in TIMES or bool(_TIME.fullmatch(meaning))


@cache
def _meanings() -> dict[str, str]:
    sections = read_sections(Path(__file__).with_name("synonyms.txt"))
    return {word: f"={name}" for name, words in sections.items() for word in words}


@cache
def meaning_of(word: str) -> str:
    """Return one name for all forms and synonyms of a word; '' for a word that says nothing of a figure.

    Examples
    --------
    >>> meaning_of("soldiers") == meaning_of("troops"), meaning_of("paid"), meaning_of("the")
    (True, 'paid', '')
    """
    if _TIME.fullmatch(word):
        return word.lower().replace(".", "")
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if word[:1].isupper() and low in TIMES:
        return low  # In May and March, which are no verbs
    if low in function_words() or low in _NOT_COUNTED or len(low) < 2:
        return ""
    one = singular(low)
    if one in _NOT_COUNTED:
        return ""
    known = _meanings()
    stem = _ENDINGS.sub("", one)
    return known.get(low) or known.get(one) or (stem if len(stem) >= _SHORT else one)


def similarities(words: Contexts, n: int) -> tuple[Floats, Floats]:
    """Compare the words around figures.

    Parameters
    ----------
    words : Contexts
        Of figures 0 to n - 1.
    n : int

    Returns
    -------
    near, wide : array of float, shape (n, n)
        Cosines from 0 to 1: of words by their distance from the figure, and of all of them.
    """
    if not len(words.figure):
        return np.zeros((n, n)), np.zeros((n, n))
    word, number = pd.factorize(words.word)
    cell = words.figure * len(number) + word
    order = np.lexsort((-words.near, cell))
    first = order[np.unique(cell[order], return_index=True)[1]]
    figure, word = words.figure[first], word[first]
    occurs = np.bincount(word, minlength=len(number))
    rarity = np.log((n + FEW) / occurs)[word] * np.where(words.name[first], OF_NAMES, 1)
    return _cosines(figure, word, rarity * words.near[first], n), _cosines(figure, word, rarity, n)


def _cosines(row: Numbers, column: Numbers, weight: Floats, n: int) -> Floats:
    from scipy import sparse

    matrix = sparse.csr_array((weight, (row, column)), shape=(n, int(column.max()) + 1))
    length = np.sqrt(np.bincount(row, weight**2, minlength=n))
    products = (matrix @ matrix.T).toarray()
    scaled: Floats = products / np.maximum(np.outer(length, length), 1e-12)
    return scaled


_SAYING = frozenset(meaning_of(word) for word in ("said", "says", "spoke", "told", "nearly", "people", "person"))


def shared_word(words: Contexts, one: int, two: int) -> str:
    """Return the word nearest to both of two figures, as the text around the first writes it; '' for none.

    Parameters
    ----------
    words : Contexts
    one, two : int
        Numbers of the figures.

    Returns
    -------
    str
    """
    first, second = (slice(*np.searchsorted(words.figure, [number, number + 1])) for number in (one, two))
    near: dict[str, float] = {}
    for word, distance in zip(words.word[second].tolist(), words.near[second].tolist(), strict=True):
        near[word] = max(distance, near.get(word, 0.0))
    columns = (words.word, words.near, words.written, words.name)
    rows = zip(*(column[first].tolist() for column in columns), strict=True)
    products = [
        (own * near[word], written)
        for word, own, written, name in rows
        if word in near and not name and not names_time(word) and word not in _SAYING
    ]
    nearness, word = max(products, default=(0.0, ""))
    return word if nearness >= LEAST_NEAR else ""
