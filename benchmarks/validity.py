"""How far do the measures agree with human labels? Prints the tables of the README.

    python benchmarks/validity.py ../shared/data

Intervals are 95 % bootstrap intervals over articles. The frame dictionary was written with mistakes read in half A of
the climate articles only (halves by a hash of the id); VADER is as published, so nothing was fitted.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from analysis import annotate, measures, read_corpus
from analysis.annotate.vader import polarity

CODES = {"RE": "responsibility", "HI": "human_interest", "CO": "conflict", "MO": "morality", "EC": "economic"}
RESAMPLES = 2000


def interval(statistic: Callable[[np.ndarray], float], clusters: np.ndarray) -> tuple[float, float]:
    """Bootstrap interval of a statistic of row numbers, whole clusters drawn with replacement."""
    rng = np.random.default_rng(0)
    _, code = np.unique(clusters, return_inverse=True)
    members = [np.flatnonzero(code == c) for c in range(code.max() + 1)]
    drawn = (
        np.concatenate([members[c] for c in rng.integers(0, len(members), len(members))]) for _ in range(RESAMPLES)
    )
    low, high = np.nanquantile([statistic(rows) for rows in drawn], [0.025, 0.975])
    return float(low), float(high)


def tone(data: Path) -> None:
    """VADER's compound score against the mean of 20 raters, snippet by snippet."""
    snippets = pd.read_parquet(data / "sentiment" / "nyt_editorials.parquet")
    ours, theirs = polarity(snippets["text"].tolist())[:, 0], snippets["valence"].to_numpy()

    def r(rows: np.ndarray) -> float:
        return float(np.corrcoef(ours[rows], theirs[rows])[0, 1])

    low, high = interval(r, snippets["article"].to_numpy())
    print(f"\nTone: r = {r(np.arange(len(ours))):.3f} ({low:.3f} to {high:.3f}) on {len(ours):,} snippets\n")


def frames(data: Path) -> None:
    """Share of an article's segments that use a frame, against hand-coded articles: AUC."""
    path = data / "frames" / "narrative_frames_dev.parquet"
    labels = pd.read_parquet(path).astype({"id": str}).set_index("id")
    scores = measures.framing(annotate(read_corpus(path, columns={"article_id": "id", "body": "text"})))
    sums = scores.groupby(["article_id", "item"])[["x", "n"]].sum()
    shares = (sums["x"] / sums["n"]).unstack().reindex(labels.index)
    half = np.array([int(hashlib.sha256(i.encode()).hexdigest(), 16) % 2 for i in labels.index])
    print("| frame | articles with it | AUC | 95 % interval | half A | half B |\n|---|---|---|---|---|---|")
    rows = []
    for code, frame in CODES.items():
        y, s = labels[code].to_numpy(), shares[frame].to_numpy()

        def auc(rows: np.ndarray, y: np.ndarray = y, s: np.ndarray = s) -> float:
            return float(roc_auc_score(y[rows], s[rows])) if 0 < y[rows].sum() < len(rows) else np.nan

        low, high = interval(auc, np.arange(len(y)))
        rows.append([auc(part) for part in (np.arange(len(y)), np.flatnonzero(half == 0), np.flatnonzero(half == 1))])
        told = " | ".join(f"{v:.2f}" for v in rows[-1][1:])
        print(
            f"| {frame.replace('_', ' ')} | {y.sum()} of {len(y)} | {rows[-1][0]:.2f} | {low:.2f}–{high:.2f} | {told} |"
        )
    mean = np.mean(rows, axis=0)
    print(f"| mean | | {mean[0]:.2f} | | {mean[1]:.2f} | {mean[2]:.2f} |")


if __name__ == "__main__":
    tone(Path(sys.argv[1]))
    frames(Path(sys.argv[1]))
