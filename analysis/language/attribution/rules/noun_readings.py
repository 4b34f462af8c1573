"""Words such as "claims" or "states" that are nouns by what stands before them, though they may be verbs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from analysis.language.attribution.cues import cue_table, cue_verbs, lookup_form
from analysis.language.attribution.rules.tag_string import Mask, Positions
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag
from analysis.language.attribution.sources.source_words import sections_of
from analysis.language.text.word_lists import read_sections

_PHRASE = Tag.COMMON_NOUN + Tag.CUE_VERB_OR_NOUN + Tag.ADVERB + Tag.QUANTITY
_BEFORE_BASE_FORM = Tag.TO + Tag.AUXILIARY
_BEFORE_QUESTION = Tag.VERB + Tag.CUE_VERB + Tag.CUE_PARTICIPLE + Tag.SENTENCE_BREAK + Tag.PREPOSITION
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
    attributes_nothing = cue_table().is_other_noun[entry] & tags.has(before, Tag.COMMON_NOUN + Tag.NAME)
    place = attributes_nothing & tags.has(after, str(Tag.INTERROGATIVE))
    place[place] = sentences.word_in(after[place], _PLACES)
    answer |= place | (attributes_nothing & tags.has(before, str(Tag.COMMON_NOUN)) & tags.has(after, str(Tag.TO)))
    return np.asarray(answer)


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
    if word == "any" or word in lists["adjective"]:
        return True
    return word.endswith(tuple(lists["ending"])) and word not in lists["noun"] and not sections_of(word)
