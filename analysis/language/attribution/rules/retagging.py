"""Tags that depend on the neighbours of a token: verbs of two words, and nicknames within names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.language.attribution.cues import phrasal_forms
from analysis.language.attribution.rules.tags import CUE_VERBS, NOUNS, Tag
from analysis.language.text.utf8 import Places

# A mark, up to three words, a mark and another name, after a name: Bo " The Hook " Lind, Bo ( Fish ) Lind.
_NICKNAME = f"[{Tag.NAME}{Tag.DETERMINER}{Tag.COMMON_NOUN}{Tag.QUANTITY}{Tag.ADVERB}{Tag.VERB}]{{1,3}}"
# That the name comes before is looked up behind the mark: a pattern that begins with marks is found quickly.
_AFTER_NAME = re.compile(rf"-(?<={Tag.NAME}-){_NICKNAME}-(?={Tag.NAME})|\((?<={Tag.NAME}\(){Tag.NAME}\)(?={Tag.NAME})")

# Times of one word, as they are written after "on": Reuters reported on Sunday.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIMES = (*_DAYS, *(f"{day}." for day in _DAYS), *(f"{day[:3]}." for day in _DAYS))
_CUE_VERBS = [ord(tag) for tag in CUE_VERBS]
_FLOATING = ("both", "all", "each", "himself", "herself", "themselves")
# Before adjectives: more certain, far less eager.
_DEGREES = ("more", "most", "less", "least")
_BEFORE_DEGREE = [ord(tag) for tag in Tag.BE + Tag.AUXILIARY + Tag.ADVERB + Tag.VERB + Tag.DETERMINER]
_NOUNS = [ord(tag) for tag in NOUNS]
_BEFORE_FLOATING = [*_NOUNS, *(ord(tag) for tag in Tag.PRONOUN + Tag.AUXILIARY + Tag.BE)]
_VERBS = [ord(tag) for tag in Tag.BE + Tag.AUXILIARY + Tag.VERB + CUE_VERBS + Tag.ADVERB + Tag.NEGATION + Tag.HEDGE]

_STOPS = [ord(tag) for tag in Tag.COMMA + Tag.SEMICOLON + Tag.COLON]
_BEFORE_OPENING = [ord(tag) for tag in Tag.OPENING_BRACKET + Tag.DASH + Tag.QUOTE + Tag.SENTENCE_BREAK]
_APOSTROPHES = "'’"
_OPENING, _CLOSING = "“„«‘\"'(", "”»’\"')"


def join_phrasal_verbs(words: list[str], place_of: dict[str, int], word: Places, tags: NDArray[np.uint8]) -> Places:
    """Tag verbs of two words as cues, in place, and give them words of their own: went on.

    Parameters
    ----------
    words : list of str
        The distinct tokens; the verbs are added to it.
    place_of : dict of str to int
        The place of each token in `words`; the verbs are added to it as well.
    word : array of int, shape (n_positions,)
        The place in `words` of the token at each position of a tag string.
    tags : array of uint8, shape (n_positions,)

    Returns
    -------
    array of int, shape (n_positions,)
        The same as `word`, with the places of the verbs.
    """
    if not words:
        return word
    forms = phrasal_forms()
    verbs, particles = (
        {one: number for number, one in enumerate(dict.fromkeys(part), 1)} for part in zip(*forms, strict=True)
    )
    joins = np.zeros((len(verbs) + 1, len(particles) + 1), bool)
    joins[[verbs[verb] for verb, _ in forms], [particles[particle] for _, particle in forms]] = True
    verb_number, particle_number = np.zeros((2, len(words)), np.int64)
    for one, number in verbs.items():
        if one in place_of:
            verb_number[place_of[one]] = number
    for one, number in particles.items():
        for token in (one, f"{one}."):
            if token in place_of:
                particle_number[place_of[token]] = number
    times = [place_of[time] for time in _TIMES if time in place_of]
    is_token = tags != ord(Tag.SENTENCE_BREAK)
    at = np.flatnonzero((verb_number > 0)[word[:-1]] & is_token[:-1] & is_token[1:])
    at = at[joins[verb_number[word[at]], particle_number[word[at + 1]]]]
    # Reuters [reported] on Sunday: a time follows.
    is_time = np.isin(word[at + 2], times) & is_token[at + 2]
    at = at[~((tags[at + 1] == ord(Tag.PREPOSITION)) & is_time & np.isin(tags[at], _CUE_VERBS))]
    joined = word.copy()
    for place in at.tolist():
        verb, particle = words[word[place]], words[word[place + 1]].rstrip(".")
        name = f"{verb} {particle}"
        if name not in place_of:
            place_of[name] = len(words)
            words.append(name)
        joined[place] = place_of[name]
        tags[place] = ord(Tag.CUE_PARTICIPLE if verb.endswith("ing") else Tag.CUE_VERB)
        tags[place + 1] = ord(Tag.ADVERB)
    return joined


def include_nicknames(place_of: Mapping[str, int], word: Places, tags: NDArray[np.uint8]) -> None:
    """Tag nicknames in quotation marks as parts of the names they stand in, in place: Bo "Fish" Lind.

    Parameters
    ----------
    place_of : mapping of str to int
        The place of each distinct token.
    word : array of int, shape (n_positions,)
    tags : array of uint8, shape (n_positions,)
    """
    opens, closes = ({place_of[mark] for mark in marks if mark in place_of} for marks in (_OPENING, _CLOSING))
    if not opens:
        return
    string = tags.tobytes().decode()
    for found in _AFTER_NAME.finditer(string):
        start, end = found.span()
        if word[start] in opens and word[end - 1] in closes:
            tags[start:end] = ord(Tag.NAME)


def pass_over_floating_words(place_of: Mapping[str, int], word: Places, tags: NDArray[np.uint8]) -> None:
    """Tag words that stand between a subject and its verb as adverbs, in place: they both said, the cook himself said.

    Parameters
    ----------
    place_of : mapping of str to int
        The place of each distinct token.
    word : array of int, shape (n_positions,)
    tags : array of uint8, shape (n_positions,)
    """
    if not place_of:
        return
    floating, degrees = ([place_of[one] for one in some if one in place_of] for some in (_FLOATING, _DEGREES))
    may_be = np.flatnonzero((tags[1:-1] == ord(Tag.QUANTITY)) | (tags[1:-1] == ord(Tag.PRONOUN))) + 1
    at = may_be[np.isin(word[may_be], floating)]
    after_noun = np.isin(tags[at - 1], _BEFORE_FLOATING)
    before_verb = np.isin(tags[at + 1], _VERBS)
    tags[at[after_noun & before_verb]] = ord(Tag.ADVERB)
    # A cook there said; but not: the cooks know there are rats.
    there = [place_of["there"]] if "there" in place_of else []
    at = may_be[np.isin(word[may_be], there)]
    tags[at[np.isin(tags[at - 1], _NOUNS) & np.isin(tags[at + 1], _CUE_VERBS)]] = ord(Tag.ADVERB)
    at = may_be[np.isin(word[may_be], degrees)]
    after_verb = np.isin(tags[at - 1], _BEFORE_DEGREE)
    tags[at[after_verb & (tags[at + 1] == ord(Tag.CUE_VERB))]] = ord(Tag.ADVERB)


def tag_quotation_marks(
    place_of: Mapping[str, int], word: Places, tags: NDArray[np.uint8], touches: NDArray[np.bool_]
) -> None:
    """Tag an apostrophe that is a quotation mark as a mark, in place: the plan 'is good'; but not: the boats' masters.

    Parameters
    ----------
    place_of : mapping of str to int
        The place of each distinct token.
    word : array of int, shape (n_positions,)
    tags : array of uint8, shape (n_positions,)
    touches : array of bool, shape (n_positions - 1,)
        Whether nothing stands between each token and the next.
    """
    marks = [place_of[mark] for mark in _APOSTROPHES if mark in place_of]
    at = np.flatnonzero((tags == ord(Tag.POSSESSIVE)) & np.isin(word, marks))
    opens = ~touches[at - 1] | np.isin(tags[at - 1], _BEFORE_OPENING)
    # The first one after a mark that opens a quote closes it.
    number = np.cumsum(tags == ord(Tag.SENTENCE_BREAK))[at]
    closes = np.append(False, opens[:-1] & (number[1:] == number[:-1]))[: len(at)]
    tags[at[opens | closes | np.isin(tags[at - 1], _STOPS)]] = ord(Tag.DASH)


def join_numbers(tags: NDArray[np.uint8], touches: NDArray[np.bool_]) -> None:
    """Tag the comma within a number as a part of it, in place: 20,000.

    Parameters
    ----------
    tags : array of uint8, shape (n_positions,)
    touches : array of bool, shape (n_positions - 1,)
        Whether nothing stands between each token and the next.
    """
    at = np.flatnonzero(tags[1:-1] == ord(Tag.COMMA)) + 1
    at = at[touches[at - 1] & touches[at]]
    tags[at[(tags[at - 1] == ord(Tag.QUANTITY)) & (tags[at + 1] == ord(Tag.QUANTITY))]] = ord(Tag.QUANTITY)
