"""Verbs that introduce what sources say: neutral, asserting, doubting or conceding."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.measures._scores import shares

STANCES = ("neutral", "asserting", "doubting", "conceding")


def reporting_verbs(notes: Annotations) -> pd.DataFrame:
    """Count reporting verbs by their stance.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: neutral, asserting, doubting or conceding; x: verbs of this stance; n: all reporting verbs.
        Compare it over all voices.
    """
    check_annotations(notes)
    return notes.scores("reporting_verbs", notes.attribution_settings, lambda: _stance_scores(notes))


def reporting_verb_counts(notes: Annotations) -> pd.DataFrame:
    """Count how often each outlet uses each reporting verb.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table reporting_verb_counts: outlet, cue (the verb), stance, times; the most frequent of each outlet first.
    """
    check_annotations(notes)
    return notes.scores(
        "reporting_verb_counts",
        notes.attribution_settings,
        lambda: verb_counts(notes, notes.attributions.table),
        kind="reporting_verb_counts",
    )


def verb_counts(notes: Annotations, attributions: pd.DataFrame) -> pd.DataFrame:
    """Count the reporting verbs of some attributions by outlet."""
    check_annotations(notes)
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    with_verb = attributions[attributions["stance"] != ""]
    verbs = with_verb.assign(outlet=with_verb["article_id"].map(outlet))
    counts = verbs.groupby(["outlet", "cue", "stance"]).size().rename("times").reset_index()
    counts = counts.sort_values(["outlet", "times", "cue"], ascending=[True, False, True])
    return schema.typed(counts, "reporting_verb_counts")


def _stance_scores(notes: Annotations) -> pd.DataFrame:
    table = notes.attributions.table
    return shares(notes, "reporting_verbs", table["segment"], table["stance"], STANCES)
