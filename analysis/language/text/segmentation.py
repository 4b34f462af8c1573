"""Cut articles into sentences, and each sentence into the voices that speak in it.

sentence_boundaries.py finds where sentences end, quotation_marks.py what is quoted; here both are combined, for many
texts at once. What the quotation marks do not settle stays narration, with the reason.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.ragged import places_in_rows, ranges, row_numbers, row_starts
from analysis.language.text.irregular_quotes import REASONS, STRAY
from analysis.language.text.quotation_marks import Quotes, find_quotes
from analysis.language.text.sentence_boundaries import sentence_ends
from analysis.language.text.speaker_turns import with_turns
from analysis.language.text.text_batch import TextBatch, text_batch, trimmed
from analysis.language.text.utf8 import Places
from analysis.schema import VOICES

Span = tuple[int, int]
_HEADLINE, _NARRATION, _QUOTED = (VOICES.index(voice) for voice in ("headline", "narration", "quoted"))
_STRAY = REASONS.index(STRAY)


class Segment(NamedTuple):
    """The part of one sentence in one voice; every non-space character of a text is in exactly one span.

    Attributes
    ----------
    paragraph : int
        Number of the line in the text.
    sentence : int
        Number of the sentence in the text.
    voice : str
        One of schema.VOICES.
    spans : tuple of (int, int)
        Places in the text, in order.
    reason : str
        Why the segment is narration, one of REASONS; "" where no quotation mark is in doubt.
    """

    paragraph: int
    sentence: int
    voice: str
    spans: tuple[Span, ...]
    reason: str


class Spans(NamedTuple):
    """The spans of some texts.

    Attributes
    ----------
    start, end : array of int32, shape (n_spans,)
        Places in bytes.
    of : array of int64, shape (n_spans,)
        Number of the segment that each span belongs to.
    """

    start: Places
    end: Places
    of: NDArray[np.int64]


class Segments(NamedTuple):
    """The segments of some texts, by sentence, then by place; all arrays of int64, shape (n_segments,).

    Attributes
    ----------
    text : array
        Number of the text.
    paragraph : array
        Number of the line in the text.
    sentence : array
        Number of the sentence in the text.
    voice, reason : array
        Numbers in schema.VOICES and REASONS.
    first, last : array
        Numbers of the first and the last span.
    """

    text: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    sentence: NDArray[np.int64]
    voice: NDArray[np.int64]
    reason: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def segment(text: str, display: Collection[int] = ()) -> list[Segment]:
    """Cut a text into sentences, and these into voices.

    Parameters
    ----------
    text : str
        One paragraph per line.
    display : collection of int
        Numbers of the lines that are headline, deck or crosshead.

    Returns
    -------
    list of Segment
        By sentence, then by place. A sentence has at most one narration and one quoted segment.
    """
    batch = text_batch([text], [display])
    segments, spans = segment_batch(batch)
    start, end = (batch.words.characters(places) - 1 for places in (spans.start, spans.end))
    found: list[list[Span]] = [[] for _ in segments.text]
    for number, *span in zip(spans.of.tolist(), start.tolist(), end.tolist(), strict=True):
        found[number].append((span[0], span[1]))
    columns = (segments.paragraph, segments.sentence, segments.voice, segments.reason)
    rows = zip(*(column.tolist() for column in columns), found, strict=True)
    return [
        Segment(paragraph, sentence, VOICES[voice], tuple(inner), REASONS[reason])
        for paragraph, sentence, voice, reason, inner in rows
    ]


def segment_batch(batch: TextBatch) -> tuple[Segments, Spans]:
    """Cut the texts of a batch into segments.

    Parameters
    ----------
    batch : TextBatch

    Returns
    -------
    segments : Segments
    spans : Spans
    """
    quotes = find_quotes(batch)
    sentences = _find_sentences(batch, quotes)
    reason, speech = _quotes_by_sentence(with_turns(batch, quotes), sentences)
    return _segments_of(batch, sentences, reason, _parts_by_voice(batch, sentences, speech))


class _Sentences(NamedTuple):
    """Sentences in order: places in bytes, and number of the line; all (n_sentences,)."""

    start: Places
    end: Places
    line: NDArray[np.int64]


class _Speech(NamedTuple):
    """The parts of quotes that are speech, cut where sentences end; sentence: number of the one each is in."""

    sentence: NDArray[np.int64]
    start: Places
    end: Places


class _Parts(NamedTuple):
    """Parts of sentences in one voice, in order; quoted: 1 for speech, 0 for narration; all (n_parts,)."""

    sentence: NDArray[np.int64]
    start: Places
    end: Places
    quoted: NDArray[np.int64]

    def where(self, kept: NDArray[np.bool_]) -> _Parts:
        return _Parts(self.sentence[kept], self.start[kept], self.end[kept], self.quoted[kept])


def _find_sentences(batch: TextBatch, quotes: Quotes) -> _Sentences:
    lines = batch.lines
    ends, starts = sentence_ends(batch, quotes.start[quotes.reason != _STRAY])
    start, end = np.sort(np.append(lines.start, starts)), np.sort(np.append(lines.end, ends))
    return _Sentences(start, end, lines.at(start))


def _quotes_by_sentence(quotes: Quotes, sentences: _Sentences) -> tuple[NDArray[np.uint8], _Speech]:
    """Find the strongest reason in each sentence why a quote is no speech, and the speech in them."""
    first = np.searchsorted(sentences.end, quotes.start, "right")
    count = np.maximum(np.searchsorted(sentences.start, quotes.end) - first, 0)
    quote, sentence = row_numbers(count), ranges(first, count)
    reason = np.zeros(len(sentences.start), np.uint8)
    np.maximum.at(reason, sentence, quotes.reason[quote])
    is_speech = quotes.reason[quote] == 0
    quote, sentence = quote[is_speech], sentence[is_speech]
    start = np.maximum(quotes.start[quote], sentences.start[sentence])
    end = np.minimum(quotes.end[quote], sentences.end[sentence])
    return reason, _Speech(sentence, start, end)


def _parts_by_voice(batch: TextBatch, sentences: _Sentences, speech: _Speech) -> _Parts:
    """Cut sentences where the voice changes; a part without words goes with the part before it."""
    parts = _between_marks(sentences, speech)
    parts = parts.where(_hold_words(batch, parts, len(sentences.start)))
    opens_sentence = np.diff(parts.sentence, prepend=-1) > 0
    parts.start[opens_sentence] = sentences.start
    parts = parts.where(opens_sentence | (np.diff(parts.quoted, prepend=-1) != 0))
    closes_sentence = np.diff(parts.sentence, append=len(sentences.start)) > 0
    next_start = np.append(parts.start, np.int32(0))[1:]
    end = np.where(closes_sentence, sentences.end[parts.sentence], next_start)
    return _Parts(parts.sentence, *trimmed(batch.words, parts.start, end), parts.quoted)


def _between_marks(sentences: _Sentences, speech: _Speech) -> _Parts:
    """Narration, speech, narration, … of each sentence; narration may be empty."""
    number = np.bincount(speech.sentence, minlength=len(sentences.start)) * 2 + 1
    sentence, quoted = row_numbers(number), ranges(0, number) % 2
    start, end = sentences.start[sentence], sentences.end[sentence]
    at = np.flatnonzero(quoted)
    start[at], end[at] = speech.start, speech.end
    end[at - 1], start[at + 1] = speech.start, speech.end
    return _Parts(sentence, start, end, quoted)


def _hold_words(batch: TextBatch, parts: _Parts, sentences: int) -> NDArray[np.bool_]:
    """Whether each part holds a word; of a sentence of marks alone, the first part counts as if it did."""
    words = batch.words.start
    holds = np.bincount(parts.sentence, minlength=sentences)[parts.sentence] == 1  # the only part is always kept
    at = np.flatnonzero(~holds)
    holds[at] = np.searchsorted(words, parts.end[at]) > np.searchsorted(words, parts.start[at])
    without_words = np.bincount(parts.sentence[holds], minlength=sentences) == 0
    opens_sentence = np.diff(parts.sentence, prepend=-1) > 0
    kept: NDArray[np.bool_] = holds | (opens_sentence & without_words[parts.sentence])
    return kept


def _segments_of(
    batch: TextBatch, sentences: _Sentences, reason: NDArray[np.uint8], parts: _Parts
) -> tuple[Segments, Spans]:
    """Collect the segments; reason: of each sentence.

    The voices of a sentence take turns, so that every second part belongs to the same segment.
    """
    lines = batch.lines
    nth = places_in_rows(parts.sentence)
    segments_in_sentence = np.minimum(np.bincount(parts.sentence, minlength=len(sentences.start)), 2)
    number = row_starts(segments_in_sentence)[parts.sentence] + nth % 2
    first = np.flatnonzero(nth < 2)
    last = np.zeros(len(first), np.int64)
    last[number] = np.arange(len(number))  # of several values for one place, numpy keeps the last
    sentence = parts.sentence[first]
    line = sentences.line[sentence]
    spoken = np.where(parts.quoted[first] == 1, _QUOTED, _NARRATION)
    voice = np.where(lines.shown[line], _HEADLINE, spoken)
    segments = Segments(
        text=lines.text[line],
        paragraph=lines.paragraph[line],
        sentence=sentence - np.searchsorted(lines.text[sentences.line], lines.text[line]),
        voice=voice,
        reason=np.where(voice == _NARRATION, reason[sentence], 0),
        first=first,
        last=last,
    )
    return segments, Spans(parts.start, parts.end, number)
