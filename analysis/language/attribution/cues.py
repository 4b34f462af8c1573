"""Cues: the words by which a text attributes, as the reviewed table of cue verbs lists them."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray


class Cue(NamedTuple):
    """One line of cues.csv, whose head explains the columns."""

    cue: str
    forms: str
    takes: str
    kind: str
    stance: str
    noun: str
    subject: str = ""


@cache
def cue_verbs() -> dict[str, Cue]:
    """Read the reviewed table of cue verbs.

    Returns
    -------
    dict
        The line of each form of a cue verb, which may be of two words: said, went on.
    """
    with files("analysis.lexicons").joinpath("cues.csv").open(encoding="utf-8") as lines:
        table = [Cue(**row) for row in csv.DictReader(line for line in lines if not line.startswith("#"))]
    return {form.replace("_", " "): cue for cue in table for form in cue.forms.split()}


# The entry of cue nouns with "of" or "to" (her praise of the boats): what follows is the topic, not what is said.
TOPIC = Cue("", "", "object", "belief", "", "")
# Values of the column "takes" of cues.csv: what may follow a cue verb.
TAKES = ("clause", "person", "question", "order", "infinitive", "object", "topic", "quote", "verdict", "about")


class CueTable(NamedTuple):
    """The lines of cues.csv and their properties as columns; the number of a line is called an entry.

    Each cue verb has two entries: its own, and a second one (of the kind "wish", without forms) for clauses in which
    the verb only reports what stands in quotation marks, as in "The cook left, calling it 'cold'". The last entry is
    `TOPIC`.

    Parameters
    ----------
    lines : tuple of Cue
        The line of each entry.
    takes : array of int, shape (n_entries,)
        What may follow, as a place in `TAKES`.
    is_speech, is_reporting, is_finding : array of bool, shape (n_entries,)
        Whether the cue reports speech; speech or a finding; a finding.
    quote_only : array of int, shape (n_entries,)
        The second entry of the same verb.
    is_quote_only : array of bool, shape (n_entries,)
        Whether an entry is such a second one, or `TOPIC`.
    is_other_noun : array of bool, shape (n_entries,)
        Whether the cue is also a noun that attributes nothing: the state.
    is_adjective : array of bool, shape (n_entries,)
        Whether the cue is an adjective: critical of.
    """

    lines: tuple[Cue, ...]
    takes: NDArray[np.int64]
    is_speech: NDArray[np.bool_]
    is_reporting: NDArray[np.bool_]
    is_finding: NDArray[np.bool_]
    quote_only: NDArray[np.int64]
    is_quote_only: NDArray[np.bool_]
    is_other_noun: NDArray[np.bool_]
    is_adjective: NDArray[np.bool_]


@cache
def cue_table() -> CueTable:
    """Lay out the table of cue verbs by entry."""
    verbs = tuple(dict.fromkeys(cue_verbs().values()))
    lines = (*verbs, *(cue._replace(kind="wish", forms="") for cue in verbs), TOPIC)
    is_speech, is_finding = (np.array([cue.kind == kind for cue in lines]) for kind in ("speech", "finding"))
    second_entries = np.arange(len(verbs)) + len(verbs)
    return CueTable(
        lines=lines,
        takes=np.array([TAKES.index(cue.takes) for cue in lines], np.int64),
        is_speech=is_speech,
        is_reporting=is_speech | is_finding,
        is_finding=is_finding,
        quote_only=np.concatenate([second_entries, second_entries, [len(lines) - 1]]),
        is_quote_only=np.array([not cue.forms for cue in lines]),
        is_other_noun=np.array([cue.noun == "other" for cue in lines]),
        is_adjective=np.array([cue.noun == "adjective" for cue in lines]),
    )


def entry_takes(entries: NDArray[np.int64], takes: str) -> NDArray[np.bool_]:
    """Whether each entry takes a clause, a person, or another one of `TAKES`."""
    answer: NDArray[np.bool_] = cue_table().takes[entries] == TAKES.index(takes)
    return answer


@cache
def _entries_by_form() -> dict[str, int]:
    lines = enumerate(cue_table().lines)
    return {form.replace("_", " "): number for number, cue in lines for form in cue.forms.split()}


@cache
def phrasal_forms() -> frozenset[tuple[str, str]]:
    """Return the forms of two words, as a verb and the word that follows it: went, on."""
    pairs = (form.partition(" ") for form in cue_verbs() if " " in form)
    return frozenset((verb, particle) for verb, _, particle in pairs)


@cache
def past_forms() -> frozenset[str]:
    """Return the forms other than the base and the -s form: said, saying."""
    return frozenset(form.replace("_", " ") for cue in cue_verbs().values() for form in cue.forms.split()[2:])


def entry_of(token: str) -> int:
    """Look up the entry of a cue verb; -1 for other tokens."""
    return _entries_by_form().get(lookup_form(token), -1)


@lru_cache(2**16)
def lookup_form(token: str) -> str:
    """Write a token as the word lists do: in lower case, with a plain apostrophe, without a full stop."""
    return token.strip().replace("’", "'").rstrip(".").lower()


def lookup_forms(tokens: pl.Series) -> pl.Series:
    """Write many tokens as `lookup_form` does."""
    return tokens.str.strip_chars().str.replace_all("’", "'", literal=True).str.strip_chars_end(".").str.to_lowercase()
