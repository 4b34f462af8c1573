"""Attributions by cue nouns: the mayor's claim that, her praise of, the crew made the claim that."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from analysis.language.attribution.cues import cue_table, entry_takes
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates, empty_candidates
from analysis.language.attribution.rules.cue_tokens import CueTokens
from analysis.language.attribution.rules.noun_phrases import governing_subject
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag
from analysis.language.text.word_lists import read_sections

POSSESSIVE_DETERMINERS = ("his", "her", "their", "its", "my", "our", "your")
# After these a cue noun goes on with a place, a time or a comparison, and not with its topic.
ADVERBIAL_PREPOSITIONS = ("in", "at", "from", "by", "during", "after", "before", "as", "than", "like", "with")
NOT_WITH_OF = ("case", "cases", "sense", "question", "questions", "point", "answer", "rates")
GIVER_PREPOSITIONS = ("of", "from", "by", "among")
MAX_OWNER_DISTANCE = 20  # tokens between an owner and the noun
# The topic of a noun ends where another clause goes on.
_TOPIC_ENDS = Tag.BE + Tag.AUXILIARY + Tag.CUE_VERB + Tag.SEEM + Tag.SENTENCE_BREAK
_OBJECT_TAGS = Tag.DETERMINER + Tag.QUANTITY + Tag.ADVERB + Tag.COMMON_NOUN
_AFTER_RELATIVE_VERB = "".join([
    Tag.DETERMINER, Tag.PRONOUN, Tag.PREPOSITION, Tag.TO, Tag.ADVERB, Tag.COMMA, Tag.SENTENCE_BREAK,
])  # fmt: skip
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
    takes_topic[takes_topic] = ~sentences.form_in(after[takes_topic], ADVERBIAL_PREPOSITIONS)
    # The case for the bridge; but not: a case of fever, a sense of duty.
    of_kind = takes_topic & sentences.word_in(nouns.position, NOT_WITH_OF)
    takes_topic[of_kind] = ~sentences.word_in(after[of_kind], ("of",))
    # The offer that expired: a relative clause.
    may_be_verb = tags.has(nouns.position, Tag.CUE_VERB_OR_NOUN)
    has_relative_clause = takes_clause & may_be_verb & ~entry_takes(nouns.entry, "clause")
    has_relative_clause |= takes_clause & _begins_relative_clause(sentences.tags, after)
    means_other = may_be_verb & cue_table().is_other_noun[nouns.entry]
    # The crew told her supporters that ...: what they were told.
    takes_clause[takes_clause] = ~sentences.form_in(nouns.position[takes_clause], _listed()["person"])
    eligible = (takes_topic | takes_clause | takes_infinitive) & ~has_relative_clause & ~means_other
    return _with_complement(sentences, nouns.select(eligible), takes_clause[eligible], takes_topic[eligible])


def _begins_relative_clause(tags: TagString, that: Positions) -> Mask:
    """Whether a verb follows "that": the offer that [was] late, an answer that [pleased] the crew."""
    verb = tags.skip(np.minimum(that + 1, len(tags.data) - 1), Tag.ADVERB + Tag.NEGATION)
    has_object = tags.has(verb, Tag.VERB + Tag.CUE_VERB) & tags.has(
        np.minimum(verb + 1, len(tags.data) - 1), _AFTER_RELATIVE_VERB
    )
    begins: Mask = tags.has(verb, Tag.BE + Tag.AUXILIARY + Tag.SEEM) | has_object
    return begins


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


@cache
def _listed() -> dict[str, frozenset[str]]:
    sections = read_sections(Path(__file__).with_name("received.txt"))
    return {name: frozenset(words) for name, words in sections.items()}


def attributions_by_received_nouns(sentences: TaggedSentences, nouns: CueTokens) -> Candidates:
    """Find who gives what somebody receives.

    {The plan} drew [criticism] from [two fishermen]. {The mayor} won the [support] of [the crew].

    Parameters
    ----------
    sentences : TaggedSentences
    nouns : CueTokens

    Returns
    -------
    Candidates
        Without nouns that follow no verb of receiving.
    """
    tags, noun = sentences.tags, nouns.position
    given = tags.has(noun + 1, Tag.PREPOSITION)
    given[given] = sentences.word_in(noun[given] + 1, GIVER_PREPOSITIONS)
    given[given] = sentences.form_in(noun[given], _listed()["given"])
    some = nouns.select(given)
    verb = tags.skip_back(some.position, _OBJECT_TAGS, some.sentence_start) - 1
    some = some.select((verb >= some.sentence_start) & sentences.form_in(verb, _listed()["receiving"]))
    found = empty_candidates(len(some.position))
    for number, (start, position) in enumerate(zip(some.sentence_start.tolist(), some.position.tolist(), strict=True)):
        found.content[0][:, number] = governing_subject(patterns.RECEIVER, tags, start, position)
    found.source[:] = some.position + 2, tags.match_ends(patterns.PHRASE, some.position + 2)
    found.cue[:] = some.position, some.position + 1
    found.entry[:] = len(cue_table().lines) - 1
    return found.discard_unless((found.content[0, 0] >= 0) & (found.source[1] > found.source[0]))


def _owners(sentences: TaggedSentences, nouns: CueTokens) -> Positions:
    """Find the owner of each noun, or who made or gave it; start and end, shape (2, n).

    [The mayor]'s claim; [the crew] made the claim.
    """
    tags = sentences.tags
    modifiers_start = tags.skip_back(nouns.position, _OWNED_MODIFIERS, nouns.sentence_start)
    has_pronoun = modifiers_start > nouns.sentence_start
    has_pronoun[has_pronoun] = sentences.form_in(modifiers_start[has_pronoun] - 1, POSSESSIVE_DETERMINERS)
    owner = np.where(has_pronoun, (modifiers_start - 1, modifiers_start), NONE)
    # Lind kept his promise, and voiced his fear: who has it is named; but not: Lind denied his claim.
    verb = np.maximum(modifiers_start - 2, 0)
    names_holder = has_pronoun & tags.has(verb, Tag.VERB)
    cue = np.flatnonzero(has_pronoun & tags.has(verb, Tag.CUE_VERB))
    names_holder[cue] = sentences.form_in(verb[cue], _listed()["voicing"])
    for number in np.flatnonzero(names_holder).tolist():
        start, noun = int(nouns.sentence_start[number]), int(nouns.position[number])
        holder = governing_subject(patterns.HOLDER, tags, start, noun)
        owner[:, number] = holder if holder[0] >= 0 else owner[:, number]
    is_owned = ~has_pronoun & tags.has(np.maximum(modifiers_start - 1, 0), Tag.POSSESSIVE)
    for number in np.flatnonzero(is_owned).tolist():
        start, noun = int(nouns.sentence_start[number]), int(nouns.position[number])
        named = patterns.OWNER.search(tags.string, max(start, noun - MAX_OWNER_DISTANCE), noun)
        if named:
            owner[:, number] = named.span(1)
    may_be_held = ~has_pronoun & (owner[0] < 0) & _may_have_holder(tags, nouns)
    for number in np.flatnonzero(may_be_held).tolist():
        start, noun = int(nouns.sentence_start[number]), int(nouns.position[number])
        owner[:, number] = governing_subject(patterns.HOLDER, tags, start, noun)
    return owner


def _may_have_holder(tags: TagString, nouns: CueTokens) -> Mask:
    """Whether a verb stands before what modifies each noun, as the pattern of a holder asks."""
    start = tags.skip_back(nouns.position, patterns.OBJECT_MODIFIERS, nouns.sentence_start)
    after_verb = tags.has(np.maximum(start - 1, 0), patterns.FULL_VERBS)
    answer: Mask = after_verb | tags.contains(Tag.VERB, start, nouns.position)
    return answer
