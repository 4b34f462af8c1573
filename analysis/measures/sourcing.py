"""Who gets to speak, and how is it put?"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.attribution_layer import attributed, found_with
from analysis.language.attribution.sources import types as source_kinds
from analysis.language.attribution.sources.tables import NOT_GIVEN
from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.matching import find
from analysis.language.text.word_lists import read_lexicon
from analysis.measures._scores import collect, shares, summed

KINDS = (*source_kinds.KINDS, NOT_GIVEN)
STANCES = ("neutral", "asserting", "doubting", "conceding")


def voices(notes: Annotations) -> pd.DataFrame:
    """Words in each voice (headline, narration, quoted) over all words.

    Returns: scores, item the voice, x its words, n all words; compare them over all voices."""
    return notes.scores("voices", {}, lambda: _voices(notes))


def indirect_speech(notes: Annotations) -> pd.DataFrame:
    """Words in each voice over all words, where what the outlet reports without quoting it is a voice of its own.

    Returns: scores, item quoted, indirect, narration (the rest of it) or headline; compare them over all voices."""
    return notes.scores("indirect_speech", found_with(notes), lambda: _indirect(notes))


def source_types(notes: Annotations) -> pd.DataFrame:
    """Attributions to each kind of source over all attributions.

    Returns: scores, item the kind; compare them over all voices."""
    return notes.scores("source_types", found_with(notes), lambda: _shares(notes, "source_types", "kind", KINDS))


def distinct_sources(notes: Annotations) -> pd.DataFrame:
    """Different sources an article stands on, each counted where it first speaks, over its words.

    Returns: scores, item the kind, x sources (two officials are two), n words; compare them over all voices."""
    return notes.scores("distinct_sources", found_with(notes), lambda: _independent(notes))


def reporting_verbs(notes: Annotations) -> pd.DataFrame:
    """Cue verbs of each stance over all cue verbs.

    Returns: scores, item neutral, asserting, doubting or conceding; compare them over all voices."""
    return notes.scores(
        "reporting_verbs", found_with(notes), lambda: _shares(notes, "reporting_verbs", "stance", STANCES)
    )


def hedges(notes: Annotations) -> pd.DataFrame:
    """Hedges such as reportedly over words.

    Returns: scores, item the hedge, x its occurrences, n words."""
    return notes.scores("hedges", {}, lambda: _hedges(notes))


def attributions(notes: Annotations) -> pd.DataFrame:
    """Every attribution with its source and cue, in order.

    Returns: quotes; from a bundle attributions, without order, words, cues and sources, the first of each article
    first; .attrs["note"] says so."""
    return notes.scores("attributions", found_with(notes), lambda: attributed(notes).quotes, kind="attributions")


def reporting_verb_counts(notes: Annotations) -> pd.DataFrame:
    """How often each outlet uses each cue verb.

    Returns: outlet, cue, stance, times; the most frequent of each outlet first."""
    return notes.scores(
        "reporting_verb_counts", found_with(notes), lambda: _cue_verbs(notes), kind="reporting_verb_counts"
    )


def _shares(notes: Annotations, measure: str, column: str, items: tuple[str, ...]) -> pd.DataFrame:
    table = attributed(notes).quotes
    table = table[table[column] != ""]
    return shares(notes, measure, table["segment"], table[column], items)


def _cue_verbs(notes: Annotations) -> pd.DataFrame:
    return verbs_of(notes, attributions(notes))


def verbs_of(notes: Annotations, found: pd.DataFrame) -> pd.DataFrame:
    """How often each outlet uses each cue verb in some of its quotes."""
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    verbs = found[found["stance"] != ""].assign(outlet=found["article_id"].map(outlet))
    counts = verbs.groupby(["outlet", "cue", "stance"]).size().rename("times").reset_index()
    counts = counts.sort_values(["outlet", "times", "cue"], ascending=[True, False, True])
    return schema.typed(counts, "reporting_verb_counts")


def _independent(notes: Annotations) -> pd.DataFrame:
    first = attributed(notes).first
    hits = summed(first["segment"], first["kind"], first["number"].astype(float))
    return collect(notes, "distinct_sources", hits, notes.segments["n_tokens"], items=source_kinds.KINDS[:-1])


def _voices(notes: Annotations) -> pd.DataFrame:
    n = notes.segments["n_tokens"].to_numpy()
    hits = pl.DataFrame({"segment": np.arange(len(n)), "item": notes.segments["voice"].to_list(), "x": n})
    return collect(notes, "voices", hits, n, items=["quoted", "narration", "headline"])


def _indirect(notes: Annotations) -> pd.DataFrame:
    n, voice = notes.segments["n_tokens"].to_numpy(), notes.segments["voice"].to_numpy()
    reported = attributed(notes).indirect
    x = np.zeros(len(n))
    x[reported["segment"]] = reported["x"]
    x = np.where(voice == "quoted", 0, np.minimum(x, n))
    segment = pd.Series(np.arange(len(n)))
    hits = pl.concat([summed(segment, pd.Series(voice), pd.Series(n - x)),
                      summed(segment, pd.Series("indirect", index=segment.index), pd.Series(x))])  # fmt: skip
    return collect(
        notes, "indirect_speech", hits.filter(pl.col("x") > 0), n, items=["quoted", "indirect", "narration", "headline"]
    )


@cache
def _patterns() -> tuple[Frame, ...]:
    return tuple(Frame(line.replace("*", ""), "", "", "", (line,), ()) for line in read_lexicon("hedges.txt"))


def _hedges(notes: Annotations) -> pd.DataFrame:
    found = (
        find(notes.words.tokens, notes.words.counted, _patterns()).group_by("text", "frame").len().sort("text", "frame")
    )
    hits = found.select(segment="text", item="frame", x=pl.col("len").cast(pl.Float64))
    items = [frame.name for frame in _patterns()]
    return collect(notes, "hedges", hits, notes.segments["n_tokens"], items=items, of_words=True)
