"""Words of texts as names need them: as written, with capitals, and divided at hyphens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis.language.text.house_style import standard_forms
from analysis.language.text.substrings import encoded_substrings
from analysis.language.text.utf8 import OTHER, Places, join_lines
from analysis.language.text.word_boundaries import FoundWords, find_words

BATCH = 8_000_000  # bytes of text read at a time
# A name continues across these signs: St. Kilda, AT&T.
_INSIDE_NAMES = np.isin(np.arange(256), list(b".&"))
_HYPHENS = ("-", "‐", "‑")
_APOSTROPHES = ("'", "’", "ʼ")
POSSESSIVE = r"['’ʼ][sS]$"


@hides_content
class NameWords(NamedTuple):
    """The words of some texts as they are written, divided at hyphens; arrays of shape (words,).

    segment: number of the text; start, end (without a possessive): characters of the text; word: place in
    vocabulary; run: number of the run of words without punctuation between them; hyphenated: whether a hyphen joins
    the word to the one before.
    """

    segment: NDArray[np.int64]
    start: Places
    end: Places
    word: Places
    run: NDArray[np.int64]
    hyphenated: NDArray[np.bool_]
    vocabulary: pl.Series


def batches(texts: pl.Series) -> Iterator[tuple[int, pl.Series]]:
    """Yield some megabytes of the texts at a time, with the number of the first text."""
    sizes = texts.str.len_bytes().fill_null(0).to_numpy()
    return ((part.start, texts[part]) for part in parts(sizes, BATCH))


def name_words(texts: pl.Series) -> NameWords:
    """Divide texts into words as they are written.

    Parameters
    ----------
    texts : polars.Series of str

    Returns
    -------
    NameWords
    """
    data, first = join_lines(texts)
    found = find_words(data)
    start, end, hyphenated = _divided_at_hyphens(found)
    word, written = encoded_substrings(found.data, start, end)
    vocabulary = pl.Series(written, dtype=pl.String)
    text_start = first[:-1].astype(np.int32)
    segment = np.searchsorted(text_start, start, "right") - 1
    new_text = np.diff(segment, prepend=-1) > 0
    new_run = (_after_punctuation(found, start, end) & ~hyphenated) | new_text
    end = end - _possessive_bytes(vocabulary)[word]
    text_start_character = found.characters(text_start)[segment]
    return NameWords(
        segment=segment,
        start=found.characters(start) - text_start_character,
        end=found.characters(end) - text_start_character,
        word=word,
        run=np.cumsum(new_run, dtype=np.int64),
        hyphenated=hyphenated,
        vocabulary=vocabulary,
    )


def _possessive_bytes(vocabulary: pl.Series) -> NDArray[np.int32]:
    without = vocabulary.str.replace(POSSESSIVE, "")
    return (vocabulary.str.len_bytes() - without.str.len_bytes()).to_numpy().astype(np.int32)


def _divided_at_hyphens(found: FoundWords) -> tuple[Places, Places, NDArray[np.bool_]]:
    """Start and end of each part of a word, and whether a hyphen is before it; initials keep their last full stop."""
    new_starts, new_ends = [np.array([], np.int32)], [found.end + found.initials]
    for hyphen in _HYPHENS:
        code = hyphen.encode()
        place = _inside_words(found, _occurrences(found.data, code))
        new_ends.append(place)
        new_starts.append(place + np.int32(len(code)))
    start = np.concatenate([found.start, *new_starts])
    order = np.argsort(start, kind="stable")
    return start[order], np.sort(np.concatenate(new_ends)), order >= len(found.start)


def _occurrences(data: NDArray[np.uint8], code: bytes) -> NDArray[np.int64]:
    """Where a character starts in UTF-8 text; code: its bytes."""
    start = np.flatnonzero(data == code[-1]) - len(code) + 1
    same = np.logical_and.reduce([data[start + i] == byte for i, byte in enumerate(code)])
    return start[same]


def _inside_words(found: FoundWords, place: NDArray[np.int64]) -> Places:
    """Return the places that are inside a word."""
    word = np.searchsorted(found.start, place, "right") - 1
    place, word = place[word >= 0], word[word >= 0]
    return place[place < found.end[word]].astype(np.int32)


def _after_punctuation(found: FoundWords, start: Places, end: Places) -> NDArray[np.bool_]:
    """Whether punctuation stands before each word."""
    is_mark = (found.kind == OTHER) & ~_INSIDE_NAMES[found.data]
    is_mark[_plural_possessives(found.data)] = False
    marks = np.flatnonzero(is_mark).astype(np.int32)
    next_word = np.searchsorted(start, marks)
    end_before = np.append(np.int32(0), end)[next_word]
    between_words = (next_word < len(start)) & (marks >= end_before)
    after = np.zeros(len(start), bool)
    after[next_word[between_words]] = True
    return after


def _plural_possessives(data: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Places of the bytes of apostrophes between s and a blank: the Farmers' Union."""
    places = [np.array([], np.int64)]
    for apostrophe in _APOSTROPHES:
        size = len(apostrophe.encode())
        start = _occurrences(data, apostrophe.encode())
        start = start[np.isin(data[start - 1], list(b"sS")) & (data[start + size] == ord(" "))]
        places.append((start[:, None] + np.arange(size)).ravel())
    return np.concatenate(places)


def capital_keys(words: pl.Series) -> pl.Series:
    """Return a key of each word: its standard form in lower case, and a digit for its capitals.

    Parameters
    ----------
    words : polars.Series of str

    Returns
    -------
    polars.Series of str
        The form ends in 0 (no capital at the start), 1 (one at the start) or 2 (capitals throughout).

    Examples
    --------
    >>> capital_keys(pl.Series(["mayor", "Mayor", "MAYOR"])).to_list()
    ['mayor0', 'mayor1', 'mayor2']
    """
    standard, _ = standard_forms(words, True)
    letters = pl.Series("word", standard, dtype=pl.String).str.to_lowercase().str.replace_all(r"[.-]", "")
    first = words.str.head(1)
    has_capital = first != first.str.to_lowercase()
    bare = words.str.replace(POSSESSIVE, "")
    all_capitals = has_capital & (bare == bare.str.to_uppercase()) & (bare.str.len_chars() > 1)
    return letters + (has_capital.cast(pl.Int8) + all_capitals.cast(pl.Int8)).cast(pl.String)
