"""Words of indirect speech: what is reported of somebody outside quotation marks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.language.attribution.attributions import Attributions, Spans
from analysis.language.text.utf8 import join_lines
from analysis.language.text.word_boundaries import find_words

Numbers = NDArray[np.int64]


def reported_words(stated: Attributions, table: pd.DataFrame, texts: list[str]) -> pd.DataFrame:
    """Count the words of indirect speech of each segment.

    Parameters
    ----------
    stated : Attributions
    table : pandas.DataFrame
        The table of attributions made from them: segment, start, end and words are used.
    texts : list of str

    Returns
    -------
    pandas.DataFrame
        segment, x (words); only segments with indirect speech.
    """
    unquoted = _without_overlaps(stated)
    words = _words_of_whole_content(stated, unquoted, table)
    rest = np.flatnonzero((words < 0) & (unquoted.start < unquoted.end))
    spans = Spans(np.arange(len(rest)), unquoted.start[rest], unquoted.end[rest])
    words[rest] = count_words(text_of_spans(texts, stated.text[unquoted.of[rest]], spans))
    counts = pd.DataFrame({"segment": table["segment"].to_numpy()[unquoted.of], "x": np.maximum(words, 0)})
    return counts.groupby("segment", as_index=False)["x"].sum()


def _words_of_whole_content(stated: Attributions, unquoted: Spans, table: pd.DataFrame) -> Numbers:
    """Words of each span that is all that an attribution says, which are counted already; −1 of other spans."""
    one_span = np.diff(stated.content.first(len(stated.text))) == 1
    same_start = unquoted.start == table["start"].to_numpy()[unquoted.of]
    same_end = unquoted.end == table["end"].to_numpy()[unquoted.of]
    whole = one_span[unquoted.of] & same_start & same_end
    return np.where(whole, table["words"].to_numpy()[unquoted.of], -1)


def _without_overlaps(stated: Attributions) -> Spans:
    """Return what is said outside quotation marks, in order of sentences, each stretch of a text once."""
    attribution, start, end = _outside_quotes(stated)
    sentence = stated.text[attribution] * (stated.sentence.max(initial=0) + 1) + stated.sentence[attribution]
    order = np.lexsort((end, sentence * (start.max(initial=0) + 1) + start))
    attribution, start, end = attribution[order], start[order], end[order]
    # Texts are laid one behind another, so that the end reached in one text is before the start of the next.
    text_start = stated.text[attribution] * (end.max(initial=0) + 1)
    reached = np.append(0, np.maximum.accumulate(end + text_start))[:-1] - text_start
    new = end > np.maximum(reached, 0)
    return Spans(attribution[new], np.maximum(start, reached)[new], end[new])


def _outside_quotes(stated: Attributions) -> Spans:
    """Return the stretches of what is said that lie before, between and behind its quotes."""
    content, quotes = stated.content, stated.quotes
    # The last span of content of the same attribution that starts no later than the quote.
    longest = max(content.start.max(initial=0), quotes.start.max(initial=0)) + 1
    around = np.searchsorted(content.of * longest + content.start, quotes.of * longest + quotes.start, "right") - 1
    inside = (around >= 0) & (content.of[around] == quotes.of) & (quotes.end <= content.end[around])
    around, span = around[inside], np.arange(len(content.of))
    # A stretch starts where a span starts or a quote ends, and ends where a quote starts or the span ends.
    start_order = np.argsort(np.append(span, around), kind="stable")
    end_order = np.argsort(np.append(around, span), kind="stable")
    return Spans(
        np.append(content.of, content.of[around])[start_order],
        np.append(content.start, quotes.end[inside])[start_order],
        np.append(quotes.start[inside], content.end)[end_order],
    )


def text_of_spans(texts: list[str], text: Numbers, spans: Spans) -> list[str]:
    """Return the words in the spans of each attribution, joined by blanks; text: number of its text."""
    places = zip(text[spans.of].tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    pieces = [texts[number][start:end] for number, start, end in places]
    first = spans.first(len(text))
    count = np.diff(first)
    joined = np.full(len(text), "", object)
    joined[count == 1] = np.array(pieces, object)[first[:-1][count == 1]]
    for attribution in np.flatnonzero(count > 1).tolist():
        joined[attribution] = " ".join(pieces[first[attribution] : first[attribution + 1]])
    return joined.tolist()


def count_words(texts: list[str]) -> Numbers:
    """Return the number of words of each text."""
    data, first = join_lines(pl.Series(texts, dtype=pl.String))
    return np.diff(np.searchsorted(find_words(data).start, first))
