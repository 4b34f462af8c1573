"""Places of the words of a text in its UTF-8 bytes.

A word is a letter or number with the letters, marks and numbers that follow it: a run. Runs are joined to one word
where one of these alone stands between them: an apostrophe or hyphen (don't, long-range); a full stop, comma or colon
between digits (7.1, 10,000, 12:30); a full stop between single letters that each have one (U.S., a.m.). Such initials
keep their last full stop. Web addresses are no words.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.utf8 import CHARACTER_LENGTH, WORD, Offsets, Places, character_kinds
from analysis.language.text.web_addresses import web_addresses

_FULL_STOP, _BLANK = ord("."), ord(" ")
_JOINING_SIGNS = tuple(sign.encode() for sign in "'-’‐‑")
_LONGEST_GAP = 4  # bytes: a full stop and a hyphen of three bytes


def _byte_table(characters: bytes) -> NDArray[np.bool_]:
    """Whether each of the 256 bytes is one of some characters."""
    return np.isin(np.arange(256), list(characters))


_IS_DIGIT = _byte_table(b"0123456789")
_JOINS_DIGITS = _byte_table(b".,:")
_JOINS_ALONE = _byte_table(b"".join(code for code in _JOINING_SIGNS if len(code) == 1))
_LONG_JOINS = tuple(code for code in _JOINING_SIGNS if len(code) > 1)
_MAY_JOIN = _byte_table(b".,:" + bytes(code[0] for code in _JOINING_SIGNS))


@hides_content
class FoundWords(NamedTuple):
    """The words in some texts.

    Attributes
    ----------
    data : array of uint8, shape (n_bytes,)
        The texts as UTF-8, a line break before, between and after them.
    kind : array of uint8, shape (n_bytes,)
        OTHER, WORD or SPACE.
    offsets : Offsets
    start, end : array of int32, shape (n_words,)
        Places of each word in bytes; `end` does not include the last full stop of initials.
    initials : array of bool, shape (n_words,)
        Whether a word is initials with a last full stop.
    """

    data: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    offsets: Offsets
    start: Places
    end: Places
    initials: NDArray[np.bool_]

    def characters(self, places: Places) -> Places:
        """Convert places in bytes to places in characters."""
        return self.offsets.characters(places)

    def bytes(self, places: Places) -> Places:
        """Convert places in characters to places in bytes."""
        return self.offsets.bytes(places)


def find_words(data: bytes) -> FoundWords:
    """Find the words of texts.

    Parameters
    ----------
    data : bytes
        The texts as UTF-8, a line break before, between and after them.

    Returns
    -------
    FoundWords
    """
    places, kind, wide, length = character_kinds(data)
    found = FoundWords(places, kind, Offsets.of_lengths(wide, length), *_joined(places, *word_runs(kind)))
    first, end = web_addresses(data)
    if not len(first):
        return found
    last = np.searchsorted(first, found.start, side="right") - 1
    outside = (last < 0) | (found.start >= end[last])
    return found._replace(**{name: getattr(found, name)[outside] for name in ("start", "end", "initials")})


def word_runs(kind: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Find the runs of letters, marks and numbers.

    Parameters
    ----------
    kind : array of uint8, shape (n_bytes,)
        As `character_kinds` returns it, neither the first nor the last of them WORD.

    Returns
    -------
    start, end : array of int32, shape (n_runs,)
    """
    word = kind == WORD
    changes = np.zeros(len(word), bool)
    np.not_equal(word[1:], word[:-1], out=changes[1:])
    edges = np.flatnonzero(changes).astype(np.int32)
    return edges[::2].copy(), edges[1::2].copy()


class _Gaps(NamedTuple):
    """Gaps between two runs that may join them, all (n_gaps,).

    before: number of the run before; start: place in bytes; width: in bytes; sign: first byte.
    """

    before: NDArray[np.int64]
    start: Places
    width: Places
    sign: NDArray[np.uint8]


def _joined(data: NDArray[np.uint8], start: Places, end: Places) -> tuple[Places, Places, NDArray[np.bool_]]:
    """Start, end and initials of each word; start, end: of each run of letters, marks and numbers."""
    gaps = _joining_gaps(data, start, end)
    initials = _ends_initials(data, start, end, gaps)
    joins = is_join(data, gaps.start, gaps.width) | _joins_digits(data, gaps) | _joins_initials(data, gaps, initials)
    continues = np.append(initials, False)  # whether a run belongs to the word before it; none follows the last run
    continues[gaps.before[joins] + 1] = True
    opens_word, ends_word = ~continues[:-1], ~continues[1:]
    return start[opens_word], end[ends_word], initials[ends_word]


def _joining_gaps(data: NDArray[np.uint8], start: Places, end: Places) -> _Gaps:
    sign = data.take(end[:-1])
    before = np.flatnonzero(sign != _BLANK)
    before = before[_MAY_JOIN.take(sign.take(before))]
    gap_start = end.take(before)
    width = start.take(before + 1) - gap_start
    near = np.flatnonzero(width <= _LONGEST_GAP)
    before = before[near]
    return _Gaps(before, gap_start[near], width[near], sign.take(before))


def _ends_initials(data: NDArray[np.uint8], start: Places, end: Places, gaps: _Gaps) -> NDArray[np.bool_]:
    """Whether each run is a single letter with a full stop, right after another one (the S of U.S.); (n_runs,)."""
    before = gaps.before[(gaps.sign == _FULL_STOP) & (gaps.width == 1)]
    both_single = _is_letter(data, start[before], end[before]) & _is_letter(data, start[before + 1], end[before + 1])
    stop_follows = data[end[before + 1]] == _FULL_STOP
    found = np.zeros(len(start), bool)
    found[before[both_single & stop_follows] + 1] = True
    return found


def _is_letter(data: NDArray[np.uint8], start: Places, end: Places) -> NDArray[np.bool_]:
    """Whether each run is a single letter."""
    first_byte = data[start]
    single: NDArray[np.bool_] = (start + CHARACTER_LENGTH[first_byte] == end) & ~_IS_DIGIT[first_byte]
    return single


def _joins_digits(data: NDArray[np.uint8], gaps: _Gaps) -> NDArray[np.bool_]:
    """Whether each gap is a full stop, comma or colon between digits."""
    joins = np.zeros(len(gaps.start), bool)
    at = np.flatnonzero((gaps.width == 1) & _JOINS_DIGITS.take(gaps.sign))
    start = gaps.start[at]
    joins[at] = _IS_DIGIT[data[start - 1]] & _IS_DIGIT[data[start + 1]]
    return joins


def _joins_initials(data: NDArray[np.uint8], gaps: _Gaps, initials: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each gap is the last full stop of initials and one apostrophe or hyphen (U.S.-made)."""
    joins = np.zeros(len(gaps.start), bool)
    at = np.flatnonzero((gaps.sign == _FULL_STOP) & (gaps.width > 1) & initials[gaps.before])
    joins[at] = is_join(data, gaps.start[at] + 1, gaps.width[at] - 1)
    return joins


def is_join(data: NDArray[np.uint8], start: Places, width: Places) -> NDArray[np.bool_]:
    """Whether each piece of text is one apostrophe or one hyphen.

    Parameters
    ----------
    data : array of uint8
        UTF-8.
    start, width : array of int32, shape (n_pieces,)
        Place and length of each piece, in bytes.

    Returns
    -------
    array of bool, shape (n_pieces,)
    """
    first = data.take(start)
    found: NDArray[np.bool_] = (width == 1) & _JOINS_ALONE.take(first)
    for code in _LONG_JOINS:
        at = np.flatnonzero((width == len(code)) & (first == code[0]))
        if len(at):
            same_bytes = [data[start[at] + i] == byte for i, byte in enumerate(code)]
            found[at] |= np.logical_and.reduce(same_bytes)
    return found
