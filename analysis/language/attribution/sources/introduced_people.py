"""Sources that the words around an attribution tell: whom a pronoun means, and who withholds a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from analysis.language.attribution.attributions import Attributions
from analysis.language.attribution.sources.phrase_patterns import WITHHELD_NAME
from analysis.language.attribution.sources.source_words import plain_form, word_lists
from analysis.language.attribution.sources.types import PERSON, classify_phrase

_PRONOUNS = ("he", "she", "He", "She")
_REACH = 160  # characters before an attribution in which somebody is introduced
# A full name at the start of a sentence, or after a phrase with a comma, before a verb or a comma.
_SUBJECT = re.compile(
    r"(?:\A[^.!?\n“”\"]{0,80}, |\A|[.!?][”\"’']*\s+|\n\s*)(?:[A-Z][^.!?,;:\n“”\"]{2,80}, )?"
    r"((?:[A-Z][\w’'-]*\.? ){1,4}(?:(?:de|da|del|van|von|der|la|bin|al) ){0,2}[A-Z][\w-]+(?:’[A-Z][\w-]+)?)"
    r"(?=, | [a-z])"
)
_TWO_CAPITALS = re.compile(r"[A-Z][\w’.-]+ [A-Z]")
_MALE, _FEMALE = (re.compile(rf"\b(?:{words})\b") for words in ("he|his|him|Mr", "she|her|Mrs|Ms"))
# What stands between a source and its verb and can hold that the name is withheld.
_SHORTEST, _LONGEST = 15, 160
_WITHHELD = re.compile(rf"{WITHHELD_NAME.pattern}|\banonym(?:ity|ously)\b")


def name_sources_by_context(phrases: list[str], found: Attributions, texts: Sequence[str]) -> None:
    """Write the source phrases that the words around them tell, in place.

    Asked about it, Anna Lind left. "We sail," [she] said: Anna Lind.
    [A cook], speaking on condition of anonymity, said ...: with what follows, so that the cook is seen to be anonymous.

    Parameters
    ----------
    phrases : list of str
        The source phrase of each attribution.
    found : Attributions
    texts : sequence of str
    """
    n = len(found.text)
    first_source, first_content, first_cue = (part.first(n) for part in (found.source, found.content, found.cue))
    single = np.diff(first_source) == 1
    at = first_source[:-1].clip(max=max(0, len(found.source.start) - 1))
    pronouns = [number for number in np.flatnonzero(single).tolist() if phrases[number] in _PRONOUNS]
    for number in pronouns:
        of = int(found.text[number])
        starts_at = int(found.source.start[at[number]])
        if first_content[number] < first_content[number + 1]:
            starts_at = min(starts_at, int(found.content.start[first_content[number]]))
        earliest = max(0, starts_at - _REACH)
        if number and found.text[number - 1] == of and first_source[number - 1] < first_source[number]:
            earliest = max(earliest, int(found.source.end[at[number - 1]]))
        phrases[number] = _introduced(texts[of], earliest, starts_at, phrases[number]) or phrases[number]
    has_cue = single & (np.diff(first_cue) > 0)
    which = np.flatnonzero(has_cue)
    gap = found.cue.start[first_cue[which]] - found.source.end[at[which]]
    for number in which[(gap >= _SHORTEST) & (gap <= _LONGEST)].tolist():
        text, start = texts[found.text[number]], int(found.source.end[at[number]])
        between = text[start : int(found.cue.start[first_cue[number]])]
        if _WITHHELD.search(between):
            phrases[number] = f"{phrases[number].rstrip(',')}, {between.strip(' ,')}"


def _introduced(text: str, start: int, end: int, pronoun: str) -> str:
    """Return the full name of the last subject between two places that a pronoun can mean; "" without one."""
    if end - start < len("Al Ek left. "):
        return ""
    window = text[start:end]
    if not _TWO_CAPITALS.search(window):
        return ""
    other = _FEMALE if pronoun.lower() == "he" else _MALE
    for match in reversed(list(_SUBJECT.finditer(window))):
        sentence = window[match.start(1) :].split(". ", 1)[0]
        name = match[1]
        if _is_full_name(name) and not other.search(sentence):
            return name
    return ""


def _is_full_name(phrase: str) -> bool:
    if not word_lists()["place_word"].isdisjoint(map(plain_form, phrase.split(" "))):
        return False
    found = classify_phrase(phrase)
    return found.kind == PERSON and len(found.name) > 1
