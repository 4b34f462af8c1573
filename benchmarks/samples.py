"""Articles in, counts out; samples of articles, of labels within events, and simulated ones."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis import annotate, measures, read_corpus
from analysis.comparison.paired import paired
from analysis.comparison.score_matrices import Matrices, by_unit, matrices
from analysis.schema import REST
from analysis.stats.ratio_intervals import Side
from analysis.stats.ratios import Difference, Higher, Moments

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


class Counts(NamedTuple):
    """Numerators (articles, items) and denominators (articles, 1) of one measure."""

    x: sparse.csr_array
    n: Array


def score(
    path: Path, outlets: Iterable[str] = (), names: Iterable[str] = ("terms", "framing", "sentiment")
) -> tuple[pd.DataFrame, dict[str, Counts]]:
    """Articles with outlet and event, and the counts of these measures: all the reading and scoring there is."""
    rows = pd.read_parquet(path)
    chosen = list(outlets)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        (rows[rows["outlet"].isin(chosen)] if chosen else rows).to_parquet(table)
        notes = annotate(read_corpus(table, columns={"article_id": "id", "headline": "title"}))
        made = {name: matrices(getattr(measures, name)(notes), None) for name in names}
    counts = {name: Counts(m.x, m.n.max(1, keepdims=True)) for name, m in made.items()}
    return made["terms"].articles, counts


def member(rows: Rows, articles: int) -> sparse.csr_array:
    """Which article each replication has on one side: rows (replications, articles a side) -> 0/1 matrix."""
    where = np.repeat(np.arange(len(rows)), rows.shape[1])
    return sparse.csr_array((np.ones(rows.size), (where, rows.ravel())), shape=(len(rows), articles))


def side(of: sparse.csr_array, counts: Counts) -> Moments:
    """The moments over articles of one side in every replication, (replications, items)."""
    x, n = counts
    xx, xn = x.multiply(x).tocsr(), x.multiply(n).tocsr()
    third = xx.multiply(x), xx.multiply(n), xn.multiply(n), n**3
    fourth = xx.multiply(xx), xx.multiply(xn), xn.multiply(xn), xn.multiply(n * n), n**4
    sums = (of @ part if isinstance(part, np.ndarray) else (of @ part.tocsr()).toarray() for part in (*third, *fourth))
    own = [(of @ part).toarray() for part in (x, xx, xn)]
    return Moments(own[0], of @ n, of.sum(1)[:, None], own[1], own[2], of @ (n * n), Higher(*sums))


def split(rng: np.random.Generator, articles: int, sizes: tuple[int, int], times: int) -> tuple[Rows, Rows]:
    """Articles drawn without replacement for two sides, (times, size) each."""
    order = rng.permuted(np.tile(np.arange(articles), (times, 1)), axis=1)
    return order[:, : sizes[0]], order[:, sizes[0] : sum(sizes)]


def batches(times: int, most: int = 40) -> Iterator[int]:
    """A number of replications in pieces that fit into memory."""
    for start in range(0, times, most):
        yield min(most, times - start)


def by_event(counts: Counts, outlet: Array, event: Rows) -> Matrices:
    """Counts of articles as `paired` takes them."""
    x, n = counts
    names = {"article_id": np.arange(len(n)).astype(str), "outlet": outlet, "event": event}
    items = [str(item) for item in range(x.shape[1])]
    return by_unit(Matrices(pd.DataFrame(names), items, x, x, x, n, (n > 0).astype(float), n * n), "event")


def over_events(table: Matrices, labels: Array, outlets: list[str]) -> Iterator[tuple[Side, Side, Difference]]:
    """Each outlet against the rest within events, by the public test; sums of both sides, (1, items)."""
    event = table.articles["event"].to_numpy()
    for made in paired(table, labels, [(outlet, REST) for outlet in outlets], 0.95):
        mine = labels == made.group
        theirs = np.isin(event, event[mine]) & ~mine
        a, b = (Side(np.asarray(table.x[rows].sum(0))[None], table.n[rows].sum(0)[None], made.units)
                for rows in (np.flatnonzero(mine), np.flatnonzero(theirs)))  # fmt: skip
        yield a, b, Difference(*(np.broadcast_to(part, a.x.shape) for part in made.difference))


def shuffled(articles: pd.DataFrame, rng: np.random.Generator, times: int) -> tuple[Array, Rows]:
    """Outlet labels permuted within events, (times, articles), and the number of each article's event."""
    event = pd.factorize(articles["event"])[0]
    outlet = articles["outlet"].to_numpy(object)
    order = np.argsort(event, kind="stable")
    blocks = np.split(order, np.flatnonzero(np.diff(event[order])) + 1)
    labels = np.tile(outlet, (times, 1))
    for block in blocks:
        labels[:, block] = rng.permuted(labels[:, block], axis=1)
    return labels, event
