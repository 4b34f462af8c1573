"""Who says what."""

from __future__ import annotations

import pandas as pd

from analysis.annotation.annotations import Annotations, check_annotations


def attributions(notes: Annotations) -> pd.DataFrame:
    """List every attribution with its source and reporting verb, in order.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table attributions. A bundle holds attributions without order, words, verbs and sources, the first of each
        article first; ``attrs["note"]`` says so.
    """
    check_annotations(notes)
    return notes.scores(
        "attributions", notes.attribution_settings, lambda: notes.attributions.table, kind="attributions"
    )
