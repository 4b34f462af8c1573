"""Words whose choice is house style, not content: reporting verbs, numbers, tags of party and place, initials."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

from analysis.language.text.word_lists import read_lexicon, read_sections

CONTENT = ""
INITIAL, PARTY = "initial", "party"
# Numbers below 100 are written in words by some outlets, and in digits by others.
_SMALL_NUMBER = r"^(?:\d{1,2}|100)$"
_INITIAL = r"^[b-hj-z]\.?$"
_PARTIES = "r|d|i|id|dfl|l"


def style_kinds(words: pl.Series) -> pl.Series:
    """Name the kind of house style that each word belongs to.

    Parameters
    ----------
    words : Series of str
        Words as they are counted.

    Returns
    -------
    Series of str
        A section of lexicons/style_words.txt; 'party' for tags of party and place; 'initial'; '' for other words.

    Examples
    --------
    >>> style_kinds(pl.Series(["said", "r-ky", "f", "12", "harbor"])).to_list()
    ['reporting', 'party', 'initial', 'number', '']
    """
    plain = words.str.strip_chars_end(".")
    kind = plain.replace_strict(_kinds(), default=CONTENT, return_dtype=pl.String)
    tag = plain.str.replace_all(".", "", literal=True).str.contains(_party_tag())
    named = {
        PARTY: tag,
        INITIAL: words.str.contains(_INITIAL) & (kind == CONTENT),
        "number": words.str.contains(_SMALL_NUMBER),
    }
    for name, found in named.items():
        kind = pl.Series([name], dtype=pl.String).new_from_index(0, len(kind)).zip_with(found, kind)
    return kind


@cache
def _kinds() -> dict[str, str]:
    """Kind of each listed word."""
    with_name = read_sections(Path(str(files("analysis.lexicons").joinpath("style_words.txt"))))
    return {word: kind for kind, words in with_name.items() for word in words}


@cache
def _party_tag() -> str:
    places = "|".join(sorted({place for line in read_lexicon("party_places.txt") for place in line.split()}))
    return rf"^(?:{_PARTIES})-(?:{places})(?:-\d+)?$"
