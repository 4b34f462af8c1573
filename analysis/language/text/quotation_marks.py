"""Pair quotation marks: which parts of the lines are quoted, and which quotation marks enclose no speech.

Marks are found in the gaps between words, once for each distinct gap. A line whose double marks alternately open and
close is paired at once; the others are paired mark by mark (irregular_quotes.py).
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.ragged import places_in_rows, ranges, row_sizes, row_starts
from analysis.language.text.abbreviations import QUOTATION_MARKS, WORD_LISTS
from analysis.language.text.irregular_quotes import (
    LONGEST_TITLE,
    MARK,
    REASONS,
    family_of,
    no_speech_reason,
    quotes_in_line,
)
from analysis.language.text.text_batch import TextBatch
from analysis.language.text.utf8 import Places

_QUOTED_LINE = ord(">")  # opens the lines of a letter that is quoted as a block
_MOST_MARKS = 9  # in a line of a gap; a line with more is paired mark by mark
_FIRST_WORDS = 3  # words of a quote that are looked at to see that it is no title


class Quotes(NamedTuple):
    """The outermost quotes in order, all (n_quotes,).

    Attributes
    ----------
    start, end : array of int32
        Places in bytes, with the marks.
    reason : array of uint8
        Number in REASONS; 0 where a quote is speech.
    """

    start: Places
    end: Places
    reason: NDArray[np.uint8]


class Role(IntEnum):
    """What a mark does."""

    OPENS = 0
    CLOSES = 1
    EITHER = 2
    NOTHING = 3
    UNCLEAR = 4  # only irregular_quotes can decide


_ROLES = {
    "opens": Role.OPENS,
    "closes": Role.CLOSES,
    "either": Role.EITHER,
    "perhaps": Role.UNCLEAR,
    "ends": Role.UNCLEAR,
}


class _Marks(NamedTuple):
    """Marks in order, all (n_marks,).

    start, end: places in bytes; role: a Role; line: number of the line.
    """

    start: Places
    end: Places
    role: NDArray[np.int32]
    line: NDArray[np.int64]

    def where(self, kept: NDArray[np.bool_]) -> _Marks:
        return _Marks(self.start[kept], self.end[kept], self.role[kept], self.line[kept])


def find_quotes(batch: TextBatch) -> Quotes:
    """Find the quotes in the lines that are not headline, deck or crosshead.

    Parameters
    ----------
    batch : TextBatch

    Returns
    -------
    Quotes
    """
    marks, lines = _find_marks(batch), len(batch.lines.start)
    unclear = _lines_with(marks, marks.role == Role.UNCLEAR, lines)
    marks = marks.where(~unclear[marks.line] & (marks.role != Role.NOTHING))
    one_by_one = unclear | ~_open_and_close_by_turns(marks, lines)
    marks = marks.where(~one_by_one[marks.line])
    start, end = marks.start[::2], marks.end[1::2]
    paired = Quotes(start, end, _reasons(batch, start, end, marks.line[::2]))
    others = _quotes_one_by_one(batch, np.flatnonzero(one_by_one))
    starts = np.append(paired.start, others.start)
    order = np.argsort(starts, kind="stable")
    ends, reasons = np.append(paired.end, others.end), np.append(paired.reason, others.reason)
    by_marks = Quotes(starts[order], ends[order], reasons[order])
    line = np.flatnonzero((batch.words.data[batch.lines.start] == _QUOTED_LINE) & ~batch.lines.shown)
    return with_spoken_lines(batch, by_marks, line, batch.lines.start[line])


def with_spoken_lines(batch: TextBatch, quotes: Quotes, line: NDArray[np.int64], start: Places) -> Quotes:
    """Add lines that are speech without marks; the quotes within them are left out.

    Parameters
    ----------
    batch : TextBatch
    quotes : Quotes
    line : array of int64, shape (n_spoken,)
        Numbers of the lines, in order.
    start : array of int32, shape (n_spoken,)
        Places in bytes where the speech begins.

    Returns
    -------
    Quotes
        In order.
    """
    if not len(line):
        return quotes
    spoken = np.zeros(len(batch.lines.start), bool)
    spoken[line] = True
    kept = ~spoken[batch.lines.at(quotes.start)]
    starts = np.append(quotes.start[kept], start)
    ends = np.append(quotes.end[kept], batch.lines.end[line])
    reasons = np.append(quotes.reason[kept], np.zeros(len(line), np.uint8))
    order = np.argsort(starts, kind="stable")
    return Quotes(starts[order], ends[order], reasons[order])


def _lines_with(marks: _Marks, chosen: NDArray[np.bool_], lines: int) -> NDArray[np.bool_]:
    """Whether each line has one of the chosen marks; (n_lines,)."""
    found = np.zeros(lines, bool)
    found[marks.line[chosen]] = True
    return found


def _open_and_close_by_turns(marks: _Marks, lines: int) -> NDArray[np.bool_]:
    """Whether the marks of each line are an opening and a closing one in turn; (n_lines,)."""
    is_second = places_in_rows(marks.line) % 2 == 1
    out_of_turn = marks.role == np.where(is_second, Role.OPENS, Role.CLOSES)
    odd_number = np.bincount(marks.line, minlength=lines) % 2 == 1
    by_turns: NDArray[np.bool_] = ~_lines_with(marks, out_of_turn, lines) & ~odd_number
    return by_turns


def _find_marks(batch: TextBatch) -> _Marks:
    """Find every mark that could count."""
    gaps, lines = batch.gaps, batch.lines
    in_gaps = [_marks_in_gap(gap) for gap in gaps.distinct]
    sizes = row_sizes(in_gaps)
    table = np.array([mark for marks in in_gaps for mark in marks], np.int32).reshape(-1, 3)
    with_marks = np.flatnonzero(sizes[gaps.id])
    number = sizes[gaps.id[with_marks]]
    gap = np.repeat(with_marks, number)
    start, end, role = table[ranges(row_starts(sizes)[gaps.id[with_marks]], number)].T
    role = np.where(_after_unusual_letter(batch, gap, start) & (role != Role.NOTHING), Role.UNCLEAR, role)
    line = lines.at(gaps.start[gap] + start)
    return _Marks(gaps.start[gap] + start, gaps.start[gap] + end, role, line).where(~lines.shown[line])


def _after_unusual_letter(batch: TextBatch, gap: NDArray[np.int64], start: Places) -> NDArray[np.bool_]:
    """Whether a mark opens its gap after a digit, which makes inches of it, or a letter that is not ASCII."""
    before = batch.words.data[np.maximum(batch.gaps.start[gap] - 1, 0)]
    digit = (before >= ord("0")) & (before <= ord("9"))
    unusual: NDArray[np.bool_] = (start == 0) & ((before >= 0x80) | digit)
    return unusual


def _marks_in_gap(gap: str) -> list[tuple[int, int, Role]]:
    """Start and end in bytes from the gap's start, and role, of the marks of a gap between two words in lower case."""
    if not any(mark in gap for mark in QUOTATION_MARKS):
        return []
    found, text = list[tuple[int, int, Role]](), f"x{gap}x"
    line_start, seen, size = 0, 1, 0
    for line in text.split("\n"):
        line_end = line_start + len(line.rstrip())
        touches_word = "x" in line  # as all lines of text do but those between two line breaks of the gap
        for number, match in enumerate(islice(MARK.finditer(text, line_start, line_end), _MOST_MARKS)):
            start = size + len(text[seen : match.start()].encode())
            seen, size = match.end(), start + len(match[0].encode())
            plain = touches_word and number < _MOST_MARKS - 1
            found.append((start, size, _role(match) if plain else Role.UNCLEAR))
        line_start += len(line) + 1
    return found


def _role(match: re.Match[str]) -> Role:
    family = family_of(match[0])
    if family == "single" and match.lastgroup != "opens":
        return Role.NOTHING  # it closes only what a single mark opened
    return _ROLES[match.lastgroup or ""] if family == "double" else Role.UNCLEAR


def _reasons(batch: TextBatch, start: Places, end: Places, line: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Why each quote is no speech; only those are read that their length and first words do not decide."""
    in_characters = batch.words.characters
    first, last, line_start = (in_characters(places) for places in (start, end, batch.lines.start[line]))
    at = np.flatnonzero((last - first <= LONGEST_TITLE) & ~_begin_as_no_title(batch, start, end))
    reasons = np.zeros(len(start), np.uint8)
    for i, *places in zip(at.tolist(), *(column[at].tolist() for column in (line_start, first, last)), strict=True):
        reasons[i] = REASONS.index(no_speech_reason(batch.text, *places))
    return reasons


def _begin_as_no_title(batch: TextBatch, start: Places, end: Places) -> NDArray[np.bool_]:
    """Whether three words separated by blanks begin a quote, one of them in lower case as no title has it."""
    words = batch.words
    first = np.searchsorted(words.start, start)
    enough = first + _FIRST_WORDS - 1 < np.searchsorted(words.start, end)
    at = first[enough] + np.arange(_FIRST_WORDS)[:, None]
    gap_start, next_word = words.end[at[:-1]], words.start[at[1:]]
    by_blanks = (next_word - gap_start == 1) & (words.data[gap_start] == ord(" "))
    found = np.zeros(len(start), bool)
    found[enough] = by_blanks.all(axis=0) & _is_lower_case(batch, at).any(axis=0)
    return found


def _is_lower_case(batch: TextBatch, word: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each word begins in lower case, and titles would capitalize it."""
    small = np.append(batch.vocabulary.is_in(list(WORD_LISTS["small"])).to_numpy(), True)
    letter = batch.words.data[batch.words.start[word]]
    lower: NDArray[np.bool_] = (letter >= ord("a")) & (letter <= ord("z")) & ~small[batch.word_ids[word]]
    return lower


def _quotes_one_by_one(batch: TextBatch, line: NDArray[np.int64]) -> Quotes:
    """Find the quotes of some lines mark by mark."""
    lines, in_characters = batch.lines, batch.words.characters
    columns = in_characters(lines.start[line]), in_characters(lines.end[line]), _next_lines(batch)[line]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    found = [quote for row in rows for quote in quotes_in_line(batch.text, *row)]
    start = np.array([quote.start for quote in found], np.int32)
    end = np.array([quote.end for quote in found], np.int32)
    reason = np.array([REASONS.index(quote.reason) for quote in found], np.uint8)
    return Quotes(batch.words.bytes(start), batch.words.bytes(end), reason)


def _next_lines(batch: TextBatch) -> NDArray[np.int64]:
    """Start in characters of the next line that a quote may go on in, -1 where there is none; (n_lines,)."""
    lines = batch.lines
    goes_on = np.append((lines.text[1:] == lines.text[:-1]) & ~lines.shown[1:], False)
    next_start = np.append(batch.words.characters(lines.start), 0)[1:]
    return np.where(goes_on, next_start, -1)
