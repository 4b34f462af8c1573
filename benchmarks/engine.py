"""All pairwise and rest comparisons of 24 outlets × 50,000 terms: seconds and peak memory.

    taskset -c 0 python benchmarks/engine.py

Terms are drawn with Zipf-like frequencies for 480 articles of 600 words; the clock runs from the article-level matrices
to the last interval, p-value included.
"""

from __future__ import annotations

import resource
import time
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.comparison.contrasts import independent
from analysis.comparison.score_matrices import Matrices, by_unit
from analysis.schema import REST

OUTLETS, ARTICLES, TERMS, WORDS = 24, 480, 50_000, 600


def made(rng: np.random.Generator) -> Matrices:
    """Article-level matrices of a made-up corpus."""
    chance = 1 / np.arange(1, TERMS + 1)
    x = sparse.csr_array(rng.multinomial(WORDS, chance / chance.sum(), ARTICLES).astype(float))
    articles = pd.DataFrame({"article_id": range(ARTICLES), "event": "e"})
    n = np.full((ARTICLES, 1), float(WORDS))
    return by_unit(Matrices(articles, [str(i) for i in range(TERMS)], x, x, x, n, n, n), "article")


def main() -> None:
    """Print one line."""
    table = made(np.random.default_rng(0))
    labels = np.array([f"outlet-{i % OUTLETS:02d}" for i in range(ARTICLES)])
    names = sorted(set(labels))
    pairs = [*combinations(names, 2), *((name, REST) for name in names)]
    start = time.perf_counter()
    tested = sum(np.count_nonzero(~np.isnan(c.difference.p)) for c in independent(table, labels, pairs, 0.95))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{len(pairs)} comparisons × {TERMS:,} terms, {tested:,} tested: {seconds:.1f} s, peak {peak:.2f} GB")


if __name__ == "__main__":
    main()
