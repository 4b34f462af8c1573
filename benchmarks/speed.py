"""How fast is the pass over text, beside its peers on the same text in the same run? Prints the tables of speed.md.

    python benchmarks/speed.py ../shared/data/speed/allsides_50mb.parquet [FOLDER FOR LARGER TABLES]

Every stage runs in a process of its own, the machine otherwise idle, on the first 25 MB; slow peers run on the first
megabyte. With a folder that has room, 225 MB and 2 GB (the same articles again) are annotated there too. Saves
benchmarks/speed.svg.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import polars as pl
import pyarrow.parquet as pq
from matplotlib import pyplot as plt

HERE = Path(__file__).resolve().parent
SIZES = (1, 5, 25, 50)
MORE = (225, 2000)
# Megabytes each stage is given, and each peer that is slow.
STAGE, SLOW_PEER = 25, 1


class Timed(NamedTuple):
    """One stage: megabytes of text, seconds, and peak memory of all its processes together in GB."""

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


def sized(table: Path, megabytes: int, folder: Path) -> Path:
    """So many megabytes of text: the first articles of a table, or all again and again, under ids of their own."""
    rows = pl.read_parquet(table).with_columns(read=pl.col("body").str.len_bytes().cum_sum() / 1e6)
    whole, out = rows["read"][-1], folder / f"{megabytes}mb.parquet"
    with pq.ParquetWriter(out, rows.drop("read").to_arrow().schema) as writer:
        for i in range(int(np.ceil(megabytes / whole))):
            some = rows.filter(pl.col("read") <= megabytes - i * whole).drop("read")
            writer.write_table(some.with_columns(pl.col("id") + f"-{i}").to_arrow(), row_group_size=2000)
    return out


def grown(table: Path, sizes: tuple[int, ...], folder: Path | None) -> list[Timed]:
    """The whole command on tables of each size, written into a folder for the time being."""
    with tempfile.TemporaryDirectory(dir=folder) as spool:
        return [timed("file", sized(table, megabytes, Path(spool)), megabytes) for megabytes in sizes]


def main(table: Path, folder: Path | None) -> None:
    """Print both tables, and draw how time grows."""
    made = {
        "wc -w": timed("wc", table, STAGE),
        "words": timed("words", table, STAGE),
        "CountVectorizer": timed("CountVectorizer", table, STAGE),
        "VADER": timed("vader", table, STAGE),
        "vaderSentiment": timed("vaderSentiment", table, SLOW_PEER),
        "cleaning": timed("clean", table, STAGE),
        "segments, voices, words": timed("annotate", table, STAGE),
        "frames": timed("framing", table, STAGE),
        "frames of 5,000 patterns": timed("patterns", table, STAGE),
        "terms": timed("terms", table, STAGE),
        "attributions": timed("attributions", table, STAGE),
        "annotate, terms, sentiment and frames": timed("pass", table, STAGE),
        "all, with who speaks": timed("all", table, STAGE),
        "nltk: Punkt, words, VADER; CountVectorizer": timed("nltk", table, SLOW_PEER),
    }
    print("| stage | MB | MB/s | peak, GB |\n|---|---|---|---|")
    for name, t in made.items():
        print(f"| {name} | {t.megabytes:.0f} | {t.rate:.1f} | {t.peak:.2f} |")
    whole, rates = "annotate, terms, sentiment and frames", {name: t.rate for name, t in made.items()}
    print("\n| ratio | measured | asked |\n|---|---|---|")
    for told, ratio, asked in (
        ("whole pass, MB/s", rates[whole], "≥ 15"),
        ("attributions, MB/s", rates["attributions"], "≥ 5"),
        ("all, with who speaks, MB/s", rates["all, with who speaks"], "≥ 8"),
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
    growth = grown(table, (*SIZES, *MORE) if folder else SIZES, folder)
    print("\n| MB, `samestory annotate` from file to bundle | seconds | MB/s | peak, GB |\n|---|---|---|---|")
    for t in growth:
        print(f"| {t.megabytes:.0f} | {t.seconds:.1f} | {t.rate:.1f} | {t.peak:.2f} |")
    some = [t for t in growth if 4 < t.megabytes < 300]
    slope = np.polyfit(*np.log([[t.megabytes, t.seconds] for t in some]).T, 1)[0]
    print(f"\nExponent of time over size from {some[0].megabytes:.0f} to {some[-1].megabytes:.0f} MB: {slope:.2f} "
          f"(at most 1.05 asked)")  # fmt: skip
    draw(growth, slope, Path(__file__).with_suffix(".svg"))


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
