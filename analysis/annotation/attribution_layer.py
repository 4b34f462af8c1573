"""Who says what in a corpus: attributions with their sources, as measures count them.

An attribution counts here if something is said or found. Beliefs and wishes do not count, nor does what somebody did
not say, nor an act such as "criticised the plan" unless some of its words are quoted.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import compress
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.batching import shown_parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import row_numbers, row_starts
from analysis.annotation.reported_words import count_words, reported_words, text_of_spans
from analysis.annotation.text_pass import BATCH
from analysis.language.attribution.attributions import Attributions
from analysis.language.attribution.parsing import find_attributions as parse
from analysis.language.attribution.parsing.spacy_pipeline import reader
from analysis.language.attribution.rules.find_attributions import find
from analysis.language.attribution.rules.sentences import Rows
from analysis.language.attribution.sources.introduced_people import name_sources_by_context
from analysis.language.attribution.sources.tables import described, first_spoken, people_of
from analysis.language.attribution.sources.turn_speakers import name_turn_speakers
from analysis.language.text.characters import fold_marks

Numbers = NDArray[np.int64]

# Kinds of reporting verbs that state what is said or found.
STATING = ("speech", "finding")
FORMS = ("indirect", "direct")


@hides_content
class AttributionTables(NamedTuple):
    """Who says what in a corpus.

    table : pandas.DataFrame
        One row per attribution (table attributions of the schema).
    first_citations : pandas.DataFrame
        Where each source is first cited in its article: segment, kind, number (of people).
    reported_words : pandas.DataFrame
        Words of indirect speech: segment, x.
    """

    table: pd.DataFrame
    first_citations: pd.DataFrame
    reported_words: pd.DataFrame


@hides_content
class ArticleBatch(NamedTuple):
    """Some articles: their ids and texts, the attributions in them, and the segment of each attribution."""

    ids: list[str]
    texts: list[str]
    found: Attributions
    segment: Numbers


def attribution_tables(segments: pd.DataFrame, texts: Mapping[str, str], pipeline: str) -> AttributionTables:
    """Find who says what in all articles.

    Parameters
    ----------
    segments : pandas.DataFrame
        The table of segments.
    texts : mapping of str to str
        Cleaned text by article_id; its marks are folded, so that their form decides nothing.
    pipeline : str
        Name of a spaCy pipeline used beside the rules; '' for the rules alone.
    """
    # The rules make no cyclic garbage; spaCy may.
    with nullcontext() if pipeline else _without_garbage_collection():
        batches = [_batch_tables(batch) for batch in _batches(segments, texts, pipeline)]
    return AttributionTables(*(pd.concat(tables, ignore_index=True) for tables in zip(*batches, strict=True)))


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Do not look for cyclic garbage, which takes a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _batches(segments: pd.DataFrame, texts: Mapping[str, str], pipeline: str) -> Iterator[ArticleBatch]:
    """Read all articles, some megabytes at a time."""
    article = segments["article_id"].to_numpy()
    starts = np.flatnonzero(np.append(True, article[1:] != article[:-1])[: len(article)])
    ids, ends = [str(one) for one in article[starts]], [*starts.tolist(), len(article)]
    first_sentence, segment_of_sentence = _sentence_segments(segments, starts)
    rows = _rows(segments, starts)
    for part in shown_parts(np.array([len(texts[one]) for one in ids], int), BATCH, "finding who says what"):
        batch_texts = fold_marks(pl.Series([texts[one] for one in ids[part]], dtype=pl.String)).to_list()
        batch_rows = rows.some(slice(ends[part.start], ends[part.stop]))
        numbered_from_0 = batch_rows._replace(text=batch_rows.text - part.start)
        found = _attributions(batch_texts, numbered_from_0, pipeline)
        sentence = first_sentence[part][found.text] + found.sentence
        yield ArticleBatch(ids[part], batch_texts, found, segment_of_sentence[sentence])


def _attributions(texts: list[str], rows: Rows, pipeline: str) -> Attributions:
    return parse.find(texts, rows, reader(pipeline)) if pipeline else find(texts, rows)


def _rows(segments: pd.DataFrame, starts: Numbers) -> Rows:
    """Segments as attributions take them; starts: first segment of each article."""
    text = row_numbers(np.diff(np.append(starts, len(segments))))
    paragraph, sentence, start, end = (
        segments[name].to_numpy(np.int64) for name in ("paragraph", "sentence", "start", "end")
    )
    return Rows(text, paragraph, sentence, (segments["voice"] == "quoted").to_numpy(bool), start, end)


def _sentence_segments(segments: pd.DataFrame, starts: Numbers) -> tuple[Numbers, Numbers]:
    """Return the segment that stands for each sentence: its last one that is not quoted, if there is one.

    starts: first segment of each article. Returns: number of the first sentence of each article, and the segment of
    each sentence.
    """
    if not len(starts):
        return starts, starts
    sentence, number = segments["sentence"].to_numpy(), np.arange(len(segments))
    n_sentences = np.maximum.reduceat(sentence, starts) + 1
    first = row_starts(n_sentences)
    n_segments = np.diff(np.append(starts, len(segments)))
    of_segment = np.repeat(first, n_segments) + sentence
    last = np.full(n_sentences.sum(), -1)
    np.maximum.at(last, of_segment, number)
    last_unquoted = np.full(n_sentences.sum(), -1)
    unquoted = (segments["voice"] != "quoted").to_numpy()
    np.maximum.at(last_unquoted, of_segment[unquoted], number[unquoted])
    return first, np.where(last_unquoted < 0, last, last_unquoted)


def _batch_tables(batch: ArticleBatch) -> AttributionTables:
    """Return what is said in some articles, and by whom."""
    ids, texts, found, segment = batch
    phrases = text_of_spans(texts, found.text, found.source)
    name_turn_speakers(phrases, found, texts)
    name_sources_by_context(phrases, found, texts)
    said = _states_something(found)
    stated, at = found.chosen(said), segment[said]
    first_of_text = np.searchsorted(found.text, np.arange(len(ids) + 1)).tolist()
    attribution, sources = people_of(phrases, first_of_text, said)
    each, joined = described(attribution, sources, len(at))
    table = joined.assign(
        article_id=pd.array(ids, dtype="str").take(stated.text),
        sentence=stated.sentence,
        segment=at,
        source=pd.array([*compress(phrases, said.tolist())], dtype="str"),
        **_reporting_verbs(stated, texts),
        **_content(stated, texts),
    )
    cited = each.assign(of=attribution, text=stated.text[attribution], segment=at[attribution])
    return AttributionTables(
        table[schema.columns("attributions")], first_spoken(cited), reported_words(stated, table, texts)
    )


def _states_something(found: Attributions) -> NDArray[np.bool_]:
    """Whether each attribution states what is said or found."""
    n = len(found.text)
    first_content, first_verb = found.content.first(n), found.cue.first(n)
    has_content, has_verb, has_quote = (
        np.diff(first) > 0 for first in (first_content, first_verb, found.quotes.first(n))
    )
    # An attribution without a listed verb always states something; the last entry of these lists stands for it.
    verb_states = np.array([*(entry.kind in STATING for entry in found.entries), True])
    takes_object = np.array([*(entry.takes == "object" for entry in found.entries), False])
    both = np.flatnonzero(has_content & has_verb)
    content_first = np.zeros(n, bool)
    content_first[both] = found.content.start[first_content[both]] < found.cue.start[first_verb[both]]
    clause = content_first | ~takes_object[found.entry]
    states: NDArray[np.bool_] = has_content & ~found.negated & (has_quote | (verb_states[found.entry] & clause))
    return states


def _reporting_verbs(stated: Attributions, texts: list[str]) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Columns cue and stance: the listed verb, or the words that introduce what is said."""
    unlisted = stated.chosen(stated.entry < 0)
    words = [text.lower() for text in text_of_spans(texts, unlisted.text, unlisted.cue)]
    entry = stated.entry.copy()
    # The words of attributions without a listed verb follow the listed verbs.
    entry[entry < 0] = len(stated.entries) + np.arange(len(words))
    cues = [*(listed.cue for listed in stated.entries), *words]
    stances = [*(listed.stance for listed in stated.entries), *([""] * len(words))]
    return {"cue": pd.array(cues, dtype="str").take(entry), "stance": pd.array(stances, dtype="str").take(entry)}


def _content(stated: Attributions, texts: list[str]) -> dict[str, object]:
    """Columns form, start, end and words of what is said."""
    n, content = len(stated.text), stated.content
    first = content.first(n)
    mostly_quoted = stated.quotes.size(n) * 2 > content.size(n)
    return {
        "form": pd.array(FORMS, dtype="str").take(mostly_quoted.astype(int)),
        "start": content.start[first[:-1]],
        "end": content.end[first[1:] - 1],
        "words": count_words(text_of_spans(texts, stated.text, content)),
    }
