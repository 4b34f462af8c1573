"""What every measure ends with: counts per segment -> scores with their moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import ArrayLike, NDArray

from analysis import schema
from analysis.annotate.run import Annotations
from analysis.annotate.sequence import numbered
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

    hits: segment (row of notes.segments), item, x; what a segment has of one item is one count, also in several rows.
    n: denominator of every segment (segments,). items: items that get a row everywhere, zero or not.
    names: what item stands for where it is a number, the place in names (millions of texts are slow to compare).
    Returns: scores; per article and voice, the row of item '' holds the totals."""
    hits = hits if hits["segment"].is_sorted() else hits.sort("segment", maintain_order=True)
    place = _places(notes)
    n = np.asarray(n, float)
    totals = {"n": np.bincount(place, n), "units": np.bincount(place).astype(float), "nn": np.bincount(place, n * n)}
    every, always, item = _items([TOTAL, *items], hits["item"], names)
    # Behind the segments each place gets an empty one, which has 0 of every item that is always there.
    places = np.flatnonzero(totals["units"])
    zeros = np.zeros(len(places) * len(always), hits["x"].to_numpy().dtype)
    item, segment, x = _by_item(
        np.append(hits["segment"].to_numpy(), np.repeat(len(place) + np.arange(len(places)), len(always))),
        np.append(item, np.tile(always, len(places))),
        np.append(hits["x"].to_numpy(), zeros),
        np.argsort(np.append(place, places), kind="stable"),
        len(every),
    )
    where, n = np.append(place, places)[segment], np.append(n, np.zeros(len(places)))[segment]
    starts = np.flatnonzero((np.diff(item, prepend=-1) != 0) | (np.diff(where, prepend=-1) != 0))
    sums = {name: np.add.reduceat(values, starts) for name, values in (("x", x), ("xx", x * x), ("xn", x * n))}
    where = where[starts]
    return _named(
        notes, measure, every.array.take(item[starts]), where, sums | {k: v[where] for k, v in totals.items()}
    )


def _by_item(
    segment: NDArray[np.int64],
    item: NDArray[np.int32],
    x: NDArray[np.float64],
    order: NDArray[np.int64],
    items: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.float64]]:
    """Item, segment and x of each item in each segment, by item, and then in an order of the segments.

    segment, item, x: sorted by segment. Turned from rows to columns, a sparse matrix sorts by counting."""
    from scipy import sparse

    start = np.append(0, np.cumsum(np.bincount(segment, minlength=len(order))))
    columns = sparse.csr_matrix((x, item, start), shape=(len(order), items))[order].tocsc()
    columns.sum_duplicates()
    item = np.repeat(np.arange(items, dtype=np.int32), np.diff(columns.indptr))
    return item, order[columns.indices], columns.data.astype(float)


def _items(
    always: list[str], item: pl.Series, names: pl.Series | None
) -> tuple[pd.Series, NDArray[np.int32], NDArray[np.int32]]:
    """All names in order, and the numbers among them of those that are always there and of each hit's item."""
    fixed = pl.Series(always, dtype=pl.String)
    known, number = numbered(pl.concat([fixed, (item if names is None else names).cast(pl.String).alias("")]))
    rank = np.empty(len(known), np.int32)
    order = known.arg_sort().to_numpy()
    rank[order] = np.arange(len(known))
    number = rank[number]
    mine = number[len(always) :]
    return known.gather(order).to_pandas(), number[: len(always)], mine if names is None else mine[item.to_numpy()]


def _places(notes: Annotations) -> NDArray[np.int64]:
    """Number of the article × voice each segment stands in."""
    article, voice = (
        pd.Index(known).get_indexer(seen)[number]
        for known, (number, seen) in (
            (notes.corpus.articles["article_id"], pd.factorize(notes.segments["article_id"])),
            (schema.VOICES, pd.factorize(notes.segments["voice"])),
        )
    )
    return article * len(schema.VOICES) + voice


def _named(
    notes: Annotations,
    measure: str,
    item: pd.api.extensions.ExtensionArray,
    place: NDArray[np.int64],
    numbers: Mapping[str, NDArray[np.float64]],
) -> pd.DataFrame:
    article, voice = place // len(schema.VOICES), place % len(schema.VOICES)
    columns = {
        "measure": pd.array([measure], dtype="str").repeat(len(place)),
        "item": item,
        **{name: notes.corpus.articles[name].array.take(article) for name in ("event", "outlet", "article_id")},
        "voice": pd.array(schema.VOICES, dtype="str").take(voice),
        **numbers,
    }
    return pd.DataFrame(columns, columns=schema.columns("scores"), copy=False)
