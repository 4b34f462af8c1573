"""Samples without a true difference: articles of one outlet, some of them joined to longer ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from error_rates import Rate, ratio_of_sums
from samples import Array, Counts, Rows, batches, side
from scipy import sparse

from analysis.stats.multiple_testing import benjamini_hochberg
from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import Difference, Moments, moments

MANY, SOME = "terms, count > 20", "terms, count 5–20"
KIND = {"framing": "frames", "sentiment": "tone", "voices": "voices", "source_types": "source types"}
KINDS = (MANY, SOME, *KIND.values())
LEVEL, LEAST = 0.05, 5


class Design(NamedTuple):
    """How many articles are joined to each unit of either side; one means that they are left as they are."""

    name: str
    a: tuple[int, ...]
    b: tuple[int, ...]

    @property
    def joined(self) -> Rows:
        """Articles of each unit, those of side a first."""
        return np.array(self.a + self.b)


def design(a: tuple[int, int], b: tuple[int, int], name: str = "") -> Design:
    """(units, articles joined to each) of both sides."""
    told = (f"{units} × {k}" if k > 1 else str(units) for units, k in (a, b))
    return Design(name or " v ".join(told), (a[1],) * a[0], (b[1],) * b[0])


class Compared(NamedTuple):
    """Replications of one comparison, (replications, items): the difference, the counts and which items count."""

    difference: Difference
    a: Moments
    b: Moments
    asked: dict[str, Array]


def compared(a: Moments, b: Moments, measure: str, signed: Array, size: Array | None = None) -> Compared:
    """Compare two sides; size: Σ|x| of both, where it is not Σx."""
    count = a.x + b.x if size is None else size
    return Compared(ratio_difference(a, b, signed=signed), a, b, asked_kinds(measure, count))


def asked_kinds(measure: str, count: Array) -> dict[str, Array]:
    """Which items count in which kind."""
    if measure == "terms":
        return {MANY: count > 20, SOME: (count >= LEAST) & (count <= 20)}
    return {KIND[measure]: count > 0}


def of_terms(counts: Counts, rows: Rows, joined: Rows, units_a: int) -> tuple[Compared, Rows]:
    """Compare the words of one replication that are counted 5 times or more; also returns which they are."""
    unit = np.repeat(np.arange(len(joined)), joined)
    member = sparse.csr_array((np.ones(len(rows)), (unit, rows)), shape=(len(joined), len(counts.n)))
    x = sparse.csr_array(member @ counts.x)
    kept = np.flatnonzero(np.asarray(x.sum(0)).ravel() >= LEAST)
    sums = side(of_sides(len(joined), units_a), Counts(x[:, kept], member @ counts.n))
    a, b = (sums.map(lambda part, row=row: part[row : row + 1]) for row in (0, 1))
    return compared(a, b, "terms", np.zeros(len(kept), bool)), kept


def of_sides(units: int, units_a: int) -> sparse.csr_array:
    """Which units belong to either side, as ones of shape (2, units)."""
    other = (np.arange(units) >= units_a).astype(int)
    return sparse.csr_array((np.ones(units), (other, np.arange(units))), shape=(2, units))


def of_many(counts: Counts, rows: Rows, sizes: Rows, measure: str) -> Compared:
    """Compare each of several groups of articles, rows being divided by sizes, with the rest; (groups, items)."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    x, n = counts.x[rows], counts.n[rows]
    if measure == "terms":
        x = x[:, np.flatnonzero(np.asarray(x.sum(0)).ravel() >= LEAST)]
    of = sparse.csr_array((np.ones(len(rows)), (group, np.arange(len(rows)))), shape=(len(sizes), len(rows)))
    own = side(of, Counts(x, n))._replace(units=of @ (n > 0).astype(float))
    rest = own.map(lambda part: part.sum(0, keepdims=True)).without(own)
    size = np.broadcast_to(np.abs(x).sum(0), own.x.shape)
    return compared(own, rest, measure, x.min(0).toarray() < 0, size)


def of_few(x: Array, n: Array, rows: Rows, joined: Rows, units_a: int, measure: str) -> Compared:
    """Compare the items of all replications (rows) of a measure that has few."""
    starts = np.concatenate([[0], np.cumsum(joined)[:-1]])
    sizes, *parts = (np.moveaxis(np.add.reduceat(part[rows], starts, axis=1), 1, 0) for part in (np.abs(x), x, n))
    a, b = (_moments(*(part[which] for part in parts)) for which in (slice(units_a), slice(units_a, None)))
    return compared(a, b, measure, x.min(0) < 0, sizes.sum(0))


def _moments(x: Array, n: Array) -> Moments:
    return moments(x, n)._replace(units=(n > 0).sum(0).astype(float))


class Tally:
    """Tests and false positives by row of the page, group of outlets and kind of item."""

    def __init__(self) -> None:
        self.parts: dict[tuple[str, str, str], list[tuple[Array, Array]]] = {}
        self.findings: dict[tuple[str, str], list[int]] = {}

    def add(self, row: str, group: str, hit: Array, made: Array, asked: dict[str, Array]) -> None:
        """hit, made: which tests are positive and were made at all, (replications, items)."""
        for kind, of in asked.items():
            use = of & made
            self.parts.setdefault((row, group, kind), []).append(((hit & use).sum(1), use.sum(1)))

    def add_tests(self, row: str, group: str, p: Array, asked: dict[str, Array]) -> None:
        """Count p < .05 and, in words, families with any q ≤ .05."""
        self.add(row, group, p < LEVEL, ~np.isnan(p), asked)
        if MANY in asked:
            self.add_family(row, group, p)

    def add_family(self, row: str, group: str, p: Array) -> None:
        """Count the findings in one family of tests."""
        q = benjamini_hochberg(p.ravel())
        self.findings.setdefault((row, group), []).append(int((q <= LEVEL).sum()))

    def rate(self, row: str, group: str, kind: str) -> Rate | None:
        """The rate with its error over replications; None where nothing was tested."""
        parts = self.parts.get((row, group, kind))
        if parts is None:
            return None
        hits, cases = (np.concatenate(column).astype(float) for column in zip(*parts, strict=True))
        return ratio_of_sums(hits, cases)


def pools(outlet: Array, names: Iterable[str], least: int) -> list[Rows]:
    """The articles of each outlet that has so many; of the two largest together if none has."""
    every = [np.flatnonzero(outlet == name) for name in names]
    return [pool for pool in every if len(pool) >= least] or [np.concatenate(every[:2])]


Draw = Callable[[np.random.Generator, Rows, Rows], Rows]


def drawn(rng: np.random.Generator, pool: Rows, joined: Rows) -> Rows:
    """Articles of all units, one after the other, drawn without replacement."""
    return rng.permutation(pool)[: joined.sum()]


def dense(counts: dict[str, Counts]) -> dict[str, tuple[Array, Array]]:
    """The measures of few items as arrays."""
    return {name: (counts[name].x.toarray(), counts[name].n) for name in KIND}


class Scored(NamedTuple):
    """All that the rows are measured on: articles, counts and the outlets of each group, largest first."""

    outlet: Array
    topic: Array
    counts: dict[str, Counts]
    few: dict[str, tuple[Array, Array]]
    groups: dict[str, list[str]]


def scored(articles: pd.DataFrame, topics: pd.Series, counts: dict[str, Counts]) -> Scored:
    """Divide the outlets by rank: those at even ranks were used in development, the others report."""
    names = list(articles["outlet"].value_counts().index)
    topic = topics.reindex(articles["article_id"]).to_numpy()
    groups = {"development": names[::2], "reporting": names[1::2]}
    return Scored(articles["outlet"].to_numpy(), topic, counts, dense(counts), groups)


class Times(NamedTuple):
    """Replications of a row in each group: of words, of which there are thousands, and of measures of few items."""

    words: int
    few: int


def unchanged(
    tally: Tally, scored: Scored, group: str, made: Design, times: Times, rng: np.random.Generator, draw: Draw = drawn
) -> None:
    """Add the false positives of one design."""
    joined, units_a = made.joined, len(made.a)
    here = pools(scored.outlet, scored.groups[group], joined.sum())
    for pool in here:
        for _ in range(-(-times.words // len(here))):
            found, _ = of_terms(scored.counts["terms"], draw(rng, pool, joined), joined, units_a)
            tally.add_tests(made.name, group, found.difference.p, found.asked)
        for some in batches(-(-times.few // len(here)), max(1, 20_000 // len(joined))):
            rows = np.array([draw(rng, pool, joined) for _ in range(some)])
            for measure, (x, n) in scored.few.items():
                few = of_few(x, n, rows, joined, units_a, measure)
                tally.add_tests(made.name, group, few.difference.p, few.asked)


def topics_of(scored: Scored, name: str, least: int) -> int:
    """How many topics an outlet has so many articles on."""
    number = pd.Series(scored.topic[scored.outlet == name]).value_counts()
    return int((number >= least).sum())
