"""Articles of one outlet on one topic within three days: scores of them, and who is compared with whom."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import annotate, measures, read_corpus
from analysis.comparison.score_matrices import matrices
from analysis.stats.ratios import Moments

DATA = Path("speed/allsides_50mb.parquet")
MEASURES = ("terms", "framing", "sentiment", "voices", "source_types")
MOST_DAYS = 3
# An article is also compared with this many others of its outlet and topic, the nearest in time.
MANY = 20
# As `measures.terms` does by default: rarer words of the two sides are not compared.
LEAST_COUNT = 5

Array = NDArray[np.float64]


class Sides(NamedTuple):
    """Numbers of articles on both sides of each comparison, and its outlet and topic."""

    own: list[list[int]]
    other: list[list[int]]
    cluster: list[str]


def articles(data: Path, *, development: bool) -> pd.DataFrame:
    """Articles with a date of ten outlets: of the twenty largest, those at even ranks for development, the others
    for reporting."""
    rows = pd.read_parquet(data / DATA)
    largest = rows["outlet"].value_counts().index[:20]
    rows = rows[rows["outlet"].isin(largest[0 if development else 1 :: 2])]
    rows = rows.assign(date=pd.to_datetime(rows["date"], errors="coerce")).dropna(subset="date")
    return rows.sort_values(["outlet", "topic", "date", "id"], ignore_index=True)


def pairs(rows: pd.DataFrame) -> Sides:
    """Every two articles of one outlet and topic within MOST_DAYS."""
    near = _near(rows)
    both = [(i, j) for i, others in near.items() for j in others if i < j]
    return Sides([[i] for i, _ in both], [[j] for _, j in both], [_cluster(rows, i) for i, _ in both])


def one_against_near(rows: pd.DataFrame) -> Sides:
    """Each article with two or more others within MOST_DAYS, against these together."""
    near = {i: others for i, others in _near(rows).items() if len(others) > 1}
    return Sides([[i] for i in near], list(near.values()), [_cluster(rows, i) for i in near])


def one_against_many(rows: pd.DataFrame, each: int = 8) -> Sides:
    """Some articles of each outlet and topic, evenly spaced, against the MANY others nearest in time."""
    own, other = [], []
    for _, group in rows.groupby(["outlet", "topic"]):
        numbers = group.index.to_numpy()
        if len(numbers) <= MANY:
            continue
        for place in np.unique(np.linspace(0, len(numbers) - 1, each).astype(int)):
            start = min(max(place - MANY // 2, 0), len(numbers) - MANY - 1)
            window = numbers[start : start + MANY + 1]
            own.append([int(numbers[place])])
            other.append([int(k) for k in window if k != numbers[place]])
    return Sides(own, other, [_cluster(rows, i) for (i,) in own])


def _near(rows: pd.DataFrame) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for _, group in rows.groupby(["outlet", "topic"]):
        days = (group["date"].to_numpy()[:, None] - group["date"].to_numpy()) / np.timedelta64(1, "D")
        for i, j in zip(*np.nonzero(np.abs(days) <= MOST_DAYS), strict=True):
            if i != j:
                found.setdefault(int(group.index[i]), []).append(int(group.index[j]))
    return found


def _cluster(rows: pd.DataFrame, number: int) -> str:
    return f"{rows['outlet'].iat[number]}/{rows['topic'].iat[number]}"


def scored(rows: pd.DataFrame, names: Sequence[str] = MEASURES) -> dict[str, pd.DataFrame]:
    """Scores of articles by measure; of terms, every word."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        rows[["id", "outlet", "title", "body"]].to_parquet(table)
        notes = annotate(read_corpus(table, columns={"article_id": "id", "headline": "title"}))
    options = {"terms": {"min_count": 1}}
    return {name: getattr(measures, name)(notes, **options.get(name, {})) for name in names}


class Compared(NamedTuple):
    """Both sides of comparisons, flattened: arrays of shape (entries,); number of the comparison and of the item."""

    own: Moments
    other: Moments
    comparison: NDArray[np.int64]
    item: NDArray[np.int64]


def compared(scores: pd.DataFrame, voice: str | None, ids: pd.Series, sides: Sides) -> tuple[Compared, list[str]]:
    """Sums of both sides in every item that counts there, and the names of items."""
    table = matrices(scores, voice)
    row = pd.Index(table.articles["article_id"]).get_indexer(pd.Index(ids))
    least = LEAST_COUNT if scores["measure"].iat[0] == "terms" else 0
    found = []
    for number, (own, other) in enumerate(zip(sides.own, sides.other, strict=True)):
        a, b = row[own], row[other]
        x, y = (np.asarray(table.x[part].sum(0), float).ravel() for part in (a, b))
        n, m, nn, mm = (np.broadcast_to((table.n[part] ** k).sum(0), x.shape) for k in (1, 2) for part in (a, b))
        item = np.flatnonzero((np.minimum(n, m) > 0) & (np.abs(x) + np.abs(y) >= least))
        found.append(np.column_stack([np.full(len(item), number), item, *(v[item] for v in (x, n, nn, y, m, mm))]))
    number, item, x, n, nn, y, m, mm = np.concatenate(found).T
    ones = np.ones_like(x)
    own, other = Moments(x, n, ones, ones, ones, nn), Moments(y, m, ones, ones, ones, mm)
    return Compared(own, other, number.astype(int), item.astype(int)), table.items
