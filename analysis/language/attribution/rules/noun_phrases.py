"""Who may speak: noun phrases, and the clause whose subject they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np

from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.tag_string import NONE, Positions, TagString
from analysis.language.attribution.rules.tags import CLAUSE_OPENERS, Tag

_NOT_BEFORE_VERB = Tag.COORDINATOR + Tag.TO + Tag.THAT + Tag.RELATIVE
MAX_PHRASE = 40  # tokens between the start of a subject and its verb


def subjects(tags: TagString, sentence_start: Positions, end: Positions) -> Positions:
    """Find the subject that ends where each verb group begins.

    Parameters
    ----------
    tags : TagString
    sentence_start, end : array of int, shape (n,)
        Where the sentence and the verb group begin.

    Returns
    -------
    array of int, shape (2, n)
        Start and end of each subject; NONE where there is none.
    """
    before = end - 1
    start = _phrase_starts(tags, sentence_start, end, patterns.SUBJECT)
    for number in np.flatnonzero(tags.has(before, Tag.COMMA + Tag.CLOSING_BRACKET + Tag.DASH)).tolist():
        floor = max(int(sentence_start[number]), int(end[number]) - MAX_PHRASE)
        found = patterns.SUBJECT_WITH_ASIDE.search(tags.string, floor, int(end[number]))
        start[number] = found.start() if found else NONE
    return np.stack([start, np.where(start < 0, NONE, end - tags.has(before, Tag.COMMA))])


def subjects_with_relative_clause(tags: TagString, sentence_start: Positions, end: Positions) -> dict[int, int]:
    """Find the subjects with a relative clause that ends where the verb group begins: [two cooks who saw it] (said).

    Parameters
    ----------
    tags : TagString
    sentence_start, end : array of int, shape (n,)
        Where the sentence and the verb group begin.

    Returns
    -------
    dict
        Where each subject starts, by the number of its verb.
    """
    before = np.maximum(end - 1, 0)
    floor = np.maximum(sentence_start, end - MAX_PHRASE)
    pronoun = tags.previous_position(Tag.RELATIVE + Tag.THAT, before)
    which = np.flatnonzero(pronoun > floor)
    which = which[~tags.has(before[which], _NOT_BEFORE_VERB)]
    found = dict[int, int]()
    string, places = tags.string, (which.tolist(), floor[which].tolist(), pronoun[which].tolist(), end[which].tolist())
    for number, earliest, who, stop in zip(*places, strict=True):
        if patterns.REST_OF_RELATIVE.fullmatch(string, who, stop):
            phrase = patterns.SUBJECT_WITH_RELATIVE.search(string, earliest, stop)
            if phrase:
                found[number] = phrase.start()
    return found


def antecedents(tags: TagString, sentence_start: Positions, end: Positions) -> Positions:
    """Find what each relative clause is about, which stands before its subject: "a word (he used)".

    Parameters and returned values are those of `subjects`; end: where the subject begins.
    """
    start = _phrase_starts(tags, sentence_start, end, patterns.ANTECEDENT)
    return np.stack([start, np.where(start < 0, NONE, end)])


def _phrase_starts(tags: TagString, sentence_start: Positions, end: Positions, pattern: re.Pattern[str]) -> Positions:
    """Where the match that ends at each position begins."""
    floor = np.maximum(sentence_start, end - MAX_PHRASE)
    before_pronoun = tags.skip_back(end, Tag.RELATIVE + CLAUSE_OPENERS, floor)
    before_mark = tags.skip_back(before_pronoun, Tag.COMMA + Tag.OPENING_BRACKET, floor)
    start = tags.skip_back(before_mark, patterns.PHRASE_TAGS, floor)
    string, match_start = tags.string, _match_starts(pattern)
    stretches = zip(start.tolist(), end.tolist(), strict=True)
    offset = np.array([match_start(string[a:b]) for a, b in stretches], np.int64)
    return np.where(offset < 0, NONE, start + offset)


@cache
def _match_starts(pattern: re.Pattern[str]) -> Callable[[str], int]:
    """Return a function that tells where the first match begins; it keeps answers, since the same tags recur."""

    @lru_cache(2**16)
    def match_start(stretch: str) -> int:
        found = pattern.search(stretch)
        return found.start() if found else NONE

    return match_start


def opening_phrase(tags: TagString, sentence_start: int, verb: int) -> tuple[int, int]:
    """Find the first noun phrase before a verb, else the one after an opening clause.

    "In the harbour, [the mayor] smiled, saying that ..."; "Without saying why, [the mayor] left."
    """
    string = tags.string
    found = patterns.FIRST_PHRASE.match(string, sentence_start, verb)
    found = found or patterns.PHRASE_AFTER_CONJUNCTION.match(string, sentence_start, verb)
    if not found and patterns.OPENS_WITHOUT_SUBJECT.fullmatch(string, sentence_start, verb):
        found = patterns.PHRASE_AFTER_COMMA.search(string, verb, string.index(Tag.SENTENCE_BREAK, verb))
    return found.span(1) if found else (NONE, NONE)


def governing_subject(pattern: re.Pattern[str], tags: TagString, sentence_start: int, position: int) -> tuple[int, int]:
    """Find the subject of the verb that governs what stands at a position: "[They] went on to (say)".

    pattern: `CONTROLLER` for infinitives and participles, `HOLDER` for nouns.
    """
    found = pattern.fullmatch(tags.string, sentence_start, position)
    return found.span(1) if found else (NONE, NONE)
