"""Attack bundles: what of a text can be computed from them.

    python benchmarks/leaks.py ../shared/data

makes the bundles of the five articles and of 300 articles of PolNeAR (a seeded choice), reads nothing but their files,
and prints what the attacks find. A folder in place of the data is attacked as it is.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from analysis import read_corpus, share
from analysis.bundles.disclosure.leak_check import GIVEN, listed_names, long_cells, read_tables
from analysis.bundles.disclosure.placement_attacks import placed_words
from analysis.bundles.disclosure.run_attacks import forced_runs
from analysis.bundles.disclosure.word_runs import plain, runs

ATACMS = Path(__file__).resolve().parent.parent / "data" / "atacms"
ARTICLES, SEED = 300, 1
# Variables of a linear program.
MOST_CELLS = 3_000
COLUMNS = {"article_id": "id", "published": "date", "headline": "title", "byline": "author", "body": "text"}


def polnear(data: Path, folder: Path) -> Path:
    """A table of some articles of PolNeAR, as an owner of articles would have it."""
    rows = pd.read_parquet(data / "sourcing" / "polnear_train.parquet").sample(ARTICLES, random_state=SEED)
    rows[[*COLUMNS.values(), "outlet", "credit"]].to_parquet(folder / "polnear.parquet", index=False)
    return folder / "polnear.parquet"


class Around(NamedTuple):
    """What is known around a word b in an outlet.

    left, right: neighbours and how often they stand there; room: how often each word stands in each place, the word b
    itself under ''; places with a b only."""

    left: list[tuple[str, int]]
    right: list[tuple[str, int]]
    room: dict[str, NDArray[np.float64]]


def by_flow(tables: dict[str, pd.DataFrame]) -> tuple[set[tuple[str, str]], int]:
    """Outlet and run of each "a b c" without which the pairs around b do not fit into its articles.

    All pairs of b are placed at once by linear programs: in no voice of an article more often than their rarer word.
    This finds what the bounds of single pairs do not. Also returned: words with too many pairs for it."""
    pairs, scores = tables["collocations"], tables["scores"]
    pairs = pairs[pairs["collocation"].str.count(" ") == 1]
    terms = scores[(scores["measure"] == "terms") & (scores["item"] != "")]
    found, skipped = set(), 0
    for outlet, own in pairs.groupby("outlet"):
        split = own["collocation"].str.split(" ", expand=True)
        rows = terms[(terms["outlet"] == outlet) & terms["item"].isin({*split[0], *split[1]})]
        counts = rows.pivot_table(index="item", columns=["article_id", "voice"], values="x", fill_value=0)
        for b in sorted({*split[0]} & {*split[1]} & {*counts.index}):
            there = counts.loc[b].to_numpy(float) > 0
            left, right = (
                list(zip(split[side][split[1 - side] == b], own["n"][split[1 - side] == b], strict=True))
                for side in (0, 1)
            )
            room = {w: counts.loc[w].to_numpy(float)[there] for w, _ in (*left, *right) if w in counts.index}
            around = Around(left, right, room | {"": counts.loc[b].to_numpy(float)[there]})
            if there.sum() * (len(left) + 1) * (len(right) + 1) > MOST_CELLS:
                skipped += 1
                continue
            found |= {(str(outlet), f"{left[i][0]} {b} {right[j][0]}") for i, j in must_meet(around)}
    return found, skipped


def must_meet(around: Around) -> list[tuple[int, int]]:
    """Which left and right neighbours of a word must meet: the least number of times they can is above 0."""
    places, sides = len(around.room[""]), (around.left, around.right)
    shape = (places, len(around.left) + 1, len(around.right) + 1)
    place, left, right = (axis.ravel() for axis in np.indices(shape))
    known, many, most, limit = [], [], [], []
    for own, neighbours in zip((left, right), sides, strict=True):
        for number, (word, n) in enumerate(neighbours):
            known.append(own == number)
            many.append(n)
            if word in around.room:
                most += [(own == number) & (place == p) for p in range(places)]
                limit += around.room[word].tolist()
    most += [place == p for p in range(places)]
    limit += around.room[""].tolist()
    found = []
    for i, j in np.ndindex(len(around.left), len(around.right)):
        meet = ((left == i) & (right == j)).astype(float)
        answer = linprog(meet, np.array(most, float), limit, np.array(known, float), many)
        if answer.status == 0 and answer.fun > 1e-6:
            found.append((i, j))
    return found


def attack(folder: Path, texts: list[str]) -> dict[str, object]:
    """The figures of one bundle; texts: to know what of its metadata is text."""
    tables, names = read_tables(folder), listed_names(folder)
    forced = forced_runs(tables)
    flow, skipped = by_flow(tables)
    chained = {(r.outlet, r.run) for r in forced.itertuples() if not set(runs(r.run)) <= names} | flow
    placed, words = placed_words(tables), int(tables["articles"]["n_tokens"].sum())
    ways = placed["how"].str.replace(r"[\d.]+.*$", "", regex=True).str.strip().value_counts()
    return {
        "words": words,
        "forced runs of three words": len(chained),
        "words with too many pairs for linear programs": skipped,
        "words placed in a sentence": len(placed),
        "share placed": f"{len(placed) / words:.3%}",
        "ways": ", ".join(f"{way} {n:,}" for way, n in ways.items()) or "none",
        "metadata cells with six words of a text": len(long_cells(tables, plain(texts))),
        "metadata cells": sum(tables["articles"][c].nunique() for c in GIVEN),
    }


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("data", type=Path, help="folder of the labelled data, or a bundle")
    asked.add_argument("--corpus", help="the corpus of the bundle, with its text")
    given = asked.parse_args()
    if (given.data / "bundle.json").exists():
        texts = list(read_corpus(given.corpus).texts.values()) if given.corpus else []
        print(json.dumps(attack(given.data, texts), indent=2))
        return
    with tempfile.TemporaryDirectory() as work:
        for name, source in (("atacms", ATACMS), ("polnear", polnear(given.data, Path(work)))):
            corpus = read_corpus(source, columns=COLUMNS if name == "polnear" else {})
            start = time.perf_counter()
            folder = share(corpus, Path(work) / name)
            print(name, f"{time.perf_counter() - start:.0f} s")
            print(json.dumps(attack(folder, list(corpus.texts.values())), indent=2))
            print(json.dumps(json.loads((folder / "bundle.json").read_text())["protection"], indent=2))


if __name__ == "__main__":
    main()
