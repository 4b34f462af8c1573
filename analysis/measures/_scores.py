"""What every measure ends with: counts per segment -> scores with their moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.language.text.vocabulary import sorted_vocabulary
from analysis.schema import TOTAL

# A bundle for others holds no words of a voice that has fewer segments in an article: its moments are exact.
FEW = 4
# From so many occurrences on, the lengths of a word's segments do not tell which segments they are.
OFTEN = 5


def collect(
    notes: Annotations,
    measure: str,
    hits: pl.DataFrame,
    n: ArrayLike,
    *,
    items: Sequence[str] = (),
    names: pl.Series | None = None,
    of_words: bool = False,
) -> pd.DataFrame:
    """Sum counts per segment up to scores.

    hits: segment (row of notes.segments), item, x; what a segment has of one item is one count, also in several rows.
    n: denominator of every segment (segments,). items: items that get a row everywhere, zero or not.
    names: what item stands for where it is a number, the place in names (millions of texts are slow to compare).
    of_words: items are words, and n counts words; then moments do not say in which segment a word stands (see
    _without_places).
    Returns: scores; per article and voice, the row of item '' holds the totals."""
    place, _ = article_voices(notes)
    n = np.asarray(n, float)
    weights = {"n": n, "units": np.ones(len(n)), "nn": n * n}
    totals = {name: np.bincount(place, weight).astype(float) for name, weight in weights.items()}
    hits = hits if hits["segment"].is_sorted() else hits.sort("segment", maintain_order=True)
    every, always, item = _items([TOTAL, *items], hits["item"], names)
    # Behind the segments each place gets an empty one, which has 0 of every item that is always there.
    places = np.flatnonzero(totals["units"])
    counts = _counts(
        np.append(np.bincount(hits["segment"], minlength=len(place)), np.full(len(places), len(always))),
        np.append(item, np.tile(always, len(places))),
        np.append(hits["x"], np.zeros(len(places) * len(always), hits["x"].to_numpy().dtype)),
        len(every),
    )
    order = np.argsort(np.append(place, places), kind="stable")
    item, where, sums = _summed(counts[order].tocsc(), np.append(place, places)[order], np.append(n, 0 * places)[order])
    numbers = sums | {k: v[where] for k, v in totals.items()}
    return _named(notes, measure, every.array.take(item), where, _without_places(numbers) if of_words else numbers)


def shares(notes: Annotations, measure: str, segment: pd.Series, item: pd.Series, items: Sequence[str]) -> pd.DataFrame:
    """Scores of things that each have one item, over all of them: segment and item of each thing."""
    things = {"segment": segment.to_numpy(), "item": pl.Series(item.astype("str"), dtype=pl.String)}
    n = np.bincount(segment, minlength=len(notes.segments))
    return collect(notes, measure, pl.DataFrame(things).with_columns(x=pl.lit(1.0)), n, items=items)


def counted(notes: Annotations, measure: str, items: Sequence[str], x: NDArray[Any], n: NDArray[Any]) -> pd.DataFrame:
    """Scores of items that each have segments of their own, where a segment counts 0 or 1.

    x: segments with 1, n: segments of the item; (items, places), a place being an article and voice.
    Returns: scores; items that no segment has get no row, the others one for every article and voice there is."""
    there = np.unique(article_voices(notes)[0])
    has = np.flatnonzero(n.sum(axis=1))
    item, place = np.repeat(has, len(there)), np.tile(there, len(has))
    hits, size = x[item, place].astype(float), n[item, place].astype(float)
    numbers = {"x": hits, "n": size, "units": size, "xx": hits, "xn": hits, "nn": size}
    return _named(notes, measure, pd.array(items, dtype="str").take(item), place, numbers)


def summed(segment: pd.Series, item: pd.Series, x: pd.Series | float = 1.0) -> pl.DataFrame:
    """One row a segment and item."""
    hits = pd.DataFrame({"segment": segment, "item": item, "x": x}).groupby(["segment", "item"], as_index=False).sum()
    return pl.DataFrame({"segment": hits["segment"].tolist(), "item": hits["item"].tolist(), "x": hits["x"].tolist()},
                        schema={"segment": pl.Int64, "item": pl.String, "x": pl.Float64})  # fmt: skip


def _counts(per_segment: NDArray[np.int64], item: NDArray[np.int32], x: NDArray[Any], items: int) -> Any:
    """(segments, items), a sparse matrix; item, x: of each hit, segment by segment."""
    from scipy import sparse

    return sparse.csr_matrix((x, item, np.append(0, np.cumsum(per_segment))), shape=(len(per_segment), items))


def _summed(
    counts: Any, place: NDArray[np.int64], n: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], dict[str, NDArray[np.float64]]]:
    """Item, place and moments of each item and place that has a count.

    counts: (segments, items), by columns, in which the segments of a place stand together; a matrix turned from rows
    to columns has sorted millions of pairs by counting. place, n: of each segment."""
    counts.sum_duplicates()
    x, where = counts.data.astype(float), place[counts.indices]
    full = np.flatnonzero(np.diff(counts.indptr))
    new = np.append(True, where[1:] != where[:-1])[: len(x)]
    new[counts.indptr[full]] = True
    at = np.flatnonzero(new)
    sums = {name: np.add.reduceat(v, at) for name, v in (("x", x), ("xx", x * x), ("xn", x * n[counts.indices]))}
    runs = np.diff(np.append(np.searchsorted(at, counts.indptr[full]), len(at)))
    return np.repeat(full.astype(np.int32), runs), where[at], sums


def _without_places(numbers: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """The same numbers, with moments that do not say in which segments the words stand.

    xn is the sum of the lengths of the segments in which a word stands: a rare word's would name its sentence. For
    words of fewer than OFTEN occurrences its expectation for a word drawn at random, x · nn / n, takes its place; over
    all words of a place both add up to nn.
    xx is raised to the least sum of squares that leaves one segment without the word, so that it never proves a word
    to stand in every segment."""
    x, n, units = (numbers[name] for name in ("x", "n", "units"))
    expected = np.divide(x * numbers["nn"], n, out=np.zeros(len(x)), where=n > 0)
    several = units >= FEW
    xn = np.where(several & (x < OFTEN), expected, numbers["xn"])
    others = np.maximum(units - 1, 1)
    each = np.floor(x / others)
    more = x - each * others
    least = (others - more) * each**2 + more * (each + 1) ** 2
    return numbers | {"xn": xn, "xx": np.where(several, np.maximum(numbers["xx"], least), numbers["xx"])}


def _items(
    always: list[str], item: pl.Series, names: pl.Series | None
) -> tuple[pd.Series, NDArray[np.int32], NDArray[np.int32]]:
    """All names in order, and the numbers among them of those that are always there and of each hit's item."""
    fixed = pl.Series(always, dtype=pl.String)
    known, place = sorted_vocabulary(pl.concat([fixed, (item if names is None else names).cast(pl.String).alias("")]))
    first, rest = place[: len(always)], place[len(always) :]
    return known.to_pandas(), first, rest if names is None else rest[item.to_numpy()]


def article_voices(notes: Annotations) -> tuple[NDArray[np.int64], int]:
    """Number of the article × voice each segment stands in, and how many there are."""
    article, voice = (
        pd.Index(known).get_indexer(seen)[number]
        for known, (number, seen) in (
            (notes.corpus.articles["article_id"], pd.factorize(notes.segments["article_id"])),
            (schema.VOICES, pd.factorize(notes.segments["voice"])),
        )
    )
    return article * len(schema.VOICES) + voice, len(notes.corpus.articles) * len(schema.VOICES)


def _named(
    notes: Annotations, measure: str, item: Any, place: NDArray[np.int64], numbers: Mapping[str, NDArray[np.float64]]
) -> pd.DataFrame:
    article, voice = np.divmod(place, len(schema.VOICES))
    columns = {
        "measure": pd.array(pa.repeat(pa.scalar(measure, pa.large_string()), len(place)), dtype="str"),
        "item": item,
        **{name: notes.corpus.articles[name].array.take(article) for name in ("event", "outlet", "article_id")},
        "voice": pd.array(schema.VOICES, dtype="str").take(voice),
        **numbers,
    }
    return pd.DataFrame(columns, columns=schema.columns("scores"), copy=False)
