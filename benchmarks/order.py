"""Which differences to show first? Prints order.md.

    python benchmarks/order.py ../shared/data > benchmarks/order.md

Two disjoint samples of the articles of two outlets are compared, and their words are ordered in several ways. A good
order has the same first ten words in both samples, with the direction that they have in the other articles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from samples import Array, Counts, Rows, score
from scipy import sparse

from analysis.comparison.contrast_columns import columns_of
from analysis.comparison.contrasts import independent
from analysis.comparison.result_rows import in_order
from analysis.comparison.score_matrices import Matrices, by_unit
from analysis.stats.log_ratio_intervals import log_ratio_interval
from analysis.stats.multiple_testing import benjamini_hochberg

# Outlets at odd ranks by number of articles; the order was chosen on those at even ranks.
RANKS, ARTICLES, FIRST, PAIRS, LEFT = range(1, 20, 2), 20, 10, 150, 20
CONFIDENCE = 0.95


def joined(counts: Counts, rows: Rows, several: int) -> Counts:
    """The counts of articles, each made of several."""
    number = np.arange(len(rows)) // several
    member = sparse.csr_array((np.ones(len(rows)), (number, np.arange(len(rows)))))
    return Counts(member @ counts.x[rows], member @ counts.n[rows])


def compared(a: Counts, b: Counts) -> pd.DataFrame:
    """The comparison of two samples of articles, as `compare` makes it."""
    x, n = sparse.csr_array(sparse.vstack([a.x, b.x])), np.vstack([a.n, b.n])
    labels = np.repeat(["a", "b"], [len(a.n), len(b.n)])
    articles = pd.DataFrame({"article_id": np.arange(len(n)), "outlet": labels, "event": "all"})
    items = [f"{i:06}" for i in range(x.shape[1])]
    table = by_unit(Matrices(articles, items, x, x, x, n, np.ones_like(n), n), "article")
    numbers = columns_of(independent(table, labels, [("a", "b")], CONFIDENCE), len(items)).numbers
    names = ("value", "value_against", "estimate", "low", "high", "p", "n", "n_against")
    rows = pd.DataFrame({name: numbers[name] for name in names}).assign(item=items, outlet="a")
    return rows.assign(q=benjamini_hochberg(rows["p"].to_numpy()), confidence=CONFIDENCE)


def orders(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows in each order."""
    yield "end of the interval of the difference", in_order(rows)
    yield "p", rows.sort_values("p", kind="stable", ignore_index=True)
    columns = ("value", "value_against", "n", "n_against", "low", "high")
    ratio = log_ratio_interval(*(rows[name] for name in columns))
    yield "end of the interval of log₂ of the ratio", in_order(rows.assign(low=ratio.low, high=ratio.high))


def replicated(counts: Counts, own: Rows, other: Rows, several: int) -> Iterator[tuple[str, float, float]]:
    """For each order: the share of first words that both samples have, and of those true in the other articles."""
    size = ARTICLES * several
    tables = [
        compared(
            joined(counts, own[i * size : (i + 1) * size], several),
            joined(counts, other[i * ARTICLES : (i + 1) * ARTICLES], 1),
        )
        for i in (0, 1)
    ]
    truth = np.sign(_rates(counts, own[2 * size :]) - _rates(counts, other[2 * ARTICLES :]))
    for (name, one), (_, two) in zip(*(orders(table) for table in tables), strict=True):
        found = [_signed(rows) for rows in (one, two)]
        right = [truth[item] == sign for some in found for item, sign in some]
        yield name, len(set(found[0]) & set(found[1])) / FIRST, float(np.mean(right))


def _signed(rows: pd.DataFrame) -> list[tuple[int, float]]:
    """The first items and the signs of their differences."""
    first = rows.head(FIRST)
    return [(int(item), sign) for item, sign in zip(first["item"], np.sign(first["estimate"]), strict=True)]


def _rates(counts: Counts, rows: Rows) -> Array:
    rates: Array = np.asarray(counts.x[rows].sum(0), float).ravel() / counts.n[rows].sum()
    return rates


def page(articles: pd.DataFrame, counts: Counts, pairs: int) -> None:
    """Print the page."""
    print("# What to show first\n")
    print(
        "Printed by `python benchmarks/order.py ../shared/data` (seed 0). Words of two outlets, "
        f"{ARTICLES} articles each, in two disjoint samples; {pairs} pairs of outlets that played no part in the "
        f"choice of the order. *Again*: share of the first {FIRST} words that are among those of the other sample. "
        "*True*: share with the direction that the other articles have. In %, ± standard error.\n"
    )
    print("| articles of one outlet | order | again | true |\n|---|---|---|---|")
    outlet = articles["outlet"].to_numpy()
    for several, length in ((1, "as long as the other’s"), (3, "3 × longer")):
        rng, made = np.random.default_rng(0), []
        pools = [np.flatnonzero(outlet == name) for name in sorted(set(outlet))]
        pools = [pool for pool in pools if len(pool) >= 2 * ARTICLES * several + LEFT]
        for _ in range(pairs):
            one, other = (rng.permutation(pools[i]) for i in rng.choice(len(pools), 2, replace=False))
            made += replicated(counts, one, other, several)
        table = pd.DataFrame(made, columns=["order", "again", "true"]).groupby("order", sort=False)
        for name, rows in table:
            print(f"| {length} | {name} | {_percent(rows['again'])} | {_percent(rows['true'])} |", flush=True)


def _percent(values: pd.Series) -> str:
    numbers: NDArray[np.float64] = 100 * values.to_numpy(float)
    return f"{numbers.mean():.1f} ± {numbers.std(ddof=1) / len(numbers) ** 0.5:.1f}"


def main(data: Path, pairs: int = PAIRS) -> None:
    """Score the articles and print the page."""
    path = data / "speed" / "allsides_50mb.parquet"
    largest = pd.read_parquet(path, columns=["outlet"])["outlet"].value_counts().index
    articles, counts = score(path, [largest[rank] for rank in RANKS])
    page(articles, counts["terms"], pairs)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
