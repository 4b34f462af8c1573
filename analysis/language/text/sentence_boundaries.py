"""Where sentences end.

What the words on both sides and the gap between them say is looked up once for each distinct word and gap, and a table
decides. The rest, a few places in a hundred, is decided by patterns over the text (sentence_end_patterns.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.text.abbreviations import ABBREVIATIONS, QUOTATION_MARKS, WORD_LISTS
from analysis.language.text.sentence_end_patterns import (
    LIST_ITEM,
    STOP,
    abbreviation_before,
    abbreviation_kind,
    ends_sentence,
)
from analysis.language.text.text_batch import TextBatch
from analysis.language.text.utf8 import Places


class Gap(IntEnum):
    """Form of the gap between two words."""

    NO_STOP = 0
    LINE_BREAK = 1
    CERTAIN = 2  # a stop that ends a sentence after any word: closing marks, or a full stop among several marks
    FULL_STOP = 3  # right after a word, which may be an abbreviation
    FULL_STOP_QUOTE = 4  # the same, and a quotation mark before the next word
    CALL = 5  # a question or exclamation mark
    DOTS = 6  # dots that trail off
    UNCLEAR = 7


class Before(IntEnum):
    """What the word before the gap says of a full stop."""

    ORDINARY = 0
    NEVER = 1  # an abbreviation that a name or number always follows
    MAYBE = 2  # an abbreviation, or initials, that may end a sentence
    EXCLAMATION = 3  # with its exclamation mark, a name (Yahoo!)
    UNCLEAR = 4


class After(IntEnum):
    """What the word after the gap says."""

    LOWER_CASE = 0  # carries the sentence on
    OTHER = 1
    OPENER = 2  # opens a sentence rather than carries on a name
    I = 3  # noqa: E741 - opens a sentence, but is a capital anywhere
    I_JOINED = 4  # I with a full stop or hyphen: an initial, or part of a compound
    UNCLEAR = 5


class Decision(IntEnum):
    """What follows from the three."""

    WITHIN = 0
    END = 1
    READ = 2  # the text around the gap decides


_ANY = tuple(Before)
_W, _E, _R = Decision
# Form of a gap with a stop, words before -> decision for each word after (LOWER_CASE, OTHER, …):
_DECISIONS: tuple[tuple[Gap, tuple[Before, ...], tuple[Decision, ...]], ...] = (
    (Gap.CERTAIN, _ANY, (_W, _E, _E, _E, _E, _R)),
    (Gap.DOTS, _ANY, (_W, _E, _E, _R, _R, _R)),
    (Gap.UNCLEAR, _ANY, (_W, _R, _R, _R, _R, _R)),
    (Gap.CALL, _ANY, (_W, _E, _E, _E, _E, _R)),
    (Gap.CALL, (Before.EXCLAMATION,), (_W, _R, _R, _R, _R, _R)),
    (Gap.FULL_STOP, (Before.ORDINARY,), (_W, _E, _E, _E, _E, _R)),
    (Gap.FULL_STOP, (Before.NEVER,), (_W, _W, _W, _W, _W, _R)),
    (Gap.FULL_STOP, (Before.MAYBE,), (_W, _W, _E, _E, _W, _R)),
    (Gap.FULL_STOP, (Before.UNCLEAR,), (_W, _R, _R, _R, _R, _R)),
    (Gap.FULL_STOP_QUOTE, (Before.ORDINARY,), (_W, _E, _E, _E, _E, _R)),
    (Gap.FULL_STOP_QUOTE, (Before.NEVER,), (_W, _W, _W, _W, _W, _R)),
    (Gap.FULL_STOP_QUOTE, (Before.MAYBE, Before.UNCLEAR), (_W, _R, _R, _R, _R, _R)),
)


def _decision_table() -> NDArray[np.uint8]:
    """Decision by form of the gap, word before and word after."""
    table = np.zeros((len(Gap), len(Before), len(After)), np.uint8)
    for gap, words_before, decisions in _DECISIONS:
        for before in words_before:
            table[gap, before] = decisions
    return table


_DECISION = _decision_table()
_STOPS = re.compile("[.?!…]")
_NAME_MAY_BEGIN = re.compile(r"[\s(\[{“‘\"«—–]\Z")
_BEFORE_BY_KIND = {"": Before.ORDINARY, "never": Before.NEVER, "maybe": Before.MAYBE}
# The letters that known abbreviations end in; the names that end in an exclamation mark, without it.
_LAST_LETTERS = sorted({re.split(r"[\W_]", name.rstrip("!"))[-1] for name in ABBREVIATIONS})
_EXCLAMATIONS = "(?:^|-)(?:" + "|".join(sorted(name[:-1] for name in ABBREVIATIONS if name.endswith("!"))) + ")$"
_HYPHEN, _FULL_STOP = ord("-"), ord(".")
_CHARACTERS_AFTER = 100  # a stop is read together with so many characters after the gap


def sentence_ends(batch: TextBatch, quotes: Places) -> tuple[Places, Places]:
    """Find where sentences end within lines, and where the next ones begin.

    Parameters
    ----------
    batch : TextBatch
    quotes : array of int32, shape (n_quotes,)
        Places in bytes where quotes start: a new sentence begins there rather than after the mark.

    Returns
    -------
    ends, starts : array of int32, shape (n_ends,)
        Places in bytes, in order: the end of a sentence, and the start of the next one.
    """
    gaps = batch.gaps
    read = _read_gaps(gaps.distinct)
    at = np.flatnonzero(read.form[gaps.id] > Gap.LINE_BREAK)
    form = read.form[gaps.id[at]]
    after = _words_after(batch, gaps.next_word[at])
    at, form, after = (column[after != After.LOWER_CASE] for column in (at, form, after))
    before = _words_before(batch, at, form, read)
    decision = _DECISION[form, before, after]
    ended = at[decision == Decision.END]
    ends = gaps.start[ended] + read.end[gaps.id[ended]]
    starts = gaps.start[ended] + read.resume[gaps.id[ended]]
    more_ends, more_starts = _ends_by_patterns(batch, at[decision == Decision.READ], starts, quotes)
    return np.sort(np.append(ends, more_ends)), np.sort(np.append(starts, more_starts))


class _Gaps(NamedTuple):
    """Properties of each distinct gap, all (n_distinct,).

    form: a Gap. end, resume: bytes from the gap's start to where one sentence ends and the next begins.
    name_begins: whether what follows is a word from its start.
    """

    form: NDArray[np.int64]
    end: Places
    resume: Places
    name_begins: NDArray[np.bool_]


def _read_gaps(distinct: list[str]) -> _Gaps:
    form, end, resume, name_begins = zip(*map(_read_gap, distinct), strict=True)
    return _Gaps(np.array(form), np.array(end, np.int32), np.array(resume, np.int32), np.array(name_begins))


def _read_gap(gap: str) -> tuple[Gap, int, int, bool]:
    """Read a gap between a word in lower case and one with a capital."""
    name_begins = _NAME_MAY_BEGIN.search(gap) is not None
    if "\n" in gap:
        return Gap.LINE_BREAK, 0, 0, name_begins
    match = STOP.search(f"x{gap}Aa") if _STOPS.search(gap) else None
    if not match:
        footnote = gap[-1] == "[" and _STOPS.search(gap)
        return Gap.UNCLEAR if footnote else Gap.NO_STOP, 0, 0, name_begins
    if not match["gap"]:
        return Gap.UNCLEAR, 0, 0, name_begins
    at, end, resume = (place - 1 for place in (match.start(), *match.span("gap")))
    form = _form(gap, at, gap[at + 1 : end])
    return form, len(gap[:end].encode()), len(gap[:resume].encode()), name_begins


def _form(gap: str, at: int, closing: str) -> Gap:
    """Form of a gap with a stop; closing: the marks that close with it."""
    if gap[at] == "…" or gap.startswith("..", at + 1):
        return Gap.DOTS
    if gap[at] != "." and closing.strip(QUOTATION_MARKS) != closing:
        return Gap.UNCLEAR  # “Why?” Smith asked.
    if at or "." in closing:
        return Gap.CERTAIN
    if gap[at] != ".":
        return Gap.CALL
    return Gap.FULL_STOP_QUOTE if gap[-1] in QUOTATION_MARKS else Gap.FULL_STOP


def _words_before(batch: TextBatch, at: NDArray[np.int64], form: NDArray[np.int64], read: _Gaps) -> NDArray[np.uint8]:
    """Classify the word before each gap (Before); at, form: of the gaps, (n_at,)."""
    word = batch.gaps.next_word[at] - 1
    stop_before, name_begins = _gap_before_words(batch, read)
    before = _evaluate(batch, word, _abbreviation_kinds)
    before[(before != Before.ORDINARY) & ~name_begins[word]] = Before.UNCLEAR
    before[_evaluate(batch, word, _are_list_items) & stop_before[word]] = Before.UNCLEAR
    before[(form == Gap.CALL) & _evaluate(batch, word, _are_exclamations)] = Before.EXCLAMATION
    return before


def _gap_before_words(batch: TextBatch, read: _Gaps) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether a stop or line break stands before each word, and whether a name may begin there; (n_words + 1,)."""
    gaps, words = batch.gaps, len(batch.word_ids) + 1
    stop_before, name_begins = np.zeros(words, bool), np.ones(words, bool)
    stop_before[gaps.next_word] = (read.form != Gap.NO_STOP)[gaps.id]
    name_begins[gaps.next_word] = read.name_begins[gaps.id]
    return stop_before, name_begins


def _words_after(batch: TextBatch, word: Places) -> NDArray[np.uint8]:
    """Classify the word after each gap (After)."""
    after = _evaluate(batch, word, _opening_kinds)
    next_byte = batch.words.data[batch.words.end[word]]
    stop_follows = next_byte == _FULL_STOP
    joined = stop_follows | (next_byte == _HYPHEN)
    courtesy = after == _COURTESY
    after[(after == After.OPENER) & joined] = After.OTHER
    after[(after == After.I) & joined] = After.I_JOINED
    after[courtesy] = np.where(stop_follows[courtesy], After.OPENER, After.OTHER)
    after[_evaluate(batch, word, _have_accents) & (after != After.LOWER_CASE)] = After.UNCLEAR
    return after


def _evaluate(batch: TextBatch, word: Places, function: Callable[[pl.Series], NDArray[Any]]) -> NDArray[Any]:
    """Evaluate a function once per distinct word, and map the result to each of some words."""
    ids = batch.word_ids[word]
    used = np.flatnonzero(np.bincount(ids, minlength=1))
    found = function(batch.vocabulary.gather(used))
    table = np.zeros(len(batch.vocabulary), found.dtype)
    table[used] = found
    return table[ids]


def _abbreviation_kinds(words: pl.Series) -> NDArray[np.uint8]:
    words = words.str.strip_suffix(".")
    last_letters = words.str.extract(r"(\p{L}+)$").fill_null("")
    may_be_listed = last_letters.is_in(_LAST_LETTERS) | (last_letters.str.len_chars() == 1)
    kinds = np.full(len(words), Before.ORDINARY, np.uint8)
    for i in np.flatnonzero(may_be_listed.to_numpy()).tolist():
        kind = abbreviation_kind(abbreviation_before(words[i], 0, len(words[i])))
        kinds[i] = _BEFORE_BY_KIND.get(kind, Before.UNCLEAR)
    return kinds


def _are_list_items(words: pl.Series) -> NDArray[np.bool_]:
    return words.str.contains(f"^(?:{LIST_ITEM.pattern})$").to_numpy()


def _are_exclamations(words: pl.Series) -> NDArray[np.bool_]:
    return words.str.contains(_EXCLAMATIONS).to_numpy()


_COURTESY = len(After)  # Mr and the like: they open a sentence where a full stop follows


def _opening_kinds(words: pl.Series) -> NDArray[np.uint8]:
    first = words.str.extract(r"^(\w{1,20})(?:[^\w.-]|$)").fill_null("")
    kinds = np.full(len(words), After.OTHER, np.uint8)
    kinds[first.is_in(list(WORD_LISTS["opener"]))] = After.OPENER
    kinds[first.is_in(list(WORD_LISTS["courtesy"]))] = _COURTESY
    kinds[words.str.contains(r"^I(?:\W|$)")] = After.I
    kinds[words.str.contains(r"^(?:[a-z](?:[^A-Z]|$)|\p{Lowercase}(?:\P{Uppercase}|$))")] = After.LOWER_CASE
    return kinds


def _have_accents(words: pl.Series) -> NDArray[np.bool_]:
    """Whether a combining accent stands in the word: it is a letter to Rust's patterns, and none to Python's."""
    return words.str.contains(r"^[\p{L}\p{N}_]+\p{M}").to_numpy()


def _ends_by_patterns(batch: TextBatch, at: NDArray[np.int64], starts: Places, quotes: Places) -> tuple[Places, Places]:
    """Find the sentence ends in some gaps by the text around them.

    at: numbers of the gaps. starts: where sentences begin, as far as the table decides. quotes: where quotes start.
    """
    start, end = batch.gaps.start[at], batch.gaps.end[at]
    line = batch.lines.at(start)
    in_characters = batch.words.characters
    columns = (_sentence_starts(batch, start, starts, line), start, end, batch.lines.end[line])
    rows = zip(*(in_characters(column).tolist() for column in columns), strict=True)
    quote_starts = set(in_characters(quotes).tolist())
    found, latest_start = list[tuple[int, int]](), 0
    for sentence_start, gap_start, gap_end, line_end in rows:
        match = STOP.search(batch.text, gap_start, min(line_end, gap_end + _CHARACTERS_AFTER))
        if match and match.start() < gap_end and ends_sentence(batch.text, max(sentence_start, latest_start), match):
            found.append(_cut(match, quote_starts))
            latest_start = found[-1][1]
    places = np.array(found, np.int32).reshape(-1, 2)
    return batch.words.bytes(places[:, 0]), batch.words.bytes(places[:, 1])


def _sentence_starts(batch: TextBatch, places: Places, starts: Places, line: NDArray[np.int64]) -> Places:
    """Start of the sentence that each place is in; starts: of sentences, in order; line: of each place."""
    latest = np.append(np.int32(0), starts)[np.searchsorted(starts, places, "right")]
    return np.maximum(latest, batch.lines.start[line])


def _cut(match: re.Match[str], quote_starts: set[int]) -> tuple[int, int]:
    """Where one sentence ends and the next begins at a stop, in characters."""
    end, start = match.span("gap" if match["gap"] else "gone")
    # Without space between them, an opening mark of the next sentence may have been taken for a closing one.
    return (end - 1, end - 1) if end == start and end - 1 in quote_starts else (end, start)
