"""Where the patterns of a dictionary stand in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges
from analysis.exceptions import WrongUse, excerpt
from analysis.language.dictionaries.dictionary import Frame, inside
from analysis.language.text.tokens import Tokens, normalize, tokenize
from analysis.language.text.vocabulary import sorted_vocabulary

MOST_WRITTEN_OUT = 500_000  # patterns, counted once for each word that their wildcards match


def find(tokens: Tokens, words: list[str], frames: Iterable[Frame]) -> pl.DataFrame:
    """Where frames' patterns stand.

    tokens: the texts' words; words: how each word of the vocabulary is counted.
    Longest match first: a longer pattern takes its words away from shorter ones, and counter-patterns only take. Of a
    frame's patterns that match the same words, the one listed first counts.
    Returns: one row per match, in the order of the texts: text, start (number of the part of a word), length (parts),
    frame, pattern."""
    frames = tuple(frames)
    text = _parts(tokens, words)
    compiled = _written_out(frames, text.vocabulary)
    book = _placed(compiled, text)
    start, pattern = _longest_first(book, *_matches(book, text), len(text.part))
    counts = np.flatnonzero(book.frame[pattern] >= 0)
    # Patterns are numbered frame by frame.
    rows = counts[np.argsort(start[counts] * len(book.length) + pattern[counts], kind="stable")]
    start, frame = start[rows], book.frame[pattern[rows]]
    first = np.flatnonzero((np.diff(start, prepend=-1) != 0) | (np.diff(frame, prepend=-1) != 0))
    start, frame, pattern = start[first], frame[first], pattern[rows][first]
    return pl.DataFrame({
        "text": text.text(start),
        "start": start,
        "length": book.length[pattern],
        "frame": pl.Series([f.name for f in frames], dtype=pl.String).gather(frame),
        "pattern": compiled.patterns.gather(pattern),
    })  # fmt: skip


# What a word of a pattern is.
_WHOLE, _BEGINNING, _INSIDE = "whole", "beginning", "inside"


class _Compiled(NamedTuple):
    """Patterns of all frames, frame by frame.

    patterns. frame: its number, −1 for a counter-pattern; length: (patterns,). first, last: between which strings in
    order the words lie that a word of a pattern matches; the words of all patterns, one after the other."""

    patterns: pl.Series
    frame: NDArray[np.int64]
    length: NDArray[np.int32]
    first: pl.Series
    last: pl.Series


@cache
def _compiled(frames: tuple[Frame, ...]) -> _Compiled:
    return _laid_out(_listed(frames))


class _Listed(NamedTuple):
    """A pattern, the number of its frame, and its words, each with what it is."""

    pattern: str
    frame: int
    words: tuple[tuple[str, str], ...]


@cache
def _listed(frames: tuple[Frame, ...]) -> tuple[_Listed, ...]:
    lists = [(f.patterns, i) for i, f in enumerate(frames)] + [(f.counter, -1) for f in frames]
    patterns = [(pattern, i) for some, i in lists for pattern in some]
    cut = _cut([pattern for pattern, _ in patterns])
    return tuple(_Listed(*known, tuple(words)) for known, words in zip(patterns, cut, strict=True))


def _laid_out(listed: Iterable[_Listed]) -> _Compiled:
    listed = tuple(listed)
    words = [word for one in listed for word in one.words]
    return _Compiled(
        pl.Series("pattern", [one.pattern for one in listed], dtype=pl.String),
        np.array([one.frame for one in listed], np.int64),
        np.array([len(one.words) for one in listed], np.int32),
        pl.Series([word for word, _ in words], dtype=pl.String),
        pl.Series([word + "\U0010ffff" * (kind == _BEGINNING) for word, kind in words], dtype=pl.String),
    )


def _written_out(frames: tuple[Frame, ...], vocabulary: pl.Series) -> _Compiled:
    """Patterns, with each of those that have a wildcard inside once for every word of the vocabulary it matches."""
    listed = _listed(frames)
    if not any(kind == _INSIDE for one in listed for _, kind in one.words):
        return _compiled(frames)
    known = cache(lambda word: [(found, _WHOLE) for found in vocabulary.filter(_alike(vocabulary, word))])
    made: list[_Listed] = []
    for one in listed:
        choices = [known(word) if kind == _INSIDE else [(word, kind)] for word, kind in one.words]
        if len(made) + prod(map(len, choices)) > MOST_WRITTEN_OUT:
            raise WrongUse(
                f"pattern {excerpt(one.pattern)} and those before it match more than {MOST_WRITTEN_OUT:,} different "
                "words with their wildcards; give patterns with a * before or within a word more letters"
            )
        made += [one._replace(words=words) for words in product(*choices)]
    return _laid_out(made)


def _alike(vocabulary: pl.Series, word: str) -> pl.Series:
    """Which words of a vocabulary a word with wildcards matches; most have a * before or around, which is quick."""
    plain = re.fullmatch(r"\*([^*?]+)(\*?)", word)
    if plain:
        return vocabulary.str.contains(plain[1], literal=True) if plain[2] else vocabulary.str.ends_with(plain[1])
    return vocabulary.str.contains(f"^{re.escape(word)}$".replace(r"\*", ".*").replace(r"\?", "."))


def _cut(patterns: list[str]) -> list[list[tuple[str, str]]]:
    """Patterns in words, as texts are cut and counted, and at hyphens; and what each word is."""
    pieces = [(i, piece) for i, pattern in enumerate(patterns) for piece in pattern.split()]
    plain = pl.Series("text", ["" if inside(piece) else piece.rstrip("*") for _, piece in pieces], dtype=pl.String)
    tokens = tokenize(plain)
    cut: list[list[tuple[str, str]]] = [[] for _ in patterns]
    words = [tokens.vocabulary[word] for word in tokens.word.tolist()]
    first = np.searchsorted(tokens.text, np.arange(len(pieces) + 1)).tolist()
    for number, (pattern, piece) in enumerate(pieces):
        if inside(piece):
            # A possessive is taken off words, not off wildcards.
            parts = re.sub("[’ʼ]", "'", piece).lower().split("-")
            cut[pattern] += [(part, _INSIDE if re.search(r"[*?]", part) else _WHOLE) for part in parts if part]
            continue
        parts = [
            part for word in words[first[number] : first[number + 1]] for part in normalize(word).lower().split("-")
        ]
        cut[pattern] += [(part, _WHOLE) for part in parts]
        if piece.endswith("*") and parts:
            cut[pattern][-1] = parts[-1], _BEGINNING
    return cut


@hides_content
class _Parts(NamedTuple):
    """Texts in words that are split at hyphens, so that 'long range*' also finds long-range.

    part (place in vocabulary): (parts,). vocabulary: in order. added: the parts that are not the first of their word.
    of: text of each word."""

    part: NDArray[np.int32]
    vocabulary: pl.Series
    added: NDArray[np.int64]
    of: NDArray[np.int64]

    def text(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """The text in which a part stands."""
        return self.of[at - np.searchsorted(self.added, at, side="right")]


def _parts(tokens: Tokens, words: list[str]) -> _Parts:
    split = pl.Series("word", words, dtype=pl.String).str.to_lowercase().str.split("-")
    vocabulary, flat = sorted_vocabulary(split.explode())
    lengths = split.list.len().to_numpy().astype(np.int64)
    first = np.cumsum(lengths) - lengths
    part = flat[first][tokens.word]
    at = np.flatnonzero((lengths > 1)[tokens.word])
    more = lengths[tokens.word[at]] - 1
    before = np.repeat(at + 1, more)
    part = np.insert(part, before, flat[ranges(first[tokens.word[at]] + 1, more)])
    return _Parts(part, vocabulary, before + np.arange(len(before)), tokens.text)


class _Placed(NamedTuple):
    """Patterns over a vocabulary in order: their words match the parts from low up to high.

    frame, length, rarest (which word is the rarest): (patterns,). low, high: (patterns, words of the longest)."""

    frame: NDArray[np.int64]
    length: NDArray[np.int32]
    rarest: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def _placed(compiled: _Compiled, text: _Parts) -> _Placed:
    length = compiled.length
    low, high = np.zeros((2, len(length), length.max(initial=1)), np.int64)
    held = np.arange(low.shape[1]) < length[:, None]
    low[held] = text.vocabulary.search_sorted(compiled.first, side="left")
    high[held] = text.vocabulary.search_sorted(compiled.last, side="right")
    # Which word is the rarest, a sample tells well enough.
    sample = text.part[:: 1 + len(text.part) // 500_000]
    before = np.append(0, np.cumsum(np.bincount(sample, minlength=len(text.vocabulary))))
    often = np.where(held, before[high] - before[low], len(text.part) + 1)
    return _Placed(compiled.frame, length, often.argmin(axis=1), low, high)


def _matches(book: _Placed, text: _Parts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Start and pattern of every match, overlapping or not; looked for where the rarest word of a pattern stands."""
    rows = np.arange(len(book.length))
    low, high = book.low[rows, book.rarest], book.high[rows, book.rarest]
    part = ranges(low, high - low)
    here = np.repeat(rows, high - low)[np.argsort(part, kind="stable")]
    count = np.bincount(part, minlength=len(text.vocabulary))
    at = np.flatnonzero((count > 0)[text.part])
    many = count[text.part[at]]
    pattern = here[ranges((np.cumsum(count) - count)[text.part[at]], many)]
    start = np.repeat(at, many) - book.rarest[pattern]
    several = book.length[pattern] > 1
    one = np.flatnonzero(~several)
    longer = _whole(book, text, start[several], pattern[several])
    return np.append(start[one], longer[0]), np.append(pattern[one], longer[1])


def _whole(
    book: _Placed, text: _Parts, start: NDArray[np.int64], pattern: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of patterns that may start somewhere, those whose every word stands there, in one text."""
    inside = (start >= 0) & (start + book.length[pattern] <= len(text.part))
    start, pattern = start[inside], pattern[inside]
    for word in range(book.low.shape[1]):
        part = text.part[np.minimum(start + word, len(text.part) - 1)]
        same = (book.low[pattern, word] <= part) & (part < book.high[pattern, word]) | (book.length[pattern] <= word)
        start, pattern = start[same], pattern[same]
    same = text.text(start) == text.text(start + book.length[pattern] - 1)
    return start[same], pattern[same]


def _longest_first(
    book: _Placed, start: NDArray[np.int64], pattern: NDArray[np.int64], parts: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The matches that no longer one takes words from; equally long ones share theirs."""
    taken = np.zeros(parts, bool)
    kept = []
    for length in sorted(set(book.length.tolist()), reverse=True):
        mine = np.flatnonzero(book.length[pattern] == length)
        words = start[mine, None] + np.arange(length)
        free = ~taken[words].any(axis=1)
        taken[words[free]] = True
        kept.append(mine[free])
    rows = np.concatenate([*kept, np.array([], np.int64)])
    return start[rows], pattern[rows]
