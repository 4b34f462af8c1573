"""Predictions of a coder, as scores for `compare` and as codes for `corrected_comparison`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.coding.classifier import Coder, probabilities
from analysis.coding.persistence import load_named
from analysis.exceptions import WrongUse, quoted
from analysis.measures._scores import collect


def apply(notes: Annotations, coder: Coder | str | Path) -> pd.DataFrame:
    """Score a corpus with a coder; the score of an item is its probability.

    Parameters
    ----------
    notes : Annotations
    coder : Coder or str or Path
        A coder, its folder, or 'frames' for the included coder.

    Returns
    -------
    DataFrame
        Scores of the measure 'coded' (x is the summed probability, n is 1 per article; in the voice narration, which
        stands for the whole article) or, if segments were coded, 'coded_segments' (n segments, by voice).

    Raises
    ------
    NeedsText
        If the corpus is a bundle without text.
    WrongUse
        If the coder does not fit the annotations.
    """
    coder = coder if isinstance(coder, Coder) else load_named(coder)
    found = probabilities(notes, coder)
    if coder.of_segments:
        hits = pl.DataFrame({
            "segment": np.repeat(np.arange(len(found)), len(coder.codes)),
            "item": list(coder.codes) * len(found),
            "x": found[list(coder.codes)].to_numpy().ravel(),
        })  # fmt: skip
        scores = collect(notes, "coded_segments", hits, np.ones(len(found)), items=coder.codes)
        return schema.check(scores[scores["item"] != schema.TOTAL].reset_index(drop=True), "scores")
    articles = notes.corpus.articles[["article_id", "event", "outlet"]]
    table = found.melt("article_id", var_name="item", value_name="x").merge(articles, on="article_id")
    table = table.assign(
        measure="coded", voice="narration", n=1.0, units=1.0, xx=table["x"] ** 2, xn=table["x"], nn=1.0
    )
    return schema.typed(table, "scores")


def machine_code_table(scores: pd.DataFrame) -> pd.DataFrame:
    """Return scores of articles as `corrected_comparison` and `corrected_proportions` take them.

    Parameters
    ----------
    scores : DataFrame
        From `apply`.

    Returns
    -------
    DataFrame
        article_id, outlet, item, value.

    Raises
    ------
    WrongUse
        If the scores are of segments or of another measure.
    """
    measures = set(scores["measure"])
    if measures != {"coded"}:
        raise WrongUse(f"Invalid `scores`: scores of {quoted(sorted(measures))}. Expected those of 'coded'.")
    return scores.rename(columns={"x": "value"})[["article_id", "outlet", "item", "value"]].reset_index(drop=True)
