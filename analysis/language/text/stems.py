"""Stems of English words."""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl


def stems(words: pl.Series) -> pl.Series:
    """Replace each word by its Snowball stem.

    Parameters
    ----------
    words : Series of str
        Words as counted. One in capitals (US) is a name, and stays.

    Returns
    -------
    Series of str
    """
    distinct = words.unique().to_list()
    stemmed = [_stem(word) if word == word.lower() else word for word in distinct]
    return words.replace_strict(distinct, stemmed, return_dtype=pl.String)


@cache
def _stemmer() -> Any:
    # nltk takes seconds to import.
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


def _stem(word: str) -> str:
    return str(_stemmer().stem(word))
