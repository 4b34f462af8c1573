"""The same articles with another text: without the sentences that other articles of the event have, too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pandas as pd

from analysis import schema
from analysis._utils.membership import are_among
from analysis.annotation.annotate import annotate
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.text_places import Span, text_places
from analysis.annotation.words_in_order import WordsInOrder

NOTHING_SHARED = "without sentences that several articles share"


def other_texts(notes: Annotations, *comparisons: pd.DataFrame) -> dict[str, Annotations]:
    """Annotate the same articles with other texts, where a difference is clear that may depend on them.

    Parameters
    ----------
    notes : Annotations
    *comparisons : DataFrame
        From `compare`: where none of their differences is clear, nothing is annotated.

    Returns
    -------
    dict of str to Annotations
        What the texts are -> their annotations, for `ss.other_settings`: without the sentences that have seven words in
        a row which another article of the event has, too. Empty where no difference is clear, no sentence is shared,
        the corpus names no events, or there is no text.
    """
    check_annotations(notes)
    is_clear = any(schema.is_clear(table["q"]).any() for table in comparisons)
    if notes.corpus.texts is None or not notes.corpus.names_events or not is_clear:
        return {}
    shared = _shared_sentences(notes)
    if not shared:
        return {}
    texts = {article: _without(text, shared[article]) for article, text in notes.texts.items()}
    articles = notes.corpus.articles
    left = articles[[bool(texts[article].strip()) for article in articles["article_id"]]]
    corpus = replace(notes.corpus, articles=left.reset_index(drop=True), texts=texts, bundle=None)
    return {NOTHING_SHARED: annotate(corpus, house_style=bool(notes.settings["house_style"]), parse=notes.parse)}


def _shared_sentences(notes: Annotations) -> dict[str, list[Span]]:
    """Return where the sentences stand that have a passage which another article of the event has, too."""
    articles = notes.corpus.articles
    places = text_places(notes, articles["article_id"].tolist())
    words = WordsInOrder.of(notes, places)
    passages: defaultdict[str, list[Span]] = defaultdict(list)
    for of_event in articles.groupby("event", sort=False).indices.values():
        if len(of_event) > 1:
            for article, start, end in words.at(of_event).shared():
                passages[article].append((start, end))
    segments = notes.segments[are_among(notes.segments["article_id"], passages)]
    sentences: defaultdict[str, list[Span]] = defaultdict(list)
    spans = segments.groupby(["article_id", "sentence"], sort=False).agg({"start": "min", "end": "max"})
    for (article, _), start, end in zip(spans.index, spans["start"].tolist(), spans["end"].tolist(), strict=True):
        if any(since < end and until > start for since, until in passages[article]):
            sentences[article].append((start, end))
    return sentences


def _without(text: str, spans: list[Span]) -> str:
    """Blank out parts of a text, without joining its lines."""
    for start, end in spans:
        text = text[:start] + "".join("\n" if letter == "\n" else " " for letter in text[start:end]) + text[end:]
    return text
