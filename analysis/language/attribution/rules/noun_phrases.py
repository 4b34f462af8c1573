"""Who may speak: noun phrases, as patterns over a string with one letter a token, and the clause they speak in.

clauses.py explains the letters. All spans are pairs of places among the letters, first and last + 1."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from analysis.language.attribution.rules.tag_string import NONE, Letters, Places

# Noun phrases: determiners, adjectives and nouns; then more of them after "of" or "and".
UNIT = r"(?:[dk]e|[dkrsmnNYZG])*[nNsmYZk]"
NP = rf"(?:p|{UNIT}(?:[o&]{UNIT}|[o&]p)*)"
ASIDE = r"(?:,(?:w[^;Q\n]{1,40}|[^;QaBt\n][^;QaB\n]{0,40}),|\([^()\n]{1,40}\)|-[^-\n]{1,30}-)"
PHRASE = re.compile(NP)
SUBJECT = re.compile(rf"(?:{NP}|{UNIT}[,(]?w|w|t)\Z")
SET_APART = re.compile(rf"(?:{NP}|{UNIT}[,(]?w|(?<=[\n,;:&btQ-]){NP}{ASIDE}|w|t)\Z")
ENDS = "pnNsmYZkwt,)-"  # the letters a subject may end with
FIRST = re.compile(rf"(?:[orq&bGe][^,\n]*,)?({NP})")
BUT = re.compile(rf"[b&]({NP})")
# A phrase without a subject that opens a sentence, and the subject that comes after it.
OPENING = re.compile("[obrqTx&]*")
AFTER = re.compile(rf",({NP})")
# The subject of the last clause, its verb, and what stands between that and an infinitive or a noun of saying.
_LAST = rf"(?:.*[,;:bqtVQ-])?({NP})(?:{ASIDE})?[arxh]*"
CONTROLLER = re.compile(rf"{_LAST}[BeVGZSa][^,;:btVQ\n-]*")
HOLDER = re.compile(rf"{_LAST}[BeVS][dkrsnNeZ]*")
# What a clause is about that says no more of it: something which they oppose.
ANTECEDENT = re.compile(rf"(?:{UNIT}(?:[o&]{UNIT})*,?[wtq]?|[wq])\Z")
OWNER = re.compile(rf"({UNIT})s[rkneN]*\Z")

_PARTS = "pdkrsmnNYZGeo&"  # the letters a noun phrase may have
WINDOW = 40  # how far before a verb its subject may begin


def subjects(letters: Letters, first: Places, end: Places) -> Places:
    """The subjects that end before verbs, in sentences that begin at first."""
    aside = letters.is_one(end - 1, ",)-")
    start = _starts(letters, first, end, SUBJECT)
    at = np.flatnonzero(aside)
    floor = np.maximum(first[at], end[at] - WINDOW)
    found = [SET_APART.search(letters.text, a, b) for a, b in zip(floor.tolist(), end[at].tolist(), strict=True)]
    start[at] = [m.start() if m else NONE for m in found]
    return np.stack([start, np.where(start < 0, NONE, end - letters.is_one(end - 1, ","))])


def antecedents(letters: Letters, first: Places, end: Places) -> Places:
    """What the clauses whose subjects begin there are about."""
    start = _starts(letters, first, end, ANTECEDENT)
    return np.stack([start, np.where(start < 0, NONE, end)])


def _starts(letters: Letters, first: Places, end: Places, pattern: re.Pattern[str]) -> Places:
    """Where what the pattern finds at each end begins; looked for once in each different stretch of letters."""
    floor = np.maximum(first, end - WINDOW)
    start = letters.back(letters.back(letters.back(end, "wtq", floor), ",(", floor), _PARTS, floor)
    text, spans = letters.text, zip(start.tolist(), end.tolist(), strict=True)
    found = np.array([_leads(pattern, text[a:b]) for a, b in spans], np.int64)
    return np.where(found < 0, NONE, start + found)


@lru_cache(2**16)
def _leads(pattern: re.Pattern[str], stretch: str) -> int:
    found = pattern.search(stretch)
    return found.start() if found else NONE


def opening(letters: Letters, first: int, i: int) -> tuple[int, int]:
    """The sentence's first noun phrase before i, else that after an opening."""
    found = FIRST.match(letters.text, first, i) or BUT.match(letters.text, first, i)
    if not found and OPENING.fullmatch(letters.text, first, i):
        found = AFTER.search(letters.text, i, letters.text.index("\n", i))
    return found.span(1) if found else (NONE, NONE)


def governing(pattern: re.Pattern[str], letters: Letters, first: int, i: int) -> tuple[int, int]:
    """The subject of the verb that governs what stands at i: he wants to, they went on to."""
    found = pattern.fullmatch(letters.text, first, i)
    return found.span(1) if found else (NONE, NONE)
