"""Some texts laid out for the pass: their words, the gaps between these, and their lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.substrings import encoded_substrings, substrings
from analysis.language.text.utf8 import SPACE, Places
from analysis.language.text.word_boundaries import FoundWords, find_words

_BLANK, _BREAK = ord(" "), ord("\n")
_LONE = re.compile("[\ud800-\udfff]")
_ROUNDS = 8  # of moving one byte past space


@hides_content
class Gaps(NamedTuple):
    """What stands between words, wherever it is more than one blank.

    next_word: number of the word that follows; start, end: its place; id: its place in distinct; all (gaps,)."""

    next_word: Places
    start: Places
    end: Places
    id: Places
    distinct: list[str]


class Lines(NamedTuple):
    """The lines that are not empty, without the space around them.

    text: number of the text; paragraph: number of the line in it; shown: whether it is headline, deck or crosshead."""

    start: Places
    end: Places
    text: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    shown: NDArray[np.bool_]


@hides_content
class TextBatch(NamedTuple):
    """Some texts, a line break before, between and after them; all places are places in the bytes of words.

    first: place of each text; word_ids: place of each word in vocabulary."""

    text: str
    first: Places
    words: FoundWords
    word_ids: Places
    vocabulary: pl.Series
    gaps: Gaps
    lines: Lines


def text_batch(texts: Sequence[str], display: Sequence[Collection[int]]) -> TextBatch:
    """Lay out texts; display: for each the numbers of the lines that are headline, deck or crosshead."""
    text = "\n".join(["", *texts, ""])
    try:
        scanned = find_words(text.encode())
    except UnicodeEncodeError:
        return text_batch([_LONE.sub("\ufffd", one) for one in texts], display)
    lengths = np.array([len(t) + 1 for t in texts], np.int32)
    first = scanned.bytes(1 + np.append(np.int32(0), np.cumsum(lengths, dtype=np.int32))[:-1])
    word, different = encoded_substrings(scanned.data, scanned.start, scanned.end + scanned.initials)
    vocabulary = pl.Series(different, dtype=pl.String)
    return TextBatch(text, first, scanned, word, vocabulary, _gaps(scanned), _lines(scanned, first, display))


def _gaps(scanned: FoundWords) -> Gaps:
    data = scanned.data
    start, end = np.append(np.int32(0), scanned.end), np.append(scanned.start, np.int32(len(data)))
    at = np.flatnonzero((end - start > 1) | (data[start] != _BLANK)).astype(np.int32)
    coded = substrings(data, start[at], end[at]).dictionary_encode()
    return Gaps(at, start[at], end[at], coded.indices.to_numpy(), coded.dictionary.to_pylist())


def _lines(scanned: FoundWords, first: Places, display: Sequence[Collection[int]]) -> Lines:
    breaks = np.flatnonzero(scanned.data == _BREAK).astype(np.int32)
    start, end = trimmed(scanned, breaks[:-1] + 1, breaks[1:])
    top = np.searchsorted(breaks, first) - 1  # number of the first line of each text
    height = np.diff(np.append(top, len(start)))
    shown = np.zeros(len(start), bool)
    shown[[top[i] + line for i, lines in enumerate(display) for line in lines if 0 <= line < height[i]]] = True
    at = np.flatnonzero(start < end)
    text = np.searchsorted(top, at, "right") - 1
    return Lines(start[at], end[at], text, at - top[text], shown[at])


def trimmed(scanned: FoundWords, start: Places, end: Places) -> tuple[Places, Places]:
    """The same spans without the space at their ends."""
    space, start, end = scanned.kind == SPACE, start.copy(), end.copy()
    for place, before, step in ((start, 0, 1), (end, 1, -1)):
        moving = np.flatnonzero((start < end) & space[place - before])
        for _ in range(_ROUNDS):
            place[moving] += step
            moving = moving[(start[moving] < end[moving]) & space[place[moving] - before]]
        for i in moving.tolist():  # a long run of space is passed at once
            inner = space[start[i] : end[i]][::step]
            place[i] += step * (len(inner) if inner.all() else int(inner.argmin()))
    return start, end
