"""Types and number of the sources that each outlet cites."""

from __future__ import annotations

import pandas as pd

from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.attribution.sources import types
from analysis.language.attribution.sources.tables import NOT_GIVEN
from analysis.measures._scores import collect, shares, summed

TYPES = (*types.KINDS, NOT_GIVEN)


def source_types(notes: Annotations) -> pd.DataFrame:
    """Count attributions by the type of their source.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the type; x: attributions to sources of this type; n: all attributions. Compare it over
        all voices.
    """
    check_annotations(notes)
    return notes.scores("source_types", notes.attribution_settings, lambda: _type_scores(notes))


def distinct_sources(notes: Annotations) -> pd.DataFrame:
    """Count the different sources of an article, each where it is first cited.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the type of the source; x: sources ("two officials" are two); n: words. Compare it over
        all voices.
    """
    check_annotations(notes)
    return notes.scores("distinct_sources", notes.attribution_settings, lambda: _distinct_scores(notes))


def _type_scores(notes: Annotations) -> pd.DataFrame:
    table = notes.attributions.table
    return shares(notes, "source_types", table["segment"], table["kind"], TYPES)


def _distinct_scores(notes: Annotations) -> pd.DataFrame:
    cited = notes.attributions.first_citations
    hits = summed(cited["segment"], cited["kind"], cited["number"].astype(float))
    return collect(notes, "distinct_sources", hits, notes.segments["n_tokens"], items=types.KINDS[:-1])
