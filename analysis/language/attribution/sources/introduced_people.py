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
# A full name, perhaps after a phrase with a comma, before a verb or a comma; it begins a sentence, where what stands
# before it in a window opens with a phrase, or follows the end of another sentence or a line break.
_NAME = (
    r"(?:[A-Z][^.!?,;:\n“”\"]{2,80}, )?"
    r"((?:[A-Z][\w’'-]*\.? ){1,4}(?:(?:de|da|del|van|von|der|la|bin|al) ){0,2}[A-Z][\w-]+(?:’[A-Z][\w-]+)?)"
    r"(?=, | [a-z])"
)
_OPENING_SUBJECT = re.compile(rf"(?:[^.!?\n“”\"]{{0,80}}, |){_NAME}")
_LATER_SUBJECT = re.compile(rf"[.!?\n](?:(?<!\n)[”\"’']*\s+|(?<=\n)\s*){_NAME}")
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
    pronoun = np.array([i for i in np.flatnonzero(single).tolist() if phrases[i] in _PRONOUNS], np.int64)
    before = np.maximum(pronoun - 1, 0)
    starts_at = found.source.start[at[pronoun]]
    says = np.flatnonzero(first_content[pronoun] < first_content[pronoun + 1])
    starts_at[says] = np.minimum(starts_at[says], found.content.start[first_content[pronoun[says]]])
    follows = (before < pronoun) & (found.text[before] == found.text[pronoun])
    follows &= first_source[before] < first_source[pronoun]
    earliest = np.maximum(starts_at - _REACH, np.where(follows, found.source.end[at[before]], 0))
    places = zip(*(column.tolist() for column in (pronoun, found.text[pronoun], earliest, starts_at)), strict=True)
    for number, of, start, end in places:
        phrases[number] = _introduced(texts[of], start, end, phrases[number]) or phrases[number]
    has_cue = single & (np.diff(first_cue) > 0)
    which = np.flatnonzero(has_cue)
    gap = found.cue.start[first_cue[which]] - found.source.end[at[which]]
    for number in which[(gap >= _SHORTEST) & (gap <= _LONGEST)].tolist():
        text, start = texts[found.text[number]], int(found.source.end[at[number]])
        between = text[start : int(found.cue.start[first_cue[number]])]
        if ("anonym" in between or " be " in between) and _WITHHELD.search(between):
            phrases[number] = f"{phrases[number].rstrip(',')}, {between.strip(' ,')}"


def _introduced(text: str, start: int, end: int, pronoun: str) -> str:
    """Return the full name of the last subject between two places that a pronoun can mean; "" without one."""
    if end - start < len("Al Ek left. "):
        return ""
    window = text[start:end]
    if not _TWO_CAPITALS.search(window):
        return ""
    other = _FEMALE if pronoun.lower() == "he" else _MALE
    opening = _OPENING_SUBJECT.match(window)
    later = list(_LATER_SUBJECT.finditer(window, opening.end() if opening else 0))
    for match in (*reversed(later), *([opening] if opening else [])):
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
