"""The tables of a bundle before disclosure control: articles, segments and the scores of measures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from analysis import measures
from analysis._utils.table_notes import settings_of
from analysis.annotation.annotations import Annotations
from analysis.annotation.tone_layer import MOST_SEGMENTS

_FRAMES = ("frame_positions", "frame_pairs")
_SOURCES_AND_STYLE = (
    "indirect_speech", "source_types", "distinct_sources", "reporting_verbs", "hedges", "actor_mentions", "house_style",
    "style_choices", "figures", "originality",
)  # fmt: skip
# Measures that need an actors.yml.
_OF_ACTORS = ("source_affiliation", "target_sentiment", "agency", "agentless_passives")
# Measures by the encoder, which is slow.
ENCODED = ("valence", "target_sentiment")


def core_scores(notes: Annotations, dictionary: str = "") -> dict[str, pd.DataFrame]:
    """Score the measures that are quick enough for a corpus of any size.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    dictionary : str
        File of frames, as in `framing`.

    Returns
    -------
    dict of str to DataFrame
        Measure -> its scores.
    """
    return {
        "terms": measures.terms(notes, min_count=1, with_function_words=True, with_house_style=True),
        "sentiment": measures.sentiment(notes),
        "framing": measures.framing(notes, dictionary=dictionary),
        "voices": measures.voices(notes),
    }


def all_scores(
    notes: Annotations, dictionary: str = "", *, without_runs: bool, without: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """Score every measure: also sources, sentiment by the encoder, and how frames are used.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    dictionary : str
        File of frames, as in `framing`.
    without_runs : bool
        Whether patterns of two words or more are one item, as in `frame_patterns`.
    without : collection of str
        Measures that are left out.

    Returns
    -------
    dict of str to DataFrame
        Measure -> its scores.
    """
    scores = core_scores(notes, dictionary)
    for measure in _FRAMES:
        scores[measure] = getattr(measures, measure)(notes, dictionary=dictionary)
    scores["frame_patterns"] = measures.frame_patterns(notes, dictionary=dictionary, without_runs=without_runs)
    of_actors = _OF_ACTORS if notes.corpus.actors is not None else ()
    # A bundle has the valence of all segments, or none.
    of_encoder = ("valence",) if len(notes.segments) <= MOST_SEGMENTS else ()
    for measure in (*of_encoder, *_SOURCES_AND_STYLE, *of_actors):
        if measure not in without:
            scores[measure] = getattr(measures, measure)(notes)
    return scores


def bundle_tables(notes: Annotations, scores: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables that every bundle has.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    scores : mapping of str to DataFrame
        Measure -> its scores.

    Returns
    -------
    dict of str to DataFrame
        articles (without headlines, which are text), dropped, segments, style, scores.
    """
    articles = notes.corpus.articles
    return {
        "articles": articles.assign(headline=pd.Series(None, index=articles.index, dtype="str")),
        "dropped": notes.corpus.dropped,
        "segments": notes.segments,
        "style": notes.style,
        "scores": pd.concat(list(scores.values()), ignore_index=True),
    }


def settings_entries(notes: Annotations, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the entries of bundle.json that say what it was made with.

    Parameters
    ----------
    notes : Annotations
    tables : mapping of str to DataFrame
        Measure -> its scores, or its table.

    Returns
    -------
    dict
        settings: of the annotation. measures: measure -> its settings.
    """
    return {
        "settings": dict(notes.settings),
        "measures": {measure: settings_of(table) for measure, table in tables.items()},
    }
