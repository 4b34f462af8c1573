"""Who says what: attributions with source, cue and content, by rules over the words and marks of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.language.attribution.attributions import Attribution, Attributions, Spans, lists
from analysis.language.attribution.cues import cue_table
from analysis.language.attribution.rules.clause_rules import find_clauses
from analysis.language.attribution.rules.patterns import WHOLE_QUOTE
from analysis.language.attribution.rules.quote_chains import quote_chains
from analysis.language.attribution.rules.sentences import Row, Rows, Sentences, rows_of, sentences_of
from analysis.language.attribution.rules.tag_string import Positions
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences, tag_sentences
from analysis.language.attribution.rules.tags import Tag
from analysis.language.attribution.rules.uncued_quotes import add_uncued_quotes


def attributions(text: str, segments: Iterable[Row]) -> list[Attribution]:
    """Find every attribution of a text.

    Parameters
    ----------
    text : str
    segments : iterable of Row
        The segments of the text: paragraph, sentence, voice, start, end.

    Returns
    -------
    list of Attribution
        In the order of the text.
    """
    return attributions_of([text], [segments])[0]


def attributions_of(texts: Sequence[str], segments: Iterable[Iterable[Row]]) -> list[list[Attribution]]:
    """Find the attributions of each of several texts; parameters as for `attributions`."""
    return lists(find(texts, rows_of(segments)), len(texts))


def find(texts: Sequence[str], rows: Rows) -> Attributions:
    """Find the attributions of several texts.

    Parameters
    ----------
    texts : sequence of str
    rows : Rows
        Their segments.

    Returns
    -------
    Attributions
        In the order of the texts.
    """
    sentences = sentences_of(texts, rows)
    tagged = tag_sentences(texts, sentences)
    _exclude_final_stops(tagged)
    clauses = add_uncued_quotes(
        tagged.tags, sentences, find_clauses(tagged, sentences.number == 0), quote_chains(texts, tagged, sentences)
    )
    stretch, quote = tagged.tags.positions_within(Tag.QUOTE, clauses.content_start, clauses.content_end)
    number = np.arange(len(clauses.sentence))
    found = Attributions(
        text=sentences.text[clauses.sentence],
        sentence=sentences.number[clauses.sentence],
        source=_spans(tagged, number, *clauses.candidates.source),
        cue=_spans(tagged, number, *clauses.candidates.cue),
        content=_spans(tagged, clauses.content_of, clauses.content_start, clauses.content_end),
        quotes=_spans(tagged, clauses.content_of[stretch], quote, quote + 1),
        entry=clauses.candidates.entry,
        negated=clauses.candidates.negated,
        entries=cue_table().lines,
    )
    return found.chosen(~_within_quoted_headline(texts, sentences, found))


def _within_quoted_headline(texts: Sequence[str], sentences: Sentences, found: Attributions) -> NDArray[np.bool_]:
    """Whether the cue of each attribution stands in a quote of a headline: "They told us nothing": anger in port."""
    within = np.zeros(len(found.text), bool)
    place = found.cue.first(len(found.text))
    number = np.flatnonzero((found.sentence == 0) & (np.diff(place) > 0))
    first = np.append(found.cue.start, 0)[place[:-1]]
    row = np.searchsorted(sentences.text, found.text[number])
    for one, of, start, end in zip(
        *(column.tolist() for column in (number, found.text[number], sentences.start[row], sentences.end[row])),
        strict=True,
    ):
        quotes = WHOLE_QUOTE.finditer(texts[of], start, end)
        within[one] = any(quote.start() <= first[one] < quote.end() for quote in quotes)
    return within


def _exclude_final_stops(tagged: TaggedSentences) -> None:
    """End the last token of each sentence before its full stop, in place: the stop is no part of what is said."""
    tags = tagged.tags
    last = tags.sentence_end[tags.sentence_start < tags.sentence_end] - 1
    has_stop = tagged.word_is(last, lambda token: token.endswith(".")) & ~tags.has(last, Tag.QUOTE)
    tagged.end[last] -= has_stop


def _spans(tagged: TaggedSentences, attribution: Positions, start: Positions, end: Positions) -> Spans:
    """Stretches of tokens as offsets into their texts, without those that are missing."""
    exists = start >= 0
    return Spans(attribution[exists], *tagged.spans(start[exists], end[exists]))
