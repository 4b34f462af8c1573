"""Cues, the words by which a text attributes; one letter a word, so that patterns over a sentence are short."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.annotate.wordlists import read_sections


class Cue(NamedTuple):
    """One line of cues.csv, whose head explains the columns."""

    cue: str
    forms: str
    takes: str
    kind: str
    stance: str
    noun: str


# The letter of each section of word_classes.txt. A cue verb is V, in -ing G, and Z where it may be a noun; of other
# words those with a capital are N, with the ending of a verb e, the rest n. A quote is one token, Q.
SECTIONS = {
    "determiner": "d", "quantity": "k", "pronoun": "p", "preposition": "o", "that": "t", "relative": "w",
    "question": "q", "and": "&", "but": "b", "auxiliary": "a", "be": "B", "not": "x", "adverb": "r", "hedge": "h",
    "medium": "m", "noun": "Y", "according": "A", "to": "T", "verb": "e", "seem": "S",
}  # fmt: skip
MARKS = {",": ",", ";": ";", "?": ";", "!": ";", ":": ":", "(": "(", ")": ")", "$": "k", "%": "k", "&": "&", ".": ";"}
POSSESSIVE = ("'s", "’s", "'", "’")


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
    finding; and the number of the same line where nothing is said by it but what is in quotes.

    Those lines, of the kind wish and without forms, come behind the others; the last is TOPIC."""

    lines: tuple[Cue, ...]
    takes: NDArray[np.int64]
    speech: NDArray[np.bool_]
    told: NDArray[np.bool_]
    unsaid: NDArray[np.int64]


@cache
def entries() -> Entries:
    """The reviewed table of cue verbs, by number."""
    known = tuple(dict.fromkeys(cues().values()))
    lines = (*known, *(cue._replace(kind="wish", forms="") for cue in known), TOPIC)
    takes = np.array([TAKES.index(cue.takes) for cue in lines], np.int64)
    speech, finding = (np.array([cue.kind == kind for cue in lines]) for kind in ("speech", "finding"))
    unsaid = np.append(np.tile(np.arange(len(known)) + len(known), 2), len(lines) - 1)
    return Entries(lines, takes, speech, speech | finding, unsaid)


def taking(numbers: NDArray[np.int64], takes: str) -> NDArray[np.bool_]:
    """Whether each line takes this."""
    return entries().takes[numbers] == TAKES.index(takes)


@cache
def _numbers() -> dict[str, int]:
    numbers = {cue: number for number, cue in enumerate(dict.fromkeys(cues().values()))}
    return {form: numbers[cue] for form, cue in cues().items()}


def entry(token: str) -> int:
    """The number of the line of a cue verb; -1 for other tokens."""
    return _numbers().get(bare(token), -1)


@cache
def word_classes() -> dict[str, str]:
    """The letter of each word of word_classes.txt."""
    listed = read_sections(Path(__file__).with_name("word_classes.txt"))
    return {word: SECTIONS[name] for name, words in listed.items() for word in words}


@lru_cache(2**16)
def bare(token: str) -> str:
    """A token as the tables have it."""
    return token.strip().replace("’", "'").rstrip(".").lower()


_KNOWN: dict[str, str] = {}


def letters(tokens: list[str]) -> str:
    """The letters of tokens; each is worked out where it is first met."""
    try:
        return "".join([_KNOWN[token] for token in tokens])
    except KeyError:
        _KNOWN.update({token: letter(token) for token in tokens if token not in _KNOWN})
        return letters(tokens)


def letter(token: str) -> str:
    """The class of a word or mark as one letter."""
    token, word = token.strip(), bare(token)
    if token in POSSESSIVE:
        return "s"
    if not token[0].isalnum():
        return MARKS.get(token, "-")
    cue = cues().get(word)
    if cue and (token[0].islower() or not cue.noun):
        return _of_cue(cue, word)
    if word in word_classes() and token not in ("US", "May", "March"):
        return word_classes()[word]
    return _by_form(token, word)


def _of_cue(cue: Cue, word: str) -> str:
    if cue.noun and word in cue.forms.split()[:2]:
        return "Z"
    return "G" if word.endswith("ing") else "V"


# So that a sentence may begin with Additionally, and a name end like Kelly.
NO_ADVERBS = frozenset(["family", "ally", "rally", "assembly", "anomaly", "monopoly", "bully", "belly", "fly"])
ADVERB = re.compile(r"\w+(?:al|ab|ent|ant|ous|iv|at|ed|ing|ar)e?ly")


def _by_form(token: str, word: str) -> str:
    if ADVERB.fullmatch(word):
        return "r"
    if token[0].isupper():
        return "N"
    if token[0].isdigit():
        return "k"
    if word.endswith("ly") and word not in NO_ADVERBS:
        return "r"
    return "e" if word.endswith(("ed", "ing")) and len(word) > 4 else "n"
