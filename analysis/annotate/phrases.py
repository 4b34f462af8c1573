"""Who may speak: noun phrases, as patterns over a string with one letter a token, and the clause they speak in.

clauses.py explains the letters. All spans are pairs of token numbers, first and last + 1."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.annotate.cues import Cue

Span = tuple[int, int]


class Clause(NamedTuple):
    """Who (source), by which words (cue), says what (content); entry: the line of a cue verb in cues.csv, without
    forms where nothing is said by it but what stands in quotes."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    entry: Cue | None = None
    negated: bool = False


# Noun phrases: determiners, adjectives and nouns; then more of them after "of" or "and".
UNIT = r"(?:[dk]e|[dkrsmnNYZG])*[nNsmYZk]"
NP = rf"(?:p|{UNIT}(?:[o&]{UNIT}|[o&]p)*)"
ASIDE = r"(?:,(?:w[^;Q]{1,40}|[^;QaBt][^;QaB]{0,40}),|\([^()]{1,40}\)|-[^-]{1,30}-)"
SUBJECT = re.compile(rf"(?:{NP}|{UNIT}[,(]?w|(?:\A|(?<=[,;:&btQ-])){NP}{ASIDE}|w|t)\Z")
ENDS = frozenset("pnNsmYZkwt,)-")  # the letters a subject may end with
FIRST = re.compile(rf"(?:[orq&bGe][^,]*,)?({NP})")
BUT = re.compile(rf"[b&]({NP})")
# A phrase without a subject that opens a sentence, and the subject that comes after it.
OPENING = re.compile("[obrqTx&]*")
AFTER = re.compile(rf",({NP})")
# The subject of the last clause, its verb, and what stands between that and an infinitive or a noun of saying.
_LAST = rf"(?:.*[,;:bqtVQ-])?({NP})(?:{ASIDE})?[arxh]*"
CONTROLLER = re.compile(rf"{_LAST}[BeVGZSa][^,;:btVQ-]*")
HOLDER = re.compile(rf"{_LAST}[BeVS][dkrsnNeZ]*")
# What a clause is about that says no more of it: something which they oppose.
ANTECEDENT = re.compile(rf"(?:{UNIT}(?:[o&]{UNIT})*,?[wtq]?|[wq])\Z")
PHRASE = re.compile(NP)
OWNER = re.compile(rf"({UNIT})s[rkneN]*\Z")
SOURCE = re.compile(r"[^,;Q(]+")


_PARTS = "pdkrsmnNYZGeo&"  # the letters a noun phrase may have
WINDOW = 40  # how far before a verb its subject may begin


def subject(letters: str, end: int) -> Span | None:
    """The subject that ends before a verb."""
    floor = max(0, end - WINDOW)
    aside = letters[end - 1] in ",)-"
    found = SUBJECT.search(letters, floor if aside else _start(letters, end, floor), end)
    return (found.start(), end - aside * (letters[end - 1] == ",")) if found else None


def antecedent(letters: str, end: int) -> Span | None:
    """What the clause whose subject begins there is about."""
    found = ANTECEDENT.search(letters, _start(letters, end, max(0, end - WINDOW)), end)
    return found.span() if found else None


def _start(letters: str, end: int, floor: int) -> int:
    """Where what may be a noun phrase before end begins: a search from here finds what one from the floor would."""
    stretch = letters[floor:end]
    return floor + len(stretch.rstrip("wtq").rstrip(",(").rstrip(_PARTS))


def inherited(letters: str, i: int, found: list[Clause]) -> Span | None:
    """The source of the clause before, else the sentence's first noun phrase, else that after an opening."""
    for one in reversed(found):
        if one.source and (not one.entry or one.entry.forms):
            return one.source
    first = FIRST.match(letters, 0, i) or BUT.match(letters, 0, i)
    if not first and OPENING.fullmatch(letters, 0, i):
        first = AFTER.search(letters, i)
    return first.span(1) if first else None


def controller(letters: str, i: int) -> Span | None:
    """The subject of the verb that governs the infinitive at i: he wants to, they went on to."""
    subject = CONTROLLER.fullmatch(letters, 0, i)
    return subject.span(1) if subject else None


def begin(letters: str, i: int) -> int:
    """Where the clause that ends before i begins."""
    return letters.rfind(";", 0, i - 1) + 1
