"""Which matches of a dictionary count where they stand: not in names, not denied or set aside, not alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.ragged import ranges, row_numbers
from analysis.language.dictionaries.word_parts import WordParts
from analysis.language.text.tokens import Tokens
from analysis.language.text.word_lists import read_lexicon, read_sections

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Words within a name that are written in lower case.
_CONNECTING = frozenset({"of", "the", "and", "for"})
# A segment with more words in capitals than this is a title, in which a capital tells nothing.
_TITLE_SHARE = 0.6
_MOST_CONNECTING = 2
# Words from a negation to the match.
_FARTHEST = 4
# Articles and prepositions from "not" or "rather than" to the match.
_MOST_ARTICLES = 2


class Rules(NamedTuple):
    """Conditions on the matches of each pattern.

    Attributes
    ----------
    outside_names, not_denied, with_another, not_set_aside : array of bool, shape (n_patterns,)
        Whether a match must stand outside names, must not be denied, must stand in a segment with another pattern of
        its frame, and must not be set aside for something else ("trade, not war").
    """

    outside_names: Flags
    not_denied: Flags
    with_another: Flags
    not_set_aside: Flags

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return any(bool(flags.any()) for flags in self)


class Placed(NamedTuple):
    """Matches in the order of the texts.

    text, word: numbers of the text and of the first word; start, length: first part of a word, and number of parts;
    pattern, frame: their numbers.
    """

    text: Numbers
    word: Numbers
    start: Numbers
    length: NDArray[np.int32]
    pattern: Numbers
    frame: Numbers

    def take(self, rows: NDArray[Any]) -> Placed:
        """Return some of the matches."""
        return Placed(*(column[rows] for column in self))


def counted(placed: Placed, rules: Rules, parts: WordParts, tokens: Tokens) -> Numbers:
    """Return the rows of the matches that count.

    Parameters
    ----------
    placed : Placed
    rules : Rules
    parts : WordParts
    tokens : Tokens
        The words of which the parts were made.

    Returns
    -------
    array of int
        Ascending.
    """
    counts = np.ones(len(placed.start), bool)
    asked = np.flatnonzero(rules.not_denied[placed.pattern])
    counts[asked] = ~_is_denied(placed.take(asked), parts)
    asked = np.flatnonzero(rules.not_set_aside[placed.pattern] & counts)
    counts[asked] = ~_is_set_aside(placed.take(asked), parts)
    asked = np.flatnonzero(rules.outside_names[placed.pattern] & counts)
    counts[asked] = ~_is_in_name(placed.take(asked), parts, tokens)
    rows = np.flatnonzero(counts)
    left = placed.take(rows)
    return rows[_has_another(left, rules.with_another[left.pattern])]


def _is_denied(placed: Placed, parts: WordParts) -> Flags:
    """Whether a negation stands before each match in the same text, with a few words between that let it through."""
    kinds = _kinds(parts.vocabulary)
    denied = np.zeros(len(placed.start), bool)
    reached, past_adjective = ~denied, denied
    for distance in range(1, _FARTHEST + 1):
        place = placed.start - distance
        kind = kinds.take(parts.part.take(place, mode="clip"))
        # Only a few matches have a negation before them: the text is looked up for these alone.
        rows = np.flatnonzero((reached & _has(kind, _NEGATOR)) | (past_adjective & _has(kind, _ANY_NOUN)))
        rows = rows[place[rows] >= 0]
        denied[rows] |= parts.text(place[rows]) == placed.text[rows]
        between = _has(kind, _BETWEEN)
        past_adjective = ~_has(kind, _NOT_ADJECTIVE) if distance == 1 else past_adjective & between
        reached = reached & between
    return denied


def _is_set_aside(placed: Placed, parts: WordParts) -> Flags:
    """Whether its text sets each match aside: "rather than the X", or "not the X" where "not" denies no verb."""
    kinds = _kinds(parts.vocabulary)

    def kind(places: Numbers) -> NDArray[np.int16]:
        return kinds.take(parts.part.take(places, mode="clip"))

    last = placed.start - 1
    for _ in range(_MOST_ARTICLES):
        last = last - _has(kind(last), _ARTICLE)
    earlier = kind(last - 1)
    replaced = _has(kind(last), _REPLACED) & _has(earlier, _REPLACING)
    excluded = _has(kind(last), _NOT) & ~_has(earlier, _OTHER_NOT)
    flags: Flags = (replaced | excluded) & (last > 0) & (parts.text(np.maximum(last - 1, 0)) == placed.text)
    return flags


_KINDS = (
    "negators",
    "before_adjectives",
    "between",
    "not_adjectives",
    "set_aside_by_not",
    "other_not",
    "replacing",
    "replaced",
    "articles",
)
_NEGATOR, _ANY_NOUN, _BETWEEN, _NOT_ADJECTIVE, _NOT, _OTHER_NOT, _REPLACING, _REPLACED, _ARTICLE = (
    2**number for number in range(len(_KINDS))
)


def _has(kinds: NDArray[np.int16], kind: int) -> Flags:
    flags: Flags = (kinds & kind) > 0
    return flags


def _kinds(vocabulary: pl.Series) -> NDArray[np.int16]:
    """Return what each word of a sorted vocabulary is to a negation, as a sum of the kinds above."""
    kinds = np.zeros(len(vocabulary), np.int16)
    for kind, listed in _negation_words().items():
        place = vocabulary.search_sorted(listed, side="left").to_numpy()
        inside = place < len(vocabulary)
        is_there = vocabulary.gather(place[inside]) == listed.filter(pl.Series(inside))
        kinds[place[inside][is_there.to_numpy()]] |= kind
    return kinds


@cache
def _negation_words() -> dict[int, pl.Series]:
    with as_file(files("analysis.lexicons").joinpath("negations.txt")) as path:
        sections = read_sections(path)
    return {2**number: pl.Series(sections[name]) for number, name in enumerate(_KINDS)}


class _Spelling:
    """How words are written, computed once for each distinct word that is needed."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.known = np.zeros(len(tokens.vocabulary), bool)
        self.kinds = np.zeros(len(tokens.vocabulary), np.int8)

    def of(self, places: NDArray[Any]) -> NDArray[np.int8]:
        """Return the kind of each word: CAPITAL, part of a NAME, CONNECTING, as a sum."""
        words = self.tokens.word[places]
        asked = np.zeros(len(self.known), bool)
        asked[words] = True
        new = np.flatnonzero(asked & ~self.known)
        self.kinds[new] = [_kind_of_spelling(self.tokens.vocabulary[word]) for word in new.tolist()]
        self.known[new] = True
        kinds: NDArray[np.int8] = self.kinds[words]
        return kinds


_CAPITAL, _NAME, _CONNECTS = 1, 2, 4


def _kind_of_spelling(word: str) -> int:
    if word[:1].isupper():
        return _CAPITAL if word in _no_names() else _CAPITAL + _NAME
    return _CONNECTS if word in _CONNECTING else 0


def _is_in_name(placed: Placed, parts: WordParts, tokens: Tokens) -> Flags:
    """Whether each match is a part of a longer name: in capitals, beside another word in capitals."""
    spelling = _Spelling(tokens)
    flags = np.zeros(len(placed.start), bool)
    first = placed.word
    # Of most matches, the first word is not in capitals.
    rows = np.flatnonzero(spelling.of(first) & _CAPITAL)
    first, last = first[rows], parts.word(placed.start[rows] + placed.length[rows] - 1)
    whole = spelling.of(last) > 0
    rows, first, last = rows[whole], first[whole], last[whole]
    beside = _stands_before_name(first, -1, spelling) | _stands_before_name(last, 1, spelling)
    rows = rows[beside]
    flags[rows[~_is_title(placed.text[rows], spelling)]] = True
    return flags


def _stands_before_name(places: Numbers, step: int, spelling: _Spelling) -> Flags:
    """Whether the next word in one direction, past connecting words, is a part of a name in the same text."""
    text, end = spelling.tokens.text, len(spelling.tokens.word) - 1
    at = places
    for number in range(_MOST_CONNECTING + 1):
        moves = spelling.of(at) & _CONNECTS > 0 if number else np.ones(len(at), bool)
        at = np.where(moves, np.clip(at + step, 0, end), at)
    flags: Flags = (spelling.of(at) & _NAME > 0) & (text[at] == text[places]) & (at != places)
    return flags


def _is_title(texts: Numbers, spelling: _Spelling) -> Flags:
    """Whether most words of each text are in capitals; texts in ascending order."""
    is_first = np.diff(texts, prepend=-1) != 0
    distinct, place = texts[is_first], np.cumsum(is_first) - 1
    first, end = np.searchsorted(spelling.tokens.text, [distinct, distinct + 1])
    sizes = end - first
    capitals = np.bincount(row_numbers(sizes), spelling.of(ranges(first, sizes)) & _CAPITAL, len(sizes))
    flags: Flags = (capitals > _TITLE_SHARE * sizes)[place]
    return flags


@cache
def _no_names() -> frozenset[str]:
    """Words in capitals that are no part of a name: function words and days."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return frozenset(word.capitalize() for word in read_lexicon("function_words.txt")) | {*days}


def _has_another(placed: Placed, supporting: Flags) -> Flags:
    """Whether each match needs no other pattern of its frame in its text, or has one."""
    n_frames = int(placed.frame.max(initial=0)) + 1
    cell = placed.text * n_frames + placed.frame
    supported = np.zeros(int(cell[-1:].max(initial=0)) // n_frames * n_frames + n_frames, bool)
    supported[cell[~supporting]] = True
    # Two different patterns support each other.
    lone = np.flatnonzero(supporting & ~supported[cell])
    n_patterns = int(placed.pattern.max(initial=0)) + 1
    distinct = np.unique(cell[lone] * n_patterns + placed.pattern[lone]) // n_patterns
    supported[distinct[1:][np.diff(distinct) == 0]] = True
    flags: Flags = ~supporting | supported[cell]
    return flags
