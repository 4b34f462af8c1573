"""Word lists and dictionaries: patterns -> ids."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import yaml
from numpy.typing import NDArray

from analysis.annotate.sequence import ordered
from analysis.annotate.tokens import Tokens, normalize, tokenize
from analysis.errors import WrongUse, quoted

_KEYS = {"label", "definition", "questions", "source", "patterns", "counter"}


class Frame(NamedTuple):
    """One entry of a dictionary: a frame with its definition, source and patterns."""

    name: str
    label: str
    definition: str
    source: str
    patterns: tuple[str, ...]
    counter: tuple[str, ...]


class Dictionary(NamedTuple):
    """A reviewed list of frames; sha256 is that of the file."""

    version: str
    frames: tuple[Frame, ...]
    sha256: str


@cache
def read_dictionary(path: str = "") -> Dictionary:
    """Read a dictionary of frames from YAML; without a path, the one samestory ships.

    Raises: WrongUse naming the file, the frame and the fault."""
    file = Path(path) if path else files("analysis.lexicons").joinpath("frames.yml")
    try:
        data = file.read_bytes()
        content = yaml.safe_load(data)
    except OSError as error:
        raise WrongUse(f"dictionary '{file}' cannot be read: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise WrongUse(f"dictionary '{file}' is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, Mapping) or not isinstance(content.get("frames"), Mapping) or not content["frames"]:
        raise WrongUse(f"dictionary '{file}' has no 'frames'; right would be frames: {{name: {{patterns: [...]}}}}")
    frames = tuple(_frame(str(name), entry, str(file)) for name, entry in content["frames"].items())
    return Dictionary(str(content.get("version", "")), frames, hashlib.sha256(data).hexdigest())


def _frame(name: str, entry: object, file: str) -> Frame:
    if not isinstance(entry, Mapping) or not entry.get("patterns"):
        raise WrongUse(f"frame '{name}' in '{file}' has no patterns; list at least one under 'patterns:'")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise WrongUse(f"frame '{name}' in '{file}' has unknown {quoted(unknown)}; known are {quoted(sorted(_KEYS))}")
    patterns, counter = (tuple(str(p) for p in entry.get(key) or ()) for key in ("patterns", "counter"))
    bare = [p for p in (*patterns, *counter) if not re.search(r"[^\W_]", p)]
    if bare:
        raise WrongUse(f"pattern {quoted(bare)} of frame '{name}' in '{file}' matches everything; give it letters")
    inside = [p for p in (*patterns, *counter) if re.search(r"(?<!\w)\*|\*(?![\s-]|$)", p)]
    if inside:
        raise WrongUse(
            f"pattern {quoted(inside)} of frame '{name}' in '{file}' has a * elsewhere than at the end of a word, "
            "where alone it may stand, as in 'talk*'"
        )
    return Frame(name, str(entry.get("label", name)), str(entry.get("definition", "")), str(entry.get("source", "")),
                 patterns, counter)  # fmt: skip


def find(tokens: Tokens, words: list[str], frames: Iterable[Frame]) -> pl.DataFrame:
    """Where frames' patterns stand.

    tokens: the texts' words; words: how each word of the vocabulary is counted.
    Longest match first: a longer pattern takes its words away from shorter ones, and counter-patterns only take. Of a
    frame's patterns that match the same words, the one listed first counts.
    Returns: one row per match, in the order of the texts: text, start (number of the part of a word), length (parts),
    frame, pattern."""
    frames = tuple(frames)
    text, compiled = _parts(tokens, words), _compiled(frames)
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
    lists = [(f.patterns, i) for i, f in enumerate(frames)] + [(f.counter, -1) for f in frames]
    patterns = [pattern for some, _ in lists for pattern in some]
    cut = _cut(patterns)
    words = [word for pattern in cut for word in pattern]
    return _Compiled(
        pl.Series("pattern", patterns, dtype=pl.String),
        np.array([frame for some, frame in lists for _ in some], np.int64),
        np.array([len(pattern) for pattern in cut], np.int32),
        pl.Series([word for word, _ in words], dtype=pl.String),
        pl.Series([word + "\U0010ffff" * beginning for word, beginning in words], dtype=pl.String),
    )


def _cut(patterns: list[str]) -> list[list[tuple[str, bool]]]:
    """Patterns in words, as texts are cut and counted, and at hyphens; and whether a word is only the beginning of
    one."""
    pieces = [(i, piece) for i, pattern in enumerate(patterns) for piece in pattern.replace("*", "* ").split()]
    tokens = tokenize(pl.Series("text", [piece for _, piece in pieces], dtype=pl.String))
    cut: list[list[tuple[str, bool]]] = [[] for _ in patterns]
    ends = np.diff(tokens.text, append=len(pieces)) > 0
    for number, word, last in zip(tokens.text.tolist(), tokens.word.tolist(), ends.tolist(), strict=True):
        pattern, piece = pieces[number]
        *inner, end = normalize(tokens.vocabulary[word]).lower().split("-")
        cut[pattern] += [(part, False) for part in inner] + [(end, last and piece.endswith("*"))]
    return cut


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
    vocabulary, flat = ordered(split.explode())
    lengths = split.list.len().to_numpy().astype(np.int64)
    first = np.cumsum(lengths) - lengths
    part = flat[first][tokens.word]
    at = np.flatnonzero((lengths > 1)[tokens.word])
    more = lengths[tokens.word[at]] - 1
    before = np.repeat(at + 1, more)
    part = np.insert(part, before, flat[_ranges(first[tokens.word[at]] + 1, more)])
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
    part = _ranges(low, high - low)
    here = np.repeat(rows, high - low)[np.argsort(part, kind="stable")]
    count = np.bincount(part, minlength=len(text.vocabulary))
    at = np.flatnonzero((count > 0)[text.part])
    many = count[text.part[at]]
    pattern = here[_ranges((np.cumsum(count) - count)[text.part[at]], many)]
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


def _ranges(first: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """first, first + 1, … for each first, as many as its count."""
    return np.arange(count.sum()) + np.repeat(first - np.cumsum(count) + count, count)
