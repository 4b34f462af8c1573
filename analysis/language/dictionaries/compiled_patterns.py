"""Patterns of all frames as arrays, ready to be looked up in a sorted vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.exceptions import WrongUse, excerpt
from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.match_context import Rules
from analysis.language.dictionaries.pattern_words import PatternWord, split_patterns
from analysis.language.dictionaries.spellings import with_other_spellings

MOST_EXPANDED = 500_000  # patterns, counted once for each word that their wildcards match
COUNTER = -1  # frame of a counter-pattern
_LAST_CHARACTER = "\U0010ffff"


class CompiledPatterns(NamedTuple):
    """Patterns of all frames, frame by frame; counter-patterns last.

    Attributes
    ----------
    patterns : Series of str, shape (n_patterns,)
    frame : array of int, shape (n_patterns,)
        Index of the frame; COUNTER for a counter-pattern.
    length : array of int, shape (n_patterns,)
        Number of words.
    first, last : Series of str, shape (sum of length,)
        A word of a pattern matches the strings between these two, both included.
    rules : Rules
        Conditions on the matches of each pattern.
    """

    patterns: pl.Series
    frame: NDArray[np.int64]
    length: NDArray[np.int32]
    first: pl.Series
    last: pl.Series
    rules: Rules


class _Pattern(NamedTuple):
    """A pattern, the index of its frame, its words, and the conditions on its matches, in the order of Rules."""

    pattern: str
    frame: int
    words: tuple[PatternWord, ...]
    asked: tuple[bool, bool, bool, bool]


def compile_patterns(frames: tuple[Frame, ...], vocabulary: pl.Series) -> CompiledPatterns:
    """Compile the patterns of frames.

    A pattern with a wildcard before or within a word is expanded: it occurs once for every word of the vocabulary that
    it matches.

    Parameters
    ----------
    frames : tuple of Frame
    vocabulary : Series of str
        Distinct words of the texts, in lower case.

    Returns
    -------
    CompiledPatterns

    Raises
    ------
    WrongUse
        If the expanded patterns are more than MOST_EXPANDED.
    """
    patterns = _patterns_of(frames)
    if not any(word.kind == "wildcards" for pattern in patterns for word in pattern.words):
        return _compiled_without_expansion(frames)
    return _as_arrays(_expanded(patterns, vocabulary))


@cache
def _patterns_of(frames: tuple[Frame, ...]) -> tuple[_Pattern, ...]:
    listed = [
        *((pattern, index, False) for index, frame in enumerate(frames) for pattern in frame.patterns),
        *((pattern, index, True) for index, frame in enumerate(frames) for pattern in frame.supporting),
        *((pattern, COUNTER, False) for frame in frames for pattern in frame.counter),
    ]
    words = split_patterns([pattern for pattern, _, _ in listed])
    left_out = [frame.leave_out for frame in frames] + [()]  # the last is that of COUNTER
    patterns = (
        _Pattern(pattern, frame, spelled, (
            "names" in left_out[frame] and pattern == pattern.lower(), "negated" in left_out[frame], supporting,
            bool(left_out[frame]),
        ))
        for (pattern, frame, supporting), split in zip(listed, words, strict=True)
        for spelled in with_other_spellings(split)
    )  # fmt: skip
    # Frame by frame, counter-patterns last.
    return tuple(sorted(patterns, key=lambda pattern: pattern.frame % (len(frames) + 1)))


@cache
def _compiled_without_expansion(frames: tuple[Frame, ...]) -> CompiledPatterns:
    return _as_arrays(_patterns_of(frames))


def _as_arrays(patterns: Sequence[_Pattern]) -> CompiledPatterns:
    words = [word for pattern in patterns for word in pattern.words]
    last = [text + _LAST_CHARACTER if kind == "prefix" else text for text, kind in words]
    return CompiledPatterns(
        patterns=pl.Series("pattern", [pattern.pattern for pattern in patterns], dtype=pl.String),
        frame=np.array([pattern.frame for pattern in patterns], np.int64),
        length=np.array([len(pattern.words) for pattern in patterns], np.int32),
        first=pl.Series([text for text, _ in words], dtype=pl.String),
        last=pl.Series(last, dtype=pl.String),
        rules=Rules(*np.array([pattern.asked for pattern in patterns], bool).reshape(-1, 4).T),
    )


def _expanded(patterns: Sequence[_Pattern], vocabulary: pl.Series) -> list[_Pattern]:
    """Replace each word that has wildcards by every word of the vocabulary that it matches."""

    @cache
    def matched_words(text: str) -> list[PatternWord]:
        return [PatternWord(word, "whole") for word in vocabulary.filter(_is_matched(vocabulary, text))]

    expanded: list[_Pattern] = []
    for pattern in patterns:
        choices = [matched_words(word.text) if word.kind == "wildcards" else [word] for word in pattern.words]
        if len(expanded) + prod(map(len, choices)) > MOST_EXPANDED:
            raise WrongUse(
                f"The wildcards of pattern {excerpt(pattern.pattern)} and of the patterns before it match more than "
                f"{MOST_EXPANDED:,} different words; add letters to patterns with a wildcard before or within a word."
            )
        expanded += [pattern._replace(words=words) for words in product(*choices)]
    return expanded


def _is_matched(vocabulary: pl.Series, word: str) -> pl.Series:
    """Whether a word with wildcards matches each word of a vocabulary."""
    # Most such words are *text or *text*, for which no regular expression is needed.
    simple = re.fullmatch(r"\*([^*?]+)(\*?)", word)
    if simple is None:
        return vocabulary.str.contains(f"^{re.escape(word)}$".replace(r"\*", ".*").replace(r"\?", "."))
    text, star = simple.groups()
    return vocabulary.str.contains(text, literal=True) if star else vocabulary.str.ends_with(text)
