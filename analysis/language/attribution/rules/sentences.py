"""The sentences of texts and the quotes in them, put together from segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language.attribution.rules.patterns import END_OF_QUOTE, QUOTE

Span = tuple[int, int]
Indices = NDArray[np.int64]
Row = tuple[int, int, str, int, int]  # paragraph, sentence, voice, start and end of a segment


class Rows(NamedTuple):
    """The segments of several texts in columns, in order.

    Parameters
    ----------
    text, paragraph, sentence : array of int, shape (n_segments,)
        Number of the text, and of the paragraph and the sentence in it.
    quoted : array of bool, shape (n_segments,)
        Whether the voice is quoted.
    start, end : array of int, shape (n_segments,)
        Offsets into the text, in characters.
    """

    text: Indices
    paragraph: Indices
    sentence: Indices
    quoted: NDArray[np.bool_]
    start: Indices
    end: Indices

    def some(self, which: slice) -> Rows:
        """Select consecutive segments."""
        text, paragraph, sentence, quoted, start, end = self
        return Rows(text[which], paragraph[which], sentence[which], quoted[which], start[which], end[which])


class Sentences(NamedTuple):
    """The sentences of several texts and the quotes in them in columns, in order.

    Parameters
    ----------
    text, paragraph, number : array of int, shape (n_sentences,)
        Number of the text, and of the paragraph and the sentence in it.
    start, end : array of int, shape (n_sentences,)
        Offsets into the text, in characters.
    quote_sentence : array of int, shape (n_quotes,)
        The row of the sentence that holds each quote.
    quote_start, quote_end : array of int, shape (n_quotes,)
        Offsets into the text, in characters.
    """

    text: Indices
    paragraph: Indices
    number: Indices
    start: Indices
    end: Indices
    quote_sentence: Indices
    quote_start: Indices
    quote_end: Indices


def rows_of(segments: Iterable[Iterable[Row]]) -> Rows:
    """Lay out the segments of each of several texts in columns."""
    every = [(number, *row) for number, rows in enumerate(segments) for row in rows]
    text, paragraph, sentence, voice, start, end = zip(*every, strict=True) if every else ((),) * 6
    quoted = np.array([one == "quoted" for one in voice], bool)
    numbers = [np.array(column, np.int64) for column in (text, paragraph, sentence, start, end)]
    return Rows(numbers[0], numbers[1], numbers[2], quoted, numbers[3], numbers[4])


def sentences_of(texts: Sequence[str], rows: Rows) -> Sentences:
    """Put the sentences of texts together from their segments.

    Parameters
    ----------
    texts : sequence of str
    rows : Rows

    Returns
    -------
    Sentences
        Where the segments of a sentence overlap, its quotes are found again, by their marks.
    """
    is_new = (np.diff(rows.text, prepend=-1) != 0) | (np.diff(rows.sentence, prepend=-1) != 0)
    first, sentence = np.flatnonzero(is_new), np.cumsum(is_new) - 1
    start, end = _extremes(rows, first)
    size = np.bincount(sentence, rows.end - rows.start, len(first))
    overlaps = size > end - start
    quotes = sentence[rows.quoted], rows.start[rows.quoted], rows.end[rows.quoted]
    broken = np.flatnonzero(overlaps[quotes[0]])
    repaired = [
        (number, *span)
        for number, a, b in zip(*(column[broken].tolist() for column in quotes), strict=True)
        for span in _quotes_by_marks(texts[rows.text[first[number]]], a, b)
    ]
    added = np.array(repaired, np.int64).reshape(-1, 3).T
    columns = [np.append(np.delete(old, broken), new) for old, new in zip(quotes, added, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    head = rows.text[first], rows.paragraph[first], rows.sentence[first]
    return Sentences(*head, start, end, *(column[order] for column in columns))


def _extremes(rows: Rows, first: Indices) -> tuple[Indices, Indices]:
    """Return the smallest start and the largest end of the segments of each sentence; first: its first segment."""
    if not len(first):
        return rows.start, rows.end
    return np.minimum.reduceat(rows.start, first), np.maximum.reduceat(rows.end, first)


def _quotes_by_marks(text: str, start: int, end: int) -> list[Span]:
    """Find the quotes in a stretch of text; the whole stretch where its marks show none."""
    begins_inside = None if QUOTE.match(text, start, end) else END_OF_QUOTE.match(text, start, end)
    spans = [begins_inside.span()] if begins_inside else []
    rest = begins_inside.end() if begins_inside else start
    return [*spans, *(found.span() for found in QUOTE.finditer(text, rest, end))] or [(start, end)]
