"""How often are articles grouped into the right events? Prints events.md.

    python benchmarks/events.py ../shared/data > benchmarks/events.md

Articles of the labelled set events/seesaw_dev come in threes on one event. Days are those of the events, moved by up to
one for each article. The adjusted Rand index compares the groups with the events.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from analysis.corpus.grouping.average_link import average_link
from analysis.corpus.grouping.large_events import join_large_events
from analysis.corpus.grouping.similar_pairs import WINDOW, similar_pairs
from analysis.corpus.grouping.word_weights import word_weights

SEED, SAMPLES, CUTS, LARGE = 0, 200, np.arange(0.6, 1.6, 0.2), 40
# Days by which articles of a long-running corpus are moved, and from which on two articles are not on one event.
MOVED, APART, HIDDEN = 45, 7, 0.1
COLUMNS = ["event", "day", "title", "body"]
HEAD = """# Groups of articles as events

Printed by `python benchmarks/events.py ../shared/data` (seed 0). 486 articles of 162 events in threes; adjusted Rand
index of the groups, 1 where all are right, and its 2.5th to 97.5th percentile over 200 samples of half of the events.
The published days are one for each event, so that articles were moved by up to one day.

| articles | with days | without days |
|---|---|---|"""


def grouped(rows: pd.DataFrame, *, dated: bool, cut: float = 1.0) -> np.ndarray:
    """The group of each article."""
    days = rows["day"].to_numpy(float) if dated else np.full(len(rows), np.nan)
    weights = word_weights(rows["title"].tolist(), rows["body"].tolist())
    return join_large_events(weights, average_link(similar_pairs(weights, days), days, WINDOW, cut), days, WINDOW)


def cell(rows: pd.DataFrame, rng: np.random.Generator, *, dated: bool) -> str:
    """The index of the articles that have an event, and its interval."""
    event, group = rows["event"].to_numpy(str), grouped(rows, dated=dated)
    names = np.unique(event[event != ""])
    halves = [np.isin(event, rng.permutation(names)[: len(names) // 2]) for _ in range(SAMPLES)]
    low, high = np.percentile([adjusted_rand_score(event[half], group[half]) for half in halves], [2.5, 97.5])
    known = event != ""
    return f"{adjusted_rand_score(event[known], group[known]):.3f} ({low:.2f}–{high:.2f})"


def chosen_cut(rows: pd.DataFrame, names: np.ndarray, *, dated: bool) -> str:
    """The best cut on some events, and what it and the one in use give on the others."""
    is_chosen = rows["event"].isin(names)
    here, there = (rows[is_chosen == part].reset_index(drop=True) for part in (True, False))
    scores = [adjusted_rand_score(here["event"], grouped(here, dated=dated, cut=cut)) for cut in CUTS]
    best = CUTS[int(np.argmax(scores))]
    other, used = (adjusted_rand_score(there["event"], grouped(there, dated=dated, cut=cut)) for cut in (best, 1.0))
    days = "With" if dated else "Without"
    return f"{days} days it is {best:.1f}, which gives {other:.3f} on the other half; the one in use gives {used:.3f}."


def pairs_in_groups(group: np.ndarray, days: np.ndarray) -> pd.DataFrame:
    """Both articles of each pair in one group, and the days between them."""
    table = pd.DataFrame({"group": group, "day": days, "row": np.arange(len(group))})
    pairs = table.merge(table, on="group").query("row_x < row_y")
    return pairs.assign(apart=(pairs["day_x"] - pairs["day_y"]).abs())


def long_running(rows: pd.DataFrame, rng: np.random.Generator) -> str:
    """How many pairs of a corpus without labels are of one event by chance, as its days show."""
    days = rows["day"].to_numpy(float)
    found = pairs_in_groups(grouped(rows, dated=True), days)
    moved = rows.assign(day=days + rng.integers(-MOVED, MOVED + 1, len(rows)))
    wrong = int((pairs_in_groups(grouped(moved, dated=True), days)["apart"] > APART).sum())
    hidden = rng.random(len(rows)) < HIDDEN
    partly = pairs_in_groups(grouped(rows.assign(day=np.where(hidden, np.nan, days)), dated=True), days)
    with_hidden = hidden[partly["row_x"]] | hidden[partly["row_y"]]
    near = int((partly["apart"][with_hidden] <= WINDOW).sum())
    without = pairs_in_groups(grouped(rows, dated=False), days)
    undated = int((without["apart"] <= WINDOW).sum())
    return (
        f"{len(rows):,} articles of ten years on one country's politics, without labels. With days, {len(found):,} "
        f"pairs of articles are in one group. With each day moved by up to {MOVED} at random, so that hardly any two "
        f"articles of one event are within the window, {wrong:,} pairs published more than {APART} days apart are: "
        f"about {wrong / len(found):.0%} of the pairs are chance, or more, since articles of one week have more in "
        f"common. With the days of a tenth of the articles hidden, {near} of {with_hidden.sum()} pairs with these "
        f"articles were published within {WINDOW} days, and {(~with_hidden).sum():,} pairs of the others are found. "
        f"Without any days, {undated:,} of {len(without):,} pairs were published within {WINDOW} days: most groups of "
        "such a corpus are wrong."
    )


def main(data: Path) -> None:
    rng = np.random.default_rng(SEED)
    rows = pd.read_parquet(data / "events" / "seesaw_dev.parquet")
    day = (pd.to_datetime(rows["date"]) - pd.Timestamp(0)).dt.days + rng.integers(-1, 2, len(rows))
    rows = rows.assign(day=day)
    names = rows["event"].unique()
    one_each = rng.permutation(names)[: len(names) // 2]
    others = pd.read_parquet(data / "speed" / "allsides_50mb.parquet").sample(500, random_state=SEED)
    others = others[~others["title"].isin(rows["title"])]
    others = others.assign(event="", day=rng.choice(rows["day"], len(others)))
    large = pd.read_parquet(data / "reuse" / "helsinki.parquet").sample(LARGE, random_state=SEED)
    large = large.assign(event="large", day=rows["day"].median() + rng.integers(-1, 2, LARGE))
    variants = {
        "as they are": rows,
        "without headlines": rows.assign(title=""),
        "the first 100 words": rows.assign(body=[" ".join(text.split()[:100]) for text in rows["body"]]),
        "one article of each of half of the events": rows[~(rows["event"].isin(one_each) & rows["event"].duplicated())],
        "with 500 other articles of the same days": pd.concat([rows, others[COLUMNS]]),
        f"with an event of {LARGE // 4} articles": pd.concat([rows, large.head(LARGE // 4)[COLUMNS]]),
        f"with an event of {LARGE} articles": pd.concat([rows, large[COLUMNS]]),
    }
    print(HEAD)
    for name, articles in variants.items():
        whole = articles.reset_index(drop=True)
        print(f"| {name} | {cell(whole, rng, dated=True)} | {cell(whole, rng, dated=False)} |", flush=True)
    half = rng.permutation(names)[: len(names) // 2]
    print("\nThe best cut on half of the events, relative to the one in use:\n")
    print(f"- {chosen_cut(rows, half, dated=True)}")
    print(f"- {chosen_cut(rows, half, dated=False)}")
    politics = pd.read_parquet(data / "speed" / "allsides_50mb.parquet").drop_duplicates("body")
    day = pd.to_datetime(politics["date"], format="%Y-%m-%d", errors="coerce")
    dated = politics.assign(day=(day - pd.Timestamp(0)).dt.days).dropna(subset="day").reset_index(drop=True)
    print(f"\n{long_running(dated, rng)}")
    print("\nThe form of the rule was chosen on all of these articles, in several mixes, some with larger events.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
