"""Verbs behind which their speaker stands: "...", said the mayor."""

from __future__ import annotations

import numpy as np

from analysis.language.attribution.cues import cue_table, entry_takes
from analysis.language.attribution.rules.tag_string import Mask, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag
from analysis.language.attribution.rules.verb_clauses import VerbClauses

_CLOSING_MARKS = ('"', "”", "’", "'")
_BEFORE_INVERSION = Tag.COMMA + Tag.QUOTE + Tag.DASH
_AFTER_SPEAKER = Tag.COMMA + Tag.SENTENCE_BREAK + Tag.SEMICOLON
_MIN_NAME = 2  # words


def may_be_inverted(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """'...', said the mayor: a plain verb directly after a quote or a comma."""
    tags, verb = sentences.tags, clauses.verbs.position
    is_plain: Mask = (clauses.group_start == verb) & tags.has(verb, Tag.CUE_VERB)
    states_clause = tags.has(clauses.before, Tag.COMMA) & ~entry_takes(clauses.verbs.entry, "object")
    # Short words in quotation marks are no quote: The ferry is "late," [said] the mayor.
    closes = tags.has(clauses.before, Tag.DASH) & tags.has(clauses.before - 1, Tag.COMMA)
    closes[closes] = sentences.word_in(clauses.before[closes], _CLOSING_MARKS)
    return is_plain & (tags.has(clauses.before, Tag.QUOTE) | closes | states_clause)


def is_followed_by_speaker(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether only a name follows a verb of speech behind a mark: The ferry, which is old, sank, [said] Bo Lind."""
    tags, verb, entry = sentences.tags, clauses.verbs.position, clauses.verbs.entry
    is_plain = (clauses.group_start == verb) & tags.has(verb, Tag.CUE_VERB) & tags.has(verb - 1, _BEFORE_INVERSION)
    is_plain &= cue_table().is_speech[entry] & entry_takes(entry, "clause") & tags.has(verb + 1, str(Tag.NAME))
    name_end = tags.skip(verb + 1, str(Tag.NAME))
    # Bo Lind of Tarnholm,
    from_place = tags.has(name_end, Tag.PREPOSITION) & (name_end < clauses.verbs.sentence_end)
    end = np.where(from_place, tags.skip(np.minimum(name_end + 1, clauses.verbs.sentence_end), Tag.NAME), name_end)
    follows: Mask = is_plain & (name_end - verb > _MIN_NAME) & tags.has(end, _AFTER_SPEAKER)
    return follows | _ends_with_reporter(tags, clauses)


def _ends_with_reporter(tags: TagString, clauses: VerbClauses) -> Mask:
    """Whether a sentence ends with who reports it: The ferry sank, [reports] the Evening Bell."""
    verb, entry = clauses.verbs.position, clauses.verbs.entry
    is_plain = (clauses.group_start == verb) & tags.has(verb - 1, str(Tag.COMMA)) & cue_table().is_speech[entry]
    is_plain &= tags.has(verb + 1, str(Tag.DETERMINER)) & entry_takes(entry, "clause")
    end = tags.skip(np.minimum(verb + 2, clauses.verbs.sentence_end), Tag.NAME + Tag.ADVERB)
    ends: Mask = is_plain & tags.has(end - 1, str(Tag.NAME)) & tags.has(end, str(Tag.SENTENCE_BREAK)) & (end > verb + 2)
    return ends
