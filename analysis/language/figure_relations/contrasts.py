"""Words and places near figures that tell one thing from another of its kind: the old bridge, the second flight."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.contexts import TIMES, WIDTH, meaning_of
from analysis.language.figure_relations.records import as_objects
from analysis.language.text.word_lists import read_lines

Sets = NDArray[np.object_]

# "The first time" and "62 years old" tell nothing from anything, the White House is not the chamber.
_OTHER_SENSE = (
    r"(?i)(?-u:\b)(?:first (?:time|name|lady|aid|responders?|degree|of all)|(?:years?|months?|days?)[ -]old|"
    r"white house)(?-u:\b)"
)
_NAME = r"\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*"
_PLACE = rf"(?-u:\b)(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]ff|[Oo]utside|[Aa]cross) (?:the )?(?:\p{{Ll}}+ of )?({_NAME})"
_LETTERS = 5  # of a name, as in traits


@hides_content
class Contrasts(NamedTuple):
    """Sets of one figure per row, as arrays of objects.

    sides: 'contrast/number' for each side of a contrast that the sentence names; places: words of names after 'in',
    'at', 'near', ..., cut short.
    """

    sides: Sets
    places: Sets


def contrasts(left: pl.Series, right: pl.Series) -> Contrasts:
    """Read the words near figures that tell one thing from another.

    Parameters
    ----------
    left, right : polars.Series of str
        The text before and after each figure, in its sentence.

    Returns
    -------
    Contrasts
    """
    near = pl.DataFrame({"left": left.str.tail(WIDTH), "right": right.str.head(WIDTH)})
    near = near.select(text=pl.concat_str("left", pl.lit(" "), "right"))
    words = near.select(
        pl.col("text").str.replace_all("’", "'").str.replace_all(_OTHER_SENSE, " ").str.extract_all(_pattern())
    )["text"]
    names = near.select(pl.col("text").str.extract_all(_PLACE))["text"]
    known = sides()
    return Contrasts(
        as_objects([frozenset(side for word in found for side in known[word]) for found in words.to_list()]),
        as_objects([frozenset(stem for name in found for stem in _place(name)) for found in names.to_list()]),
    )


@cache
def sides() -> dict[str, tuple[str, ...]]:
    """Return the sides of contrasts that each word names.

    Examples
    --------
    >>> sides()["northeast"]
    ('north/0', 'east/0')
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, lines in read_lines(Path(__file__).with_name("contrasts.txt")).items():
        for number, words in enumerate(lines):
            for word in words:
                found[word] = (*found.get(word, ()), f"{name}/{number}")
    return found


@cache
def _pattern() -> str:
    words = sorted(sides(), key=lambda word: (-len(word), word))
    return rf"(?-u:\b)(?:{'|'.join(words)})(?-u:\b)"


def _place(written: str) -> list[str]:
    """Return the words of a place, without the words before its name; none for a month or a weekday."""
    words = [word for word in written.split()[1:] if word[:1].isupper()]
    if any(word.lower() in TIMES for word in words):
        return []
    return [stem[:_LETTERS] for stem in map(meaning_of, words) if stem]
