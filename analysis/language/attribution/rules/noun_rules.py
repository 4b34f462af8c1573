"""Attributions by cue nouns: the mayor's claim that, her praise of, the crew made the claim that."""

from __future__ import annotations

import numpy as np

from analysis.language.attribution.cues import cue_table, entry_takes, lookup_form
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates, empty_candidates
from analysis.language.attribution.rules.cue_tokens import CueTokens
from analysis.language.attribution.rules.noun_phrases import governing_subject
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag

POSSESSIVE_DETERMINERS = ("his", "her", "their", "its", "my", "our", "your")
# After these a cue noun goes on with a place, a time or a comparison, and not with its topic.
ADVERBIAL_PREPOSITIONS = ("in", "at", "from", "by", "during", "after", "before", "as", "than", "like", "with")
MAX_OWNER_DISTANCE = 20  # tokens between an owner and the noun
# The topic of a noun ends where another clause goes on.
_TOPIC_ENDS = Tag.BE + Tag.AUXILIARY + Tag.CUE_VERB + Tag.SEEM + Tag.SENTENCE_BREAK
_OWNED_MODIFIERS = Tag.ADVERB + Tag.QUANTITY + Tag.COMMON_NOUN + Tag.NAME + Tag.VERB


def attributions_by_nouns(sentences: TaggedSentences, nouns: CueTokens) -> Candidates:
    """Find the attributions by cue nouns.

    [The mayor]'s [claim] {that the pier is safe}. [Her] [praise] of {the boats}. [Their] [decision] {to sail}.

    Parameters
    ----------
    sentences : TaggedSentences
    nouns : CueTokens

    Returns
    -------
    Candidates
        One per noun with a complement; those without a cue are no attributions.
    """
    tags, after = sentences.tags, nouns.position + 1
    takes_clause, takes_infinitive = tags.has(after, Tag.THAT), tags.has(after, Tag.TO)
    takes_topic = tags.has(after, Tag.PREPOSITION)
    takes_topic[takes_topic] = ~sentences.word_is(
        after[takes_topic], lambda token: lookup_form(token) in ADVERBIAL_PREPOSITIONS
    )
    # The offer that expired: a relative clause.
    may_be_verb = tags.has(nouns.position, Tag.CUE_VERB_OR_NOUN)
    has_relative_clause = takes_clause & may_be_verb & ~entry_takes(nouns.entry, "clause")
    eligible = (takes_topic | takes_clause | takes_infinitive) & ~has_relative_clause
    return _with_complement(sentences, nouns.select(eligible), takes_clause[eligible], takes_topic[eligible])


def _with_complement(sentences: TaggedSentences, nouns: CueTokens, takes_clause: Mask, takes_topic: Mask) -> Candidates:
    noun, start = nouns.position, nouns.position + 1 + takes_topic
    end = sentences.tags.next_position(_TOPIC_ENDS, start)
    found = empty_candidates(len(noun))
    found.source[:] = _owners(sentences, nouns)
    found.cue[:] = noun, noun + 1
    found.content[0] = start, np.where(takes_clause | (end == start), nouns.sentence_end, end)
    topic_entry = len(cue_table().lines) - 1
    found.entry[~takes_clause] = topic_entry
    # Without proof that: part of another attribution.
    states_clause = takes_clause & ~sentences.tags.has(noun - 1, Tag.NEGATION)
    return found.discard_unless(states_clause | (found.source[0] >= 0))


def _owners(sentences: TaggedSentences, nouns: CueTokens) -> Positions:
    """Find the owner of each noun, or who made or gave it; start and end, shape (2, n)."""
    tags = sentences.tags
    modifiers_start = tags.skip_back(nouns.position, _OWNED_MODIFIERS, nouns.sentence_start)
    has_pronoun = modifiers_start > nouns.sentence_start
    has_pronoun[has_pronoun] = sentences.word_is(
        modifiers_start[has_pronoun] - 1, lambda token: lookup_form(token) in POSSESSIVE_DETERMINERS
    )
    owner = np.where(has_pronoun, (modifiers_start - 1, modifiers_start), NONE)
    for number in np.flatnonzero(~has_pronoun).tolist():
        owner[:, number] = _owner(tags, int(nouns.sentence_start[number]), int(nouns.position[number]))
    return owner


def _owner(tags: TagString, sentence_start: int, noun: int) -> tuple[int, int]:
    """Find who has a noun: [the mayor]'s claim; [the crew] made the claim."""
    owner = patterns.OWNER.search(tags.string, max(sentence_start, noun - MAX_OWNER_DISTANCE), noun)
    if owner:
        return owner.span(1)
    if tags.string[noun] == Tag.CUE_VERB_OR_NOUN:
        return (NONE, NONE)
    return governing_subject(patterns.HOLDER, tags, sentence_start, noun)
