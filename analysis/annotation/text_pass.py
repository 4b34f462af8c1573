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
from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges
from analysis.annotation.self_mentions import outlet_names
from analysis.corpus.corpus import Corpus
from analysis.language.text.country_forms import NO_FORMS, CountryForms, find_country_forms
from analysis.language.text.house_style import Style, is_title, standard_forms
from analysis.language.text.irregular_quotes import REASONS
from analysis.language.text.outlet_names import SPEAKER
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
    """What the pass finds in some articles: rows of segments but for words, their texts, and their words as ids."""

    segments: pd.DataFrame
    texts: pa.StringArray
    segment: NDArray[np.int64]  # of each word
    word: Places  # its place in vocabulary
    vocabulary: pa.LargeStringArray


def annotate_texts(corpus: Corpus, house_style: bool) -> tuple[pd.DataFrame, pd.DataFrame, Words]:
    """Divide the texts of a corpus into segments and words.

    Parameters
    ----------
    corpus : Corpus
        With texts.
    house_style : bool
        Count variants as one word, and leave out titles and names of outlets.

    Returns
    -------
    segments, style : pandas.DataFrame
        Tables of these names.
    words : Words
    """
    assert corpus.texts is not None
    ids = corpus.articles["article_id"].tolist()
    sizes = np.array([len(corpus.texts[i]) for i in ids], np.int64)
    batches = [_read(corpus, ids[part]) for part in parts(sizes, BATCH)]
    tokens, vocabulary = _join_tokens(batches)
    counted, applied = standard_forms(vocabulary, house_style)
    titles = is_title(tokens) if house_style else np.zeros(len(tokens.word), bool)
    segments = pd.concat([batch.segments for batch in batches], ignore_index=True)
    segments["n_tokens"] = np.bincount(tokens.text, minlength=len(segments)).astype("int64")
    texts = pl.concat([pl.Series("text", batch.texts, dtype=pl.String) for batch in batches])
    forms = find_country_forms(tokens) if house_style else NO_FORMS
    styles = _styles(segments, tokens, applied, titles, forms)
    names = titles.astype(np.int8)
    if house_style:
        names = outlet_names(corpus, segments["article_id"], texts, tokens, counted)
        labels = are_speaker_labels(texts, (segments["voice"] == "quoted").to_numpy())
        names[labels[tokens.text]] = SPEAKER
    words = Words(texts, tokens, counted, titles, names, forms, styles)
    return schema.check(segments, "segments"), style_table(styles), words


def _join_tokens(batches: list[_Batch]) -> tuple[Tokens, pl.Series]:
    """Return the words of all batches, with one vocabulary; as Tokens and as a series."""
    first_row = np.cumsum([0, *(len(batch.segments) for batch in batches)])
    segment = np.concatenate([batch.segment + row for batch, row in zip(batches, first_row[:-1], strict=True)])
    vocabulary, word = _one_vocabulary(batches)
    return Tokens(segment, word, vocabulary.to_list()), vocabulary


def _read(corpus: Corpus, ids: list[str]) -> _Batch:
    assert corpus.texts is not None and corpus.display is not None
    batch = text_batch([corpus.texts[i] for i in ids], [corpus.display[i] for i in ids])
    segments, spans = segment_batch(batch)
    character, text_start = batch.words.characters, batch.words.characters(batch.first)[segments.text]
    table = pd.DataFrame(
        {
            "article_id": pd.array(ids, dtype="str").take(segments.text),
            "paragraph": segments.paragraph,
            "sentence": segments.sentence,
            "voice": pd.array(schema.VOICES, dtype="str").take(segments.voice),
            "start": (character(spans.start[segments.first]) - text_start).astype(np.int64),
            "end": (character(spans.end[segments.last]) - text_start).astype(np.int64),
            "n_tokens": np.int64(0),
            "reason": pd.array(REASONS, dtype="str").take(segments.reason),
        }
    )
    segment, word = _words(batch, spans)
    return _Batch(table, _texts(batch, segments, spans), segment, word, batch.vocabulary.to_arrow())


def _words(batch: TextBatch, spans: Spans) -> tuple[NDArray[np.int64], Places]:
    """Segment and id of each word, in order of the segments."""
    order = np.argsort(spans.of, kind="stable")
    first_word = np.searchsorted(batch.words.start, spans.start)
    n_words = np.diff(np.append(first_word, len(batch.word_ids)))[order]
    return np.repeat(spans.of[order], n_words), batch.word_ids[ranges(first_word[order], n_words)]


def _texts(batch: TextBatch, segments: Segments, spans: Spans) -> pa.StringArray:
    """Return the text of each segment, its spans joined by a blank."""
    data = np.frombuffer(batch.written, np.uint8)
    spans = _as_written(batch, data, spans)
    texts = substrings(data, spans.start, spans.end, segments.first)
    has_several = np.bincount(spans.of, minlength=len(segments.first)) > 1
    span = np.flatnonzero(has_several[spans.of])
    pieces: dict[int, list[str]] = {}
    places = zip(spans.of[span].tolist(), spans.start[span].tolist(), spans.end[span].tolist(), strict=True)
    for segment, start, end in places:
        pieces.setdefault(segment, []).append(data[start:end].tobytes().decode())
    joined = [" ".join(pieces[segment]) for segment in sorted(pieces)]
    return pc.replace_with_mask(texts, pa.array(has_several), pa.array(joined, pa.string()))


def _as_written(batch: TextBatch, data: NDArray[np.uint8], spans: Spans) -> Spans:
    """Return the spans as places in the bytes of the texts as written."""
    if len(data) == len(batch.words.data):
        return spans  # each mark is as long as its folded form
    places, characters = Offsets.of(data), batch.words.characters
    return spans._replace(start=places.bytes(characters(spans.start)), end=places.bytes(characters(spans.end)))


def _one_vocabulary(batches: list[_Batch]) -> tuple[pl.Series, Places]:
    """One vocabulary for all batches, and the words of all as places in it."""
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
    counts = styles.groupby(["article_id", *Style._fields])["n"].sum().reset_index()
    return schema.typed(counts, "style")


def _styles(
    segments: pd.DataFrame,
    tokens: Tokens,
    applied: Mapping[int, Style],
    titles: NDArray[np.bool_],
    forms: CountryForms,
) -> pd.DataFrame:
    """How often each variant was counted as its standard, or left out as a title, per article and voice."""
    is_listed = np.zeros(len(tokens.vocabulary) + 1, bool)
    is_listed[list(applied)] = True
    is_variant = np.zeros(len(is_listed), bool)
    is_variant[[word for word, style in applied.items() if style.kind != "title"]] = True
    changed, title = is_variant.take(tokens.word), np.flatnonzero(titles)
    changed[title] |= is_listed[tokens.word[title]]
    at = np.flatnonzero(changed)
    styles = pd.DataFrame(applied.values(), index=list(applied), columns=Style._fields)
    names = pd.DataFrame(forms.styles, columns=Style._fields)
    text = np.concatenate([tokens.text[at], tokens.text[forms.first]])
    place = {name: segments[name].array.take(text) for name in ("article_id", "voice")}
    found = pd.concat([styles.loc[tokens.word[at]], names.loc[forms.form]], ignore_index=True).assign(**place)
    return found.groupby([*place, *Style._fields]).size().reset_index(name="n")
