"""Names that stand within other names: the street, the university or the month that is called like a person."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.entities.name_words import POSSESSIVE, NameWords
from analysis.language.text.word_lists import read_sections

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@cache
def _sections() -> dict[str, list[str]]:
    return read_sections(Path(__file__).with_name("longer_names.txt"))


def names_something_else(words: NameWords, start: Numbers, last: Numbers) -> Mask:
    """Whether each name is part of a longer name, or means a month.

    Parameters
    ----------
    words : NameWords
    start, last : array of int, shape (n_names,)
        The first and the last word of each name.

    Returns
    -------
    array of bool, shape (n_names,)
    """
    vocabulary = words.vocabulary
    after, after_exists = neighbours(words, last, 1)
    before, before_exists = neighbours(words, start, -1)
    # The US Park Police and Holm's School are no longer names.
    may_go_on = ~is_told(vocabulary, _is_acronym() | pl.col("word").str.contains(POSSESSIVE))[words.word[last]]
    goes_on = after_exists & may_go_on & is_told(vocabulary, _continues_a_name())[after]
    is_preceded = before_exists & is_told(vocabulary, _is_capitalized("before"))[before]
    of_name, of_exists = neighbours(words, np.maximum(start - 1, 0), -1)
    is_of = before_exists & of_exists & is_told(vocabulary, pl.col("word") == "of")[before]
    is_preceded |= is_of & is_told(vocabulary, _is_capitalized("before_of"))[of_name]
    by_month = before_exists & is_told(vocabulary, _is_listed("before_month") | _is_number())[before]
    by_month |= after_exists & is_told(vocabulary, _is_listed("after_month") | _is_number())[after]
    # Bo Lind Jr. is not Bo Lind.
    goes_on |= after_exists & (start < last) & is_told(vocabulary, _is_listed("generation"))[after]
    is_month = (start == last) & is_told(vocabulary, _is_capitalized("month"))[words.word[start]]
    answer: Mask = goes_on | is_preceded | (is_month & by_month)
    return answer


def neighbours(words: NameWords, place: Numbers, step: int) -> tuple[NDArray[np.int32], Mask]:
    """Find the word before (step −1) or after (1) each place, and whether no punctuation and no hyphen is between."""
    neighbour = np.clip(place + step, 0, max(0, len(words.run) - 1))
    exists = (neighbour != place) & (words.run[neighbour] == words.run[place])
    exists &= ~words.hyphenated[np.maximum(neighbour, place)]
    return words.word[neighbour], exists


def is_told(vocabulary: pl.Series, what: pl.Expr) -> Mask:
    """Evaluate an expression for each distinct word."""
    found: Mask = vocabulary.to_frame("word").select(what.alias("found"))["found"].to_numpy().astype(bool)
    return found


def _is_listed(section: str) -> pl.Expr:
    return pl.col("word").str.to_lowercase().str.strip_chars_end(".").is_in(_sections()[section])


def _is_capitalized(section: str) -> pl.Expr:
    return _is_listed(section) & pl.col("word").str.contains(r"^\p{Uppercase}")


def _continues_a_name() -> pl.Expr:
    return _is_capitalized("after") | _is_listed("after_in_lower_case")


def _is_acronym() -> pl.Expr:
    return pl.col("word").str.contains(r"^(?:\p{Uppercase}\.?){2,4}$")


def _is_number() -> pl.Expr:
    return pl.col("word").str.contains(r"^\d")
