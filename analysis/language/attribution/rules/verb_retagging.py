"""Verbs that are recognized by their neighbours: short forms, words in -ing, and verbs of headlines in capitals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.language.attribution.cues import cue_verbs, entry_of
from analysis.language.attribution.rules.tags import CUE_VERBS, NOUNS, Tag
from analysis.language.text.utf8 import Places

_VERBS = [ord(tag) for tag in Tag.BE + Tag.AUXILIARY + Tag.VERB + CUE_VERBS + Tag.ADVERB + Tag.NEGATION + Tag.HEDGE]
_ASPECTS = (
    "began", "begun", "begin", "begins", "kept", "keep", "keeps", "started", "starts", "stopped", "stops", "stop",
)  # fmt: skip
_HELP = ("help", "helped", "helps")
_OWNERS = ("his", "her", "their", "its")
_VERBAL_NOUNS = ("warning", "finding", "understanding", "backing")
# Words that begin with a small letter in sentences, but not in title case.
_CONTENT_WORDS = [ord(tag) for tag in Tag.COMMON_NOUN + Tag.VERB + CUE_VERBS + Tag.CUE_NOUN + Tag.MEDIUM]
_AFTER_TITLE_CASE = [ord(tag) for tag in NOUNS + Tag.DETERMINER + Tag.QUANTITY + Tag.PRONOUN]
# What follows a participle that opens a sentence, and names that end as it does.
_PHRASE_OPENERS = Tag.DETERMINER + Tag.QUANTITY + Tag.PRONOUN + Tag.PREPOSITION + Tag.TO + Tag.THAT
_AFTER_PARTICIPLE = [ord(tag) for tag in _PHRASE_OPENERS + Tag.ADVERB + Tag.COMMON_NOUN]
_NAMES_IN_ING = ("King", "Beijing", "Boeing", "Nanjing", "Sterling", "Reading", "Harding", "Fleming", "Spring")


def read_short_verbs(tags: NDArray[np.uint8]) -> None:
    """Tag the 's of a pronoun as a verb, in place: he's saying; he's said.

    Parameters
    ----------
    tags : array of uint8, shape (n_positions,)
    """
    at = np.flatnonzero(tags[1:-2] == ord(Tag.POSSESSIVE)) + 1
    at = at[np.isin(tags[at - 1], [ord(Tag.PRONOUN), ord(Tag.RELATIVE), ord(Tag.THAT)])]
    following = np.where(np.isin(tags[at + 1], [ord(Tag.ADVERB), ord(Tag.NEGATION)]), tags[at + 2], tags[at + 1])
    tags[at] = np.where(following == ord(Tag.CUE_PARTICIPLE), ord(Tag.BE), ord(Tag.AUXILIARY))


def read_aspects(place_of: Mapping[str, int], word: Places, tags: NDArray[np.uint8]) -> None:
    """Tag verbs that say that somebody begins, goes on, ends or helps as auxiliaries, in place: she kept saying.

    Parameters
    ----------
    place_of : mapping of str to int
        The place of each distinct token.
    word : array of int, shape (n_positions,)
    tags : array of uint8, shape (n_positions,)
    """
    verbs = [place_of[verb] for verb in _ASPECTS if verb in place_of]
    at = np.flatnonzero(tags[1:] == ord(Tag.CUE_PARTICIPLE))
    at = at[tags[at] != ord(Tag.SENTENCE_BREAK)]
    tags[at[np.isin(word[at], verbs)]] = ord(Tag.BE)
    # The plan would [help] assure the crew that ...
    helps = [place_of[verb] for verb in _HELP if verb in place_of]
    at = np.flatnonzero(np.isin(word[:-1], helps) & (tags[1:] == ord(Tag.CUE_VERB)))
    tags[at[tags[at] != ord(Tag.SENTENCE_BREAK)]] = ord(Tag.AUXILIARY)


def read_verbal_nouns(place_of: Mapping[str, int], word: Places, tags: NDArray[np.uint8]) -> None:
    """Tag a cue in -ing as a noun where it has an owner, in place: her warning that; the paper's reporting shows.

    Parameters
    ----------
    place_of : mapping of str to int
        The place of each distinct token.
    word : array of int, shape (n_positions,)
    tags : array of uint8, shape (n_positions,)
    """
    at = np.flatnonzero(tags[1:-1] == ord(Tag.CUE_PARTICIPLE)) + 1
    owners = [place_of[owner] for owner in _OWNERS if owner in place_of]
    owned = (tags[at - 1] == ord(Tag.DETERMINER)) & np.isin(word[at - 1], owners)
    at = at[owned | (tags[at - 1] == ord(Tag.POSSESSIVE))]
    nouns = [place_of[noun] for noun in _VERBAL_NOUNS if noun in place_of]
    is_noun = np.isin(word[at], nouns)
    tags[at[is_noun]] = ord(Tag.CUE_NOUN)
    tags[at[~is_noun & np.isin(tags[at + 1], _VERBS)]] = ord(Tag.COMMON_NOUN)


def read_title_case(
    words: Sequence[str],
    place_of: Mapping[str, int],
    word: Places,
    tags: NDArray[np.uint8],
    sentence_start: NDArray[np.int64],
    sentence_end: NDArray[np.int64],
) -> None:
    """Tag cue verbs of headlines in capitals that may be nouns as such, in place: Lind Slams Council Over Ferry.

    Parameters
    ----------
    words : sequence of str
        The distinct tokens.
    place_of : mapping of str to int
        The place of each of them.
    word : array of int, shape (n_positions,)
    tags : array of uint8, shape (n_positions,)
    sentence_start, sentence_end : array of int, shape (n_sentences,)
    """
    forms = [place_of[form] for form in _capitalized_s_forms() if form in place_of]
    if not forms:
        return
    is_form = np.zeros(len(words), bool)
    is_form[forms] = True
    at = np.flatnonzero(is_form.take(word[1:-1])) + 1
    at = at[(tags[at] == ord(Tag.NAME)) & (tags[at - 1] == ord(Tag.NAME)) & np.isin(tags[at + 1], _AFTER_TITLE_CASE)]
    for position in at.tolist():
        sentence = int(np.searchsorted(sentence_start, position, "right")) - 1
        inside = slice(int(sentence_start[sentence]), int(sentence_end[sentence]))
        tokens = zip(word[inside].tolist(), tags[inside].tolist(), strict=True)
        if not any(tag in _CONTENT_WORDS and words[token][0].islower() for token, tag in tokens):
            tags[position] = ord(Tag.CUE_VERB_OR_NOUN)


@cache
def _capitalized_s_forms() -> frozenset[str]:
    cues = {cue for form, cue in cue_verbs().items() if " " not in form and cue.noun in ("yes", "other")}
    return frozenset(cue.forms.split()[1].capitalize() for cue in cues)


def read_opening_participles(
    words: Sequence[str], word: Places, tags: NDArray[np.uint8], sentence_start: NDArray[np.int64]
) -> None:
    """Tag a word in -ing that opens a sentence with a capital as a verb, in place: Leaving the harbour, he said.

    Parameters
    ----------
    words : sequence of str
        The distinct tokens.
    word : array of int, shape (n_positions,)
    tags : array of uint8, shape (n_positions,)
    sentence_start : array of int, shape (n_sentences,)
    """
    opens = (tags[sentence_start] == ord(Tag.NAME)) & np.isin(tags[sentence_start + 1], _AFTER_PARTICIPLE)
    at = sentence_start[opens]
    at = at[np.array([_is_participle(words[one]) for one in word[at].tolist()], bool)]
    is_cue = np.array([entry_of(words[one]) >= 0 for one in word[at].tolist()], bool)
    states = is_cue & (tags[at + 1] == ord(Tag.THAT))
    tags[at] = np.where(states, ord(Tag.CUE_PARTICIPLE), ord(Tag.VERB))


def _is_participle(token: str) -> bool:
    return token.endswith("ing") and "-" not in token and token not in _NAMES_IN_ING
