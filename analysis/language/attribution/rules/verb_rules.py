"""Attributions by cue verbs: the construction of each verb, and its source where it has no subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import entry_takes, past_forms
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates, empty_candidates, merge_by_cue
from analysis.language.attribution.rules.constructions import (
    agent_after_passive,
    content_after_verb,
    content_before_subject,
    inversion,
    inversion_before_content,
)
from analysis.language.attribution.rules.cue_tokens import CueTokens
from analysis.language.attribution.rules.lent_sources import last_before, outer_lender
from analysis.language.attribution.rules.noun_phrases import governing_subject, opening_phrase
from analysis.language.attribution.rules.quoted_speakers import (
    is_quoted_as_saying,
    quotes_somebody_as_saying,
    said_by_the_quoted,
)
from analysis.language.attribution.rules.speaker_behind import is_followed_by_speaker, may_be_inverted
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import CLAUSE_OPENERS, NOUNS, Tag
from analysis.language.attribution.rules.verb_clauses import VerbClauses, verb_clauses
from analysis.language.attribution.rules.verb_filters import (
    asks_not_to_be_named,
    finds_something,
    is_about_things,
    is_passive_participle,
    is_set_phrase,
    is_silent,
)

_BEFORE_SUBJECTLESS_VERB = "".join([
    Tag.SENTENCE_BREAK, Tag.COORDINATOR, Tag.COMMA, Tag.SEMICOLON, Tag.DASH, Tag.CLOSING_BRACKET, Tag.QUOTE,
    Tag.PREPOSITION, Tag.CONJUNCTION, Tag.VERB, Tag.CUE_VERB,
])  # fmt: skip


# ---- in which construction a verb stands


def _has_agent(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether an agent follows: as reported by the Evening Bell."""
    tags, after = sentences.tags, clauses.verbs.position + 1
    has_agent = tags.has(after - 1, Tag.CUE_VERB) & ~tags.has(after, Tag.SENTENCE_BREAK)
    has_agent[has_agent] = sentences.word_in(after[has_agent], ("by",))
    # But not: voters say by a wide margin that ...
    has_agent[has_agent] = sentences.form_in(after[has_agent] - 1, past_forms())
    # Nor: she went on by saying that ..., by first saying that ...
    agent = tags.skip(np.minimum(after + 1, clauses.verbs.sentence_end), Tag.ADVERB + Tag.NEGATION)
    has_agent &= ~tags.has(agent, Tag.CUE_PARTICIPLE + Tag.MEDIUM)
    may_be_gerund = has_agent & tags.has(agent, Tag.VERB)
    has_agent[may_be_gerund] = ~sentences.word_is(agent[may_be_gerund], _is_gerund)
    return has_agent


def _is_gerund(token: str) -> bool:
    return token.endswith("ing") and token.islower()


def _is_impersonal(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether the source is left out: it was said that."""
    return clauses.is_passive & entry_takes(clauses.verbs.entry, "clause")


def _report_without_source(tags: TagString, clauses: VerbClauses) -> Candidates:
    """Read what is said by nobody in particular: it was said {that the pier is old}, {the pier} is said {to be old}."""
    found = content_after_verb(tags, clauses.verbs, np.full_like(clauses.source, NONE), clauses.verbs.entry)
    raised = tags.has(np.maximum(found.content[0, 0], 0), Tag.TO) & (clauses.source[0] >= 0)
    found.content[1][:, raised] = found.content[0][:, raised]
    found.content[0][:, raised] = clauses.source[:, raised]
    return found


def _is_passive(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether the subject is no source: the crew was told."""
    return clauses.is_passive


def _no_attribution(tags: TagString, clauses: VerbClauses) -> Candidates:
    return empty_candidates(len(clauses.verbs.position))


def _has_subject(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether a subject stands before the verb: the mayor said."""
    has_subject: Mask = clauses.source[0] >= 0
    return has_subject


def _subject_and_verb(tags: TagString, clauses: VerbClauses) -> Candidates:
    """Read what is said before the subject, or else after the verb."""
    verbs, source = clauses.verbs, clauses.source
    found = content_before_subject(tags, verbs, source, clauses.link_start)
    opens_clause = tags.has(verbs.position + 1, CLAUSE_OPENERS + Tag.QUOTE)
    entry = np.where(clauses.is_finite | opens_clause, verbs.entry, clauses.quote_only)
    rest = np.flatnonzero(~found.exist())
    found.assign(rest, content_after_verb(tags, verbs.select(rest), source[:, rest], entry[rest]))
    return found


def _opens_inverted(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Said the mayor: '...': a plain verb that opens a sentence."""
    tags, verb = sentences.tags, clauses.verbs.position
    opens: Mask = (verb == clauses.verbs.sentence_start) & tags.has(verb, Tag.CUE_VERB)
    return opens


def _opening_inversion(tags: TagString, clauses: VerbClauses) -> Candidates:
    return inversion_before_content(tags, clauses.verbs)


def _inversion(tags: TagString, clauses: VerbClauses) -> Candidates:
    return inversion(tags, clauses.verbs)


_WORTH_SELECTING = 0.8  # share of verbs that are undecided, below which they are looked at alone


class Rule(NamedTuple):
    """Where a construction applies, and how the attribution is read off it.

    is_final: whether a verb it applies to is decided even where no attribution is found; else later rules see it.
    """

    applies: Callable[[TaggedSentences, VerbClauses], Mask]
    construct: Callable[[TagString, VerbClauses], Candidates]
    is_final: bool = True


# The first rule that applies to a verb decides it.
RULES = (
    Rule(quotes_somebody_as_saying, _no_attribution),
    Rule(is_quoted_as_saying, said_by_the_quoted),
    Rule(is_passive_participle, _no_attribution),
    Rule(is_about_things, _no_attribution),
    Rule(is_silent, _no_attribution),
    Rule(finds_something, _no_attribution),
    Rule(asks_not_to_be_named, _no_attribution),
    Rule(is_set_phrase, _no_attribution),
    Rule(_has_agent, lambda tags, clauses: agent_after_passive(tags, clauses.verbs)),
    Rule(_is_impersonal, _report_without_source),
    Rule(_is_passive, _no_attribution),
    Rule(is_followed_by_speaker, _inversion, is_final=False),
    Rule(_has_subject, _subject_and_verb),
    Rule(_opens_inverted, _opening_inversion, is_final=False),
    Rule(may_be_inverted, _inversion, is_final=False),
)


def attributions_by_verbs(sentences: TaggedSentences, verbs: CueTokens, others: Candidates) -> Candidates:
    """Find the attributions by cue verbs.

    Parameters
    ----------
    sentences : TaggedSentences
    verbs : CueTokens
        In the order of the text.
    others : Candidates
        What other cues attribute in the same sentences; verbs without a subject may share their sources.

    Returns
    -------
    Candidates
        One per verb; those without a cue are no attributions.
    """
    tags = sentences.tags
    clauses = verb_clauses(sentences, verbs)
    found, undecided = empty_candidates(len(verbs.position)), np.arange(len(verbs.position))
    rest, is_open = clauses, np.ones(len(undecided), bool)
    for rule in RULES:
        if is_open.sum() < _WORTH_SELECTING * len(is_open):
            undecided, rest, is_open = undecided[is_open], rest.select(is_open), is_open[is_open]
        applies = rule.applies(sentences, rest) & is_open
        which = undecided[applies]
        candidates = rule.construct(tags, clauses.select(which))
        found.assign(which, candidates)
        is_open[applies] = ~(rule.is_final | candidates.exist())
    undecided = undecided[is_open]
    _assign_subjectless(tags, clauses, undecided, found, others)
    return found._replace(negated=tags.contains(Tag.NEGATION, clauses.group_start, verbs.position))


# ---- verbs without a subject


def _assign_subjectless(
    tags: TagString, clauses: VerbClauses, which: Positions, found: Candidates, others: Candidates
) -> None:
    """Find the attributions of verbs without a subject, and put them among those found.

    which: numbers of the verbs that no rule has decided.
    """
    some = clauses.select(which)
    verb, before = some.verbs.position, some.before
    is_infinitive = tags.has(before, Tag.TO)
    modifies_noun = some.is_participle & tags.has(before, NOUNS)
    names_role = tags.has(verb, Tag.CUE_VERB) & tags.has(verb + 1, Tag.CONJUNCTION)  # known as
    shares_subject = some.is_participle | tags.has(before, _BEFORE_SUBJECTLESS_VERB)
    # They seemed to say; they held a meeting saying.
    for holds, phrase_end in ((is_infinitive, before), (modifies_noun, verb)):
        for number in np.flatnonzero(holds).tolist():
            start = int(some.verbs.sentence_start[number])
            some.source[:, number] = governing_subject(patterns.CONTROLLER, tags, start, int(phrase_end[number]))
    entry = np.where(is_infinitive, some.quote_only, some.verbs.entry)
    is_read = is_infinitive | modifies_noun | (shares_subject & ~names_role)
    donors = merge_by_cue([found, others])
    read = _with_shared_sources(tags, some.verbs.select(is_read), some.source[:, is_read], entry[is_read], donors)
    found.assign(which[is_read], read)


def _with_shared_sources(
    tags: TagString, verbs: CueTokens, source: Positions, entry: Positions, donors: Candidates
) -> Candidates:
    """Read verbs without a subject of their own, each with the source of a clause before it.

    The mayor said the pier was safe, [adding] that the ferry was not: the source of the attribution before it.
    In the harbour, the mayor smiled, [adding] that all was well: the first noun phrase of the sentence.

    Parameters
    ----------
    tags : TagString
    verbs : CueTokens
    source : array of int, shape (2, n)
        The subject of the governing verb, which is kept; NONE without one. It is changed in place.
    entry : array of int, shape (n,)
        The entry in `cue_table` by which each verb is read.
    donors : Candidates
        The attributions of other cues, in order.
    """
    lacks_source = source[0] < 0
    found = content_after_verb(tags, verbs, source, entry)
    lenders = merge_by_cue([several.select(several.can_lend_source()) for several in (donors, found)])
    lender = last_before(lenders.cue[0], verbs)
    lender = outer_lender(tags, lenders, lender)
    borrows = lacks_source & (lender >= 0)
    source[:, borrows] = lenders.source[:, lender[borrows]]
    opening = np.flatnonzero(lacks_source & ~borrows)
    for number in opening.tolist():
        start, verb = int(verbs.sentence_start[number]), int(verbs.position[number])
        source[:, number] = opening_phrase(tags, start, verb)
    rest = np.flatnonzero(lacks_source)
    found.assign(rest, content_after_verb(tags, verbs.select(rest), source[:, rest], entry[rest]))
    _repeat_opening_source(tags, verbs, source, entry, found, opening)
    return found


def _repeat_opening_source(
    tags: TagString, verbs: CueTokens, source: Positions, entry: Positions, found: Candidates, opening: Positions
) -> None:
    """Give the source of the first verb that took the sentence's first noun phrase to those after it that did so too.

    opening: numbers of the verbs that took that phrase.
    """
    first = opening[found.select(opening).can_lend_source()]
    first = first[np.diff(verbs.sentence_start[first], prepend=NONE) > 0]
    lender = last_before(verbs.position[first], verbs.select(opening))
    borrowers, lender = opening[lender >= 0], lender[lender >= 0]
    source[:, borrowers] = source[:, first[lender]]
    found.assign(borrowers, content_after_verb(tags, verbs.select(borrowers), source[:, borrowers], entry[borrowers]))
