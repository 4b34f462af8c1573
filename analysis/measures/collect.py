"""What every measure ends with: counts per segment -> scores with their moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import ArrayLike

from analysis import schema
from analysis.annotate.run import Annotations
from analysis.schema import TOTAL


def collect(
    notes: Annotations,
    measure: str,
    hits: pl.DataFrame,
    n: ArrayLike,
    *,
    items: Sequence[str] = (),
    names: pl.Series | None = None,
) -> pd.DataFrame:
    """Sum counts per segment up to scores.

    hits: segment (row of notes.segments), item, x; at most one row per segment and item.
    n: denominator of every segment (segments,). items: items that get a row everywhere, zero or not.
    names: what item stands for where it is a number, the place in names (millions of texts are slow to compare).
    Returns: scores; per article and voice, the row of item '' holds the totals."""
    place = _places(notes)
    n = np.asarray(n, float)
    totals = pl.DataFrame({"place": place, "n": n, "nn": n * n, "units": 1.0})
    totals = totals.group_by("place").sum().sort("place")
    places = totals["place"].to_numpy()
    names, code, always = _numbered(hits["item"], names, [TOTAL, *items])
    at = hits["segment"].to_numpy()
    x = hits["x"].to_numpy().astype(float)
    key = np.concatenate([_key(code, place[at]), _key(np.repeat(always, len(places)), np.tile(places, len(always)))])
    # Sorted, so that sums of decimals come out the same to the last bit every time.
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    zeros = np.zeros(len(key) - len(x))
    sums = {
        name: np.add.reduceat(np.concatenate([values, zeros])[order], starts)
        for name, values in (("x", x), ("xx", x * x), ("xn", x * n[at]))
    }
    item, where = np.divmod(key[starts], _PLACES)
    totals = totals[np.searchsorted(places, where)]
    return _named(notes, measure, names.gather(item), where, {**sums, **totals.drop("place").to_dict()})


# More articles × voices than any corpus has.
_PLACES = 2**31


def _key(item: np.ndarray, place: np.ndarray) -> np.ndarray:
    """One number an item and place, which sorts by item and then by place."""
    return item.astype(np.int64) * _PLACES + place


def _numbered(item: pl.Series, names: pl.Series | None, always: list[str]) -> tuple[pl.Series, np.ndarray, np.ndarray]:
    """All names in order, the number of each item among them, and of those that are always there."""
    fixed = pl.Series(always, dtype=pl.String)
    known = item.unique().cast(pl.String) if names is None else names
    every = pl.concat([known, fixed]).unique().sort()

    def number(some: pl.Series) -> np.ndarray:
        return some.cast(pl.Enum(every)).to_physical().to_numpy()

    code = number(item.cast(pl.String)) if names is None else number(names)[item.to_numpy()]
    return every, code, number(fixed)


def _places(notes: Annotations) -> np.ndarray:
    """Number of the article × voice each segment stands in."""
    rank = {article: i for i, article in enumerate(notes.corpus.articles["article_id"])}
    article = notes.segments["article_id"].map(rank).to_numpy(dtype=int)
    voice = pd.Categorical(notes.segments["voice"], categories=schema.VOICES).codes
    return article * len(schema.VOICES) + voice


def _named(
    notes: Annotations, measure: str, item: pl.Series, place: np.ndarray, numbers: Mapping[str, ArrayLike]
) -> pd.DataFrame:
    about = notes.corpus.articles[["event", "outlet", "article_id"]].iloc[place // len(schema.VOICES)]
    voice = pd.Series(schema.VOICES, dtype="str").iloc[place % len(schema.VOICES)]
    columns = {
        "measure": pd.Series([measure], dtype="str").repeat(len(place)).reset_index(drop=True),
        "item": item.to_pandas(),
        **{name: about[name].reset_index(drop=True) for name in about},
        "voice": voice.reset_index(drop=True),
        **{name: np.asarray(values) for name, values in numbers.items()},
    }
    frame = pd.DataFrame(columns, columns=schema.columns("scores"))
    return frame.astype({c.name: c.dtype for c in schema.TABLES["scores"]})
