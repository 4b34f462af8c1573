"""Some texts prepared for segmentation: their words, the gaps between these, and their lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import row_sizes
from analysis.language.text.mark_folding import fold_bytes
from analysis.language.text.substrings import encoded_substrings, substrings
from analysis.language.text.utf8 import SPACE, Places
from analysis.language.text.word_boundaries import FoundWords, find_words

_BLANK, _LINE_BREAK = ord(" "), ord("\n")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ROUNDS = 8  # number of times that all spans move past one byte of space at once


@hides_content
class Gaps(NamedTuple):
    """The text between two words, wherever it is more than one blank.

    Attributes
    ----------
    next_word : array of int32, shape (n_gaps,)
        Number of the word that follows.
    start, end : array of int32, shape (n_gaps,)
        Places in bytes.
    id : array of int32, shape (n_gaps,)
        Number of the gap's text in `distinct`.
    distinct : list of str
    """

    next_word: Places
    start: Places
    end: Places
    id: Places
    distinct: list[str]


class Lines(NamedTuple):
    """The lines that are not empty, without the space around them.

    Attributes
    ----------
    start, end : array of int32, shape (n_lines,)
        Places in bytes.
    text : array of int64, shape (n_lines,)
        Number of the text.
    paragraph : array of int64, shape (n_lines,)
        Number of the line in its text.
    shown : array of bool, shape (n_lines,)
        Whether it is headline, deck or crosshead.
    """

    start: Places
    end: Places
    text: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    shown: NDArray[np.bool_]

    def at(self, places: Places) -> NDArray[np.int64]:
        """Find the line that each place in bytes is in."""
        return np.searchsorted(self.start, places, "right") - 1


@hides_content
class TextBatch(NamedTuple):
    """Some texts with their words, gaps and lines.

    Attributes
    ----------
    text : str
        The texts with folded marks, a line break before, between and after them.
    written : bytes
        The same as UTF-8, with the marks as written.
    first : array of int32, shape (n_texts,)
        Place in bytes of the start of each text.
    words : FoundWords
    word_ids : array of int32, shape (n_words,)
        Number of each word in `vocabulary`.
    vocabulary : Series of str
        The distinct words as written.
    gaps : Gaps
    lines : Lines
    """

    text: str
    written: bytes
    first: Places
    words: FoundWords
    word_ids: Places
    vocabulary: pl.Series
    gaps: Gaps
    lines: Lines


def text_batch(texts: Sequence[str], display: Sequence[Collection[int]]) -> TextBatch:
    """Find the words, gaps and lines of some texts.

    Parameters
    ----------
    texts : sequence of str
        A lone surrogate is replaced by U+FFFD.
    display : sequence of collections of int
        For each text, the numbers of the lines that are headline, deck or crosshead.

    Returns
    -------
    TextBatch
    """
    try:
        encoded = [text.encode() for text in texts]
    except UnicodeEncodeError:
        return text_batch([_LONE_SURROGATE.sub("\ufffd", one) for one in texts], display)
    written, sizes = b"\n".join([b"", *encoded, b""]), row_sizes(encoded)
    ends = np.cumsum(sizes + 1)
    folded, ends = fold_bytes(written, ends - sizes, ends)
    words = find_words(folded)
    first = np.append(1, ends + 1)[:-1].astype(np.int32)
    word_ids, distinct = encoded_substrings(words.data, words.start, words.end + words.initials)
    vocabulary = pl.Series(distinct, dtype=pl.String)
    return TextBatch(
        folded.decode(), written, first, words, word_ids, vocabulary, _gaps(words), _lines(words, first, display)
    )


def _gaps(words: FoundWords) -> Gaps:
    data = words.data
    start, end = np.append(np.int32(0), words.end), np.append(words.start, np.int32(len(data)))
    at = np.flatnonzero((end - start > 1) | (data.take(start) != _BLANK)).astype(np.int32)
    coded = substrings(data, start[at], end[at]).dictionary_encode()
    return Gaps(at, start[at], end[at], coded.indices.to_numpy(), coded.dictionary.to_pylist())


def _lines(words: FoundWords, first: Places, display: Sequence[Collection[int]]) -> Lines:
    breaks = np.flatnonzero(words.data == _LINE_BREAK).astype(np.int32)
    start, end = trimmed(words, breaks[:-1] + 1, breaks[1:])
    first_line = np.searchsorted(breaks, first) - 1  # of each text
    shown = _shown(first_line, len(start), display)
    at = np.flatnonzero(start < end)
    text = np.searchsorted(first_line, at, "right") - 1
    return Lines(start[at], end[at], text, at - first_line[text], shown[at])


def _shown(first_line: NDArray[np.int64], lines: int, display: Sequence[Collection[int]]) -> NDArray[np.bool_]:
    """Whether each line is headline, deck or crosshead; numbers beyond the lines of a text are ignored; (n_lines,)."""
    height = np.diff(np.append(first_line, lines))
    shown = np.zeros(lines, bool)
    shown[
        [
            first_line[text] + number
            for text, numbers in enumerate(display)
            for number in numbers
            if 0 <= number < height[text]
        ]
    ] = True
    return shown


def trimmed(words: FoundWords, start: Places, end: Places) -> tuple[Places, Places]:
    """Leave out the space at both ends of spans.

    Parameters
    ----------
    words : FoundWords
    start, end : array of int32, shape (n_spans,)
        Places in bytes.

    Returns
    -------
    start, end : array of int32, shape (n_spans,)
    """
    space, start, end = words.kind == SPACE, start.copy(), end.copy()
    for place, before, step in ((start, 0, 1), (end, 1, -1)):
        moving = np.flatnonzero((start < end) & space[place - before])
        for _ in range(_ROUNDS):
            place[moving] += step
            moving = moving[(start[moving] < end[moving]) & space[place[moving] - before]]
        for i in moving.tolist():  # a long run of space is passed at once
            inner = space[start[i] : end[i]][::step]
            place[i] += step * (len(inner) if inner.all() else int(inner.argmin()))
    return start, end
