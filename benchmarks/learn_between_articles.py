"""How much do articles of one outlet on one topic differ? Writes analysis/models/between_articles/dispersion.csv.

    python benchmarks/learn_between_articles.py ../shared/data

Learned from the development outlets of article_pairs.py alone; benchmarks/single_articles.py reports on the others. The
table holds no word. Four minutes; every run gives the same table.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from article_pairs import (
    MEASURES,
    Array,
    Compared,
    Sides,
    articles,
    compared,
    one_against_many,
    one_against_near,
    pairs,
    scored,
)  # fmt: skip
from scipy.optimize import nnls
from scipy.stats import norm

from analysis.stats.known_dispersion import Spread, rate_difference, share_difference
from analysis.stats.multiple_testing import benjamini_hochberg
from analysis.stats.ratios import Moments, ratio

TABLE = Path(__file__).resolve().parent.parent / "analysis" / "models" / "between_articles" / "dispersion.csv"
VOICES = (None, "narration", "quoted", "headline")
MODELS = {"terms": "rate", "framing": "share", "sentiment": "mean", "voices": "share", "source_types": "share"}
# By the encoder, which is slow: it reads only the articles of pairs.
ENCODED = {"valence": "mean"}
# Measures whose items are always the same, and differ in how they vary.
BY_ITEM = ("sentiment", "voices")
# A voice with fewer differences between articles is not learned from.
FEWEST = 200
DISPERSIONS = np.arange(1, 41) / 20
# One-sided levels at which neither tail may be heavier than stated, in any of the three kinds of comparisons.
LEVELS = (0.005, 0.0005)
# Degrees of freedom and factors of the standard error that are tried.
TAILS = (*((df, 1.0) for df in (15, 8, 5, 4, 3, 2)), *((2, 1 + step / 20) for step in range(1, 21)))
# Of pairs with a finding in one measure; with five measures it adds up to 5 %. A measure with one item has one
# test a pair: there it is the share of pairs with p of at most this.
MOST_FOUND = 0.01
# One segment tells nothing of the share of an article.
NOT_LEARNED = [(measure, "headline") for measure, model in MODELS.items() if model != "mean"]


class Learned(NamedTuple):
    """A row of the table."""

    measure: str
    voice: str
    item: str
    model: str
    within: float
    between: float
    df: float
    differences: int


def dispersion_of_rates(samples: list[Compared]) -> float:
    """The smallest dispersion whose p-values are as rare as they say on either side of every kind of comparison."""
    for dispersion in DISPERSIONS:
        if all(_holds(sample, dispersion) for sample in samples):
            return float(dispersion)
    raise ValueError("No dispersion is large enough.")


def _holds(sample: Compared, dispersion: float) -> bool:
    d = rate_difference(sample.own, sample.other, dispersion)
    return all(
        np.mean((d.p <= 2 * level) & (np.sign(d.estimate) == sign)) <= level for level in LEVELS for sign in (-1, 1)
    )


def _taken(side: Moments, chosen: Array) -> Moments:
    return side.map(lambda part: part[chosen])


def spread_of_shares(sample: Compared, *, signed: bool, df: float, factor: float) -> Spread:
    """Variance components by least squares of squared differences.

    They are scaled so that 5 % of differences have p ≤ .05, and the standard error then times a factor.
    """
    a, b = sample.own, sample.other
    middle = (ratio(a) + ratio(b)) / 2
    scale = np.ones_like(middle) if signed else middle * (1 - middle)
    varies = scale > 0
    squares = ((ratio(a) - ratio(b)) ** 2)[varies] / scale[varies]
    parts = np.column_stack([1 / a.n + 1 / b.n, a.nn / a.n**2 + b.nn / b.n**2])[varies]
    weight = 1 / (parts[:, 0] + 0.05)
    within, between = nnls(parts * weight[:, None], squares * weight)[0]
    size = np.quantile(np.sqrt(squares / (parts @ [within, between])), 0.95) / norm.ppf(0.975) * factor
    return Spread(within * size**2, between * size**2, df)


def share_rows(sample: Compared, items: list[str], measure: str, voice: str | None) -> list[Learned]:
    """Rows of one measure and voice, with the first of TAILS that leaves findings rare."""
    model = (MODELS | ENCODED)[measure]
    signed = model == "mean"
    group = sample.item if measure in BY_ITEM else np.zeros_like(sample.item)
    for df, factor in TAILS:
        p, rows = np.full(len(group), np.nan), []
        for number in np.unique(group):
            of_group = group == number
            part = Compared(*(_taken(side, of_group) for side in sample[:2]), *(v[of_group] for v in sample[2:]))
            spread = spread_of_shares(part, signed=signed, df=df, factor=factor)
            p[of_group] = share_difference(part.own, part.other, spread, signed=signed).p
            item = items[number] if measure in BY_ITEM else ""
            tested = int(np.isfinite(p[of_group]).sum())
            rows.append(Learned(measure, voice or "all", item, model, *map(float, spread), tested))
        share = found(p, sample.comparison, 0.05 if len(items) > 1 else MOST_FOUND)
        if share <= MOST_FOUND:
            print(measure, voice, df, factor, f"{share:.3f}", file=sys.stderr)
            return rows
    raise ValueError(f"Findings of {measure} are too frequent.")


def found(p: Array, comparison: Array, rate: float = 0.05) -> float:
    """Share of comparisons with q at a rate or below in any item."""
    q = pd.Series(p).groupby(comparison).transform(lambda part: benjamini_hochberg(part.to_numpy()))
    return float((q <= rate).groupby(comparison).any().mean())


def rows_of(scores: pd.DataFrame, voice: str | None, rows: pd.DataFrame, sides: Sides) -> list[Learned]:
    """Rows of one measure and voice; none where too few differences are to be learned from."""
    measure = scores["measure"].iat[0]
    sample, items = compared(scores, voice, rows["id"], sides)
    middle = (ratio(sample.own) + ratio(sample.other)) / 2
    mean = (MODELS | ENCODED)[measure] == "mean"
    varying = len(middle) if mean else int((middle * (1 - middle) > 0).sum())
    return share_rows(sample, items, measure, voice) if varying >= FEWEST else []


def learned(data: Path) -> pd.DataFrame:
    rows = articles(data, development=True)
    kinds: list[Sides] = [pairs(rows), one_against_near(rows), one_against_many(rows)]
    print([len(kind.own) for kind in kinds], "comparisons of", len(rows), "articles", file=sys.stderr)
    scores = scored(rows, MEASURES)
    found_rows: list[Learned] = []
    samples = [compared(scores["terms"], None, rows["id"], kind)[0] for kind in kinds]
    dispersion, number = dispersion_of_rates(samples), len(samples[0].item)
    found_rows += [Learned("terms", v or "all", "", "rate", 1.0, dispersion, np.nan, number) for v in VOICES[:3]]
    for measure in MEASURES[1:]:
        for voice in VOICES if measure != "voices" else VOICES[:1]:
            if (measure, voice) not in NOT_LEARNED:
                found_rows += rows_of(scores[measure], voice, rows, kinds[0])
    encoded = scored(rows.iloc[sorted({i for side in kinds[0][:2] for (i,) in side})], tuple(ENCODED))
    for table in encoded.values():
        for voice in VOICES:
            found_rows += rows_of(table, voice, rows, kinds[0])
    return pd.DataFrame(found_rows)


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    table = learned(Path(sys.argv[1]))
    table.to_csv(TABLE, index=False, float_format="%.4g", lineterminator="\n")
    print(table.to_string())
