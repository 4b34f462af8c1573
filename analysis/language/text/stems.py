"""Stems of English words."""

from __future__ import annotations

from functools import cache

import polars as pl


def stems(words: pl.Series) -> pl.Series:
    """Snowball's English stems; what is counted in capitals (US) is a name, and stays."""
    different = words.unique().to_list()
    return words.replace_strict(
        different, [_stem(w) if w == w.lower() else w for w in different], return_dtype=pl.String
    )


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    # nltk takes seconds to import.
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


def _stem(word: str) -> str:
    return _stemmer().stem(word)
