"""Measures over articles: Wilcoxon and text-dispersion keyness with articles of unequal lengths, coverage of distances.

    python benchmarks/article_measures.py ARTICLES.parquet

Of the 20 outlets with most articles, every second, from the second on; outlets at even ranks were used for choosing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from samples import Array, Counts, Rows, score
from scipy import sparse

from analysis.stats.distances import squared_morisita, squared_morisita_interval
from analysis.stats.keyness_tests import chi2_p, normal_p, text_dispersion_g2
from analysis.stats.rank_tests import mann_whitney
from analysis.stats.ratios import moments, ratio, ratio_variance

TIMES_AS_LONG = (1, 2, 3)
ARTICLES, LEAST_COUNT = 20, 10
SIZES = ((3, 3), (5, 5), (8, 8), (20, 20), (8, 80), (60, 60))


class Distance(NamedTuple):
    """True squared distance of two outlets, that of two samples, and the ends of its interval."""

    true: float
    found: float
    low: float
    high: float


def small_p(counts: Counts, rows: Rows, times: int) -> tuple[float, float]:
    """Shares of words with p < .05, Wilcoxon and text dispersion; one side's articles are `times` articles joined."""
    number = len(rows) // (times + 1)
    joined = np.r_[np.repeat(np.arange(number), times), np.arange(number, 2 * number)]
    member = sparse.csr_array((np.ones(len(joined)), (joined, np.arange(len(joined)))))
    rows = rows[: len(joined)]
    x, n = (member @ counts.x[rows]).toarray(), member @ counts.n[rows]
    x = x[:, x.sum(0) >= LEAST_COUNT]
    long = np.arange(2 * number) < number
    wilcoxon = normal_p(mann_whitney(x / n, [long], [~long]).z)
    texts = chi2_p(text_dispersion_g2((x[long] > 0).sum(0), (x[~long] > 0).sum(0), number, number))
    return float((wilcoxon < 0.05).mean()), float((texts < 0.05).mean())


def distance(counts: Counts, populations: list[Rows], sizes: tuple[int, int], rng: np.random.Generator) -> Distance:
    """Draw articles of two outlets with replacement; the outlets as they are hold the truth."""
    shares = [counts.x[rows].sum(0) / counts.n[rows].sum() for rows in populations]
    drawn = [rng.choice(rows, size) for rows, size in zip(populations, sizes, strict=True)]
    x, n = counts.x[np.concatenate(drawn)], counts.n[np.concatenate(drawn), 0]
    ends = squared_morisita_interval(x, n, np.repeat([0, 1], sizes), 2)
    sums = [moments(counts.x[rows].toarray(), counts.n[rows]) for rows in drawn]
    found = squared_morisita([ratio(m) for m in sums], [ratio_variance(m) for m in sums])
    return Distance(squared_morisita(shares)[0, 1], found[0, 1], ends.low[0, 1], ends.high[0, 1])


def length_rows(counts: Counts, populations: list[Rows], times: int, rng: np.random.Generator) -> Iterator[Array]:
    """Both shares in three samples of each outlet."""
    for rows in populations * 3:
        most = min(len(rows), ARTICLES * (times + 1))
        yield np.array(small_p(counts, rng.choice(rows, most, replace=False), times))


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--n", type=int, default=200, help="samples of each size")
    asked = parser.parse_args()
    articles, scored = score(asked.articles)
    report(articles["outlet"].to_numpy(), scored["terms"], asked.n)


def report(outlet: np.ndarray, counts: Counts, n: int) -> None:
    """Print both tables, from the outlet of each article and its counts of terms."""
    names, numbers = np.unique(outlet, return_counts=True)
    chosen = names[np.argsort(-numbers, kind="stable")][:20][1::2]
    populations = [np.flatnonzero(outlet == name) for name in chosen]
    rng = np.random.default_rng(0)
    print("| articles of one side, times as long | Wilcoxon, p < .05 | text dispersion, p < .05 |\n|---|---|---|")
    for times in TIMES_AS_LONG:
        wilcoxon, texts = np.mean(list(length_rows(counts, populations, times, rng)), axis=0)
        print(f"| {times} | {100 * wilcoxon:.0f} % | {100 * texts:.0f} % |")
    print("\n| articles | outlets | true | found | intervals that contain it |\n|---|---|---|---|---|")
    for sizes in SIZES:
        for kind in ("different", "same"):
            made = []
            for _ in range(n):
                first, second = rng.choice(len(chosen), 2, replace=False)
                pair = [populations[first], populations[second if kind == "different" else first]]
                made.append(distance(counts, pair, sizes, rng))
            true, found, low, high = np.array(made).T
            covered = 100 * ((low <= true) & (true <= high)).mean()
            size = f"{sizes[0]}, {sizes[1]} | {kind}"
            print(f"| {size} | {abs(true.mean()):.2f} | {found.mean():.2f} | {covered:.0f} % |", flush=True)


if __name__ == "__main__":
    main()
