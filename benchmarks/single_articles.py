"""One or two articles per outlet: how often is anything called different? Prints single_articles.md.

    python benchmarks/single_articles.py ../shared/data

(a) articles of one outlet on one topic within three days, where nothing is true of outlets; (b) articles of different
outlets on one event. All through ss.compare. The dispersions were learned from other outlets, by
learn_between_articles.py. Intervals: 95 % bootstrap over outlets and topics, or over events.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from article_pairs import (
    LEAST_COUNT,
    MANY,
    MEASURES,
    Sides,
    articles,
    one_against_many,
    one_against_near,
    pairs,
    scored,
)
from intervals import interval

from analysis import compare
from analysis.stats.multiple_testing import benjamini_hochberg

EVENTS = Path("events/seesaw_dev.parquet")
LEVEL = 0.05
NAMES = {
    "terms": "a word",
    "framing": "a frame",
    "sentiment": "tone",
    "voices": "a voice",
    "source_types": "a source type",
}


class Situation(NamedTuple):
    """Rows of the table: scores by measure and article, who is compared, the unit, and the voice."""

    name: str
    scores: dict[str, dict[str, pd.DataFrame]]
    ids: pd.Series
    sides: Sides
    unit: str
    voice: str | None = None


def by_article(scores: dict[str, pd.DataFrame]) -> dict[str, dict[str, pd.DataFrame]]:
    return {name: dict(list(table.groupby("article_id"))) for name, table in scores.items()}


def compared_publicly(situation: Situation, number: int) -> Iterator[pd.DataFrame]:
    """What compare says of one comparison, measure by measure."""
    labels = [("own", situation.sides.own[number]), ("other", situation.sides.other[number])]
    for measure, tables in situation.scores.items():
        parts = [
            tables[situation.ids.iat[article]].assign(outlet=label, event="e")
            for label, rows in labels
            for article in rows
            if situation.ids.iat[article] in tables
        ]
        scores = pd.concat(parts, ignore_index=True)
        if measure == "terms":
            count = scores.groupby("item")["x"].transform("sum")
            scores = scores[(scores["item"] == "") | (count >= LEAST_COUNT)]
        if scores["outlet"].nunique() == 2:
            yield compare(scores, against="other", unit=situation.unit, voice=situation.voice)


def findings(situation: Situation) -> pd.DataFrame:
    """Whether each comparison finds anything: by measure, in any of them, and with one family over all."""
    rows = []
    for number in range(len(situation.sides.own)):
        tables = list(compared_publicly(situation, number))
        found = {table["measure"].iat[0]: bool((table["q"] <= LEVEL).any()) for table in tables}
        together = benjamini_hochberg(pd.concat(tables)["p"].to_numpy())
        rows.append({**found, "any": any(found.values()), "one family": bool((together <= LEVEL).any())})
    return pd.DataFrame(rows, columns=[*MEASURES, "any", "one family"]).fillna(False).astype(float)


def shown(found: pd.Series, clusters: np.ndarray) -> str:
    values = found.to_numpy()
    low, high = interval(lambda rows: float(values[rows].mean()), clusters)
    if not values.any():
        high = 1 - 0.025 ** (1 / len(np.unique(clusters)))
    return f"{100 * values.mean():.1f} ({100 * low:.1f}–{100 * high:.1f})"


def every(step: int, sides: Sides) -> Sides:
    return Sides(*(part[::step] for part in sides))


def events(data: Path) -> tuple[pd.DataFrame, Sides]:
    """Articles of events, and every two of different outlets on one."""
    rows = pd.read_parquet(data / EVENTS)
    event = next(name for name in ("event", "triplet", "event_id") if name in rows)
    rows = rows.reset_index(drop=True)
    both = [
        (i, j)
        for _, group in rows.groupby(event)
        for i, j in combinations(group.index, 2)
        if rows["outlet"].iat[i] != rows["outlet"].iat[j]
    ]
    return rows, Sides([[i] for i, _ in both], [[j] for _, j in both], [str(rows[event].iat[i]) for i, _ in both])


def situations(data: Path) -> Iterator[Situation]:
    rows = articles(data, development=False)
    kinds = {
        "one article against another of its outlet, topic and days": pairs(rows),
        "one against all others of its outlet, topic and days, two or more": one_against_near(rows),
        f"one against {MANY} others of its outlet and topic": one_against_many(rows),
    }
    used = sorted({k for kind in kinds.values() for part in (*kind.own, *kind.other) for k in part})
    scores, ids = by_article(scored(rows.iloc[used])), rows["id"]
    (first, two), *others = kinds.items()
    yield Situation(f"{first}; segments as units, every third pair", scores, ids, every(3, two), "segment")
    yield Situation(first, scores, ids, two, "outlet")
    yield Situation(
        f"{first}; narration alone", {k: v for k, v in scores.items() if k != "voices"}, ids, two, "outlet", "narration"
    )
    for name, sides in others:
        yield Situation(name, scores, ids, sides, "outlet")
    rows, sides = events(data)
    scores = by_article(scored(rows))
    name = "articles of two outlets on one event"
    yield Situation(f"{name}; segments as units, every third pair", scores, rows["id"], every(3, sides), "segment")
    yield Situation(name, scores, rows["id"], sides, "outlet")


def main(data: Path) -> None:
    print("# One or two articles per outlet\n")
    print(
        "Printed row by row by `python benchmarks/single_articles.py ../shared/data`: percent of comparisons in which "
        "something is called different at q ≤ .05, with 95 % intervals (bootstrap over outlets and topics, or over "
        "events; where nothing was found, the exact upper limit for as many of these). In all rows but those of two "
        "outlets, both sides are of one outlet, and nothing is true of outlets. *One family over all* corrects the "
        "p-values of the five measures together.\n",
        flush=True,
    )
    names = [*NAMES.values(), "any of these", "one family over all"]
    print("| situation | comparisons |", " | ".join(names), "|")
    print("|---" * (len(names) + 2) + "|")
    for situation in situations(data):
        found, clusters = findings(situation), np.array(situation.sides.cluster)
        cells = [
            shown(found[name], clusters) if name in situation.scores or name in ("any", "one family") else "–"
            for name in found
        ]
        print(f"| {situation.name} | {len(found)} |", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
