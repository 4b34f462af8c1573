"""What every measure ends with: counts per segment -> scores with their moments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import ArrayLike

from analysis import schema
from analysis.annotate.run import Annotations

TOTAL = ""


def collect(
    notes: Annotations, measure: str, hits: pl.DataFrame, n: ArrayLike, *, items: Sequence[str] = ()
) -> pd.DataFrame:
    """Sum counts per segment up to scores.

    hits: segment (row of notes.segments), item, x; at most one row per segment and item.
    n: denominator of every segment (segments,). items: items that get a row everywhere, zero or not.
    Returns: scores; per article and voice, the row of item '' holds the totals."""
    place = _places(notes)
    n = np.asarray(n, float)
    totals = pl.DataFrame({"place": place, "n": n, "nn": n * n, "units": 1.0})
    totals = totals.group_by("place").sum().sort("place")
    at = hits["segment"].to_numpy()
    x = hits["x"].to_numpy().astype(float)
    flat = pl.DataFrame({"place": place[at], "item": hits["item"], "x": x, "xx": x * x, "xn": x * n[at]})
    always = pl.DataFrame({"item": [TOTAL, *items]}).join(totals.select("place"), how="cross")
    zeros = always.select("place", "item", *(pl.lit(0.0).alias(name) for name in ("x", "xx", "xn")))
    # Sorted, so that sums of decimals come out the same to the last bit every time.
    long = pl.concat([flat.cast({"item": pl.String}), zeros]).sort("item", "place", maintain_order=True)
    starts = np.flatnonzero(_changes(long["item"]) | _changes(long["place"]))
    scores = long[starts].select("place", "item")
    for name in ("x", "xx", "xn"):
        scores = scores.with_columns(pl.Series(name, np.add.reduceat(long[name].to_numpy(), starts)))
    return _named(notes, measure, scores.join(totals, on="place", maintain_order="left"))


def _changes(column: pl.Series) -> np.ndarray:
    """Whether each value differs from the one before it; the first does."""
    return column.ne_missing(column.shift(1)).to_numpy()


def _places(notes: Annotations) -> np.ndarray:
    """Number of the article × voice each segment stands in."""
    rank = {article: i for i, article in enumerate(notes.corpus.articles["article_id"])}
    article = notes.segments["article_id"].map(rank).to_numpy(dtype=int)
    voice = pd.Categorical(notes.segments["voice"], categories=schema.VOICES).codes
    return article * len(schema.VOICES) + voice


def _named(notes: Annotations, measure: str, scores: pl.DataFrame) -> pd.DataFrame:
    place = scores["place"].to_numpy()
    articles = notes.corpus.articles.iloc[place // len(schema.VOICES)]
    columns = {
        "measure": measure,
        "item": scores["item"].to_pandas(),
        "event": articles["event"].to_numpy(),
        "outlet": articles["outlet"].to_numpy(),
        "article_id": articles["article_id"].to_numpy(),
        "voice": np.array(schema.VOICES)[place % len(schema.VOICES)],
        **{name: scores[name].to_numpy() for name in ("x", "n", "units", "xx", "xn", "nn")},
    }
    frame = pd.DataFrame(columns, columns=schema.columns("scores"))
    return frame.astype({c.name: c.dtype for c in schema.TABLES["scores"]})
