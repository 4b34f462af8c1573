"""How well are the ends of sentences found in news? Sentences that people parted, joined by blanks and parted again.

    python benchmarks/boundaries.py ../shared/data

F1 of the ends, the last of a text left out, with 95 % bootstrap intervals over texts: editorials whose snippets raters
were given, and sentences of news, ten to a text. Both were looked at while the segmenter was written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from intervals import interval

from analysis.language.text.segmentation import segment

TOGETHER = 10


def counted(sentences: Iterable[str]) -> tuple[int, int, int]:
    """Ends found that are there, found that are not, and not found."""
    parts = [sentence.strip() for sentence in sentences]
    theirs = set((np.cumsum([len(part) + 1 for part in parts]) - 1).tolist()[:-1])
    ends: dict[int, int] = {}
    for one in segment(" ".join(parts) + "\n"):
        ends[one.sentence] = max(ends.get(one.sentence, 0), one.spans[-1][1])
    ours = set(ends.values()) - {max(ends.values())}
    return len(ours & theirs), len(ours - theirs), len(theirs - ours)


def report(name: str, texts: Iterable[Iterable[str]]) -> None:
    """One line of the table."""
    counts = np.array([counted(text) for text in texts])

    def f1(rows: np.ndarray) -> float:
        right, wrong, missed = counts[rows].sum(0)
        return float(2 * right / (2 * right + wrong + missed))

    number = np.arange(len(counts))
    low, high = interval(f1, number)
    print(f"| {name} | {int(counts[:, [0, 2]].sum()):,} | {f1(number):.3f} | {low:.3f}–{high:.3f} |")


def main(data: Path) -> None:
    """Print the table."""
    print("| texts | ends | F1 | 95 % |\n|---|---|---|---|")
    editorials = pd.read_parquet(data / "sentiment" / "nyt_editorials.parquet")
    report("editorials", (some["text"] for _, some in editorials.groupby("article", sort=False)))
    news = pd.read_parquet(data / "subjectivity" / "newssd_dev.parquet")["text"].tolist()
    report("news", (news[i : i + TOGETHER] for i in range(0, len(news), TOGETHER)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
