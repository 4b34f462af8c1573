"""Where the words of a text stand in its UTF-8 bytes.

A word is a letter or number with the letters, marks and numbers that follow it. Words join where one of these alone
stands between them: an apostrophe or hyphen (don't, long-range); a full stop, comma or colon between digits (7.1,
10,000, 12:30); a full stop between single letters that each have one (U.S., a.m.). Such initials keep their last stop.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.utf8 import _LENGTH, WORD, Offsets, Places, character_kinds


@hides_content
class FoundWords(NamedTuple):
    """The bytes of some texts, a line break before, between and after them, and the words in them.

    kind: OTHER, WORD or SPACE of each byte. offsets: from bytes to characters and back.
    start, end: place of each word, less the last stop of initials; initials: whether it has one; all (words,)."""

    data: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    offsets: Offsets
    start: Places
    end: Places
    initials: NDArray[np.bool_]

    def characters(self, places: Places) -> Places:
        """Places in bytes as places in characters."""
        return self.offsets.characters(places)

    def bytes(self, places: Places) -> Places:
        """Places in characters as places in bytes."""
        return self.offsets.bytes(places)


_DIGIT = np.isin(np.arange(256), list(b"0123456789"))
_NUMERIC = np.isin(np.arange(256), list(b".,:"))
_STOP = ord(".")
_JOINS = tuple("'-’‐‑")
_JOINING = np.isin(np.arange(256), [*b".,:", *(sign.encode()[0] for sign in _JOINS)])


def find_words(data: bytes) -> FoundWords:
    """Find the words of texts, given as UTF-8 with a line break before, between and after them."""
    places, kind, wide, length = character_kinds(data)
    word = kind == WORD
    edges = (np.flatnonzero(word[1:] != word[:-1]) + 1).astype(np.int32)
    start, end, initials = _join(places, edges[::2], edges[1::2])
    return FoundWords(places, kind, Offsets(wide, np.cumsum(length - 1, dtype=np.int32)), start, end, initials)


def _join(data: NDArray[np.uint8], start: Places, end: Places) -> tuple[Places, Places, NDArray[np.bool_]]:
    """Join the words that belong together; start and end: of each run of letters, marks and numbers."""
    left = data[end[:-1]]
    width = start[1:] - end[:-1]
    near = np.flatnonzero(_JOINING[left] & (width <= 4))  # gaps that may join; the longest: a stop, a hyphen of 3 bytes
    left, width, at = left[near], width[near], end[near]
    joined = is_join(data, at, width)
    joined |= (width == 1) & _NUMERIC[left] & _DIGIT[data[at - 1]] & _DIGIT[data[at + 1]]
    stop = np.flatnonzero((left == _STOP) & (width == 1))
    single = [_single(data, start[near[stop] + i], end[near[stop] + i]) for i in (0, 1)]
    letters = near[stop[single[0] & single[1] & (data[end[near[stop] + 1]] == _STOP)]]
    initials = np.zeros(len(start), bool)
    initials[letters + 1] = True
    stop = np.flatnonzero((left == _STOP) & (width > 1) & initials[near])
    joined[stop] = is_join(data, at[stop] + 1, width[stop] - 1)
    inner = np.zeros(len(start) + 1, bool)  # whether a run belongs to the word before it
    inner[near[joined] + 1] = True
    inner[letters + 1] = True
    last = ~inner[1:]
    return start[~inner[:-1]], end[last], initials[last]


def is_join(data: NDArray[np.uint8], at: Places, width: Places) -> NDArray[np.bool_]:
    """Whether just one apostrophe or hyphen stands at each place."""
    found = np.zeros(len(at), bool)
    for sign in _JOINS:
        code = sign.encode()
        here = np.flatnonzero((width == len(code)) & (data[at] == code[0]))
        same = [data[at[here] + i] == byte for i, byte in enumerate(code)]
        found[here] |= np.logical_and.reduce(same)
    return found


def _single(data: NDArray[np.uint8], start: Places, end: Places) -> NDArray[np.bool_]:
    """Whether a run is one letter."""
    first = data[start]
    return (start + _LENGTH[first] == end) & ~_DIGIT[first]
