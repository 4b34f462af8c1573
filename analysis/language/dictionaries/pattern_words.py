"""Words of patterns, split as the words of texts are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
import polars as pl

from analysis.language.text.characters import fold_marks, folded, normalize_characters
from analysis.language.text.tokens import CAPITALS, normalize, tokenize


class PatternWord(NamedTuple):
    """One word of a pattern, and how it matches: as a whole, as a prefix, or by the wildcards in it."""

    text: str
    kind: Literal["whole", "prefix", "wildcards"]


def has_inner_wildcard(word: str) -> bool:
    """Whether a word of a pattern has a wildcard other than a `*` after its last letter.

    Parameters
    ----------
    word : str
        Without blanks.

    Returns
    -------
    bool

    Examples
    --------
    >>> [has_inner_wildcard(word) for word in ("boat", "boat*", "*boat", "b?at")]
    [False, False, True, True]
    """
    return re.search(r"[*?]", word) is not None and re.fullmatch(r"[^*?]*[^\W_]\*", word) is None


def split_patterns(patterns: Sequence[str]) -> list[tuple[PatternWord, ...]]:
    """Split patterns into words, as texts are tokenized and normalized, and at hyphens.

    Parameters
    ----------
    patterns : sequence of str, shape (n_patterns,)

    Returns
    -------
    list of tuple of PatternWord, shape (n_patterns,)

    Examples
    --------
    >>> [word.text for word in split_patterns(["Long-range boat*"])[0]]
    ['long', 'range', 'boat']
    """
    pieces = [pattern.split() for pattern in patterns]
    words = iter(_split_pieces([piece for row in pieces for piece in row]))
    return [tuple(word for _ in row for word in next(words)) for row in pieces]


def _split_pieces(pieces: list[str]) -> list[list[PatternWord]]:
    """Return the words of each piece, a text without blanks."""
    has_wildcard = [has_inner_wildcard(piece) for piece in pieces]
    plain = ["" if inner else piece.rstrip("*") for piece, inner in zip(pieces, has_wildcard, strict=True)]
    return [
        _wildcard_words(piece) if inner else _plain_words(piece, parts)
        for piece, inner, parts in zip(pieces, has_wildcard, _counted_parts(plain), strict=True)
    ]


def _counted_parts(texts: list[str]) -> list[list[str]]:
    """Return the normalized words of each text, split at hyphens."""
    tokens = tokenize(fold_marks(normalize_characters(pl.Series("text", texts, dtype=pl.String))))
    parts_of_words = [
        [part if part in CAPITALS else part.lower() for part in normalize(word).split("-")]
        for word in tokens.vocabulary
    ]
    words = tokens.word.tolist()
    first = np.searchsorted(tokens.text, np.arange(len(texts) + 1)).tolist()
    return [[part for word in words[start:end] for part in parts_of_words[word]] for start, end in pairwise(first)]


def _wildcard_words(piece: str) -> list[PatternWord]:
    # A possessive ending is removed from words, but not from wildcards.
    parts = folded(piece).lower().split("-")
    return [PatternWord(part, "wildcards" if re.search(r"[*?]", part) else "whole") for part in parts if part]


def _plain_words(piece: str, parts: list[str]) -> list[PatternWord]:
    words = [PatternWord(part, "whole") for part in parts]
    if piece.endswith("*") and words:
        words[-1] = PatternWord(parts[-1], "prefix")
    return words
