"""Where segments and words stand in the cleaned texts, in characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.membership import are_among
from analysis._utils.ragged import ranges
from analysis.language.text.segmentation import segment_batch
from analysis.language.text.text_batch import text_batch

if TYPE_CHECKING:
    from analysis.annotation.annotations import Annotations

Numbers = NDArray[np.int64]
Span = tuple[int, int]


@hides_content
class TextPlaces(NamedTuple):
    """Where the segments and the words of some articles stand in their texts.

    Attributes
    ----------
    spans : dict of int to list of (int, int)
        Row of `notes.segments` -> the pieces of its text, in order; the voices of a sentence take turns.
    token : array of int64, shape (n_words,)
        Each word's place in `notes.words.tokens`, increasing.
    start, end : array of int64, shape (n_words,)
        Where each word stands.
    """

    spans: dict[int, list[Span]]
    token: Numbers
    start: Numbers
    end: Numbers

    def in_text(self, segment: int, offset: int, *, ends: bool = False) -> int:
        """Return where a character of the text of a segment stands in the text of its article.

        Parameters
        ----------
        segment : int
            Row of `notes.segments`.
        offset : int
            Place in the text of the segment, whose pieces are joined by a blank.
        ends : bool
            Whether a mark ends there, so that it stays in the piece before.
        """
        for start, end in self.spans[segment]:
            if offset < end - start + ends:
                return start + offset
            offset -= end - start + 1
        return self.spans[segment][-1][1]

    def words(self, first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
        """Return where runs of words start and end, by the places of their first and last word in the tokens."""
        return self.start[np.searchsorted(self.token, first)], self.end[np.searchsorted(self.token, last)]


def text_places(notes: Annotations, ids: Sequence[str]) -> TextPlaces:
    """Find where the segments and words of some articles stand in their texts.

    Parameters
    ----------
    notes : Annotations
    ids : sequence of str
        Articles, in the order of the corpus.

    Raises
    ------
    NeedsText
        From a bundle.
    """
    display = notes.corpus.display or {}
    batch = text_batch([notes.texts[one] for one in ids], [display.get(one, ()) for one in ids])
    segments, spans = segment_batch(batch)
    rows = np.flatnonzero(are_among(notes.segments["article_id"], ids))
    before = batch.words.characters(batch.first)[segments.text]  # the text of each segment starts there
    of_span = before[spans.of]
    start, end = (batch.words.characters(places) - of_span for places in (spans.start, spans.end))
    pieces: dict[int, list[Span]] = {row: [] for row in rows.tolist()}
    for row, *piece in zip(rows[spans.of].tolist(), start.tolist(), end.tolist(), strict=True):
        pieces[row].append((piece[0], piece[1]))
    # Tokens stand in the order of the segments, the words of the batch in that of the text.
    order = np.argsort(spans.of, kind="stable")
    first = np.searchsorted(batch.words.start, spans.start)
    number = np.diff(np.append(first, len(batch.word_ids)))
    word = ranges(first[order], number[order])
    of_word = np.repeat(of_span[order], number[order])
    edges = np.searchsorted(notes.words.tokens.text, [rows, rows + 1])
    return TextPlaces(
        pieces,
        ranges(edges[0], edges[1] - edges[0]),
        batch.words.characters(batch.words.start[word]) - of_word,
        batch.words.characters((batch.words.end + batch.words.initials)[word]) - of_word,
    )
