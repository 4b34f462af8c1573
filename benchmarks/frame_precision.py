"""How many matches of the frame dictionary are right, as read in their sentences?

    python benchmarks/frame_precision.py draw TABLE [CORPUS ...] SEED             # prints numbered matches, to be read
    python benchmarks/frame_precision.py count TABLE [CORPUS ...] SEED WRONG ...  # prints counts

`draw` takes 20 matches of each frame at random and prints each in its segment; nothing is stored. A reader notes the
numbers of those that are wrong in a file, separated by blanks: one file a reading. `count` draws the same matches again
and prints counts; benchmarks/frame_precision.md reports them, with what was mended between draws. A match is right
where its segment, as a whole, answers a question of the frame with yes, and the matched words are why. A match in page
furniture or in the name of somebody or something is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from textwrap import shorten

import numpy as np
import pandas as pd
import polars as pl
from scipy.stats import binomtest

from analysis import annotate, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.language.dictionaries.dictionary import read_dictionary

DRAWN = 20  # matches of each frame
ARTICLES = 4_000  # of the table, at random
COLUMNS = {"article_id": "id", "headline": "title"}


def notes_of(table: Path, seed: int) -> Annotations:
    """Annotations of a part of a table of articles, or of a corpus."""
    if table.suffix != ".parquet":
        return annotate(read_corpus(table))
    rows = pd.read_parquet(table)
    with tempfile.TemporaryDirectory() as work:
        part = Path(work) / "part.parquet"
        rows.sample(min(ARTICLES, len(rows)), random_state=seed).to_parquet(part)
        return annotate(read_corpus(part, columns=COLUMNS))


def draw(places: list[Path], seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Matches drawn (frame, pattern, supporting, segment), and how many there are of each frame."""
    book = read_dictionary()
    found = []
    for place in places:
        notes = notes_of(place, seed)
        matches = notes.frame_matches(book)
        found.append(matches.with_columns(segment=notes.words.texts.gather(matches["text"])))
    every = pl.concat(found)
    parts = [
        mine.sample(min(DRAWN, len(mine)), seed=seed, shuffle=True)
        for frame in book.frames
        if len(mine := every.filter(pl.col("frame") == frame.name))
    ]
    return pl.concat(parts), every.group_by("frame").len("matches")


def show(drawn: pl.DataFrame) -> None:
    """Print the matches with their numbers."""
    for number, row in enumerate(drawn.iter_rows(named=True)):
        print(f"{number:3d} {row['frame']}: {row['pattern']} | {shorten(row['segment'], 500)}")


def counts(drawn: pl.DataFrame, matches: pl.DataFrame, readings: list[set[int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Right matches by frame, and the patterns that were wrong in any reading."""
    table = drawn.to_pandas()[["frame", "pattern"]]
    wrong = np.array([[number in reading for reading in readings] for number in range(len(table))])
    rows = []
    for frame in table["frame"].unique():
        here = wrong[(table["frame"] == frame).to_numpy()]
        n, right = len(here), (~here).sum(0)
        low, high = binomtest(int(right[-1]), n).proportion_ci(method="wilson")
        found = matches.filter(pl.col("frame") == frame)["matches"].item()
        rows.append([frame, f"{found:,}", n, *right, f"{right[-1] / n:.2f}", f"{low:.2f} to {high:.2f}"])
    number = [f"right, reading {i + 1}" for i in range(len(readings))]
    by_frame = pd.DataFrame(rows, columns=["frame", "matches", "read", *number, "precision", "95 % interval"])
    by_pattern = table.assign(wrong=wrong.any(1)).groupby(["frame", "pattern"])["wrong"].agg(["size", "sum"])
    by_pattern = by_pattern[by_pattern["sum"] > 0].reset_index()
    return by_frame, by_pattern.set_axis(["frame", "pattern", "read", "wrong"], axis=1)


def table_of(rows: pd.DataFrame) -> str:
    """Write a table in Markdown."""
    lines = [list(rows), ["---"] * len(rows.columns), *rows.astype(str).to_numpy().tolist()]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def page(by_frame: pd.DataFrame, by_pattern: pd.DataFrame, readings: list[set[int]], seed: int) -> str:
    """Write the page."""
    n = int(by_frame["read"].sum())
    both = n - len(readings[0] ^ readings[-1])
    right = n - len(readings[-1])
    low, high = binomtest(right, n).proportion_ci(method="wilson")
    return "\n".join([
        "# Precision of the frame dictionary",
        "",
        f"{n} matches of version {read_dictionary().version}, {DRAWN} of each frame, drawn (seed {seed})",
        "from US news (Baly et al. 2020) and the five articles of `data/atacms`, and read in their segments "
        f"{len(readings)} times.",
        f"Both readings agree on {both} of {n}. The precision is that of the last reading, with a Wilson interval.",
        "",
        f"All frames: {right} of {n} right, {right / n:.2f} ({low:.2f} to {high:.2f}).",
        "",
        table_of(by_frame),
        "",
        "Patterns that were wrong in one of the readings:",
        "",
        table_of(by_pattern),
        "",
    ])  # fmt: skip


def main(what: str, *arguments: str) -> None:
    """Draw, or count."""
    at = next(i for i, argument in enumerate(arguments) if argument.isdecimal())
    seed = int(arguments[at])
    drawn, matches = draw([Path(place) for place in arguments[:at]], seed)
    if what == "draw":
        show(drawn)
        return
    readings = [{int(word) for word in Path(file).read_text().split()} for file in arguments[at + 1 :]]
    print(page(*counts(drawn, matches, readings), readings, seed))


if __name__ == "__main__":
    main(*sys.argv[1:])
