"""Where the content of each attribution begins and ends, where several share a sentence."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import entry_takes
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
# After a comma they go on with the phrase before it: the old boats, including hers.
CONTINUE_PHRASE = ("including", "or", "not", "such", "rather")
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
    ends, comma = end.copy(), np.unique(tags.positions_within(Tag.COMMA, start + 1, np.maximum(start + 1, end))[1])
    comma = comma[~sentences.form_in(comma + 1, CONTINUE_PHRASE)]
    is_summary = tags.has(comma + 1, Tag.DETERMINER)
    is_summary[is_summary] = sentences.word_in(comma[is_summary] + 1, ("a", "an"))
    for takes, (stops, after_comma) in CONTENT_ENDS.items():
        which = np.flatnonzero(follows & (entry >= 0) & entry_takes(entry, takes))
        begins = tags.has(comma + 1, after_comma)
        if takes == "clause":
            begins |= is_summary
        breaks = np.append(comma[begins], len(tags.data))
        next_comma = breaks[np.searchsorted(breaks[:-1], start[which] + 1)]
        next_stop = tags.next_position(stops, start[which] + 1)
        ends[which] = np.minimum(end[which], np.minimum(next_comma, next_stop))
    return np.where(tags.contains(Tag.QUOTE, ends, end), end, ends)


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
            separates[separates] = ~_is_part_of_clause(sentences, start[stretch[separates]], begins[separates])
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


def _is_part_of_clause(sentences: TaggedSentences, start: Positions, rival: Positions) -> Mask:
    """Whether what stands before another attribution, and a comma or conjunction, needs it to be a clause.

    [Lind] [said] {his band and a friend wrote songs}. [Lind] [argued] {that, if it rains, she hopes to sail}.
    [Lind] [charged] {that they hid the boats because these contradict her claim}.
    start: of the content of the first; rival: start of the other one.
    """
    tags, before = sentences.tags, rival - 1
    is_part = ~tags.contains(_MAKES_CLAUSE, start, before) & tags.has(before, Tag.COORDINATOR)
    conjunction = np.flatnonzero(tags.has(before, Tag.CONJUNCTION))
    is_part[conjunction] |= sentences.word_in(before[conjunction], WITHIN_CLAUSE)
    # After "that", with or without a comma, another clause may come first.
    first = tags.skip(start, Tag.THAT + Tag.COMMA)
    opens = tags.has(first, Tag.CONJUNCTION + Tag.INTERROGATIVE) & (first > start) & tags.has(before, Tag.COMMA)
    answer: Mask = is_part | (opens & (tags.next_position(Tag.COMMA, first) == before))
    return answer
