"""Words that are parts of names: the Supreme Court is no praise, Death Valley is no bad news.

A capital inside a sentence shows a name. At the start of a sentence, in titles and in capitals throughout it shows
nothing, so that names are known by their words there, see lexicons/names_with_tone.csv.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl
from numpy.typing import NDArray

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


def are_names(words: VaderWords, place: Numbers) -> Booleans:
    """Return whether the word at each place is part of a name.

    Parameters
    ----------
    words : VaderWords
    place : array of int, shape (n_places,)
        Numbers of words of the lexicon.

    Returns
    -------
    array of bool, shape (n_places,)
    """
    capital = words.vocabulary.str.contains(r"^\p{Lu}[\p{Ll}'-]+$").to_numpy()
    in_title = _in_title_case(words, capital)[words.text[place]]
    first = np.diff(words.text, prepend=-1) != 0
    names: Booleans = capital[words.word[place]] & ~first[place] & ~in_title
    unshown = np.flatnonzero(~names & words.vocabulary.str.contains(r"^\p{Lu}").to_numpy()[words.word[place]])
    names[unshown] = _are_known(words, place[unshown], in_title[unshown])
    return names


def _in_title_case(words: VaderWords, capital: Booleans) -> Booleans:
    """Whether nearly all long words of each text have a capital."""
    lower = words.vocabulary.str.to_lowercase()
    long = ((lower.str.len_chars() > _LONG) & ~lower.is_in(list(function_words()))).to_numpy()
    n_texts = int(words.text.max(initial=-1)) + 1
    n_long = np.bincount(words.text[long[words.word]], minlength=n_texts)
    n_capitals = np.bincount(words.text[(long & capital)[words.word]], minlength=n_texts)
    title_case: Booleans = n_capitals >= _TITLE_CASE * n_long
    return title_case


def _are_known(words: VaderWords, place: Numbers, in_title: Booleans) -> Booleans:
    """Whether the words at places, and around them, are listed as those of a name."""
    stems = words.vocabulary.str.to_lowercase().str.replace("'s$", "")
    written_large = words.vocabulary.str.contains(r"^\p{Lu}").to_numpy()
    kinds = {kind: written_large & stems.is_in(listed).to_numpy() for kind, listed in listed_words().items()}
    part = kinds["opens"] | kinds["part"]

    def has(kind: Booleans, offset: int) -> Booleans:
        return has_at(words, place, kind, offset)

    of, head = (stems == "of").to_numpy(), kinds["head"]
    before_head = has(head, 1) | (has(part, 1) & has(head, 2))
    after_head = (has(of, -1) & has(head, -2)) | (has(written_large, -1) & has(of, -2) & has(head, -3))
    is_head = has(head, 0) & (has(part, -1) | (has(of, 1) & has(part, 2)))
    opening = has(kinds["opens"], 0) & has(written_large, 1) & ~in_title
    pairs = [_pairs(words, stems, place + offset) for offset in (-1, 0)]
    return opening | is_head | (has(part, 0) & (before_head | after_head)) | pairs[0] | pairs[1]


def _pairs(words: VaderWords, stems: pl.Series, place: Numbers) -> Booleans:
    """Whether the words at places and those behind them are a listed pair."""
    first, second = (np.clip(place + offset, 0, len(words.word) - 1) for offset in (0, 1))
    pair = stems[words.word[first]] + " " + stems[words.word[second]]
    same_text = (place >= 0) & (first != second) & (words.text[first] == words.text[second])
    found: Booleans = pair.is_in(listed_words()["pair"]).to_numpy() & same_text
    return found
