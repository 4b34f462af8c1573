"""Constructions: orders of source, cue verb and what is said, for many verbs at once.

Examples mark the source and the cue with brackets, and what is said with braces.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from analysis.language.attribution.cues import cue_table, entry_of, entry_takes
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates, empty_candidates
from analysis.language.attribution.rules.cue_tokens import CueTokens, cue_positions
from analysis.language.attribution.rules.noun_phrases import antecedents, subjects
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tags import CLAUSE_OPENERS, VERB_GROUP, Tag

# What must follow verbs that mean other things as well: aim to, speak of, go "..." or that.
REQUIRED_COMPLEMENT = {
    "infinitive": str(Tag.TO),
    "topic": str(Tag.PREPOSITION),
    "about": str(Tag.PREPOSITION),
    "quote": CLAUSE_OPENERS + Tag.QUOTE + Tag.PRONOUN,
    "verdict": CLAUSE_OPENERS + Tag.QUOTE + Tag.PREPOSITION,
}
# What people do rather than say, unless a clause or quote tells what they say.
ACTS = (
    "protest", "shout", "chant", "yell", "object", "complain", "agree", "pray", "rejoice", "grumble",
    "rail", "fume", "swear", "weep", "sing", "cry", "roar", "howl", "scream", "jeer", "laugh", "moan", "sigh", "wail",
)  # fmt: skip
_BEFORE_CLAUSE_OF_ACT = CLAUSE_OPENERS + Tag.QUOTE + Tag.TO
_STARTS_CLAUSE = CLAUSE_OPENERS + Tag.QUOTE + Tag.COLON + Tag.COMMA + Tag.PRONOUN + Tag.DASH
_OPENS_CLAUSE = Tag.PRONOUN + Tag.DETERMINER + Tag.QUANTITY + Tag.NAME + Tag.COMMON_NOUN
TOPICAL = ("topic", "about", "verdict")
SOURCE_PHRASE_ENDS = Tag.COMMA + Tag.SEMICOLON + Tag.QUOTE + Tag.OPENING_BRACKET + Tag.SENTENCE_BREAK
_CIRCUMSTANCE_OPENERS = "".join([
    Tag.COMMA, Tag.ADVERB, Tag.HEDGE, Tag.DETERMINER, Tag.QUANTITY, Tag.PREPOSITION,
])  # fmt: skip
_VERBS = Tag.BE + Tag.AUXILIARY + Tag.VERB + Tag.CUE_VERB + Tag.SEEM + Tag.CUE_VERB_OR_NOUN
_CLEAR_VERBS = Tag.BE + Tag.AUXILIARY + Tag.VERB + Tag.CUE_VERB + Tag.SEEM
_NO_OBJECT = Tag.COMMA + Tag.SEMICOLON + Tag.DASH + Tag.BE + Tag.AUXILIARY + Tag.CONJUNCTION + Tag.CLOSING_BRACKET
_FINITE = Tag.BE + Tag.AUXILIARY + Tag.SEEM
_MARKS = Tag.COLON + Tag.COMMA + Tag.DASH
_SHORT_CLAUSE = 4  # tokens
_SHORT_ACT = 3  # tokens, with the comma
_CLAUSE_CLOSERS = Tag.SENTENCE_BREAK + Tag.COMMA + Tag.SEMICOLON + Tag.DASH + Tag.OPENING_BRACKET
_OPENS_OTHER_CLAUSE = "".join([
    Tag.CUE_PARTICIPLE, Tag.RELATIVE, Tag.COORDINATOR, Tag.CONJUNCTION, Tag.SENTENCE_BREAK,
])  # fmt: skip


def clause_start(tags: TagString, sentence_start: Positions, position: Positions) -> Positions:
    """Where the clause before each position begins: after the last semicolon, or with the sentence."""
    return np.maximum(tags.previous_position(Tag.SEMICOLON, position - 1) + 1, sentence_start)


def agent_after_passive(tags: TagString, verbs: CueTokens) -> Candidates:
    """Read a passive with an agent, or "as" with one.

    {The plan} was [backed by] [two fishermen]. {The ferry will sail}, as [reported by] [the Evening Bell].
    As [reported by] [the Evening Bell], {the ferry is late}.
    """
    verb, takes_object = verbs.position, entry_takes(verbs.entry, "object")
    agent_start = verb + 2
    phrase_end = tags.match_ends(patterns.PHRASE, agent_start)
    agent_end = np.where(takes_object, phrase_end, tags.next_position(SOURCE_PHRASE_ENDS, agent_start))
    content_end = tags.skip_back(verb, VERB_GROUP + Tag.CONJUNCTION + Tag.COMMA, verbs.sentence_start)
    content_before = content_end > verbs.sentence_start
    content_start = clause_start(tags, verbs.sentence_start, verb)
    shared = takes_object & content_before
    phrase_start = subjects(tags, verbs.sentence_start[shared], content_end[shared])[0]
    content_start[shared] = np.where(phrase_start >= 0, phrase_start, content_start[shared])
    found = empty_candidates(len(verb))
    found.source[:] = agent_start, agent_end
    found.cue[:] = verb, verb + 2
    found.content[0, 0] = np.where(content_before, content_start, agent_end)
    found.content[0, 1] = np.where(content_before, content_end, verbs.sentence_end)
    found.entry[:] = np.where(takes_object, cue_table().quote_only[verbs.entry], verbs.entry)
    return found.discard_unless(agent_end > agent_start)


def inversion(tags: TagString, verbs: CueTokens) -> Candidates:
    """Read what is said before a verb with its subject behind it.

    {"We will not wait,"} [said] [the mayor, Anna Lind]. {The ferry is late}, [said] [Mr. Okoye].
    """
    verb = verbs.position
    source_end = tags.match_ends(patterns.SOURCE_AFTER_VERB, verb + 1)
    found = empty_candidates(len(verb))
    found.source[:] = verb + 1, source_end
    found.cue[:] = verb, verb + 1
    found.content[0] = clause_start(tags, verbs.sentence_start, verb), verb
    found.quotes_from[:] = _quotes_from(tags, verbs.sentence_end, source_end)
    found.entry[:] = verbs.entry
    return found.discard_unless((source_end >= 0) & cue_table().is_reporting[verbs.entry])


def inversion_before_content(tags: TagString, verbs: CueTokens) -> Candidates:
    """Read a verb that opens a sentence, with its subject and what is said behind it.

    [Said] [the mayor]: {"We will not wait."} [Asked] [Mr. Okoye], a cook, {"When do we sail?"}
    """
    verb = verbs.position
    source_end = tags.match_ends(patterns.SOURCE_BEFORE_CONTENT, verb + 1)
    found = empty_candidates(len(verb))
    found.source[:] = verb + 1, source_end
    found.cue[:] = verb, verb + 1
    # Said Mr. Okoye: what is said may also be the next sentence.
    found.content[0] = np.where(source_end + 1 < verbs.sentence_end, (source_end, verbs.sentence_end), NONE)
    found.entry[:] = verbs.entry
    return found.discard_unless((source_end >= 0) & cue_table().is_speech[verbs.entry])


def _quotes_from(tags: TagString, sentence_end: Positions, position: Positions) -> Positions:
    """From where on quotes are content too: from each position, unless another cue follows in the sentence."""
    cues = np.append(cue_positions(tags), len(tags.data))
    next_cue = cues[np.searchsorted(cues[:-1], position)]
    return np.where(next_cue < sentence_end, NONE, position)


def content_before_subject(tags: TagString, verbs: CueTokens, source: Positions, link_start: Positions) -> Candidates:
    """Read what is said before subject and verb, and perhaps after them.

    {"We will not wait,"} [she] [said]. {"We will not wait,"} [she] [said], {"and nobody should."}
    {The ferry}, [Ms. Lind] [said], {is late again}.

    Parameters
    ----------
    tags : TagString
    verbs : CueTokens
    source : array of int, shape (2, n)
        Start and end of the subject of each verb.
    link_start : array of int, shape (n,)
        Where the words begin that link the subject to what is said, such as "as"; else where the subject does.
    """
    verb = verbs.position
    start = clause_start(tags, verbs.sentence_start, link_start)
    after = _after_addressee(tags, verbs)
    closes_quote = tags.contains(Tag.QUOTE, np.maximum(link_start - 2, verbs.sentence_start), link_start)
    content_continues = tags.has(after, Tag.COMMA) & ~tags.has(after + 1, _OPENS_OTHER_CLAUSE)
    found = empty_candidates(len(verb))
    found.source[:] = source
    found.cue[:] = verb, verb + 1
    found.content[0] = start, link_start
    found.content[1] = np.where(~closes_quote & content_continues, (after, verbs.sentence_end), NONE)
    found.quotes_from[:] = np.where(closes_quote, _quotes_from(tags, verbs.sentence_end, after), NONE)
    found.entry[:] = verbs.entry
    is_set_off = tags.has(link_start - 1, Tag.COMMA + Tag.QUOTE + Tag.DASH) & ~tags.has(verb, Tag.CUE_PARTICIPLE)
    valid = np.where(
        closes_quote, ~tags.has(after, CLAUSE_OPENERS), _closes_clause(tags, verbs, start, link_start, after)
    )
    # They shouted, they wept: acts one after the other.
    is_only_act = _acts()[verbs.entry] & ~closes_quote & (link_start - start <= _SHORT_ACT)
    return found.discard_unless(is_set_off & valid & ~is_only_act)


def _after_addressee(tags: TagString, verbs: CueTokens) -> Positions:
    """Return the position after the verb, the addressee, time, place and medium: she told the crew on Monday."""
    after = _skip_circumstances(tags, verbs.position + 1)
    addresses = np.flatnonzero(entry_takes(verbs.entry, "person"))
    after_verb = verbs.position[addresses] + 1
    after_person = tags.skip(after_verb, patterns.PERSON_TAGS)
    after[addresses] = np.where(after_person > after_verb, after_person, after[addresses])
    return after


def _closes_clause(tags: TagString, verbs: CueTokens, start: Positions, end: Positions, after: Positions) -> Mask:
    """Whether subject and verb close a clause without quotation marks: The ferry is late, she said.

    But not where only a phrase stands before them, and a quote perhaps after: In the harbour, she said, "..."
    start, end: of what stands before; after: where time, place and medium behind the verb end.
    """
    quote_follows = tags.has(after, Tag.COMMA) & tags.has(after + 1, Tag.QUOTE)
    # But the boats, she added, had been late: what stands before is the subject of what follows, or a clause.
    goes_on = tags.has(after, Tag.COMMA) & (tags.has(after + 1, _FINITE) | _opens_clause(tags, start))
    begins_as_phrase = tags.has(start, patterns.PHRASE_OPENERS + Tag.CUE_VERB) & ~goes_on
    is_only_phrase = quote_follows | ~tags.contains(_VERBS, start, end) | entry_takes(verbs.entry, "quote")
    # In her post, she reminded Lind of it: a post is no clause.
    is_only_phrase |= entry_takes(verbs.entry, "person") & ~tags.contains(_CLEAR_VERBS, start, end)
    closes = tags.has(after, _CLAUSE_CLOSERS)
    # She wrote on Friday on Harbour Watch; she wrote in an email to the crew.
    has_tail = tags.has(after, Tag.PREPOSITION) | (tags.has(after, Tag.TO) & (after > verbs.position + 1))
    tailed = np.flatnonzero(~closes & has_tail & entry_takes(verbs.entry, "clause"))
    is_clause = ~begins_as_phrase & (tags.contains(_VERBS, start, end) | (end - start > _SHORT_CLAUSE))
    closes[tailed] = is_clause[tailed] & (tags.match_ends(patterns.TAIL, after[tailed]) >= 0)
    closes |= is_clause & tags.has(after, Tag.CONJUNCTION) & entry_takes(verbs.entry, "clause")
    lacks_verb = entry_takes(verbs.entry, "quote") & ~tags.contains(_VERBS, start, end)
    return ~entry_takes(verbs.entry, "object") & closes & ~(begins_as_phrase & is_only_phrase) & ~lacks_verb


def _opens_clause(tags: TagString, start: Positions) -> Mask:
    """Whether a conjunction and a subject open a sentence: if we sail now, when the storm comes."""
    opens = tags.has(start, Tag.CONJUNCTION + Tag.INTERROGATIVE)
    return opens & tags.has(start + 1, Tag.PRONOUN + Tag.DETERMINER + Tag.NAME)


def content_after_verb(tags: TagString, verbs: CueTokens, source: Positions, entry: Positions) -> Candidates:
    """Read what is said after the verb.

    [The mayor] [said] on Monday {that the bridge was safe}. [Officials] [told] reporters {the ferry would sail}.
    Here came {the boats which} [the crew] [backed].

    Parameters
    ----------
    tags : TagString
    verbs : CueTokens
    source : array of int, shape (2, n)
        Start and end of the source of each verb; NONE where it is not known.
    entry : array of int, shape (n,)
        The entry in `cue_table` by which each verb is read.
    """
    verb = verbs.position
    start = _complement_start(tags, verbs, entry)
    has_source, has_content = source[0] >= 0, _has_complement(tags, verbs, entry, start)
    # The mayor said: what is said is the next sentence.
    has_content &= tags.skip(start, _MARKS) < verbs.sentence_end
    found = empty_candidates(len(verb))
    found.source[:] = source
    found.cue[:] = verb, verb + 1
    found.content[0] = np.where(has_content, (start, verbs.sentence_end), NONE)
    found.entry[:] = entry
    lacks_object = (start == verbs.sentence_end) & (entry_takes(entry, "object") | entry_takes(entry, "clause"))
    # The plan that she once supported, Lind said.
    is_relative = entry_takes(entry, "object") & tags.has(start, _NO_OBJECT)
    lacks_object |= is_relative & tags.has(source[0], Tag.PRONOUN + Tag.NAME)
    _take_antecedents(tags, verbs, found, np.flatnonzero(lacks_object & has_source))
    # "The mayor agreed." may be followed by a quote, which is then what the mayor said.
    may_speak_next = has_source & cue_table().is_speech[entry]
    return found.discard_unless((found.content[0, 0] >= 0) | may_speak_next)


def _has_complement(tags: TagString, verbs: CueTokens, entry: Positions, start: Positions) -> Mask:
    """Whether what stands at start can be what the verb takes."""
    has_complement = start < verbs.sentence_end
    before_quote = has_complement & tags.has(start + 1, Tag.QUOTE)
    # The crew [repaired] and painted the boat: no content of its own.
    has_complement &= ~tags.has(start, Tag.COORDINATOR)
    parted = tags.has(start, Tag.COMMA) & ~before_quote & (start == verbs.position + 1)
    has_complement &= ~(parted & entry_takes(entry, "object"))
    for takes, required in REQUIRED_COMPLEMENT.items():
        fulfills = np.where(before_quote, Tag.QUOTE in required, tags.has(start, required))
        has_complement &= ~entry_takes(entry, takes) | fulfills
    # The economy added two jobs: a thing, and no clause.
    adds = np.flatnonzero(has_complement & (entry == entry_of("add")))
    end = np.minimum(tags.next_position(_CLAUSE_CLOSERS, start[adds]), verbs.sentence_end[adds])
    is_clause = tags.contains(_VERBS + Tag.QUOTE, start[adds], end) | tags.has(start[adds], _STARTS_CLAUSE)
    has_complement[adds] = is_clause
    act = np.flatnonzero(has_complement & _acts()[entry])
    is_clause = tags.has(start[act], _OPENS_CLAUSE) & tags.contains(_VERBS, start[act], verbs.sentence_end[act])
    has_complement[act] = tags.has(start[act], _BEFORE_CLAUSE_OF_ACT) | before_quote[act] | is_clause
    return has_complement


@cache
def _acts() -> Mask:
    """Whether the verb of each entry is one of `ACTS`."""
    return np.array([cue.cue in ACTS for cue in cue_table().lines])


def _take_antecedents(tags: TagString, verbs: CueTokens, found: Candidates, which: Positions) -> None:
    """Take what stands before the subject as the content of verbs without an object: a word he used."""
    content = antecedents(tags, verbs.sentence_start[which], found.source[0, which])
    exists = content[0] >= 0
    which = which[exists]
    found.content[0][:, which] = content[:, exists]
    found.entry[which] = cue_table().quote_only[found.entry[which]]


def _complement_start(tags: TagString, verbs: CueTokens, entry: Positions) -> Positions:
    """Where what is said begins: after the person addressed, and time, place and medium."""
    start = verbs.position + 1
    has_topic = tags.has(start, Tag.PREPOSITION) & np.logical_or.reduce([entry_takes(entry, one) for one in TOPICAL])
    addresses = np.flatnonzero(entry_takes(entry, "person") | entry_takes(entry, "order"))
    person = _skip_circumstances(tags, start[addresses])
    is_token = ~tags.has(person, Tag.SENTENCE_BREAK)
    start[addresses] = _move_past(tags, person, is_token, patterns.PERSON_ADDRESSED)
    start = np.where(has_topic, start, _skip_circumstances(tags, start))
    adjunct = Tag.PREPOSITION + Tag.ADVERB
    that = _move_past(tags, start, tags.has(start, adjunct + Tag.NEGATION + Tag.COMMA), patterns.BEFORE_THAT)
    quote_may_follow = (that == start) & tags.has(start, adjunct) & tags.contains(Tag.QUOTE, start, verbs.sentence_end)
    return _move_past(tags, that, quote_may_follow, patterns.BEFORE_QUOTE)


def _skip_circumstances(tags: TagString, position: Positions) -> Positions:
    """Move past time, place and medium: on Monday, in a statement."""
    return _move_past(tags, position, tags.has(position, _CIRCUMSTANCE_OPENERS), patterns.CIRCUMSTANCES)


def _move_past(tags: TagString, position: Positions, eligible: Mask, pattern: re.Pattern[str]) -> Positions:
    """Move each eligible position to the end of the match that begins there."""
    moved, which = position.copy(), np.flatnonzero(eligible)
    moved[which] = np.maximum(tags.match_ends(pattern, position[which]), position[which])
    return moved
