"""How fast is the pass over text, beside its peers on the same text in the same run? Prints the tables of speed.md.

    python benchmarks/speed.py ../shared/data/speed/allsides_50mb.parquet [FOLDER FOR LARGER TABLES]

Every stage runs in a process of its own, the machine otherwise idle; peers run on the first megabytes only, since they
are slow. With a folder, tables of 100 and 200 MB are written there (the same articles again) and
annotated too. Saves benchmarks/speed.svg.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib import pyplot as plt

HERE = Path(__file__).resolve().parent
SIZES = (1, 5, 25, 50)
MORE = (100, 200)
# Megabytes each peer is given.
PEERS = {"vaderSentiment": 2, "nltk": 2, "CountVectorizer": 25}


class Timed(NamedTuple):
    """One stage: megabytes of text, seconds, peak memory of the process and its children in GB."""

    megabytes: float
    seconds: float
    peak: float

    @property
    def rate(self) -> float:
        return self.megabytes / self.seconds


def timed(stage: str, table: Path, megabytes: float) -> Timed:
    """A stage of stages.py in a fresh process."""
    told = subprocess.run(
        [sys.executable, HERE / "stages.py", stage, table, str(megabytes)], check=True, capture_output=True, text=True
    ).stdout
    return Timed(**json.loads(told.splitlines()[-1]))


def enlarged(table: Path, megabytes: int, folder: Path) -> Path:
    """The articles of a table again and again, under ids of their own, up to so many megabytes of text."""
    rows = pl.read_parquet(table)
    times = int(np.ceil(megabytes * 1e6 / rows["body"].str.len_bytes().sum()))
    out = folder / f"{megabytes}mb.parquet"
    pl.concat([rows.with_columns(id=pl.col("id") + f"-{i}") for i in range(times)]).write_parquet(
        out, row_group_size=2000
    )
    return out


def main(table: Path, folder: Path | None) -> None:
    """Print both tables, and draw how time grows."""
    size = SIZES[-1]
    made = {
        "wc -w": timed("wc", table, size),
        "words": timed("words", table, size),
        "CountVectorizer": timed("CountVectorizer", table, PEERS["CountVectorizer"]),
        "VADER": timed("vader", table, size),
        "vaderSentiment": timed("vaderSentiment", table, PEERS["vaderSentiment"]),
        "cleaning": timed("clean", table, size),
        "segments, voices, words": timed("annotate", table, size),
        "frames": timed("framing", table, size),
        "terms": timed("terms", table, size),
        "annotate, terms, tone and frames": timed("pass", table, size),
        "nltk: Punkt, words, VADER; CountVectorizer": timed("nltk", table, PEERS["nltk"]),
        "samestory annotate, from file to bundle": timed("file", table, size),
    }
    print("| stage | MB | MB/s | peak, GB |\n|---|---|---|---|")
    for name, t in made.items():
        print(f"| {name} | {t.megabytes:.0f} | {t.rate:.1f} | {t.peak:.2f} |")
    whole, rates = "annotate, terms, tone and frames", {name: t.rate for name, t in made.items()}
    print("\n| ratio | measured | asked |\n|---|---|---|")
    for told, ratio, asked in (
        ("whole pass, MB/s", rates[whole], "≥ 15"),
        (
            "whole pass / nltk and CountVectorizer",
            rates[whole] / rates["nltk: Punkt, words, VADER; CountVectorizer"],
            "≥ 20",
        ),
        ("words / CountVectorizer", rates["words"] / rates["CountVectorizer"], "≥ 5"),
        ("wc -w / words", rates["wc -w"] / rates["words"], "≤ 4"),
        ("VADER / vaderSentiment", rates["VADER"] / rates["vaderSentiment"], "≥ 15"),
    ):
        print(f"| {told} | {ratio:.1f} | {asked} |")
    growth = {mb: timed("file", table, mb) for mb in SIZES}
    if folder:
        growth |= {mb: timed("file", enlarged(table, mb, folder), mb) for mb in MORE}
    print("\n| MB, from file to bundle | seconds | MB/s | peak, GB |\n|---|---|---|---|")
    for t in growth.values():
        print(f"| {t.megabytes:.0f} | {t.seconds:.1f} | {t.rate:.1f} | {t.peak:.2f} |")
    some = [t for mb, t in growth.items() if mb >= 5]
    slope = np.polyfit(*np.log([[t.megabytes, t.seconds] for t in some]).T, 1)[0]
    print(f"\nExponent of time over size from 5 MB on: {slope:.2f} (at most 1.05 asked)")
    draw(list(growth.values()), slope, Path(__file__).with_suffix(".svg"))


def draw(growth: list[Timed], slope: float, path: Path) -> None:
    """Seconds over megabytes, both on log scales."""
    mpl.rcParams["svg.hashsalt"] = "speed"
    fig, ax = plt.subplots(figsize=(5, 3.2), layout="constrained")
    sizes, seconds = zip(*((t.megabytes, t.seconds) for t in growth), strict=True)
    ax.plot(sizes, seconds, "o-", color="#0072B2")
    ax.set(xscale="log", yscale="log", xlabel="text (MB)", ylabel="seconds")
    ax.set_title(f"From file to bundle, two processes: exponent {slope:.2f}", fontsize=9)
    for edge in ("top", "right"):
        ax.spines[edge].set_visible(False)
    fig.savefig(path, metadata={"Date": None})
    plt.close(fig)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
