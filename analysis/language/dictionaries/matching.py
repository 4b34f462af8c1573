"""Find the patterns of dictionaries in texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.ragged import ranges, row_starts
from analysis.language.dictionaries.compiled_patterns import COUNTER, CompiledPatterns, compile_patterns
from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.match_context import Placed, counted
from analysis.language.dictionaries.word_parts import WordParts, split_at_hyphens
from analysis.language.text.tokens import Tokens

_SAMPLE = 500_000  # parts of words, from which the rarest word of a pattern is estimated


def find(tokens: Tokens, words: list[str], frames: Iterable[Frame]) -> pl.DataFrame:
    """Find the patterns of frames in texts.

    The longest match wins: shorter patterns do not match the words of a longer one. Counter-patterns win like others,
    but are not returned. Where a frame asks for it, matches in names, denied ones, and supporting patterns that stand
    alone are left out: see `Frame`. Where several patterns of a frame match the same words, the first listed is
    returned.

    Parameters
    ----------
    tokens : Tokens
        Words of the texts.
    words : list of str, shape (n_vocabulary,)
        The normalized form of each word of the vocabulary of the tokens.
    frames : iterable of Frame

    Returns
    -------
    DataFrame
        One row per match, in the order of the texts: text, start (index of the part of a word, over all texts), length
        (in parts), frame, pattern.

    Raises
    ------
    WrongUse
        If the wildcards of the patterns match too many words.
    """
    frames = tuple(frames)
    parts = split_at_hyphens(tokens, words)
    compiled = compile_patterns(frames, parts.vocabulary)
    lookup = _lookup(compiled, parts)
    matches = _longest(_all_matches(lookup, parts), lookup.length, len(parts.part))
    matches = _first_of_each_frame(matches, lookup.frame)
    length, frame = lookup.length[matches.pattern], lookup.frame[matches.pattern]
    word = parts.word(matches.start)
    placed = Placed(tokens.text[word], word, matches.start, length, matches.pattern, frame)
    if compiled.rules:
        placed = placed.take(counted(placed, compiled.rules, parts, tokens))
    return pl.DataFrame({
        "text": placed.text,
        "start": placed.start,
        "length": placed.length,
        "frame": pl.Series([f.name for f in frames], dtype=pl.String).gather(placed.frame),
        "pattern": compiled.patterns.gather(placed.pattern),
    })  # fmt: skip


class _Lookup(NamedTuple):
    """Patterns as ranges of a sorted vocabulary: word j of pattern i matches the parts low[i, j], ..., high[i, j] - 1.

    frame, length and rarest (index of the rarest word) have shape (patterns,), low and high (patterns, longest length).
    """

    frame: NDArray[np.int64]
    length: NDArray[np.int32]
    rarest: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]


class _Matches(NamedTuple):
    """The part where each match starts, and the index of its pattern."""

    start: NDArray[np.int64]
    pattern: NDArray[np.int64]

    def take(self, rows: NDArray[Any]) -> _Matches:
        return _Matches(self.start[rows], self.pattern[rows])


def _lookup(compiled: CompiledPatterns, parts: WordParts) -> _Lookup:
    length = compiled.length
    low, high = np.zeros((2, len(length), length.max(initial=1)), np.int64)
    is_word = np.arange(low.shape[1]) < length[:, None]
    low[is_word] = parts.vocabulary.search_sorted(compiled.first, side="left")
    high[is_word] = parts.vocabulary.search_sorted(compiled.last, side="right")
    sample = parts.part[:: 1 + len(parts.part) // _SAMPLE]
    cumulative = np.append(0, np.cumsum(np.bincount(sample, minlength=len(parts.vocabulary))))
    frequency = np.where(is_word, cumulative[high] - cumulative[low], len(parts.part) + 1)
    return _Lookup(compiled.frame, length, frequency.argmin(axis=1), low, high)


def _all_matches(lookup: _Lookup, parts: WordParts) -> _Matches:
    """Return every match, overlapping or not."""
    candidates = _candidates(lookup, parts)
    several_words = lookup.length[candidates.pattern] > 1
    single = candidates.take(np.flatnonzero(~several_words))
    longer = _complete(candidates.take(several_words), lookup, parts)
    return _Matches(np.append(single.start, longer.start), np.append(single.pattern, longer.pattern))


def _candidates(lookup: _Lookup, parts: WordParts) -> _Matches:
    """Return every pattern wherever its rarest word occurs."""
    patterns = np.arange(len(lookup.length))
    low, high = lookup.low[patterns, lookup.rarest], lookup.high[patterns, lookup.rarest]
    rarest_parts = ranges(low, high - low)
    patterns_by_part = np.repeat(patterns, high - low)[np.argsort(rarest_parts, kind="stable")]
    count = np.bincount(rarest_parts, minlength=len(parts.vocabulary))
    places = np.flatnonzero((count > 0)[parts.part])
    part = parts.part[places]
    pattern = patterns_by_part[ranges(row_starts(count)[part], count[part])]
    return _Matches(np.repeat(places, count[part]) - lookup.rarest[pattern], pattern)


def _complete(candidates: _Matches, lookup: _Lookup, parts: WordParts) -> _Matches:
    """Return the candidates whose every word matches, all in one text."""
    end = candidates.start + lookup.length[candidates.pattern]
    found = candidates.take((candidates.start >= 0) & (end <= len(parts.part)))
    # The rarest word is there; the word beside it leaves few candidates.
    found = _with_word(found, np.where(lookup.rarest == 0, 1, lookup.rarest - 1)[found.pattern], lookup, parts)
    for word in range(lookup.low.shape[1]):
        found = _with_word(found, np.full(len(found.pattern), word), lookup, parts)
    last = found.start + lookup.length[found.pattern] - 1
    return found.take(parts.text(found.start) == parts.text(last))


def _with_word(candidates: _Matches, word: NDArray[np.int64], lookup: _Lookup, parts: WordParts) -> _Matches:
    """Return the candidates of which one word, by its number, matches, or that are shorter."""
    start, pattern = candidates
    part = parts.part.take(start + word, mode="clip")
    is_matched = (lookup.low[pattern, word] <= part) & (part < lookup.high[pattern, word])
    return candidates.take(np.flatnonzero(is_matched | (lookup.length[pattern] <= word)))


def _longest(matches: _Matches, lengths: NDArray[np.int32], n_parts: int) -> _Matches:
    """Return the matches that overlap no longer match; matches of one length may overlap."""
    taken = np.zeros(n_parts, bool)
    kept = [np.array([], np.int64)]
    for length in sorted(set(lengths.tolist()), reverse=True):
        rows = np.flatnonzero(lengths[matches.pattern] == length)
        covered = matches.start[rows, None] + np.arange(length)
        is_free = ~taken[covered].any(axis=1)
        taken[covered[is_free]] = True
        kept.append(rows[is_free])
    return matches.take(np.concatenate(kept))


def _first_of_each_frame(matches: _Matches, frames: NDArray[np.int64]) -> _Matches:
    """Return the first pattern of each frame at each place, in the order of the texts, without counter-patterns."""
    matches = matches.take(np.flatnonzero(frames[matches.pattern] != COUNTER))
    # Patterns are numbered frame by frame, so that those of one frame at one place become neighbors.
    matches = matches.take(np.argsort(matches.start * len(frames) + matches.pattern, kind="stable"))
    new_place = np.diff(matches.start, prepend=-1) != 0
    new_frame = np.diff(frames[matches.pattern], prepend=-1) != 0
    return matches.take(np.flatnonzero(new_place | new_frame))
