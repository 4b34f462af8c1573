"""The last step of every measure: counts per segment -> scores with their moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import ArrayLike, NDArray

from analysis import schema
from analysis._utils.even_division import least_sum_of_squares
from analysis._utils.repeated_strings import repeated
from analysis.annotation.annotations import Annotations
from analysis.io.bundle_format import LEAST_SEGMENTS
from analysis.language.text.vocabulary import sorted_vocabulary
from analysis.schema import TOTAL

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

# From this number of occurrences on, the lengths of a word's segments do not tell which segments they are.
OFTEN = 5


class _Cells(NamedTuple):
    """The pairs of item and place that have a row, by item and place, with their sums over segments."""

    item: NDArray[np.int32]
    place: Numbers
    x: Floats
    xx: Floats
    xn: Floats


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
    """Sum counts per segment to scores.

    Parameters
    ----------
    notes : Annotations
    measure : str
    hits : polars.DataFrame
        segment (row of notes.segments), item, x. All that a segment has of one item is one count, even if it is in
        several rows.
    n : array_like of float, shape (n_segments,)
        Denominator of each segment.
    items : sequence of str
        Items with a row for every article and voice, zero or not.
    names : polars.Series of str, optional
        If given, hits hold numbers of items, the places in `names`: millions of strings are slow to compare.
    of_words : bool
        Whether items are words and n counts words. Then moments do not reveal the segment of a word; see
        `_without_segments`.

    Returns
    -------
    pandas.DataFrame
        Table scores; per article and voice, the row of item '' holds the totals.
    """
    place, _ = article_voices(notes)
    n = np.asarray(n, float)
    totals = _totals(place, n)
    places = np.flatnonzero(totals["units"])
    hits = hits if hits["segment"].is_sorted() else hits.sort("segment", maintain_order=True)
    vocabulary, always, item = _numbered_items([TOTAL, *items], hits["item"], names)
    counts = _counts_by_segment(hits, item, always, (len(place), len(places), len(vocabulary)))
    # Behind the segments, each place has one of length 0.
    cells = _sums_by_cell(counts, np.append(place, places), np.append(n, np.zeros(len(places))))
    numbers = {"x": cells.x, "xx": cells.xx, "xn": cells.xn}
    numbers |= {name: total[cells.place] for name, total in totals.items()}
    if of_words:
        numbers = _without_segments(numbers)
    return _score_table(notes, measure, vocabulary.array.take(cells.item), cells.place, numbers)


def shares(notes: Annotations, measure: str, segment: pd.Series, item: pd.Series, items: Sequence[str]) -> pd.DataFrame:
    """Return scores of things with one item each, over all of them.

    Parameters
    ----------
    notes : Annotations
    measure : str
    segment, item : pandas.Series
        Of each thing; things with item '' are left out.
    items : sequence of str
        All items.
    """
    kept = item != ""
    segment, item = segment[kept], item[kept]
    hits = pl.DataFrame({"segment": segment.to_numpy(), "item": pl.Series(item.astype("str"), dtype=pl.String)})
    n = np.bincount(segment, minlength=len(notes.segments))
    return collect(notes, measure, hits.with_columns(x=pl.lit(1.0)), n, items=items)


def counted(notes: Annotations, measure: str, items: Sequence[str], x: NDArray[Any], n: NDArray[Any]) -> pd.DataFrame:
    """Return scores of items that each have segments of their own, where a segment counts 0 or 1.

    Parameters
    ----------
    notes : Annotations
    measure : str
    items : sequence of str
    x, n : array of int, shape (n_items, n_places)
        Segments that count 1, and segments of the item; a place is an article and voice.

    Returns
    -------
    pandas.DataFrame
        Table scores; an item without any segment has no row, the others have one for every article and voice.
    """
    places = np.unique(article_voices(notes)[0])
    with_segments = np.flatnonzero(n.sum(axis=1))
    item, place = np.repeat(with_segments, len(places)), np.tile(places, len(with_segments))
    hits, size = x[item, place].astype(float), n[item, place].astype(float)
    numbers = {"x": hits, "n": size, "units": size, "xx": hits, "xn": hits, "nn": size}
    return _score_table(notes, measure, pd.array(items, dtype="str").take(item), place, numbers)


def summed(segment: pd.Series, item: pd.Series, x: pd.Series) -> pl.DataFrame:
    """Return hits with one row per segment and item."""
    hits = pd.DataFrame({"segment": segment, "item": item, "x": x}).groupby(["segment", "item"], as_index=False).sum()
    types = {"segment": pl.Int64, "item": pl.String, "x": pl.Float64}
    return pl.DataFrame({name: hits[name].tolist() for name in types}, schema=types)


def per_article(of_voices: pd.DataFrame, articles: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the sums of x over the voices of each article, with an article as one unit.

    Parameters
    ----------
    of_voices : DataFrame
        Table scores of items that are actors.
    articles : DataFrame
        Of the corpus.
    measure : str

    Returns
    -------
    DataFrame
        Table scores, in narration; n is 1 for each article of an event in which an article has x of the item, and x is
        0 for those that have none.
    """
    named = of_voices[(of_voices["item"] != TOTAL) & (of_voices["n"] > 0)]
    sums = named.groupby(["item", "article_id"], as_index=False)["x"].sum()
    # An article of another event had no reason to name the actor.
    of_event = named.loc[(named["x"] != 0), ["item", "event"]].drop_duplicates()
    expected = of_event.merge(articles[["event", "outlet", "article_id"]], on="event")
    scores = expected.merge(sums, on=["item", "article_id"], how="left")
    x = scores["x"].fillna(0.0)
    made = schema.typed(
        scores.assign(measure=measure, voice="narration", x=x, n=1.0, units=1.0, xx=x * x, xn=x, nn=1.0)
        .sort_values(["item", "article_id"]),
        "scores",
    )  # fmt: skip
    made.attrs = of_voices.attrs
    return made


def article_voices(notes: Annotations) -> tuple[Numbers, int]:
    """Return the place (article × voice) of each segment, and the number of places."""
    articles = notes.corpus.articles["article_id"]
    article = _positions(notes.segments["article_id"], pd.Index(articles))
    voice = _positions(notes.segments["voice"], pd.Index(schema.VOICES))
    return article * len(schema.VOICES) + voice, len(articles) * len(schema.VOICES)


def _positions(values: pd.Series, known: pd.Index) -> Numbers:
    number, seen = pd.factorize(values)
    positions: Numbers = known.get_indexer(seen)[number]
    return positions


def _totals(place: Numbers, n: Floats) -> dict[str, Floats]:
    """Return the sums over all segments of each place."""
    sums = {"n": np.bincount(place, n), "units": np.bincount(place), "nn": np.bincount(place, n * n)}
    return {name: total.astype(float) for name, total in sums.items()}


def _numbered_items(
    always: list[str], item: pl.Series, names: pl.Series | None
) -> tuple[pd.Series, NDArray[np.int32], NDArray[np.int32]]:
    """All items in order, and the numbers among them of those that are always there and of each hit's item."""
    given = (item if names is None else names).cast(pl.String).alias("")
    vocabulary, number = sorted_vocabulary(pl.concat([pl.Series(always, dtype=pl.String), given]))
    of_always, of_given = number[: len(always)], number[len(always) :]
    of_hits = of_given if names is None else of_given[item.to_numpy()]
    return vocabulary.to_pandas(), of_always, of_hits


def _counts_by_segment(
    hits: pl.DataFrame, item: NDArray[np.int32], always: NDArray[np.int32], sizes: tuple[int, int, int]
) -> Any:
    """Return a sparse matrix of the counts of each item, by segment.

    hits: sorted by segment; item: number of each hit's item; always: items that are always there; sizes: numbers of
    segments, places and items. Returns: (segments + places, items). Behind the segments, each place has one with an
    explicit 0 of each item that is always there.
    """
    from scipy import sparse

    n_segments, n_places, n_items = sizes
    x = hits["x"].to_numpy()
    per_row = np.append(np.bincount(hits["segment"], minlength=n_segments), np.full(n_places, len(always)))
    values = np.append(x, np.zeros(n_places * len(always), x.dtype))
    columns = np.append(item, np.tile(always, n_places))
    starts = np.append(0, np.cumsum(per_row))
    return sparse.csr_matrix((values, columns, starts), shape=(n_segments + n_places, n_items))


def _sums_by_cell(counts: Any, place: Numbers, n: Floats) -> _Cells:
    """Return the sums of x, x² and x·n over the segments of each item and place; place, n: of each row of counts.

    Rows are sorted by place, then the matrix is converted to columns: that sorts millions of pairs by counting.
    """
    order = np.argsort(place, kind="stable")
    place, n = place[order], n[order]
    by_item = counts[order].tocsc()
    by_item.sum_duplicates()
    x, place_of_count = by_item.data.astype(float), place[by_item.indices]
    used = np.flatnonzero(np.diff(by_item.indptr))
    is_first = np.append(True, place_of_count[1:] != place_of_count[:-1])[: len(x)]
    is_first[by_item.indptr[used]] = True
    first = np.flatnonzero(is_first)
    n_cells = np.diff(np.append(np.searchsorted(first, by_item.indptr[used]), len(first)))
    return _Cells(
        item=np.repeat(used.astype(np.int32), n_cells),
        place=place_of_count[first],
        x=np.add.reduceat(x, first),
        xx=np.add.reduceat(x * x, first),
        xn=np.add.reduceat(x * n[by_item.indices], first),
    )


def _without_segments(numbers: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the same numbers, with moments that do not reveal the segments of a word.

    xn is the sum of the lengths of the segments of a word: that of a rare word would identify its sentence. For words
    of fewer than OFTEN occurrences it is replaced by its expectation for a word drawn at random, x · nn / n; over all
    words of a place both add up to nn.
    xx is raised to the least sum of squares that leaves one segment without the word, so that it never proves that
    every segment contains the word.
    """
    x, n, units = numbers["x"], numbers["n"], numbers["units"]
    expected_xn = np.divide(x * numbers["nn"], n, out=np.zeros(len(x)), where=n > 0)
    several = units >= LEAST_SEGMENTS
    xn = np.where(several & (x < OFTEN), expected_xn, numbers["xn"])
    least_xx = least_sum_of_squares(x, np.maximum(units - 1, 1))
    xx = np.where(several, np.maximum(numbers["xx"], least_xx), numbers["xx"])
    return {**numbers, "xn": xn, "xx": xx}


def _score_table(
    notes: Annotations, measure: str, item: Any, place: Numbers, numbers: Mapping[str, Floats]
) -> pd.DataFrame:
    article, voice = np.divmod(place, len(schema.VOICES))
    articles, events = notes.corpus.articles, notes.corpus.articles["event"].unique()
    columns = {
        "measure": repeated(measure, len(place)),
        "item": item,
        **{name: articles[name].array.take(article) for name in ("outlet", "article_id")},
        "event": repeated(events[0], len(place)) if len(events) == 1 else articles["event"].array.take(article),
        "voice": pd.array(schema.VOICES, dtype="str").take(voice),
        **numbers,
    }
    return pd.DataFrame(columns, columns=schema.columns("scores"), copy=False)
