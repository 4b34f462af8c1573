"""The one pass over the text of a corpus: segments, words and house style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.batching import parts, shown_parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges, row_numbers, row_starts
from analysis.annotation.self_mentions import outlet_names
from analysis.corpus.corpus import Corpus
from analysis.language.text.country_forms import NO_FORMS, CountryForms, find_country_forms
from analysis.language.text.house_style import Style, is_title, standard_forms
from analysis.language.text.irregular_quotes import REASONS
from analysis.language.text.outlet_names import SPEAKER
from analysis.language.text.party_places import are_party_places
from analysis.language.text.segmentation import Segments, Spans, segment_batch
from analysis.language.text.segmented_words import Words
from analysis.language.text.speaker_turns import are_speaker_labels
from analysis.language.text.substrings import substrings
from analysis.language.text.text_batch import TextBatch, text_batch
from analysis.language.text.tokens import Tokens
from analysis.language.text.utf8 import Offsets, Places

BATCH = 8_000_000  # characters annotated at a time


@hides_content
class _Batch(NamedTuple):
    """What the pass finds in some articles: rows of segments, their texts, and their words as ids."""

    segments: pd.DataFrame
    article: NDArray[np.int64]  # of each segment, by its place among these articles
    texts: pa.StringArray
    word: Places  # of each word its place in vocabulary, in order of the segments
    vocabulary: pa.LargeStringArray


def annotate_texts(corpus: Corpus, house_style: bool) -> tuple[pd.DataFrame, pd.DataFrame, Words]:
    """Divide the texts of a corpus into segments and words.

    Parameters
    ----------
    corpus : Corpus
        With texts.
    house_style : bool
        Count variants as one word, and leave out titles, party and state behind a name, and names of outlets.

    Returns
    -------
    segments, style : pandas.DataFrame
        Tables of these names.
    words : Words
    """
    assert corpus.texts is not None
    ids = corpus.articles["article_id"].tolist()
    sizes = np.array([len(corpus.texts[i]) for i in ids], np.int64)
    of_batches = list(parts(sizes, BATCH))
    batches = [_read(corpus, ids[part]) for part in shown_parts(sizes, BATCH, "annotating")]
    article = np.concatenate([batch.article + part.start for batch, part in zip(batches, of_batches, strict=True)])
    segments = pd.concat([batch.segments for batch in batches], ignore_index=True)
    vocabulary, word = _one_vocabulary(batches)
    tokens = Tokens(row_numbers(segments["n_tokens"].to_numpy()), word, vocabulary.to_list())
    counted, applied = standard_forms(tokens.written, house_style)
    titles, party_places = (
        f(tokens) if house_style else np.zeros(len(word), bool) for f in (is_title, are_party_places)
    )
    texts = pl.concat([pl.Series("text", batch.texts, dtype=pl.String) for batch in batches])
    forms = find_country_forms(tokens) if house_style else NO_FORMS
    styles = _styles(_Places(segments, article, ids), tokens, applied, titles, forms)
    names = outlet_names(corpus, article, texts, tokens, counted) if house_style else titles.astype(np.int8)
    if house_style:
        labels = np.flatnonzero(are_speaker_labels(texts, (segments["voice"] == "quoted").to_numpy()))
        first = np.searchsorted(tokens.text, labels)
        names[ranges(first, np.searchsorted(tokens.text, labels, "right") - first)] = SPEAKER
    words = Words(texts, tokens, counted, titles, party_places, names, forms, styles)
    return schema.check(segments, "segments"), style_table(styles), words


def _read(corpus: Corpus, ids: list[str]) -> _Batch:
    assert corpus.texts is not None and corpus.display is not None
    batch = text_batch([corpus.texts[i] for i in ids], [corpus.display[i] for i in ids])
    segments, spans = segment_batch(batch)
    n_tokens, word = _words(batch, spans)
    character, text_start = batch.words.characters, batch.words.characters(batch.first)[segments.text]
    table = pd.DataFrame(
        {
            "article_id": pd.array(ids, dtype="str").take(segments.text),
            "paragraph": segments.paragraph,
            "sentence": segments.sentence,
            "voice": pd.array(schema.VOICES, dtype="str").take(segments.voice),
            "start": (character(spans.start[segments.first]) - text_start).astype(np.int64),
            "end": (character(spans.end[segments.last]) - text_start).astype(np.int64),
            "n_tokens": n_tokens,
            "reason": pd.array(REASONS, dtype="str").take(segments.reason),
        }
    )
    return _Batch(table, segments.text, _texts(batch, segments, spans), word, batch.vocabulary.to_arrow())


def _words(batch: TextBatch, spans: Spans) -> tuple[NDArray[np.int64], Places]:
    """Return the number of words of each segment, and the id of each word, in order of the segments."""
    order = np.argsort(spans.of, kind="stable")
    first_word = np.searchsorted(batch.words.start, spans.start)
    n_words = np.diff(np.append(first_word, len(batch.word_ids)))
    words, n_in_order = batch.word_ids.copy(), n_words[order]
    # Within a sentence the spans of its voices take turns; all others are in order.
    moved = np.flatnonzero(order != np.arange(len(order)))
    to = ranges(row_starts(n_in_order)[moved], n_in_order[moved])
    words[to] = batch.word_ids[ranges(first_word[order[moved]], n_in_order[moved])]
    return np.bincount(spans.of, n_words).astype(np.int64), words


def _texts(batch: TextBatch, segments: Segments, spans: Spans) -> pa.StringArray:
    """Return the text of each segment, its spans joined by a blank."""
    data = np.frombuffer(batch.written, np.uint8)
    spans = _as_written(batch, data, spans)
    pieces = substrings(data, spans.start, spans.end, np.argsort(spans.of, kind="stable"))
    ends = np.cumsum(np.bincount(spans.of, minlength=len(segments.first)))
    of_segments = pa.ListArray.from_arrays(pa.array(np.append(0, ends), pa.int32()), pieces)
    return pc.binary_join(of_segments, " ")


def _as_written(batch: TextBatch, data: NDArray[np.uint8], spans: Spans) -> Spans:
    """Return the spans as places in the bytes of the texts as written."""
    if len(data) == len(batch.words.data):
        return spans  # each mark is as long as its folded form
    places, characters = Offsets.of(data), batch.words.characters
    return spans._replace(start=places.bytes(characters(spans.start)), end=places.bytes(characters(spans.end)))


def _one_vocabulary(batches: list[_Batch]) -> tuple[pl.Series, Places]:
    """One vocabulary for all batches, and the words of all as places in it."""
    if len(batches) == 1:
        return pl.Series(batches[0].vocabulary, dtype=pl.String), batches[0].word
    merged = pa.concat_arrays([batch.vocabulary for batch in batches]).dictionary_encode()
    place = merged.indices.to_numpy()
    offsets = np.cumsum([0, *(len(batch.vocabulary) for batch in batches)])
    words = [place.take(batch.word + offset) for batch, offset in zip(batches, offsets[:-1], strict=True)]
    return pl.Series(merged.dictionary, dtype=pl.String), np.concatenate(words)


def style_table(styles: pd.DataFrame) -> pd.DataFrame:
    """Return the table style.

    Parameters
    ----------
    styles : pandas.DataFrame
        Counts by article and voice, as in `Words.styles`, all of them or some.
    """
    keys = ["article_id", *Style._fields]
    counts = pl.from_pandas(styles).group_by(keys).agg(pl.col("n").sum()).sort(keys)
    return schema.typed(counts.to_pandas(), "style")


@hides_content
class _Places(NamedTuple):
    """The table of segments, the place of the article of each segment among the articles, and these."""

    segments: pd.DataFrame
    article: NDArray[np.int64]
    ids: list[str]


def _styles(
    places: _Places,
    tokens: Tokens,
    applied: Mapping[int, Style],
    titles: NDArray[np.bool_],
    forms: CountryForms,
) -> pd.DataFrame:
    """How often each variant was counted as its standard, or left out as a title, per article and voice."""
    lines = sorted({*applied.values(), *forms.styles})
    number = {style: place for place, style in enumerate(lines)}
    of_word = np.full(len(tokens.vocabulary), -1)
    of_word[list(applied)] = [number[style] for style in applied.values()]
    is_variant = np.zeros(len(of_word), bool)
    is_variant[[word for word, style in applied.items() if style.kind != "title"]] = True
    title = np.flatnonzero(titles)
    of_title = tokens.word[title]
    at = np.append(tokens.places(is_variant), title[(of_word[of_title] >= 0) & ~is_variant[of_title]])
    line = np.append(of_word[tokens.word[at]], np.array([number[style] for style in forms.styles])[forms.form])
    segment = np.append(tokens.text[at], tokens.text[forms.first])
    # Ordered by article, voice and line, as their names are.
    ids, voices = sorted(places.ids), sorted(schema.VOICES)
    row = pd.Index(ids).get_indexer(places.ids)[places.article[segment]]
    voice = pd.Index(voices).get_indexer(places.segments["voice"].array.take(segment))
    key, n = np.unique((row * len(voices) + voice) * len(lines) + line, return_counts=True)
    place, line = np.divmod(key, len(lines))
    row, voice = np.divmod(place, len(voices))
    found = pd.DataFrame(lines, columns=Style._fields, dtype="str").take(line).reset_index(drop=True)
    found.insert(0, "article_id", pd.array(ids, dtype="str").take(row))
    found.insert(1, "voice", pd.array(voices, dtype="str").take(voice))
    return found.assign(n=n)
