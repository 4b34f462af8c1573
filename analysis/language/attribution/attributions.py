"""Attributions one by one, and those of several texts in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.ragged import row_numbers, row_sizes
from analysis.language.attribution.cues import Cue
from analysis.language.attribution.rules.sentences import Span


class Attribution(NamedTuple):
    """Who says what: source, cue and content as spans, in order, in offsets into the text.

    Each may be empty. quotes: the parts of content in quotation marks; entry: the line of a cue verb in cues.csv;
    negated: "did not say".
    """

    sentence: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    entry: Cue | None
    negated: bool


class Spans(NamedTuple):
    """Spans of attributions, each of which has none, one or several.

    Parameters
    ----------
    of : array of int, shape (n_spans,)
        The number of the attribution, in order.
    start, end : array of int, shape (n_spans,)
        Offsets into its text, in characters.
    """

    of: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def first(self, n: int) -> NDArray[np.int64]:
        """Return the place of the first span of each of n attributions, and how many spans there are."""
        return np.append(0, np.cumsum(np.bincount(self.of, minlength=n)))

    def size(self, n: int) -> NDArray[np.int64]:
        """Count the characters in the spans of each of n attributions."""
        return np.bincount(self.of, self.end - self.start, n).astype(np.int64)

    def chosen(self, which: NDArray[np.bool_]) -> Spans:
        """Select the spans of some attributions, and renumber the attributions from 0."""
        kept = which[self.of]
        return Spans((np.cumsum(which) - 1)[self.of[kept]], self.start[kept], self.end[kept])


class Attributions(NamedTuple):
    """The attributions of several texts in columns, in the order of the texts.

    Parameters
    ----------
    text, sentence : array of int, shape (n_attributions,)
        Number of the text, and of the sentence in it.
    source, cue, content, quotes : Spans
    entry : array of int, shape (n_attributions,)
        Place of the cue in `entries`; -1 without one.
    negated : array of bool, shape (n_attributions,)
    entries : sequence of Cue
        Lines of cues.csv and the like; several may be equal.
    """

    text: NDArray[np.int64]
    sentence: NDArray[np.int64]
    source: Spans
    cue: Spans
    content: Spans
    quotes: Spans
    entry: NDArray[np.int64]
    negated: NDArray[np.bool_]
    entries: Sequence[Cue]

    def chosen(self, which: NDArray[np.bool_]) -> Attributions:
        """Select some of the attributions."""
        return Attributions(
            text=self.text[which],
            sentence=self.sentence[which],
            source=self.source.chosen(which),
            cue=self.cue.chosen(which),
            content=self.content.chosen(which),
            quotes=self.quotes.chosen(which),
            entry=self.entry[which],
            negated=self.negated[which],
            entries=self.entries,
        )


def columns(by_text: Sequence[Sequence[Attribution]]) -> Attributions:
    """Lay out the attributions of each of several texts in columns."""
    attributions = [attribution for of_text in by_text for attribution in of_text]
    entries = dict[Cue, int]()
    entry = [-1 if a.entry is None else entries.setdefault(a.entry, len(entries)) for a in attributions]
    return Attributions(
        text=row_numbers(row_sizes(by_text)),
        sentence=np.array([a.sentence for a in attributions], np.int64),
        source=_spans([a.source for a in attributions]),
        cue=_spans([a.cue for a in attributions]),
        content=_spans([a.content for a in attributions]),
        quotes=_spans([a.quotes for a in attributions]),
        entry=np.array(entry, np.int64),
        negated=np.array([a.negated for a in attributions], bool),
        entries=list(entries),
    )


def _spans(rows: Sequence[Sequence[Span]]) -> Spans:
    start, end = np.array([span for spans in rows for span in spans], np.int64).reshape(-1, 2).T.copy()
    return Spans(row_numbers(row_sizes(rows)), start, end)


def lists(columns: Attributions, texts: int) -> list[list[Attribution]]:
    """List the attributions of each text; texts: how many there are."""
    parts = (columns.source, columns.cue, columns.content, columns.quotes)
    spans = (_tuples(part, len(columns.text)) for part in parts)
    entry = [None if i < 0 else columns.entries[i] for i in columns.entry.tolist()]
    attributions = list(map(Attribution, columns.sentence.tolist(), *spans, entry, columns.negated.tolist()))
    first = np.searchsorted(columns.text, np.arange(texts + 1))
    return [attributions[a:b] for a, b in pairwise(first.tolist())]


def _tuples(spans: Spans, n: int) -> list[tuple[Span, ...]]:
    pairs = list(zip(spans.start.tolist(), spans.end.tolist(), strict=True))
    return [tuple(pairs[a:b]) for a, b in pairwise(spans.first(n).tolist())]
