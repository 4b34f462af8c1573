"""What stands after what is counted and tells of which: houses on Hill Street, 40 million for schools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.figure_relations.contexts import meaning_of, names_time
from analysis.language.figure_relations.records import as_objects
from analysis.language.quantities.numbers import ONES, TEENS, TENS
from analysis.language.quantities.word_classes import END, word_class
from analysis.language.text.word_lists import read_lines

Sets = NDArray[np.object_]

# Kinds of complements. A name is compared with names, which are of one level more often: in Lund, in the port.
NOUN, NAME, TIME, EVENT = "noun", "name", "time", "event"
LETTERS = 5  # of a word, as in traits
# A complement ends with a sign, or with a word that begins another clause.
_END = re.compile(
    r"[,;:.!?()\"“”–—]|\b(?:that|which|who|whose|whom|where|when|while|because|if|and|but|or|than|said|says|according)\b"
)
_PERIOD = "(?:second|minute|hour|day|week|month|year|decade)"
_LONGEST = 90  # characters after a figure


def complements(begin: list[str], right: pl.Series) -> Sets:
    """Read the prepositions and nouns after each figure, and those with which its sentence begins.

    Parameters
    ----------
    begin : list of str
        How the sentence of each figure begins, up to the figure.
    right : polars.Series of str
        The text after each figure, in its sentence.

    Returns
    -------
    array of frozenset of str
        'for noun/schoo': the preposition, the kind of complement, and the first word of it, by its meaning and cut
        short.
    """
    texts = zip(begin, right.str.head(_LONGEST).to_list(), strict=True)
    clauses = ((_END.split(first, maxsplit=1)[0], _END.split(after, maxsplit=1)[0]) for first, after in texts)
    return as_objects(frozenset((*_read(first, r"^\W*"), *_read(after, r"\b"))) for first, after in clauses)


def opposed(of_figure: frozenset[str]) -> frozenset[str]:
    """Return what says the opposite of complements.

    Examples
    --------
    >>> opposed(frozenset({"with noun/crew"}))
    frozenset({'without noun/crew'})
    """
    parts = [one.partition(" ") for one in of_figure]
    return frozenset(f"{other} {noun}" for name, _, noun in parts for other in _opposites().get(name, ()))


def _read(text: str, begin: str) -> Iterator[str]:
    """Find the complements of a text that stand behind what a pattern matches."""
    names = _prepositions()
    for match in _pattern(begin).finditer(text):
        preposition, noun = names[match[1].lower()], match["noun"]
        if match["time"]:
            yield f"{preposition} {TIME}/{match['time']}"
        elif (meaning := meaning_of(noun)) and word_class(noun) != END and not names_time(meaning):
            kind = NAME if match["name"] is not None else EVENT if meaning in _events() else NOUN
            yield f"{preposition} {kind}/{meaning[:LETTERS]}"


@cache
def _lists() -> dict[str, list[list[str]]]:
    return read_lines(Path(__file__).with_name("complements.txt"))


@cache
def _prepositions() -> dict[str, str]:
    return {word.replace("_", " "): line[0] for line in _lists()["prepositions"] for word in line}


@cache
def _opposites() -> dict[str, list[str]]:
    pairs = [(one, other) for one, other in _lists()["opposed"]]
    both = [*pairs, *((other, one) for one, other in pairs)]
    return {name: [other for one, other in both if one == name] for name, _ in both}


@cache
def _events() -> frozenset[str]:
    return frozenset(meaning_of(word) for line in _lists()["events"] for word in line)


@cache
def _pattern(begin: str) -> re.Pattern[str]:
    determiners = "|".join(word for line in _lists()["determiners"] for word in line)
    prepositions = "|".join(sorted(_prepositions(), key=lambda word: (-len(word), word)))
    numbers = "|".join((r"\d+", *ONES, *TEENS, *TENS))
    # In the village of Lund, in northern Lund: in Lund.
    name = r"(?P<name>(?:[a-z]+(?: of)? )?(?=[A-ZÀ-Þ]))?"
    return re.compile(
        rf"{begin}((?i:{prepositions})) (?:(?:{determiners}) )*"
        rf"(?:(?P<time>(?:{numbers}) {_PERIOD})|{name}(?P<noun>[^\W\d][\w'’-]*))"
    )
