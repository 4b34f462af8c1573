"""Does the planned number of articles give the promised power? Prints power_check.md.

    python benchmarks/power_check.py ../shared/data

Articles are drawn from those of one outlet. One side keeps its counts; of the other each occurrence is kept with a
probability of 1 / 1.5 or 1 / 2, so that the first has 50 or 100 % more. To tone a constant is added. ss.power plans
from the articles with the smaller value: from all of the outlet, or from a pilot of 40 for each side. Items are chosen
at random from those that need at most 300 articles by the plan from all. As many articles as planned are then drawn for
each side, and the rejections of the test of ss.compare are counted.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import annotate, measures, power, read_corpus, schema
from analysis.comparison.score_matrices import matrices
from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import moments

Array = NDArray[np.float64]

# Half of the largest outlets; `others` were not looked at while the planning was written.
OUTLETS = {
    "development": ("Washington Times", "Politico", "Fox Online News", "Vox"),
    "others": ("CNN (Web News)", "NPR Online News", "USA TODAY", "New York Times - News"),
}
MEASURES = ("terms", "framing", "sentiment")
LEVEL, PILOT, ALLOCATION, MOST, MOST_DRAWN = 0.05, 40, 4, 300, 3_000
RATIOS, TONE = (1.5, 2.0), (0.05, 0.1)
ITEMS, DRAWS = 24, 400


class Outcome(NamedTuple):
    """One item of one outlet: how many articles were planned, and how often the difference was found."""

    outlets: str
    measure: str
    asked: str
    planned_from: str
    articles: int
    found: float


def scored(path: Path) -> dict[str, pd.DataFrame]:
    """Scores of the measures, of the chosen outlets."""
    rows = pd.read_parquet(path)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        rows[rows["outlet"].isin(sum(OUTLETS.values(), ()))].to_parquet(table)
        notes = annotate(read_corpus(table, columns={"article_id": "id", "headline": "title"}))
        return {name: getattr(measures, name)(notes) for name in MEASURES}


def thinned(scores: pd.DataFrame, ratio: float, rng: np.random.Generator) -> pd.DataFrame:
    """Keep each occurrence with a probability of 1 / ratio."""
    counts = scores["x"].to_numpy().astype(int)
    kept = rng.binomial(counts, 1 / ratio).astype(float)
    return scores.assign(x=np.where(scores["item"] == schema.TOTAL, scores["x"], kept))


def in_halves(scores: pd.DataFrame, articles: Array) -> pd.DataFrame:
    """Give the articles two labels in turn, as of two outlets, and leave others out."""
    label = pd.Series(np.where(np.arange(len(articles)) % 2, "A", "B"), index=articles)
    some = scores[scores["article_id"].isin(articles)]
    return some.assign(outlet=some["article_id"].map(label), event="all")


def planned(
    scores: pd.DataFrame, asked: dict[str, float], promised: float = 0.8, allocation: float = 1
) -> pd.DataFrame:
    """Articles that each item needs on either side, of those that occur at all."""
    table = power(scores, power=promised, confidence=1 - LEVEL, allocation=allocation, **asked)
    return table.set_index("item")[["articles_needed", "articles_needed_against"]].dropna().astype(int)


def found(x: Array, n: Array, sizes: Sequence[int], asked: dict[str, float], rng: np.random.Generator) -> float:
    """How often a difference is found between so many articles of either side, drawn with replacement."""
    own, other = (rng.integers(len(x), size=(size, DRAWS)) for size in sizes)
    if "ratio" in asked:
        sides = x[own], rng.binomial(x[other].astype(int), 1 / asked["ratio"]).astype(float)
    else:
        sides = x[own] + asked["difference"] * n[own], x[other]
    a, b = moments(sides[0], n[own]), moments(sides[1], n[other])
    p = ratio_difference(a, b, confidence=1 - LEVEL, signed="difference" in asked).p
    return float((p < LEVEL).mean())


def outcomes(scores: pd.DataFrame, measure: str, outlets: str, rng: np.random.Generator) -> Iterator[Outcome]:
    """Plan for items of one outlet, and try each plan."""
    table = matrices(scores, None)
    ids = table.articles["article_id"].to_numpy()
    tone = measure == "sentiment"
    for size in TONE if tone else RATIOS:
        asked = {"difference": size} if tone else {"ratio": size}
        less = scores[scores["item"] == "compound"] if tone else thinned(scores, size, rng)
        pilot = in_halves(less, rng.choice(ids, 2 * PILOT, replace=False))
        everything = in_halves(less, rng.permutation(ids))
        needed = planned(everything, asked)
        needed = needed[needed["articles_needed"] <= MOST]
        needed = needed.sample(min(ITEMS, len(needed)), random_state=rng)
        plans = {
            "all": needed,
            f"all, {ALLOCATION} × on the other side": planned(everything, asked, allocation=ALLOCATION),
        } | {
            f"{PILOT} + {PILOT}, power {100 * promised:.0f} %": planned(pilot, asked, promised)
            for promised in (0.8, 0.9)
        }
        label = f"+{size:g}" if tone else f"+{100 * (size - 1):.0f} %"
        for item in needed.index:
            column = table.items.index(item)
            n = table.n[:, min(column, table.n.shape[1] - 1)]
            x, n = table.x[:, [column]].toarray().ravel()[n > 0], n[n > 0]
            for name, plan in plans.items():
                if item in plan.index:
                    sizes = plan.loc[item].clip(upper=MOST_DRAWN).tolist()
                    yield Outcome(outlets, measure, label, name, sizes[0], found(x, n, sizes, asked, rng))


def print_table(rows: pd.DataFrame) -> None:
    """Mean power, its error over items and its spread."""
    heads = ("outlets", "measure", "difference", "planned from", "articles a side", "items", "power", "in 4 of 5 items")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for names, part in rows.groupby(["planned_from", "outlets", "measure", "asked"], sort=False):
        planned_from, *what = names
        number, power_found = part["articles"].quantile([0.1, 0.9]), part["found"] * 100
        low, high = power_found.quantile([0.1, 0.9])
        cells = (
            *what, planned_from, f"{number.iloc[0]:.0f}–{number.iloc[1]:.0f}", len(part),
            f"**{power_found.mean():.1f} ± {power_found.sem():.1f}**", f"{low:.0f}–{high:.0f}",
        )  # fmt: skip
        print("| " + " | ".join(map(str, cells)) + " |")


def main(data: Path) -> None:
    rng = np.random.default_rng(0)
    rows = []
    for measure, scores in scored(data / "speed" / "allsides_50mb.parquet").items():
        for kind, names in OUTLETS.items():
            for name in names:
                rows.extend(outcomes(scores[scores["outlet"] == name], measure, kind, rng))
    print_table(pd.DataFrame(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
