"""In what state counted people and things are said to be: dead, injured, arrested, approved."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import polars as pl

from analysis.language.quantities.matching import search
from analysis.language.quantities.word_classes import sections

# Between a verb and the number of those it concerns.
_SMALL = (
    r"(?:(?:at|least|more|than|about|another|nearly|some|over|as|many|up to|around|only|an|estimated|of|the|roughly|"
    r"almost|just|all|approximately|fewer|other|further) ){0,4}"
)
_BE = frozenset(("was", "were", "is", "are", "been", "being", "be", "got"))


def _rows() -> list[dict[str, str]]:
    with files(__package__).joinpath("states.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def _states(place: str) -> dict[str, str]:
    """Return the state by the words that say it, before or after a number."""
    return {word: row["state"] for row in _rows() for word in row[place].split("|") if word}


@cache
def states_of_people() -> list[str]:
    """Return the states in which only people are."""
    return [row["state"] for row in _rows() if row["of"] == "person"]


@cache
def state_words() -> frozenset[str]:
    """Return words that name people by their state, as in 30 wounded."""
    return frozenset(word for word in ("dead", "wounded", "injured", "missing", "homeless", "unemployed", "displaced"))


def state_named(word: str) -> str:
    """Return the state that a word names after a number; '' for none."""
    return _states("after").get(word, "")


@cache
def begins_state(word: str) -> bool:
    """Whether a word after what is counted can begin the statement of its state."""
    plain = word.lower()
    return plain in _BE or plain in sections()["passed"] or plain in _states("after") or plain.endswith("ly")


def states_before(left: pl.Series) -> pl.Series:
    """Return the state that a verb before each number puts what is counted into.

    Parameters
    ----------
    left : polars.Series of str
        Text before each number.

    Returns
    -------
    polars.Series of str
        '' for none.
    """
    verbs = _states("before")
    pattern = rf"(?:^|[^a-zà-ɏ’'-])({'|'.join(sorted(verbs, key=len, reverse=True))}) {_SMALL}$"
    found = search(left.str.tail(60).str.to_lowercase().str.extract, pattern, 1).fill_null("")
    return found.replace_strict(verbs, default="", return_dtype=pl.String)


def state_after(words: Sequence[str]) -> str:
    """Return the state that the words after a number or its noun say what is counted to be in.

    Parameters
    ----------
    words : sequence of str
        In lower case; from the first one after the noun.

    Returns
    -------
    str
        The state; '' if the words do not start with a form of be and a participle, or with the name of a state.

    Examples
    --------
    >>> state_after("were later killed in the fire".split())
    'dead'
    >>> state_after("were built on the quay".split())
    'built'
    >>> state_after("built houses".split())
    ''
    """
    passive = False
    for word in words:
        if state := state_named(word):
            return state
        if word in _BE:
            passive = True
        elif word not in sections()["passed"] and not word.endswith("ly"):
            return word if passive and _is_participle(word) else ""
    return ""


def _is_participle(word: str) -> bool:
    lists = sections()
    ends = word.endswith("ed") and len(word) > 4 and word not in lists["notparticiples"]
    return ends or word in lists["participles"]
