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
from analysis.comparison.paired import permuted_within_events, weighted_ratios
from analysis.comparison.score_matrices import blocks, matrices, members
from analysis.stats.permutation_moments import PermutationMoments
from analysis.stats.ratio_intervals import Side, block_difference
from analysis.stats.ratios import Difference, Higher, Moments

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


class Counts(NamedTuple):
    """Numerators (articles, items) and denominators (articles, 1) of one measure."""

    x: sparse.csr_array
    n: Array


def score(path: Path, outlets: Iterable[str] = ()) -> tuple[pd.DataFrame, dict[str, Counts]]:
    """Articles with outlet and event, and the counts of three measures: all the reading and scoring there is."""
    rows = pd.read_parquet(path)
    chosen = list(outlets)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        (rows[rows["outlet"].isin(chosen)] if chosen else rows).to_parquet(table)
        notes = annotate(read_corpus(table, columns={"article_id": "id", "headline": "title"}))
        made = {name: matrices(getattr(measures, name)(notes), None) for name in ("terms", "framing", "sentiment")}
    counts = {name: Counts(m.x, m.n[:, :1]) for name, m in made.items()}
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


class Pairs(NamedTuple):
    """Article, its other side in the same event, and the weighted difference of the two with its weight; one row for
    each article that could bear the outlet's label."""

    own: Counts
    other: Counts
    difference: Counts


def against_rest(events: Rows, counts: Counts) -> Pairs:
    """Each article against all other articles of its event."""
    same = member(events[:, None], events.max() + 1)
    x = sparse.csr_array(same @ (same.T @ counts.x) - counts.x)
    x.eliminate_zeros()
    other = Counts(x, same @ (same.T @ counts.n) - counts.n)
    ours, others, weight = weighted_ratios(*counts, *other)
    return Pairs(counts, other, Counts(ours - others, weight))


def relabelled(events: Rows, counts: Counts, covered: Rows) -> PermutationMoments:
    """What permuting labels within events does to an outlet with one article in each of those it covers."""
    shared = np.unique(events[covered])
    found = blocks(counts.x, counts.n, members(events, shared))
    one = np.ones((len(shared), 1))
    return permuted_within_events(found, one, one > 0, items=counts.x.shape[1])


def paired(of: sparse.csr_array, pairs: Pairs, made: PermutationMoments, *, signed: bool = False) -> Difference:
    """The difference over events in every shuffle."""
    numbers = of.sum(1)[:, None]
    a, b = (
        Side((of @ part.x).toarray(), of @ part.n, units)
        for part, units in ((pairs.own, numbers), (pairs.other, made.df))
    )
    differences, weight = (of @ pairs.difference.x).toarray(), of @ pairs.difference.n
    return block_difference(differences, weight, numbers, made, a, b, signed=signed)


def shuffled(articles: pd.DataFrame, rng: np.random.Generator, times: int) -> tuple[Rows, Rows]:
    """Outlet labels permuted within events, (times, articles), and the event of each article, as numbers."""
    event = pd.factorize(articles["event"])[0]
    outlet = pd.factorize(articles["outlet"], sort=True)[0]
    order = np.argsort(event, kind="stable")
    blocks = np.split(order, np.flatnonzero(np.diff(event[order])) + 1)
    labels = np.tile(outlet, (times, 1))
    for block in blocks:
        labels[:, block] = rng.permuted(labels[:, block], axis=1)
    return labels, event
