"""Words such as "claims" or "states" that are nouns by what stands before them, though they may be verbs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from analysis.language.attribution.cues import cue_table, cue_verbs, lookup_form
from analysis.language.attribution.rules.tag_string import Mask, Positions
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag
from analysis.language.attribution.rules.thing_words import thing_words
from analysis.language.attribution.sources.source_words import sections_of
from analysis.language.text.word_lists import read_sections

_PHRASE = Tag.COMMON_NOUN + Tag.CUE_VERB_OR_NOUN + Tag.ADVERB + Tag.QUANTITY
_BEFORE_BASE_FORM = Tag.TO + Tag.AUXILIARY
_BEFORE_QUESTION = Tag.VERB + Tag.CUE_VERB + Tag.CUE_PARTICIPLE + Tag.SENTENCE_BREAK + Tag.PREPOSITION
_BEFORE_PARTICIPLE = Tag.COMMON_NOUN + Tag.QUANTITY + Tag.CUE_VERB_OR_NOUN + Tag.ADVERB
_MODIFIED = Tag.COMMON_NOUN + Tag.CUE_VERB_OR_NOUN + Tag.MEDIUM + Tag.CUE_NOUN
_DEGREES = ("more", "most", "enough", "fewer", "total", "daily")
_BEFORE_COMPOUND = Tag.VERB + Tag.CUE_VERB + Tag.PREPOSITION + Tag.CUE_PARTICIPLE
_PLACES = ("where", "when")


def is_plural_noun(
    sentences: TaggedSentences, position: Positions, before: Positions, sentence_start: Positions, entry: Positions
) -> Mask:
    """Whether each -s form is a noun in the plural, and no verb.

    After an adjective: recent [claims] that; key [states] to win. After a plain verb, whose object it is: the plan to
    investigate [claims] that. Where the noun attributes nothing: the harbour [states] where they sail.

    Parameters
    ----------
    sentences : TaggedSentences
    position : array of int, shape (n,)
        Of the -s forms.
    before : array of int, shape (n,)
        Of the word before each, adverbs left out.
    sentence_start, entry : array of int, shape (n,)
    """
    tags, after = sentences.tags, position + 1
    answer: Mask = tags.has(before, Tag.COMMON_NOUN + Tag.NAME + Tag.QUANTITY)
    answer[answer] = sentences.word_is(before[answer], _is_adjective)
    phrase = tags.skip_back(position, _PHRASE, sentence_start)
    is_object = (phrase <= before) & (phrase > sentence_start) & tags.has(phrase - 1, _BEFORE_BASE_FORM)
    answer |= is_object & tags.has(phrase, Tag.COMMON_NOUN + Tag.CUE_VERB_OR_NOUN)
    # They asked which [emails] she sent.
    which = tags.has(before, Tag.RELATIVE) & tags.has(np.maximum(before - 1, 0), _BEFORE_QUESTION)
    which[which] = sentences.word_in(before[which], ("which", "Which"))
    answer |= which
    answer |= _follows_bare_singular(sentences, before, sentence_start)
    attributes_nothing = cue_table().is_other_noun[entry] & tags.has(before, Tag.COMMON_NOUN + Tag.NAME)
    place = attributes_nothing & tags.has(after, str(Tag.INTERROGATIVE))
    place[place] = sentences.word_in(after[place], _PLACES)
    answer |= place | (attributes_nothing & tags.has(before, str(Tag.COMMON_NOUN)) & tags.has(after, str(Tag.TO)))
    return np.asarray(answer)


def _follows_bare_singular(sentences: TaggedSentences, before: Positions, sentence_start: Positions) -> Mask:
    """Whether a noun in the singular without a determiner stands before each position: rejected inmate [claims]."""
    tags = sentences.tags
    phrase = tags.skip_back(before + 1, Tag.COMMON_NOUN, sentence_start)
    bare = tags.has(before, Tag.COMMON_NOUN) & tags.has(phrase - 1, _BEFORE_COMPOUND) & (phrase > sentence_start)
    bare[bare] = ~sentences.word_is(before[bare], _may_be_bare_subject)
    return bare


def _may_be_bare_subject(token: str) -> bool:
    return token.endswith("s") or bool(sections_of(lookup_form(token)))


def is_noun_or_modifier(
    sentences: TaggedSentences, position: Positions, sentence_start: Positions, entry: Positions
) -> Mask:
    """Whether each word that is listed as a verb only is none: new [questions about], 646 [confirmed] cases.

    Parameters
    ----------
    sentences : TaggedSentences
    position, sentence_start, entry : array of int, shape (n,)
        Of each word.
    """
    answer = _modifies_noun(sentences, position, sentence_start)
    which = np.flatnonzero(sentences.word_is(position, is_plural_with_particle))
    before, start = position[which] - 1, sentence_start[which]
    answer[which] |= is_plural_noun(sentences, position[which], before, start, entry[which])
    return answer


def _modifies_noun(sentences: TaggedSentences, verbs: Positions, sentence_start: Positions) -> Mask:
    """Whether each cue verb in the past says what a thing is: 646 [confirmed] cases, to write [promised] letters."""
    tags, before = sentences.tags, verbs - 1
    answer: Mask = tags.has(verbs + 1, _MODIFIED) & tags.has(before, _BEFORE_PARTICIPLE)
    answer[answer] = sentences.form_in(verbs[answer], thing_words()["modifying"])
    which = np.flatnonzero(answer)
    phrase = tags.skip_back(verbs[which], _PHRASE, sentence_start[which])
    is_object = (phrase > sentence_start[which]) & tags.has(phrase - 1, _BEFORE_BASE_FORM)
    is_object &= tags.has(phrase, Tag.COMMON_NOUN + Tag.CUE_VERB_OR_NOUN)
    answer[which] = is_object | sentences.word_is(before[which], _is_number_or_adjective)
    return answer


def _is_number_or_adjective(token: str) -> bool:
    return token[:1].isdigit() or lookup_form(token) in _DEGREES or _is_adjective(token)


def is_plural_with_particle(token: str) -> bool:
    """Whether a cue of two words begins with an -s form that may be a noun: questions about."""
    word = token.partition(" ")[0]
    cue = cue_verbs().get(lookup_form(word)) if " " in token else None
    return cue is not None and cue.noun in {"yes", "other"} and word.endswith("s")


@cache
def _listed() -> dict[str, frozenset[str]]:
    sections = read_sections(Path(__file__).with_name("adjectives.txt"))
    return {name: frozenset(words) for name, words in sections.items()}


def _is_adjective(token: str) -> bool:
    """Whether a word is an adjective, by the list of these or by its ending; a name only in -ern: Southern."""
    word, lists = lookup_form(token), _listed()
    if token[:1].isupper():
        return word.endswith("ern") and word not in lists["noun"]
    if "-" in word:
        return word.endswith(("ing", "ed"))
    if word in lists["adjective"]:
        return True
    return word.endswith(tuple(lists["ending"])) and word not in lists["noun"] and not sections_of(word)
