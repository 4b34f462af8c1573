"""Word lists and dictionaries: patterns -> ids."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import yaml

from analysis.annotate.tokens import Tokens
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
    bare = [p for p in (*patterns, *counter) if not re.search(r"\w", p)]
    if bare:
        raise WrongUse(f"pattern {quoted(bare)} of frame '{name}' in '{file}' matches everything; give it letters")
    return Frame(name, str(entry.get("label", name)), str(entry.get("definition", "")), str(entry.get("source", "")),
                 patterns, counter)  # fmt: skip


def find(tokens: Tokens, words: list[str], frames: Iterable[Frame]) -> pl.DataFrame:
    """Where frames' patterns stand.

    tokens: the texts' words; words: how each word of the vocabulary is counted.
    Longest match first: a longer pattern takes its words away from shorter ones, and counter-patterns only take.
    Returns: one row per match: text, start (number of the part of a word), length (parts), frame, pattern."""
    text, part, vocabulary = _parts(tokens, words)
    order = np.argsort(part, kind="stable")
    starts = np.searchsorted(part[order], np.arange(len(vocabulary) + 1))
    rows = []
    for frame in frames:
        for pattern, takes in [(p, False) for p in frame.patterns] + [(p, True) for p in frame.counter]:
            sets = [_matching(vocabulary, word) for word in re.split(r"[\s-]+", pattern.strip().lower())]
            at = np.concatenate([order[starts[i] : starts[i + 1]] for i in sets[0]] or [np.array([], int)])
            for offset, ids in enumerate(sets[1:], start=1):
                at = at[at + offset < len(part)]
                at = at[np.isin(part[at + offset], ids) & (text[at + offset] == text[at])]
            rows.append((np.sort(at), len(sets), "" if takes else frame.name, pattern))
    return _longest_first(rows, text)


def _longest_first(rows: list[tuple[np.ndarray, int, str, str]], text: np.ndarray) -> pl.DataFrame:
    taken = np.zeros(len(text) + 1, bool)
    kept = []
    for length in sorted({row[1] for row in rows}, reverse=True):
        same = [row for row in rows if row[1] == length]
        # Two frames may share words of one length; a longer match takes them from both.
        free = [(at[~_any_taken(taken, at, length)], frame, pattern) for at, _, frame, pattern in same]
        for at, frame, pattern in free:
            for offset in range(length):
                taken[at + offset] = True
            if frame and len(at):
                kept.append(
                    pl.DataFrame({"text": text[at], "start": at, "length": length, "frame": frame, "pattern": pattern})
                )
    columns: Any = {"text": pl.Int64, "start": pl.Int64, "length": pl.Int32, "frame": pl.String, "pattern": pl.String}
    return pl.concat([frame.cast(columns) for frame in kept] or [pl.DataFrame(schema=columns)])


def _any_taken(taken: np.ndarray, at: np.ndarray, length: int) -> np.ndarray:
    return np.logical_or.reduce([taken[at + offset] for offset in range(length)])


def _parts(tokens: Tokens, words: list[str]) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Words split at hyphens, so that 'long range*' also finds long-range."""
    split = [word.lower().split("-") for word in words]
    vocabulary = sorted({part for parts in split for part in parts})
    number = {part: i for i, part in enumerate(vocabulary)}
    lengths = np.array([len(parts) for parts in split], int)
    flat = np.array([number[part] for parts in split for part in parts], int)
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(int) if split else np.array([], int)
    count = lengths[tokens.word]
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(tokens.text, count), flat[np.repeat(first[tokens.word], count) + within], vocabulary


def _matching(vocabulary: list[str], pattern: str) -> np.ndarray:
    import bisect

    if not pattern.endswith("*"):
        low = bisect.bisect_left(vocabulary, pattern)
        return np.array([low] if low < len(vocabulary) and vocabulary[low] == pattern else [], int)
    stem = pattern.rstrip("*")
    return np.arange(bisect.bisect_left(vocabulary, stem), bisect.bisect_left(vocabulary, stem + "\U0010ffff"))
