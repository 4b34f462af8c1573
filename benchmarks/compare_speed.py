"""`compare` through the public path, 24 outlets × 50,000 words: seconds and peak memory, beside Welch's t by scipy.

    OMP_NUM_THREADS=1 taskset -c 0 python benchmarks/compare_speed.py
    python benchmarks/compare_speed.py maxt

Words are drawn with Zipf-like frequencies for 24 outlets of 4 to 120 articles of 200 to 900 words; each word occurs at
least once. The clock of `compare` runs from the table of scores to the table of results. The peer is given dense rates
and makes t, p and intervals of each outlet against the rest, and no table. With 'maxt', the family-wise error over
1,000 relabelings is timed instead.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import stats

from analysis import compare, schema

OUTLETS, WORDS, ARTICLES, LENGTH, SEGMENT = 24, 50_000, (4, 120), (200, 900), 20


def made(rng: np.random.Generator) -> pd.DataFrame:
    """Scores of a made-up corpus."""
    sizes = np.rint(np.geomspace(*ARTICLES, OUTLETS)).astype(int)
    outlet = np.repeat([f"outlet-{i:02d}" for i in range(OUTLETS)], sizes)
    number = len(outlet)
    length = rng.integers(*LENGTH, number)
    chance = 1 / (np.arange(WORDS) + 2.7)
    drawn = rng.choice(WORDS, length.sum(), p=chance / chance.sum())
    drawn[rng.choice(len(drawn), WORDS, replace=False)] = np.arange(WORDS)
    cells, x = np.unique(np.repeat(np.arange(number), length) * WORDS + drawn, return_counts=True)
    article, word = np.divmod(cells, WORDS)
    names = np.append([f"w{i:05d}" for i in range(WORDS)], schema.TOTAL)
    article, word = np.append(article, np.arange(number)), np.append(word, np.full(number, WORDS))
    counts, n = np.append(x, np.zeros(number)), length[article].astype(float)
    return schema.typed(
        pd.DataFrame({
            "measure": "terms", "item": names[word], "event": "e", "outlet": outlet[article],
            "article_id": np.char.add("a", np.arange(number).astype(str))[article], "voice": "narration",
            "x": counts, "n": n, "units": np.rint(n / SEGMENT), "xx": counts, "xn": counts * SEGMENT, "nn": n * SEGMENT,
        }),
        "scores",
    )  # fmt: skip


def dense(scores: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Rates of all articles, (articles, words), and the outlets of the articles."""
    words = scores[scores["item"] != schema.TOTAL]
    article, articles = pd.factorize(words["article_id"])
    rates = np.zeros((len(articles), WORDS))
    rates[article, pd.factorize(words["item"])[0]] = words["x"] / words["n"]
    outlet_of = words.drop_duplicates("article_id").set_index("article_id")["outlet"]
    return rates, outlet_of[articles].to_numpy()


def welch(rates: np.ndarray, outlets: np.ndarray) -> None:
    """Each outlet against the rest."""
    for outlet in np.unique(outlets):
        mine = outlets == outlet
        stats.ttest_ind(rates[mine], rates[~mine], equal_var=False).confidence_interval()


def seconds(function: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    function()
    return time.perf_counter() - wall, time.process_time() - cpu


def peak() -> float:
    """Largest memory of this process so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def main(correction: str) -> None:
    """Print one line for each."""
    scores = made(np.random.default_rng(0))
    compare(scores[scores["item"].isin([schema.TOTAL, "w00000"])])
    before = peak()
    wall, cpu = seconds(lambda: compare(scores, correction=correction))
    print(
        f"compare, {OUTLETS} outlets × {WORDS:,} words, correction={correction!r}: {wall:.1f} s ({cpu:.1f} s of one "
        f"processor), peak {peak():.2f} GB, {peak() - before:.2f} GB more than before"
    )
    if correction == "bh":
        table = dense(scores)
        print("scipy, Welch's t: {:.1f} s ({:.1f} s of one processor)".format(*seconds(lambda: welch(*table))))


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["bh"]))
