"""Where the content of each attribution begins and ends, where several share a sentence."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import entry_takes
from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag

_SEPARATORS = Tag.COMMA + Tag.SEMICOLON + Tag.COLON + Tag.DASH
_BEFORE_CLAUSE = Tag.COMMA + Tag.SEMICOLON + Tag.COORDINATOR + Tag.CONJUNCTION

# What a clause has, unless it is a phrase alone; conjunctions that only go on with it.
_MAKES_CLAUSE = "".join([
    Tag.BE, Tag.AUXILIARY, Tag.VERB, Tag.CUE_VERB, Tag.CUE_PARTICIPLE, Tag.CUE_VERB_OR_NOUN, Tag.SEEM, Tag.QUOTE,
    Tag.TO,
])  # fmt: skip
_LONGEST_LIST = 24  # tokens from a comma to the last coordinator
_ENDS_LIST = Tag.BE + Tag.AUXILIARY + Tag.CUE_VERB + Tag.SENTENCE_BREAK + Tag.SEMICOLON + Tag.QUOTE + Tag.CONJUNCTION
# After a comma they go on with the phrase before it: the old boats, including hers.
CONTINUE_PHRASE = ("including", "or", "not", "such", "rather", "along")
# They begin a clause that is no part of an object: the crew backed the plan until it failed.
ADVERBIAL = ("until", "after", "when", "while", "before", "although", "though")
BESIDE_CLAUSE = ("while", "as", "so")
WITHIN_CLAUSE = ("because", "since", "until", "unless", "before", "so", "as", "after", "while")

_ANY = "".join(Tag).replace(Tag.SENTENCE_BREAK, "").replace(Tag.QUOTE, "")
# By what a cue takes: the tags at which what is said ends, and those before which a comma ends it.
CONTENT_ENDS = {
    "object": ("", _ANY.replace(Tag.COMMON_NOUN, "")),
    "topic": ("", _ANY),
    "clause": ("", str(Tag.RELATIVE)),
}


class Clauses(NamedTuple):
    """Attributions with their content, by sentence and cue.

    Parameters
    ----------
    candidates : Candidates
        Source, cue, entry and negation; the content in it is not final.
    sentence : array of int, shape (n,)
        The number of the sentence of each attribution.
    content_of, content_start, content_end : array of int, shape (n_stretches,)
        The stretches of content: number of the attribution, first position, and last position + 1.
    """

    candidates: Candidates
    sentence: Positions
    content_of: Positions
    content_start: Positions
    content_end: Positions


def separate_contents(sentences: TaggedSentences, candidates: Candidates) -> Clauses:
    """End the content of each attribution where the next one with a source of its own begins.

    [The crew] [warned] {that the boats were old}, and [the mayor] [insisted] {that they were not}.
    An attribution without any content left is dropped.

    Parameters
    ----------
    sentences : TaggedSentences
    candidates : Candidates
        In the order of their cues.
    """
    tags = sentences.tags
    sentence = tags.sentence_of(candidates.cue[0])
    number, start, end = _stretches(tags, candidates, tags.sentence_end[sentence])
    start = tags.skip(start, _SEPARATORS, np.maximum(end, start))
    end = _end_at_next(sentences, candidates, sentence, number, start, end)
    end = _end_of_relative_clause(tags, candidates, number, start, end)
    end = _end_where_sentence_goes_on(sentences, candidates, number, start, end)
    end = _include_nested(candidates, sentence, number, start, end)
    end = tags.skip_back(np.maximum(end, start), _SEPARATORS + Tag.COORDINATOR + Tag.CONJUNCTION, start)
    start = tags.skip(start, _SEPARATORS, end)
    remains = start < end
    is_emptied = np.bincount(number, minlength=len(sentence)) > 0
    is_emptied[number[remains]] = False
    new_number = np.cumsum(~is_emptied) - 1
    return Clauses(
        candidates.select(~is_emptied), sentence[~is_emptied], new_number[number[remains]], start[remains], end[remains]
    )


def _stretches(tags: TagString, candidates: Candidates, sentence_end: Positions) -> tuple[Positions, ...]:
    """Return the stretches of content, by attribution: its number, start and end."""
    with_quotes = np.flatnonzero(candidates.quotes_from >= 0)
    quoting, quote = tags.positions_within(Tag.QUOTE, candidates.quotes_from[with_quotes], sentence_end[with_quotes])
    every = np.arange(len(sentence_end))
    number = np.concatenate([every, every, with_quotes[quoting]])
    start = np.concatenate([candidates.content[0, 0], candidates.content[1, 0], quote])
    end = np.concatenate([candidates.content[0, 1], candidates.content[1, 1], quote + 1])
    order = np.argsort(number, kind="stable")
    order = order[start[order] >= 0]
    return number[order], start[order], end[order]


def _end_of_relative_clause(
    tags: TagString, candidates: Candidates, number: Positions, start: Positions, end: Positions
) -> Positions:
    """End the content of a relative clause with it, at a comma, or at the verb of the main clause after an object.

    The cook, [who] [said] {the soup was cold}, left. [The polls that] [favored] {her} were wrong.
    """
    source, entry = candidates.source[:, number], candidates.entry[number]
    comma, verb = (tags.next_position(stops, start + 1) for stops in (Tag.COMMA, Tag.BE + Tag.AUXILIARY))
    has_source = source[0] >= 0
    is_relative = has_source & tags.has(source[1] - 1, Tag.RELATIVE)
    end = np.where(is_relative & (comma < end), comma, end)
    opened = is_relative | (has_source & tags.has(source[1] - 1, Tag.THAT))
    has_object = opened & (entry >= 0) & entry_takes(entry, "object")
    return np.where(has_object & (verb < end), verb, end)


def _end_where_sentence_goes_on(
    sentences: TaggedSentences, candidates: Candidates, number: Positions, start: Positions, end: Positions
) -> Positions:
    """End what follows a cue where the sentence says something else, unless a quote comes after that.

    [The crew] [backed] {the plan}, which was old. [The crew] [said] {it was late}, a bad sign.
    """
    tags = sentences.tags
    entry, follows = candidates.entry[number], start > candidates.cue[0, number]
    ends = end.copy()
    adverbial = tags.positions(Tag.CONJUNCTION + Tag.INTERROGATIVE)
    adverbial = adverbial[sentences.word_in(adverbial, ADVERBIAL)]
    for takes, (stops, after_comma) in CONTENT_ENDS.items():
        which = np.flatnonzero(follows & (entry >= 0) & entry_takes(entry, takes))
        first, last = start[which], end[which]
        comma = _ending_commas(sentences, takes, after_comma, first, last)
        stop = np.minimum(_first_of(comma, first + 1, len(tags.data)), tags.next_position(stops, first + 1))
        if takes == "object":
            stop = np.minimum(stop, _first_of(adverbial, first + 1, len(tags.data)))
        if takes == "clause":
            stop = _without_asides_of_subjects(tags, comma, first, last, stop)
        ends[which] = np.minimum(last, stop)
    return np.where(tags.contains(Tag.QUOTE, ends, end), end, ends)


def _ending_commas(
    sentences: TaggedSentences, takes: str, after_comma: str, start: Positions, end: Positions
) -> Positions:
    """Find the commas within stretches that end what is said, in order."""
    tags = sentences.tags
    comma = np.unique(tags.positions_within(Tag.COMMA, start + 1, np.maximum(start + 1, end))[1])
    begins = tags.has(comma + 1, after_comma)
    if takes == "clause":
        is_summary = tags.has(comma + 1, Tag.DETERMINER)
        is_summary[is_summary] = sentences.word_in(comma[is_summary] + 1, ("a", "an"))
        begins |= is_summary | sentences.word_in(comma + 1, ("where",))
    comma = comma[begins]
    comma = comma[~sentences.word_in(comma + 1, CONTINUE_PHRASE)]
    return comma[~_within_list(tags, comma)]


def _without_asides_of_subjects(
    tags: TagString, comma: Positions, start: Positions, end: Positions, stop: Positions
) -> Positions:
    """Move stops on where what stands before them is only a subject: Lind said that the cook, who left, was late.

    comma: those that end what is said; stop: where each stretch ends.
    """
    which = np.flatnonzero((stop < end) & tags.has(np.minimum(stop, len(tags.data) - 1), Tag.COMMA))
    phrase_end = tags.match_ends(patterns.PHRASE, tags.skip(start[which], str(Tag.THAT)))
    which = which[phrase_end == stop[which]]
    moved = stop.copy()
    moved[which] = _first_of(comma, stop[which] + 1, len(tags.data))
    return moved


def _within_list(tags: TagString, comma: Positions) -> Mask:
    """Whether each comma is within a list: the boats, the nets and the pier; but not: the boats, and it left."""
    coordinator = tags.next_position(Tag.COORDINATOR, comma)
    may_be = (coordinator - comma <= _LONGEST_LIST) & ~tags.contains(_ENDS_LIST, comma, coordinator)
    which = np.flatnonzero(may_be)
    end = tags.match_ends(patterns.REST_OF_LIST, comma[which])
    list_end = np.zeros(len(comma), np.int64)
    list_end[which] = np.where(tags.has(np.maximum(end, 0), _MAKES_CLAUSE + Tag.ADVERB), 0, end)
    within: Mask = comma < np.maximum.accumulate(list_end)
    return within


def _first_of(positions: Positions, start: Positions, none: int) -> Positions:
    """Return the first of some sorted positions from each start on; `none` without one."""
    return np.append(positions, none)[np.searchsorted(positions, start)]


def _end_at_next(
    sentences: TaggedSentences,
    candidates: Candidates,
    sentence: Positions,
    number: Positions,
    start: Positions,
    end: Positions,
) -> Positions:
    """Where each stretch ends, given the attributions after it in the sentence, taken one after the other."""
    tags = sentences.tags
    source, cue = candidates.source[0], candidates.cue[0]
    # The source stands behind the content: [Describing] {the old boats}, [the mayor] smiled.
    includes_source = (start < source[number]) & (source[number] < end) & (cue[number] < start)
    end = np.where(includes_source, source[number] - 1, end)
    padded_sentence = np.append(sentence, NONE)
    stretch, other = np.arange(len(number)), number + 1
    while len(stretch := stretch[padded_sentence[other[stretch]] == sentence[number[stretch]]]):
        rival = other[stretch]
        has_own_source = source[rival] > cue[rival - 1]
        begins = np.where(has_own_source, np.minimum(cue[rival], source[rival]), cue[rival])
        is_inside = (start[stretch] < begins) & (begins < end[stretch])
        separates = is_inside & tags.has(begins - 1, _BEFORE_CLAUSE)
        if separates.any():
            separates[separates] = ~_is_part_of_clause(sentences, cue, start[stretch[separates]], begins[separates])
        end[stretch[separates]] = begins[separates] - 1
        other[stretch] += 1
    return end


def _include_nested(
    candidates: Candidates, sentence: Positions, number: Positions, start: Positions, end: Positions
) -> Positions:
    """End contents not before those of the attributions within them.

    [The crew] [said] {voters [like] {the ferry, but not its fares}}.
    """
    source, cue = candidates.source[0], candidates.cue[0]
    reach = end.copy()
    padded_sentence = np.append(sentence[number], NONE)
    stretch, other = np.arange(len(number)), np.arange(len(number)) + 1
    while len(stretch := stretch[padded_sentence[other[stretch]] == sentence[number[stretch]]]):
        inner = other[stretch]
        begins = np.minimum(
            cue[number[inner]], np.where(source[number[inner]] >= 0, source[number[inner]], cue[number[inner]])
        )
        is_nested = (
            (start[stretch] <= begins) & (cue[number[inner]] < end[stretch]) & (start[inner] > cue[number[inner]])
        )
        is_nested &= (
            (start[stretch] > cue[number[stretch]]) & (start[inner] < end[stretch]) & (number[inner] != number[stretch])
        )
        reach[stretch] = np.where(is_nested, np.maximum(reach[stretch], end[inner]), reach[stretch])
        other[stretch] += 1
    return reach


def _is_part_of_clause(sentences: TaggedSentences, cue: Positions, start: Positions, rival: Positions) -> Mask:
    """Whether what stands before another attribution, and a comma or conjunction, needs it to be a clause.

    [Lind] [said] {his band and a friend wrote songs}. [Lind] [argued] {that, if it rains, she hopes to sail}.
    [Lind] [charged] {that they hid the boats because these contradict her claim}.
    cue: of all attributions, in order; start: of the content of the first; rival: start of the other one.
    """
    tags, before = sentences.tags, rival - 1
    is_part = ~tags.contains(_MAKES_CLAUSE, start, before) & tags.has(before, Tag.COORDINATOR)
    conjunction = np.flatnonzero(tags.has(before, Tag.CONJUNCTION))
    within = sentences.word_in(before[conjunction], WITHIN_CLAUSE)
    # They fear it, while others hope for it: another clause stands beside the first. But they stand beside each other
    # within the first in: The poll found that many like it, while others do not.
    is_beside = tags.has(np.maximum(before[conjunction] - 1, 0), Tag.COMMA)
    is_beside &= np.searchsorted(cue, start[conjunction]) == np.searchsorted(cue, before[conjunction])
    is_beside &= sentences.word_in(before[conjunction], BESIDE_CLAUSE)
    is_part[conjunction] |= within & ~is_beside
    # After "that", with or without a comma, another clause may come first.
    first = tags.skip(start, Tag.THAT + Tag.COMMA)
    opens = tags.has(first, Tag.CONJUNCTION + Tag.INTERROGATIVE) & (first > start) & tags.has(before, Tag.COMMA)
    in_phrase = tags.has(first, Tag.PREPOSITION) & tags.has(np.maximum(first - 1, 0), Tag.THAT) & (first > start)
    opens |= in_phrase & tags.has(before, Tag.COMMA)
    is_part |= tags.has(before, Tag.CONJUNCTION) & (first == before)
    answer: Mask = is_part | (opens & (tags.next_position(Tag.COMMA, first) == before))
    return answer
