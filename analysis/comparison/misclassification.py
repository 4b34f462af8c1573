"""Shares of articles by a machine's codes, corrected for its errors by articles that people coded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_confidence
from analysis.comparison.validation import check_names
from analysis.exceptions import WrongUse, quoted
from analysis.schema import REST
from analysis.stats.misclassification import UNKNOWN, Estimate, corrected_mean, difference
from analysis.stats.multiple_testing import benjamini_hochberg
from analysis.stats.t_tests import student

# Articles that people must have coded on each side.
LEAST = 20
# Of an outlet that was drawn from, nothing is coded once in 150 samples where so many articles would be.
EXPECTED = 5
MACHINE, CODED = ("article_id", "outlet", "item", "value"), ("article_id", "item", "value", "probability")
NAIVE = "mean of the machine's codes, its errors not seen, Welch's t over articles"
CORRECTED = "machine's codes corrected by articles coded by hand, Welch's t"


class Side(NamedTuple):
    """What an outlet, or several together, has of one item: both estimates, articles, and those coded by hand."""

    naive: Estimate
    corrected: Estimate
    articles: int
    coded: int


def corrected_comparison(
    machine: pd.DataFrame, coded: pd.DataFrame, *, against: str = REST, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare outlets by a machine's codes, as they are and corrected for what they get wrong.

    machine: article_id, outlet, item, value, the code of every article, from 0 to 1. coded: article_id, item, value
    (the human code, 0 to 1), probability (with which the article had been drawn to be coded); one row an article and
    item. against: 'rest', all articles of the others together, or an outlet.
    Returns: comparisons, two rows for each item and outlet, told apart by method; q within each kind of row; NaN with
    the reason where a side has fewer than 20 articles coded, or an outlet that was not drawn from.
    Raises: WrongUse where a table lacks a column, holds a value that cannot be, or names an article twice or that
    machine does not.
    Source: see analysis/stats/misclassification.py."""
    _check(machine, coded, against, confidence)
    rows = pd.DataFrame(
        [row for item, table in machine.groupby("item") for row in _item(item, table, coded, against, confidence)]
    )
    rows = rows.assign(measure="coded", unit="article", confidence=confidence, seed=0)
    for kind in (True, False):
        of = rows["method"].eq(NAIVE) == kind
        rows.loc[of, "q"] = benjamini_hochberg(rows.loc[of, "p"].to_numpy(float))
    return schema.typed(rows.sort_values(["item", "outlet", "method"], ignore_index=True), "comparisons")


def corrected_proportions(machine: pd.DataFrame, coded: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """The share of each outlet's articles with each code, corrected, beside the machine's own; parameters as above.

    Returns: item, outlet, naive, value, low, high (from 0 to 1), n_articles, n_coded."""
    _check(machine, coded, REST, confidence)
    made = []
    for item, table in machine.groupby("item"):
        for outlet, rows in table.groupby("outlet"):
            side = _side(rows, coded[coded["item"] == item])
            known = side.corrected if side.coded >= LEAST else UNKNOWN
            d = student(*(np.array(part) for part in known[:3]), confidence=confidence)
            ends = np.clip([d.low, d.high], 0, 1)
            made.append((item, outlet, side.naive.value, known.value, *ends, side.articles, side.coded))
    return pd.DataFrame(made, columns=["item", "outlet", "naive", "value", "low", "high", "n_articles", "n_coded"])


def _check(machine: pd.DataFrame, coded: pd.DataFrame, against: str, confidence: float) -> None:
    for name, table, needed in (("machine", machine, MACHINE), ("coded", coded, CODED)):
        missing = [column for column in needed if column not in table]
        if missing:
            raise WrongUse(f"the table '{name}' has no column {quoted(missing)}; right would be {quoted(needed)}")
        twice = table.loc[table.duplicated(["article_id", "item"]), "article_id"].unique()
        if len(twice):
            raise WrongUse(
                f"the table '{name}' codes {quoted(twice[:5])} more than once; give each article one row an item"
            )
        outside = table.loc[~table["value"].between(0, 1), "value"].unique()
        if len(outside):
            raise WrongUse(f"the table '{name}' holds the value {outside[0]}; codes lie between 0 and 1")
    wrong = coded.loc[~((coded["probability"] > 0) & (coded["probability"] <= 1)), "probability"]
    if len(wrong):
        raise WrongUse(f"a probability of being drawn is {wrong.iat[0]}; it must be more than 0 and at most 1")
    known = machine.set_index(["article_id", "item"]).index
    unknown = coded.loc[~coded.set_index(["article_id", "item"]).index.isin(known), "article_id"].unique()
    if len(unknown):
        raise WrongUse(
            f"the machine has no code of {quoted(unknown[:5])}; it must code every article that people coded"
        )
    outlets = sorted(machine["outlet"].unique())
    if against not in (REST, *outlets):
        raise WrongUse(f"against '{against}' is neither 'rest' nor an outlet; outlets are {quoted(outlets)}")
    if len(outlets) < 2:
        raise WrongUse(f"a comparison needs two outlets or more; given was {quoted(outlets)}")
    check_names(outlets)
    checked_confidence(confidence)


def _side(rows: pd.DataFrame, coded: pd.DataFrame) -> Side:
    here = coded[coded["article_id"].isin(rows["article_id"])]
    place = pd.Index(rows["article_id"]).get_indexer(here["article_id"])
    values = rows["value"].to_numpy(float)
    naive = Estimate(float(values.mean()), float(values.var(ddof=1) / len(values)) if len(values) > 1 else np.nan,
                     len(values) - 1, 1.0)  # fmt: skip
    human, probability = (here[name].to_numpy(float) for name in ("value", "probability"))
    return Side(naive, corrected_mean(values, place, human, probability), len(rows), len(here))


def _item(
    item: str, table: pd.DataFrame, coded: pd.DataFrame, against: str, confidence: float
) -> Iterator[dict[str, object]]:
    """Both rows of each outlet."""
    here = coded[coded["item"] == item]
    for outlet, rows in table.groupby("outlet"):
        if outlet == against:
            continue
        others = table[table["outlet"] != outlet if against == REST else table["outlet"] == against]
        own, other = _side(rows, here), _side(others, here)
        reason = _too_few(own, other) or _not_sampled(others, here)
        known = (UNKNOWN, UNKNOWN) if reason else (own.corrected, other.corrected)
        for (a, b), method in (((own.naive, other.naive), NAIVE), (known, reason or CORRECTED)):
            d = difference(a, b, confidence=confidence)
            yield {
                "item": item, "outlet": outlet, "against": against, "value": a.value, "value_against": b.value,
                "estimate": a.value - b.value, "low": max(d.low, -1.0), "high": min(d.high, 1.0), "p": d.p, "q": np.nan,
                "n_articles": own.articles, "n_articles_against": other.articles,
                "x": own.naive.value * own.articles, "n": own.articles, "method": method,
            }  # fmt: skip


def _too_few(own: Side, other: Side) -> str:
    few = min(own.coded, other.coded)
    return "" if few >= LEAST else f"not tested: {few} articles of a side are coded, {LEAST} are needed"


def _not_sampled(rows: pd.DataFrame, coded: pd.DataFrame) -> str:
    """Whether a side has an outlet of which nothing is coded although some of it would be, had it been drawn from."""
    done = rows["article_id"].isin(coded["article_id"])
    expected = rows.groupby("outlet").size() * done.mean()
    none = ~done.groupby(rows["outlet"]).any() & (expected >= EXPECTED)
    names = quoted(none.index[none][:3])
    return f"not tested: nothing of {names} is coded; draw from all outlets of a side" if none.any() else ""
