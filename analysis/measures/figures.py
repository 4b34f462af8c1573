"""How many figures each outlet gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.quantities.bounds import VAGUE
from analysis.measures._scores import collect

FIGURES = "figures"
# Kinds of figures with a row for every article and voice.
ITEMS = (FIGURES, "money", "share", "people", "time", "count", "vague")


def figures(notes: Annotations) -> pd.DataFrame:
    """Count figures: all of them, by dimension, and the vague ones.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: "figures" for all, a dimension such as "money" or "people", "vague" for such as
        "thousands"; x: figures; n: words. Rates count under what is given per something.
    """
    check_annotations(notes)
    return notes.scores("figures", {}, lambda: _figure_scores(notes))


def _figure_scores(notes: Annotations) -> pd.DataFrame:
    found = notes.figures
    segment = found["segment"].to_numpy()
    dimension = found["dimension"].str.replace(" per .*", "", regex=True)
    vague = (found["bound"] == VAGUE).to_numpy()
    item = [*([FIGURES] * len(found)), *dimension.tolist(), *(["vague"] * int(vague.sum()))]
    hits = pl.DataFrame({
        "segment": np.concatenate([segment, segment, segment[vague]]),
        "item": pl.Series(item, dtype=pl.String),
        "x": np.ones(len(item)),
    })  # fmt: skip
    return collect(notes, "figures", hits, notes.segments["n_tokens"], items=ITEMS)
