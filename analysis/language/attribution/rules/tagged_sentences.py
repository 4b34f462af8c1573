"""The sentences of texts, put together from their segments, and all their words and marks with a letter for each.

A token is a word, with what a full stop, apostrophe or hyphen joins to it, and the full stop that follows; a possessive
's; or a single mark. A quote in a sentence is one token, Q. Everything that is not space is in a token."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges
from analysis.language.attribution.rules.tag_string import Letters
from analysis.language.attribution.rules.tagger import letters
from analysis.language.text.utf8 import SPACE, WORD, Offsets, Places, character_kinds, encoded_substrings
from analysis.language.text.word_boundaries import is_join

Span = tuple[int, int]
Indices = NDArray[np.int64]
Row = tuple[int, int, str, int, int]  # paragraph, sentence, voice, start and end of a segment


class Rows(NamedTuple):
    """The segments of some texts, in order: number of the text, paragraph, sentence, whether it is quoted, offsets at
    which it starts and ends; all (segments,)."""

    text: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    sentence: NDArray[np.int64]
    quoted: NDArray[np.bool_]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def some(self, which: slice) -> Rows:
        """Some of the segments, in order."""
        text, paragraph, sentence, quoted, start, end = self
        return Rows(text[which], paragraph[which], sentence[which], quoted[which], start[which], end[which])


class Sentences(NamedTuple):
    """The sentences of some texts, in order, and the quotes in them; offsets into the texts.

    text, paragraph, number, start, end: (sentences,); of: which sentence a quote is in; opens, closes: where it starts
    and ends; (quotes,)."""

    text: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    number: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    of: NDArray[np.int64]
    opens: NDArray[np.int64]
    closes: NDArray[np.int64]


@hides_content
class Reading(NamedTuple):
    """The tokens of some sentences, by their places among the letters.

    word: place of each token in words; start, end: places in the bytes of all texts; all (letters,). top: number of the
    character with which the text of each sentence starts; characters: of these bytes."""

    letters: Letters
    word: Places
    words: list[str]
    start: Places
    end: Places
    top: Indices
    characters: Offsets

    def spans(self, first: Indices, last: Indices) -> tuple[Indices, Indices]:
        """Offsets into their texts of stretches of tokens, from the first up to before the last."""
        top = self.top[self.letters.sentence(first)]
        places = self.start[first], self.end[last - 1]
        return self.characters.characters(places[0]) - top, self.characters.characters(places[1]) - top

    def told(self, at: Indices, what: Callable[[str], int]) -> Indices:
        """What is told of the token at each place, found once for each different token."""
        there = np.zeros(len(self.words), bool)
        there[self.word[at]] = True
        known = np.zeros(len(self.words), np.int64)
        known[there] = [what(self.words[word]) for word in np.flatnonzero(there).tolist()]
        return known[self.word[at]]

    def holds(self, at: Indices, what: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Whether this holds of the token at each place."""
        return self.told(at, what) > 0


QUOTE = re.compile(
    r"""“[^”]*”?|"[^"]*"?|«[^»]*»?|„[^“”]*[“”]?|(?:''|``)(?:(?!'').)*(?:'')?|(?<!\w)[‘'](?:[^’']|['’](?=\w))*['’]?"""
)
# A quote that began in the sentence before.
LAST = re.compile(r"""[^”"»]*?\w[^”"»]*?(?:[”"»]|''|['’](?!\w))""")
_QUOTE = b'"'  # what stands in the place of a quote; it joins to no word
_BLANK, _STOP = ord(" "), ord(".")
_LONE = re.compile("[\ud800-\udfff]")


def rows_of(segments: Iterable[Iterable[Row]]) -> Rows:
    """The segments of each of some texts."""
    every = [(number, *row) for number, rows in enumerate(segments) for row in rows]
    text, paragraph, sentence, voice, start, end = zip(*every, strict=True) if every else ((),) * 6
    quoted = np.array([one == "quoted" for one in voice], bool)
    numbers = [np.array(column, np.int64) for column in (text, paragraph, sentence, start, end)]
    return Rows(numbers[0], numbers[1], numbers[2], quoted, numbers[3], numbers[4])


def sentences(texts: Sequence[str], rows: Rows) -> Sentences:
    """The sentences of texts, put together from their segments."""
    new = (np.diff(rows.text, prepend=-1) != 0) | (np.diff(rows.sentence, prepend=-1) != 0)
    head, number = np.flatnonzero(new), np.cumsum(new) - 1
    of = number[rows.quoted]
    opens, closes = rows.start[rows.quoted], rows.end[rows.quoted]
    start, end = (extreme.reduceat(column, head) if len(head) else column
                  for extreme, column in ((np.minimum, rows.start), (np.maximum, rows.end)))  # fmt: skip
    # Where the segments of a sentence overlap, the quote is a broken one.
    size = np.bincount(number, rows.end - rows.start, len(head))
    broken = np.flatnonzero((size > end - start)[of])
    parts = [
        (of[i], a, b)
        for i in broken.tolist()
        for a, b in _broken(texts[rows.text[head[of[i]]]], int(opens[i]), int(closes[i]))
    ]
    more = np.array(parts, np.int64).reshape(-1, 3).T
    of, opens, closes = (np.append(np.delete(column, broken), added)
                         for column, added in zip((of, opens, closes), more, strict=True))  # fmt: skip
    order = np.argsort(of, kind="stable")
    columns = (rows.text[head], rows.paragraph[head], rows.sentence[head], start, end)
    return Sentences(*columns, of[order], opens[order], closes[order])


def _broken(text: str, start: int, end: int) -> list[Span]:
    """The quotes between the first and the last mark of a sentence."""
    last = None if QUOTE.match(text, start, end) else LAST.match(text, start, end)
    spans = [last.span()] if last else []
    return [*spans, *(m.span() for m in QUOTE.finditer(text, last.end() if last else start, end))] or [(start, end)]


def read(texts: Sequence[str], told: Sentences) -> Reading:
    """Read the sentences of some texts all at once; each quote is laid out as one mark and blanks."""
    text = "\n".join(["", *texts, ""])
    try:
        data = bytearray(text.encode())
    except UnicodeEncodeError:
        return read([_LONE.sub("\ufffd", one) for one in texts], told)
    offsets = Offsets.of(np.frombuffer(bytes(data), np.uint8))
    top = np.cumsum([1, *(len(one) + 1 for one in texts)])
    opens, closes = (offsets.bytes(top[told.text[told.of]] + one) for one in (told.opens, told.closes))
    for a, b in zip(opens.tolist(), closes.tolist(), strict=True):
        data[a:b] = _QUOTE + b" " * (b - a - 1)
    first, last = (offsets.bytes(top[told.text] + one) for one in (told.start, told.end))
    start, end = tokenize(bytes(data), first)
    low, size = np.searchsorted(start, first), np.searchsorted(start, last)
    size -= low
    if size.sum() < len(start):  # what stands between the sentences is not read
        inside = ranges(low, size)
        start, end = start[inside], end[inside]
    ids, different = encoded_substrings(np.frombuffer(data, np.uint8), start, end)
    line, quotes = letters(pl.Series(different, dtype=pl.String))[ids], np.searchsorted(start, opens)
    line[quotes], end[quotes] = ord("Q"), closes
    # A line break stands between the sentences.
    number, stop = np.arange(len(size)), np.cumsum(size)
    at = np.arange(1, len(ids) + 1) + np.repeat(number, size)

    def placed(column: NDArray[Any], rest: int) -> NDArray[Any]:
        spread = np.full(len(ids) + len(size) + 2, rest, column.dtype)
        spread[at] = column
        return spread

    of = Letters(placed(line, ord("\n")), stop - size + 1 + number, stop + 1 + number)
    word, start, end = (placed(column, 0) for column in (ids, start, end))
    return Reading(of, word, different.to_pylist(), start, end, top[told.text], offsets)


def tokenize(data: bytes, cuts: Places) -> tuple[Places, Places]:
    """Where tokens start and end in UTF-8 that starts and ends with a line break; at a cut another one begins."""
    places, kind, *_ = character_kinds(data, marks=False)
    word, space = kind == WORD, kind == SPACE
    edges = (np.flatnonzero(word[1:] != word[:-1]) + 1).astype(np.int32)
    start, end = edges[::2], edges[1::2]
    begins = ((places & 0xC0) != 0x80) & ~word & ~space
    begins[start] = True
    begins[_inside(places, start, end)] = False
    begins[cuts[~space[cuts]]] = True
    stops = ~space[:-1] & (begins | space)[1:]
    starts, ends = (np.flatnonzero(one).astype(np.int32) for one in (begins, stops))
    return starts, ends + 1


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
