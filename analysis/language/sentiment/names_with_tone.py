"""Words that are parts of names: the Supreme Court is no praise, Death Valley is no bad news.

A capital inside a sentence shows a name. At the start of a sentence, in titles and in capitals throughout it shows
nothing, so that names are known by their words there, see lexicons/names_with_tone.csv.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges, row_starts
from analysis.language.sentiment.vader_vocabulary import VaderWords, has_at
from analysis.language.text.tokens import function_words

Numbers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

_TITLE_CASE = 0.9  # share of long words with a capital, at least
_LONG = 3  # letters of a word that title case capitalizes


@cache
def listed_words() -> dict[str, list[str]]:
    """Read lexicons/names_with_tone.csv.

    Returns
    -------
    dict of str to list of str
        opens: words that make a name with any capitalized word behind them, at the start of a sentence. part: words
        that make a name with a head. head: what names of institutions and places end with, or begin with before "of".
        pair: two words that are a name.
    """
    with files("analysis.lexicons").joinpath("names_with_tone.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {kind: [row["word"] for row in rows if row["kind"] == kind] for kind in ("opens", "part", "head", "pair")}


@hides_content
class NameParts(NamedTuple):
    """What each word of a vocabulary can be in a name; arrays of shape (n_vocabulary,).

    stems: in lower case, without a possessive; large: begins with a capital; capital: only its first letter is one;
    long: title case capitalizes it; of: it is "of"; opens, part, head: as in `listed_words`.
    """

    stems: pl.Series
    large: Booleans
    capital: Booleans
    long: Booleans
    of: Booleans
    opens: Booleans
    part: Booleans
    head: Booleans


def name_parts(vocabulary: pl.Series, lower: pl.Series) -> NameParts:
    """Look up what words can be in names.

    Parameters
    ----------
    vocabulary, lower : polars.Series of str, shape (n_vocabulary,)
        The words as written, and in lower case.

    Returns
    -------
    NameParts
    """
    large = vocabulary.str.contains(r"^\p{Lu}")
    stems = lower.str.strip_suffix("'s")
    listed = {kind: (large & stems.is_in(listed_words()[kind])).to_numpy() for kind in ("opens", "part", "head")}
    return NameParts(
        stems=stems,
        large=large.to_numpy(),
        capital=vocabulary.str.contains(r"^\p{Lu}[\p{Ll}'-]+$").to_numpy(),
        long=((lower.str.len_chars() > _LONG) & ~lower.is_in(list(function_words()))).to_numpy(),
        of=(stems == "of").to_numpy(),
        **listed,
    )


def are_names(words: VaderWords, parts: NameParts, place: Numbers) -> Booleans:
    """Return whether the word at each place is part of a name.

    Parameters
    ----------
    words : VaderWords
    parts : NameParts
        Of the vocabulary of these words.
    place : array of int, shape (n_places,)
        Numbers of words of the lexicon, in order.

    Returns
    -------
    array of bool, shape (n_places,)
    """
    names = np.zeros(len(place), bool)
    large = np.flatnonzero(parts.large.take(words.word.take(place)))
    place = place[large]
    text, word = words.text[place], words.word[place]
    in_title = _in_title_case(words, parts, text)
    opens_text = (place == 0) | (words.text[place - 1] != text)
    shown = parts.capital[word] & ~opens_text & ~in_title
    names[large] = shown
    unshown = np.flatnonzero(~shown)
    names[large[unshown]] = _are_known(words, parts, place[unshown], in_title[unshown])
    return names


def _in_title_case(words: VaderWords, parts: NameParts, texts: Numbers) -> Booleans:
    """Whether nearly all long words of each of some texts, which may occur several times, have a capital."""
    distinct, row = np.unique(texts, return_inverse=True)
    start, end = (np.searchsorted(words.text, distinct, side) for side in ("left", "right"))
    word, first = words.word[ranges(start, end - start)], row_starts(end - start)
    n_long = np.add.reduceat(parts.long.take(word), first, dtype=np.int64)
    n_capitals = np.add.reduceat((parts.long & parts.capital).take(word), first, dtype=np.int64)
    title_case: Booleans = (n_capitals >= _TITLE_CASE * n_long)[row]
    return title_case


def _are_known(words: VaderWords, parts: NameParts, place: Numbers, in_title: Booleans) -> Booleans:
    """Whether the words at places, and around them, are listed as those of a name."""
    part = parts.opens | parts.part

    def has(kind: Booleans, offset: int) -> Booleans:
        return has_at(words, place, kind, offset)

    of, head, large = parts.of, parts.head, parts.large
    before_head = has(head, 1) | (has(part, 1) & has(head, 2))
    after_head = (has(of, -1) & has(head, -2)) | (has(large, -1) & has(of, -2) & has(head, -3))
    is_head = has(head, 0) & (has(part, -1) | (has(of, 1) & has(part, 2)))
    opening = has(parts.opens, 0) & has(large, 1) & ~in_title
    pairs = [_pairs(words, parts.stems, place + offset) for offset in (-1, 0)]
    return opening | is_head | (has(part, 0) & (before_head | after_head)) | pairs[0] | pairs[1]


def _pairs(words: VaderWords, stems: pl.Series, place: Numbers) -> Booleans:
    """Whether the words at places and those behind them are a listed pair."""
    first, second = (np.clip(place + offset, 0, len(words.word) - 1) for offset in (0, 1))
    pair = stems[words.word[first]] + " " + stems[words.word[second]]
    same_text = (place >= 0) & (first != second) & (words.text[first] == words.text[second])
    found: Booleans = pair.is_in(listed_words()["pair"]).to_numpy() & same_text
    return found
