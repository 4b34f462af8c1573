"""The sentences of texts, put together from their segments, and all their words and marks with a letter for each.

A token is a word, with what a full stop, apostrophe or hyphen joins to it, and the full stop that follows; a possessive
's; or a single mark. A quote in a sentence is one token, Q. Everything that is not space is in a token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from analysis.annotate.cues import letters
from analysis.annotate.scan import SPACE, WORD, Places, encode, is_join, kinds

Span = tuple[int, int]
Row = tuple[int, int, str, int, int]  # paragraph, sentence, voice, start and end of a segment


class Sentence(NamedTuple):
    """A sentence and the quotes in it: offsets into the text."""

    paragraph: int
    number: int
    start: int
    end: int
    quotes: tuple[Span, ...]


class Reading(NamedTuple):
    """The tokens of some sentences, and their letters.

    start, end: offsets of each token into its text; first: number of the first token of each sentence, and how many
    tokens there are."""

    tokens: NDArray[np.object_]
    letters: str
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    first: list[int]


QUOTE = re.compile(
    r"""“[^”]*”?|"[^"]*"?|«[^»]*»?|„[^“”]*[“”]?|(?:''|``)(?:(?!'').)*(?:'')?|(?<!\w)[‘'](?:[^’']|['’](?=\w))*['’]?"""
)
# A quote that began in the sentence before.
LAST = re.compile(r"""[^”"»]*?\w[^”"»]*?(?:[”"»]|''|['’](?!\w))""")
# What stands before a sentence, and in the place of a quote: neither joins to a word.
_SENTENCE, _QUOTE = "\n", '"'
_BLANK, _STOP = ord(" "), ord(".")
_LONE = re.compile("[\ud800-\udfff]")


def sentences(text: str, segments: Iterable[Row]) -> list[Sentence]:
    """The sentences of a text, put together from its segments (in order)."""
    found = list[Sentence]()
    for paragraph, number, voice, start, end in segments:
        one = Sentence(paragraph, number, start, end, ((start, end),) if voice == "quoted" else ())
        found.append(_join(text, found.pop(), one) if found and found[-1].number == number else one)
    return found


def _join(text: str, one: Sentence, other: Sentence) -> Sentence:
    """Two segments of a sentence; where they overlap, the quote is a broken one."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    quotes = one.quotes or other.quotes
    if max(one.start, other.start) < min(one.end, other.end):
        quotes = tuple(_broken(text, *quotes[0]))
    return Sentence(one.paragraph, one.number, start, end, quotes)


def _broken(text: str, start: int, end: int) -> list[Span]:
    """The quotes between the first and the last mark of a sentence."""
    last = None if QUOTE.match(text, start, end) else LAST.match(text, start, end)
    spans = [last.span()] if last else []
    return [*spans, *(m.span() for m in QUOTE.finditer(text, last.end() if last else start, end))] or [(start, end)]


def read(texts: Sequence[str], told: Sequence[Sequence[Sentence]]) -> Reading:
    """Read the sentences of some texts all at once: they are laid out one after the other, a mark for each quote."""
    pieces, quotes, begins, starts = _pieces(texts, told)
    data = _LONE.sub("\ufffd", "".join([*pieces, _SENTENCE])).encode()
    start, end, character = tokenize(data)
    ids, different = encode(np.frombuffer(data, np.uint8), start, end)
    start, end = character[start], character[end]
    place = np.append(0, np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces))))
    first = np.searchsorted(start, place)
    moved = np.repeat(np.array(starts, np.int64) - place[:-1] - 1, np.diff(first))
    at, spans = first[:-1][~np.array(begins, bool)], np.array(quotes, np.int64).reshape(-1, 2)
    start, end, line = start + moved, end + moved, _letters(different)[ids]
    start[at], end[at], line[at] = spans[:, 0], spans[:, 1], ord("Q")
    sentence = np.append(first[:-1][np.array(begins, bool)], len(ids))
    tokens = np.array(different.to_pylist(), object)[ids]
    return Reading(tokens, line.tobytes().decode(), start, end, sentence.tolist())


def _pieces(
    texts: Sequence[str], told: Sequence[Sequence[Sentence]]
) -> tuple[list[str], list[Span], list[bool], list[int]]:
    """What stands before, between and after quotes, each after what begins it; the quotes; of each piece whether it
    begins a sentence, and where it starts."""
    pieces, quotes, begins, starts = list[str](), list[Span](), list[bool](), list[int]()
    for text, some in zip(texts, told, strict=True):
        for sentence in some:
            at, mark = sentence.start, _SENTENCE
            for a, b in (*sentence.quotes, (sentence.end, sentence.end)):
                pieces.append(mark + text[at:a])
                begins.append(mark == _SENTENCE)
                starts.append(at)
                at, mark = b, _QUOTE
            quotes += sentence.quotes
    return pieces, quotes, begins, starts


def _letters(different: pa.StringArray) -> NDArray[np.uint8]:
    return np.frombuffer(letters(different.to_pylist()).encode(), np.uint8)


def tokenize(data: bytes) -> tuple[Places, Places, Places]:
    """Where tokens start and end in UTF-8 that starts and ends with a line break; the number of the character of each
    byte."""
    places, kind, *_ = kinds(data, marks=False)
    word, space, head = kind == WORD, kind == SPACE, (places & 0xC0) != 0x80
    edges = (np.flatnonzero(word[1:] != word[:-1]) + 1).astype(np.int32)
    start, end = edges[::2], edges[1::2]
    begins = head & ~word & ~space
    begins[start] = True
    begins[_inside(places, start, end)] = False
    stops = ~space[:-1] & (begins | space)[1:]
    starts, ends = (np.flatnonzero(one).astype(np.int32) for one in (begins, stops))
    return starts, ends + 1, np.cumsum(head, dtype=np.int32) - 1


def _inside(data: NDArray[np.uint8], start: Places, end: Places) -> Places:
    """Where words and marks start that belong to the token before; start, end: of each run of letters and numbers."""
    s = (data[start] == ord("s")) & (end - start == 1) & (data[end] != ord("_"))
    possessive = s.copy()
    possessive[s] = _follows_apostrophe(data, start[s])
    left, width = end[:-1], start[1:] - end[:-1]
    near = np.flatnonzero((data[left] != _BLANK) & (width <= 3) & ~s[1:] & ~possessive[:-1])
    at, width = left[near], width[near]
    near, at = (some[is_join(data, at, width) | ((data[at] == _STOP) & (width == 1))] for some in (near, at))
    stops = end[(data[end] == _STOP) & ~possessive]
    return np.concatenate([start[near + 1], at, stops, start[possessive]])


def _follows_apostrophe(data: NDArray[np.uint8], places: Places) -> NDArray[np.bool_]:
    typographic = [data[places - i] == byte for i, byte in enumerate(reversed("’".encode()), 1)]
    return (data[places - 1] == ord("'")) | np.logical_and.reduce(typographic)
