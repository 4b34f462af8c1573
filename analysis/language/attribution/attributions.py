"""Who says what, by attribution and as columns: numpy arrays of the attributions of several texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language.attribution.cues import Cue
from analysis.language.attribution.rules.sentences import Span


class Attribution(NamedTuple):
    """Who (source), by which words (cue), says what (content): spans in order, offsets into the text.

    Each may be empty. quotes: the parts of content in quotation marks; entry: the line of a cue verb in cues.csv;
    negated: "did not say"."""

    sentence: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    entry: Cue | None
    negated: bool


class Spans(NamedTuple):
    """Spans of attributions, of which each has none or more: number of the attribution, in order, and offsets into its
    text; all (spans,)."""

    of: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def first(self, n: int) -> NDArray[np.int64]:
        """Place of the first span of each of n attributions, and how many spans there are."""
        return np.searchsorted(self.of, np.arange(n + 1))

    def size(self, n: int) -> NDArray[np.int64]:
        """Characters in the spans of each of n attributions."""
        return np.bincount(self.of, self.end - self.start, n).astype(np.int64)

    def chosen(self, which: NDArray[np.bool_]) -> Spans:
        """Those of some attributions, numbered anew."""
        kept = which[self.of]
        return Spans((np.cumsum(which) - 1)[self.of[kept]], self.start[kept], self.end[kept])


class Attributions(NamedTuple):
    """All attributions of several texts, in order of the texts.

    text: number of the text; sentence: its number in the text; entry: place in entries, -1 where there is none; all
    (attributions,). entries: lines of cues.csv and the like, of which several may be equal."""

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
        """Some of them."""
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


def columns(found: Sequence[Sequence[Attribution]]) -> Attributions:
    """Attributions of each of several texts as columns."""
    every = [one for some in found for one in some]
    entries = dict[Cue, int]()
    entry = [-1 if one.entry is None else entries.setdefault(one.entry, len(entries)) for one in every]
    return Attributions(
        text=_numbers(found),
        sentence=np.array([one.sentence for one in every], np.int64),
        source=_spans([one.source for one in every]),
        cue=_spans([one.cue for one in every]),
        content=_spans([one.content for one in every]),
        quotes=_spans([one.quotes for one in every]),
        entry=np.array(entry, np.int64),
        negated=np.array([one.negated for one in every], bool),
        entries=list(entries),
    )


def _numbers(ragged: Sequence[Sequence[object]]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(ragged)), np.fromiter(map(len, ragged), np.int64, len(ragged)))


def _spans(spans: Sequence[Sequence[Span]]) -> Spans:
    start, end = np.array([span for some in spans for span in some], np.int64).reshape(-1, 2).T.copy()
    return Spans(_numbers(spans), start, end)


def lists(columns: Attributions, texts: int) -> list[list[Attribution]]:
    """The attributions of each of so many texts."""
    spans = (_tuples(one, len(columns.text)) for one in (columns.source, columns.cue, columns.content, columns.quotes))
    entry = [None if i < 0 else columns.entries[i] for i in columns.entry.tolist()]
    found = list(map(Attribution, columns.sentence.tolist(), *spans, entry, columns.negated.tolist()))
    return [found[a:b] for a, b in pairwise(np.searchsorted(columns.text, np.arange(texts + 1)).tolist())]


def _tuples(spans: Spans, n: int) -> list[tuple[Span, ...]]:
    every = list(zip(spans.start.tolist(), spans.end.tolist(), strict=True))
    return [tuple(every[a:b]) for a, b in pairwise(spans.first(n).tolist())]
