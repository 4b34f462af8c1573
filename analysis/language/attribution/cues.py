"""Cues, the words by which a text attributes."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Cue(NamedTuple):
    """One line of cues.csv, whose head explains the columns."""

    cue: str
    forms: str
    takes: str
    kind: str
    stance: str
    noun: str


@cache
def cues() -> dict[str, Cue]:
    """The reviewed table of cue verbs, by each of their forms."""
    with files("analysis.lexicons").joinpath("cues.csv").open(encoding="utf-8") as lines:
        table = [Cue(**row) for row in csv.DictReader(line for line in lines if not line.startswith("#"))]
    return {form: cue for cue in table for form in cue.forms.split()}


TOPIC = Cue("", "", "object", "belief", "", "")  # a noun that names what it is about, and not what is said
TAKES = ("clause", "person", "question", "order", "infinitive", "object", "topic", "quote")


class Entries(NamedTuple):
    """The lines of cues.csv in columns: what each takes (its place in TAKES); whether it tells speech, or speech or
    finding; the number of the same line where nothing is said by it but what is in quotes (unsaid), and whether it is
    such a line (mute).

    Those lines, of the kind wish and without forms, come behind the others; the last, TOPIC, is of nouns."""

    lines: tuple[Cue, ...]
    takes: NDArray[np.int64]
    speech: NDArray[np.bool_]
    told: NDArray[np.bool_]
    unsaid: NDArray[np.int64]
    mute: NDArray[np.bool_]


@cache
def entries() -> Entries:
    """The reviewed table of cue verbs, by number."""
    known = tuple(dict.fromkeys(cues().values()))
    lines = (*known, *(cue._replace(kind="wish", forms="") for cue in known), TOPIC)
    takes = np.array([TAKES.index(cue.takes) for cue in lines], np.int64)
    speech, finding = (np.array([cue.kind == kind for cue in lines]) for kind in ("speech", "finding"))
    unsaid = np.append(np.tile(np.arange(len(known)) + len(known), 2), len(lines) - 1)
    return Entries(lines, takes, speech, speech | finding, unsaid, np.array([not cue.forms for cue in lines]))


def taking(numbers: NDArray[np.int64], takes: str) -> NDArray[np.bool_]:
    """Whether each line takes this."""
    return entries().takes[numbers] == TAKES.index(takes)


@cache
def _numbers() -> dict[str, int]:
    return {form: number for number, cue in enumerate(entries().lines) for form in cue.forms.split()}


def entry(token: str) -> int:
    """The number of the line of a cue verb; -1 for other tokens."""
    return _numbers().get(bare(token), -1)


@lru_cache(2**16)
def bare(token: str) -> str:
    """A token as the tables have it."""
    return token.strip().replace("’", "'").rstrip(".").lower()
