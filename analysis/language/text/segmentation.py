"""Cut articles into sentences, and each sentence into the voices that speak in it.

stops.py finds where sentences end, quotes.py what is quoted; here both are brought together, for many texts at once.
What the quotation marks do not settle stays narration, with the reason.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language.text.quotation_marks import REASONS, Quotes, find_quotes
from analysis.language.text.sentence_boundaries import sentence_ends
from analysis.language.text.text_batch import TextBatch, text_batch, trimmed
from analysis.language.text.utf8 import Places

Span = tuple[int, int]
VOICES = ("narration", "quoted", "headline")
_NARRATION, _HEADLINE = VOICES.index("narration"), VOICES.index("headline")
_STRAY = REASONS.index("stray quote mark")


class Segment(NamedTuple):
    """The part of one sentence in one voice; every non-space character of a text is in exactly one span."""

    paragraph: int  # index of the line in the text
    sentence: int  # running number over the whole text
    voice: str  # "headline", "narration" or "quoted"
    spans: tuple[Span, ...]  # offsets into the text, in order
    reason: str  # "" or why it is what it is: one of REASONS


class Spans(NamedTuple):
    """The spans of some texts, by place in bytes; of: number of the segment each belongs to; all (spans,)."""

    start: Places
    end: Places
    of: NDArray[np.int64]


class Segments(NamedTuple):
    """The segments of some texts, by sentence, then by place; all (segments,).

    text: number of the text; paragraph: number of the line in it; voice, reason: places in VOICES and REASONS;
    first, last: number of the first and the last span."""

    text: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    sentence: NDArray[np.int64]
    voice: NDArray[np.int64]
    reason: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def segment(text: str, display: Collection[int] = ()) -> list[Segment]:
    """Cut a text, one paragraph a line, into sentences and these into voices.

    display: indices of the lines that are headline, deck or crosshead.
    Returns: segments by sentence, then by place; a sentence has at most one narration and one quoted segment.
    """
    page = text_batch([text], [display])
    segments, spans = segment_batch(page)
    found: list[list[Span]] = [[] for _ in segments.text]
    places = [page.words.characters(place) - 1 for place in (spans.start, spans.end)]
    for number, a, b in zip(spans.of.tolist(), *(place.tolist() for place in places), strict=True):
        found[number].append((a, b))
    columns = zip(*(column.tolist() for column in segments[1:5]), found, strict=True)
    return [Segment(p, s, VOICES[v], tuple(inner), REASONS[r]) for p, s, v, r, inner in columns]


def segment_batch(page: TextBatch) -> tuple[Segments, Spans]:
    """The segments of the texts of a page, and their spans."""
    lines, spoken = page.lines, find_quotes(page)
    cuts, resumes = sentence_ends(page, spoken.start[spoken.why != _STRAY])
    start, end = np.sort(np.append(lines.start, resumes)), np.sort(np.append(lines.end, cuts))
    line = np.searchsorted(lines.start, start, "right") - 1
    doubt, speech = _touch(spoken, start, end)
    of, first, last, voice = _spans(page, start, end, speech)
    nth = np.arange(len(of)) - np.searchsorted(of, of)
    opens = nth < 2  # voices take turns: what comes later in a sentence goes on with its first two segments
    number = np.cumsum(opens) - 1
    number = np.where(opens, number, number[np.searchsorted(of, of)] + nth % 2)
    at = np.flatnonzero(opens)
    sentence, text = of[at], lines.text[line[of[at]]]
    latest = np.zeros(len(at), np.int64)
    latest[number] = np.arange(len(of))
    voice = np.where(lines.shown[line[sentence]], _HEADLINE, voice[at])
    segments = Segments(
        text=text,
        paragraph=lines.paragraph[line[sentence]],
        sentence=sentence - np.searchsorted(lines.text[line], text),
        voice=voice,
        reason=np.where(voice == _NARRATION, doubt[sentence], 0),
        first=at,
        last=latest,
    )
    return segments, Spans(first, last, number)


class _Speech(NamedTuple):
    """The parts of quotes that are speech, cut where sentences end; sentence: number of the one each is in."""

    sentence: NDArray[np.int64]
    start: Places
    end: Places


def _touch(spoken: Quotes, start: Places, end: Places) -> tuple[NDArray[np.uint8], _Speech]:
    """The strongest doubt about each sentence, and the speech in them."""
    low, high = np.searchsorted(end, spoken.start, "right"), np.searchsorted(start, spoken.end)
    count = np.maximum(high - low, 0)
    quote = np.repeat(np.arange(len(low)), count)
    sentence = low[quote] + np.arange(len(quote)) - (np.cumsum(count) - count)[quote]
    doubt = np.zeros(len(start), np.uint8)
    np.maximum.at(doubt, sentence, spoken.why[quote])
    speech = spoken.why[quote] == 0
    quote, sentence = quote[speech], sentence[speech]
    first, last = np.maximum(spoken.start[quote], start[sentence]), np.minimum(spoken.end[quote], end[sentence])
    return doubt, _Speech(sentence, first, last)


def _spans(
    page: TextBatch, start: Places, end: Places, speech: _Speech
) -> tuple[NDArray[np.int64], Places, Places, NDArray[np.int64]]:
    """Sentence, start, end and voice of each span: the stretches between marks that hold words, joined where the voice
    stays the same; what holds no word goes with what stands before it."""
    parts = np.bincount(speech.sentence, minlength=len(start)) * 2 + 1  # narration, speech, narration, …
    of = np.repeat(np.arange(len(start)), parts)
    base = np.cumsum(parts) - parts
    voice = (np.arange(len(of)) - base[of]) % 2
    first, last = start[of], end[of]
    inner = np.ones(len(of), bool)
    inner[base] = False
    first[inner] = last[np.append(inner, False)[1:]] = np.column_stack([speech.start, speech.end]).ravel()
    worded = parts[of] == 1
    at = np.flatnonzero(~worded)
    words = page.words.start
    worded[at] = np.searchsorted(words, last[at]) > np.searchsorted(words, first[at])
    worded[base[np.bincount(of[worded], minlength=len(start)) == 0]] = True  # a sentence of marks alone is narration
    of, first, voice = of[worded], first[worded], voice[worded]
    head = np.diff(of, prepend=-1) > 0
    turns = head | (np.diff(voice, prepend=-1) != 0)
    first[head] = start
    of, first, voice, head = of[turns], first[turns], voice[turns], head[turns]
    last = np.append(first, np.int32(0))[1:]
    last[np.append(head, True)[1:]] = end
    return of, *trimmed(page.words, first, last), voice
