"""Cue verbs that attribute nothing: participles of passives, and verbs of which a thing is the subject."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from analysis._utils.ragged import ranges, row_numbers
from analysis.language.attribution.cues import cue_table, entry_takes, lookup_form, past_forms
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.tag_string import Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import CLAUSE_OPENERS, Tag
from analysis.language.attribution.rules.thing_words import thing_words
from analysis.language.attribution.rules.verb_clauses import VerbClauses
from analysis.language.attribution.sources.source_words import sections_of

_SIMPLE_PHRASE = re.compile(patterns.SIMPLE_PHRASE)
_BEFORE_PARTICIPLE = Tag.SENTENCE_BREAK + Tag.CONJUNCTION + Tag.INTERROGATIVE
# An object that these verbs take would stand where these tags do.
_NO_OBJECT = Tag.PREPOSITION + CLAUSE_OPENERS + Tag.COMMA
_NO_OBJECT_BUT_TIME = Tag.PREPOSITION + Tag.COMMA + Tag.ADVERB
_CLAUSE_CLOSERS = Tag.COMMA + Tag.SENTENCE_BREAK
NAMED = ("named", "identified", "quoted", "photographed", "filmed")
NEED_OBJECT = ("person", "question", "order", "object")


def is_passive_participle(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether a participle says what was done to somebody: [Asked] about it, Lind laughed."""
    tags, verb = sentences.tags, clauses.verbs.position
    without_object = tags.has(verb, Tag.CUE_VERB) & tags.has(verb + 1, _NO_OBJECT)
    without_object &= np.logical_or.reduce([entry_takes(clauses.verbs.entry, takes) for takes in NEED_OBJECT])
    opens = without_object & (clauses.group_start == verb) & tags.has(verb - 1, _BEFORE_PARTICIPLE)
    which = np.flatnonzero(opens)
    is_past = sentences.form_in(verb[which], past_forms())
    opens[which] = is_past & ~sentences.word_in(verb[which] + 1, ("by",))
    follows_noun = without_object & (clauses.group_start == verb) & entry_takes(clauses.verbs.entry, "person")
    follows_noun &= tags.has(verb - 1, Tag.COMMON_NOUN) & tags.has(verb + 1, Tag.PREPOSITION)
    which = np.flatnonzero(follows_noun)
    follows_noun[which] = sentences.word_in(verb[which] + 1, ("on",))
    # A statement [released] on Monday.
    released = tags.has(verb, Tag.CUE_VERB) & (clauses.group_start == verb) & entry_takes(clauses.verbs.entry, "object")
    released &= (tags.has(verb - 1, Tag.COMMON_NOUN) & tags.has(verb + 1, Tag.PREPOSITION + Tag.COMMA)) | (
        tags.has(verb - 1, Tag.MEDIUM + Tag.CUE_NOUN) & tags.has(verb + 1, Tag.PREPOSITION + Tag.COMMA + Tag.ADVERB)
    )
    which = np.flatnonzero(released)
    released[which] = ~sentences.word_in(verb[which] + 1, ("by",))
    answer: Mask = opens | follows_noun | released | _is_released(sentences, clauses)
    return answer


def _is_released(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether somebody released a thing in a phrase, or set off by a comma: under the deal [announced] Tuesday."""
    tags, verb, start = sentences.tags, clauses.verbs.position, clauses.source[0]
    released = tags.has(verb, Tag.CUE_VERB) & tags.has(verb + 1, _NO_OBJECT_BUT_TIME) & (clauses.group_start == verb)
    which = np.flatnonzero(released)
    which = which[sentences.form_in(verb[which], thing_words()["released"])]
    verb, start = verb[which], start[which]
    in_phrase = tags.has(np.maximum(start - 1, 0), Tag.PREPOSITION) & tags.has(verb - 1, Tag.COMMON_NOUN)
    agent = tags.skip(verb + 1, Tag.ADVERB)
    has_agent = (agent > verb + 1) & tags.has(agent, Tag.PREPOSITION)
    has_agent[has_agent] = sentences.word_in(agent[has_agent], ("by",))
    names_thing = np.flatnonzero((in_phrase | has_agent) & (start >= 0))
    source_start, source_end = clauses.source[:, which[names_thing]]
    persons = Tag.NAME + Tag.PRONOUN + Tag.RELATIVE
    answer: Mask = np.zeros(len(released), bool)
    answer[which[names_thing]] = ~_holds(sentences, source_start, source_end, _may_speak, persons)
    set_off = tags.has(verb - 1, Tag.COMMA) & tags.has(verb + 1, Tag.PREPOSITION) & tags.has(verb - 2, Tag.COMMON_NOUN)
    set_off[set_off] = ~sentences.word_is(verb[set_off] - 2, _may_speak)
    answer[which] |= set_off
    return answer


def _may_speak(token: str) -> bool:
    return bool(sections_of(lookup_form(token)))


def finds_something(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether somebody finds a thing and not that something is so: the cook did not [find] a job.

    Before an object only documents, and who made them, find what attributes: the poll [found] a large majority.
    """
    tags, after = sentences.tags, clauses.verbs.position + 1
    found = np.array([cue.subject == "finder" for cue in cue_table().lines])[clauses.verbs.entry]
    found &= ~tags.has(after, CLAUSE_OPENERS + Tag.QUOTE + _CLAUSE_CLOSERS)
    which = np.flatnonzero(found & (clauses.source[0] >= 0))
    start, end = clauses.source[:, which]
    found[which] = ~_holds(sentences, start, end, _is_finder, Tag.MEDIUM)
    return found


def asks_not_to_be_named(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether somebody wants to stay unnamed: an aide who [asked] not to be named."""
    tags = sentences.tags
    to = tags.skip(clauses.verbs.position + 1, str(Tag.NEGATION))
    asks = tags.has(to, Tag.TO) & (clauses.verbs.sentence_end - to > 2)
    which = np.flatnonzero(asks)
    passive = tags.has(to[which] + 1, Tag.BE)
    asks[which] = passive & sentences.form_in(to[which] + 2, NAMED)
    return asks


def is_set_phrase(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether the author speaks: it is worth [noting] that the ferry is old; that [said], the ferry is old."""
    tags, verb = sentences.tags, clauses.verbs.position
    worth = tags.has(verb, Tag.CUE_PARTICIPLE)
    worth[worth] = sentences.form_in(clauses.before[worth], ("worth",))
    that = tags.has(verb, Tag.CUE_VERB) & tags.has(verb - 1, Tag.THAT) & tags.has(verb + 1, Tag.COMMA)
    that &= clauses.verbs.sentence_start == verb - 1
    that[that] = sentences.form_in(verb[that], ("said",))
    answer: Mask = worth | that
    return answer


def is_about_things(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether the subject of a verb such as "show" can say nothing: [the crack] shows that the pier moves."""
    subject = np.array([cue.subject for cue in cue_table().lines])[clauses.verbs.entry]
    answer: Mask = (subject != "") & (clauses.source[0] >= 0)
    which = np.flatnonzero(answer)
    head = _heads(sentences.tags, *clauses.source[:, which])
    is_noun = sentences.tags.has(head, Tag.COMMON_NOUN + Tag.CUE_VERB_OR_NOUN)
    start, end = clauses.source[:, which]
    # A capital at the start of a sentence makes no name: History shows that ...
    opens = (start == clauses.verbs.sentence_start[which]) & (end - start == 1) & sentences.word_is(head, _is_thing)
    is_noun |= opens
    document = ~opens & _holds(sentences, start, end, _may_show_something)
    is_thing = np.where(subject[which] == "document", True, sentences.word_is(head, _is_thing))
    answer[which] = is_noun & is_thing & ~document
    return answer


def is_silent(sentences: TaggedSentences, clauses: VerbClauses) -> Mask:
    """Whether the subject of a verb bears words or figures, and nobody speaks: [the clock] said nine."""
    start, end = clauses.source
    answer: Mask = np.zeros(len(start), bool)
    which = np.flatnonzero(end - start > 0)
    silent = thing_words()["silent"]
    size = end[which] - start[which]
    which = which[_any_within(sentences.form_in(ranges(start[which], size), silent), size)]
    head = _heads(sentences.tags, start[which], end[which])
    answer[which] = sentences.form_in(head, silent)
    return answer


def _holds(
    sentences: TaggedSentences,
    start: Positions,
    end: Positions,
    predicate: Callable[[str], bool],
    tag_set: str = Tag.NAME,
) -> Mask:
    """Whether a tag of the set, or a word of which the predicate holds, is in each stretch."""
    size = end - start
    token = ranges(start, size)
    return _any_within(sentences.tags.has(token, tag_set) | sentences.word_is(token, predicate), size)


def _any_within(holds: Mask, size: Positions) -> Mask:
    """Whether any of the tokens of each stretch is one of which something holds."""
    return np.asarray(np.bincount(row_numbers(size), holds, len(size)) > 0)


def _heads(tags: TagString, start: Positions, end: Positions) -> Positions:
    """Return the position of the head of each phrase; its start where there is none."""
    heads = start.copy()
    for number, stretch in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        found = _SIMPLE_PHRASE.match(tags.string, *stretch)
        heads[number] = found.end() - 1 if found else stretch[0]
    return heads


def _may_show_something(token: str) -> bool:
    word = lookup_form(token)
    return bool(sections_of(word)) or word in thing_words()["evidence"]


def _is_finder(token: str) -> bool:
    word = lookup_form(token)
    return word in thing_words()["finder"] or word in thing_words()["evidence"]


def _is_thing(token: str) -> bool:
    """Whether a noun means a thing, by the list of these or by its ending."""
    word, lists = lookup_form(token), thing_words()
    if word in lists["evidence"] or sections_of(word):
        return False
    return word in lists["thing"] or word.endswith(tuple(lists["ending"]))
