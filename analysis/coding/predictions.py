"""What a coder says of a corpus, as scores that compare takes and codes that corrected takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.coding.classifier import Coder, probabilities
from analysis.coding.persistence import load_named
from analysis.exceptions import WrongUse
from analysis.measures._scores import collect


def apply(notes: Annotations, coder: Coder | str | Path) -> pd.DataFrame:
    """Score a corpus with a coder; a probability counts as that part of an item.

    coder: one, its folder, or 'frames', the coder that comes along.
    Returns: scores of the measure 'coded' (x summed probability, n 1 an article, in the voice narration, which stands
    for the whole article) or, where segments were coded, 'coded_segments' (n segments, by voice).
    Raises: NeedsText from a bundle; WrongUse where the coder does not fit the notes."""
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
    """Scores of articles as the machine's codes that corrected and corrected_shares take.

    scores: from apply. Returns: article_id, outlet, item, value.
    Raises: WrongUse where they are of segments or of another measure."""
    measures = set(scores["measure"])
    if measures != {"coded"}:
        raise WrongUse(f"corrected shares are shares of articles, and need the scores of 'coded'; given were "
                       f"{', '.join(sorted(measures)) or 'none'}")  # fmt: skip
    return scores.rename(columns={"x": "value"})[["article_id", "outlet", "item", "value"]].reset_index(drop=True)
