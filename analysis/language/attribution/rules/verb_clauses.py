"""Cue verbs with what stands before them in their clauses."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import cue_table
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.cue_tokens import CueTokens, has_short_be
from analysis.language.attribution.rules.noun_phrases import subjects, subjects_with_relative_clause
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import CUE_NOUNS, VERB_GROUP, Tag
from analysis.language.attribution.rules.thing_words import thing_words


class VerbClauses(NamedTuple):
    """Cue verbs with what stands before them in their clauses.

    Parameters
    ----------
    verbs : CueTokens
    group_start : array of int, shape (n,)
        Where the verb group begins: [has not yet] said.
    is_participle, is_passive, is_finite : array of bool, shape (n,)
        saying; was told; said, or is saying.
    source : array of int, shape (2, n)
        Start and end of the subject; NONE without one.
    link_start : array of int, shape (n,)
        Where the words begin that link the subject to what is said before it: "...", [as] she said; "..." [is how] she
        put it; else where the subject begins.
    """

    verbs: CueTokens
    group_start: Positions
    is_participle: Mask
    is_passive: Mask
    is_finite: Mask
    source: Positions
    link_start: Positions

    @property
    def before(self) -> Positions:
        """The position of the token before the verb group."""
        return self.group_start - 1

    @property
    def quote_only(self) -> Positions:
        """The entries by which the verbs only report quotes."""
        return cue_table().quote_only[self.verbs.entry]

    def select(self, which: Positions | Mask) -> VerbClauses:
        """Select some of the clauses, in the order given."""
        return VerbClauses(
            verbs=self.verbs.select(which),
            group_start=self.group_start[which],
            is_participle=self.is_participle[which],
            is_passive=self.is_passive[which],
            is_finite=self.is_finite[which],
            source=self.source[:, which],
            link_start=self.link_start[which],
        )


def verb_clauses(sentences: TaggedSentences, verbs: CueTokens) -> VerbClauses:
    """Find the verb group and the subject of each cue verb."""
    tags, verb = sentences.tags, verbs.position
    group_start = tags.skip_back(verb, VERB_GROUP, verbs.sentence_start)
    group_start = _before_time(sentences, verbs, group_start)
    is_participle, has_be = tags.has(verb, Tag.CUE_PARTICIPLE), tags.contains(Tag.BE, group_start, verb)
    has_be |= is_participle & has_short_be(sentences, group_start)
    is_finite = has_be | ~is_participle
    # "Voters hoping that" has a subject; "but they issued a statement, saying that" has none of its own.
    after_noun = tags.has(group_start - 1, Tag.COMMON_NOUN + Tag.NAME)
    # With polls showing that: the polls show it; but not: they issued a statement saying that.
    after_noun |= tags.has(group_start - 1, Tag.MEDIUM + Tag.CUE_NOUN) & cue_table().is_finding[verbs.entry]
    may_have_subject = (is_finite | after_noun) & tags.has(group_start - 1, patterns.SUBJECT_ENDS)
    # A survey conducted Monday (shows); but not: the crew came away (convinced).
    after_verb = may_have_subject & tags.has(group_start - 1, Tag.VERB)
    is_participle_before = sentences.word_is(group_start[after_verb] - 1, lambda token: token.endswith("ed"))
    may_have_subject[after_verb] = is_participle_before
    source = np.full((2, len(verb)), NONE)
    source[:, may_have_subject] = subjects(tags, verbs.sentence_start[may_have_subject], group_start[may_have_subject])
    for number, start in subjects_with_relative_clause(tags, verbs.sentence_start, group_start).items():
        if is_finite[number]:
            source[:, number] = start, group_start[number]
    source[0] = _without_antecedent(sentences, source)
    is_passive = has_be & ~is_participle & ~cue_table().is_adjective[verbs.entry]
    link_start = _link_start(sentences, verbs, source[0])
    return VerbClauses(verbs, group_start, is_participle, is_passive, is_finite, source, link_start)


def _without_antecedent(sentences: TaggedSentences, source: Positions) -> Positions:
    """Where the subjects begin, without what their clauses are about: the question [sailors] ask."""
    tags, end = sentences.tags, source[1]
    start: Positions = source[0].copy()
    which = np.flatnonzero((start >= 0) & (end - start > 2) & tags.has(start, Tag.DETERMINER))
    for antecedent in (start[which] + 1, start[which] + 2):
        name = antecedent + 1
        moves = (name < end[which]) & tags.has(antecedent, Tag.COMMON_NOUN + CUE_NOUNS)
        moves &= tags.has(name, Tag.NAME + Tag.COMMON_NOUN) & tags.has(end[which] - 1, Tag.NAME + Tag.COMMON_NOUN)
        moves[moves] = sentences.form_in(antecedent[moves], thing_words()["asked"])
        last = end[which[moves]] - 1
        is_plural = sentences.word_is(last, lambda token: token[:1].isupper() or token.endswith("s"))
        start[which[moves]] = np.where(is_plural, name[moves], start[which[moves]])
    return start


def _before_time(sentences: TaggedSentences, verbs: CueTokens, group_start: Positions) -> Positions:
    """Move where verb groups begin back past a time of two words: the crew [this week] said."""
    tags, before = sentences.tags, group_start - 1
    has_time = tags.has(before, Tag.DETERMINER) & tags.has(group_start, Tag.ADVERB) & (before > verbs.sentence_start)
    has_time[has_time] = sentences.word_in(before[has_time], ("this", "every"))
    return tags.skip_back(np.where(has_time, before, group_start), VERB_GROUP, verbs.sentence_start)


def _link_start(sentences: TaggedSentences, verbs: CueTokens, subject: Positions) -> Positions:
    tags, before = sentences.tags, np.maximum(subject - 1, 0)
    has_as = tags.has(before, Tag.CONJUNCTION)
    has_as[has_as] = sentences.word_in(before[has_as], ("as",))
    is_how = tags.has(before, Tag.INTERROGATIVE) & tags.has(np.maximum(before - 1, 0), Tag.BE)
    start = subject - has_as - 2 * is_how
    return np.where(start > verbs.sentence_start, start, subject)
