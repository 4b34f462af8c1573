"""Speakers whom somebody else quotes: the Evening Bell quoted [Lind] as [saying] that ..."""

from __future__ import annotations

import numpy as np

from analysis.language.attribution.cues import cue_table, entry_takes
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates
from analysis.language.attribution.rules.constructions import clause_start, content_after_verb
from analysis.language.attribution.rules.noun_phrases import subjects
from analysis.language.attribution.rules.tag_string import NONE, Mask, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import CUE_VERBS, VERB_GROUP, Tag
from analysis.language.attribution.rules.verb_clauses import VerbClauses

# Defense Minister Lind: a noun that is a cue elsewhere may be part of a title.
_QUOTED = patterns.PERSON_TAGS + Tag.CUE_NOUN
_AFTER_SAYING = Tag.SENTENCE_BREAK + Tag.COMMA + Tag.PREPOSITION + Tag.ADVERB


def quotes_somebody_as_saying(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether "as saying" follows a verb and whom it quotes: the Evening Bell [quoted] Lind as saying."""
    tags = sentences.tags
    conjunction = tags.skip(clauses.verbs.position + 1, _QUOTED)
    quotes = tags.has(conjunction, Tag.CONJUNCTION) & tags.has(
        np.minimum(conjunction + 1, len(tags.data) - 1), Tag.CUE_PARTICIPLE
    )
    quotes[quotes] = sentences.word_in(conjunction[quotes], ("as",))
    return quotes


def is_quoted_as_saying(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether a participle follows "as", and a verb that quotes stands before it: quoted Lind as [saying]."""
    tags, before = sentences.tags, clauses.before
    entry = clauses.verbs.entry
    states = cue_table().is_speech[entry] & (entry_takes(entry, "clause") | entry_takes(entry, "person"))
    is_quoted = clauses.is_participle & states & tags.has(before, Tag.CONJUNCTION)
    is_quoted[is_quoted] = sentences.word_in(before[is_quoted], ("as",))
    quoting = tags.skip_back(before, _QUOTED, clauses.verbs.sentence_start) - 1
    return is_quoted & tags.has(quoting, CUE_VERBS)


def said_by_the_quoted(tags: TagString, clauses: VerbClauses) -> Candidates:
    """Read what somebody is quoted as saying, before the verb that quotes or after "saying".

    {"We will not wait,"} the Evening Bell quoted [Lind] as [saying]. [Lind] was quoted as [saying] {the pier is old}.

    Parameters
    ----------
    tags : TagString
    clauses : VerbClauses
        Those of "saying".

    Returns
    -------
    Candidates
    """
    verbs, conjunction = clauses.verbs, clauses.before
    quoting = tags.skip_back(conjunction, _QUOTED, verbs.sentence_start) - 1
    subject = subjects(tags, verbs.sentence_start, tags.skip_back(quoting, VERB_GROUP, verbs.sentence_start))
    object_end = np.minimum(tags.next_position(Tag.PREPOSITION, quoting + 1), conjunction)
    has_object = object_end > quoting + 1
    source = np.where(has_object, (quoting + 1, object_end), subject)
    found = content_after_verb(tags, verbs, source, verbs.entry)
    start = clause_start(tags, verbs.sentence_start, np.maximum(subject[0], 0))
    after_quote = (subject[0] > start) & tags.has(np.maximum(subject[0], 1) - 1, Tag.QUOTE + Tag.COMMA)
    after_quote &= tags.has(verbs.position + 1, _AFTER_SAYING)
    found.content[:, :, after_quote] = NONE
    found.content[0][:, after_quote] = start[after_quote], subject[0][after_quote]
    return found
