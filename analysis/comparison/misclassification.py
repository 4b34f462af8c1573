"""Shares of articles by machine codes, corrected for misclassification with hand-coded articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_confidence
from analysis.comparison.result_rows import with_log_ratios
from analysis.comparison.validation import check_against, check_outlets
from analysis.exceptions import WrongUse, quoted
from analysis.schema import REST
from analysis.stats.misclassification import UNKNOWN, Estimate, corrected_mean, difference
from analysis.stats.multiple_testing import benjamini_hochberg
from analysis.stats.t_tests import student

# Articles that people must have coded on each side.
LEAST = 20
# An outlet with so many expected coded articles has none of them in 1 of 150 samples, if it was drawn from.
EXPECTED = 5
MACHINE, CODED = ("article_id", "outlet", "item", "value"), ("article_id", "item", "value", "probability")
NAIVE = "mean of the machine's codes, its errors not seen, Welch's t over articles"
CORRECTED = "machine's codes corrected by articles coded by hand, Welch's t"


class Side(NamedTuple):
    """One item in an outlet, or in several: both estimates, number of articles, and of those coded by hand."""

    naive: Estimate
    corrected: Estimate
    articles: int
    coded: int


def corrected_comparison(
    machine: pd.DataFrame, coded: pd.DataFrame, *, against: str = REST, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare outlets by machine codes, uncorrected and corrected for misclassification.

    Parameters
    ----------
    machine : DataFrame
        article_id, outlet, item, value: the machine code of every article, from 0 to 1.
    coded : DataFrame
        article_id, item, value (the hand code, from 0 to 1), probability (with which the article was drawn for coding);
        one row per article and item.
    against : str, default 'rest'
        'rest', all articles of the other outlets together, or an outlet.
    confidence : float, default 0.95

    Returns
    -------
    DataFrame
        Comparisons, with two rows per item and outlet, distinguished by `method`; q is computed within each method.
        NaN, with the reason, where a side has fewer than 20 coded articles, or an outlet that was not drawn from.

    Raises
    ------
    WrongUse
        If a table lacks a column, has an invalid value, or has an article twice, or if a coded article has no machine
        code.

    References
    ----------
    Those of `analysis.stats.misclassification`.
    """
    _check(machine, coded, against, confidence)
    rows = pd.DataFrame(
        [row for item, table in machine.groupby("item") for row in _item(item, table, coded, against, confidence)]
    )
    rows = rows.assign(measure="coded", unit="article", confidence=confidence, seed=0, family_share=1.0)
    rows = with_log_ratios(rows, rows["n_articles_against"])
    for kind in (True, False):
        of = rows["method"].str.startswith(NAIVE) == kind
        rows.loc[of, "q"] = benjamini_hochberg(rows.loc[of, "p"].to_numpy(float))
    return schema.typed(rows.sort_values(["item", "outlet", "method"], ignore_index=True), "comparisons")


def corrected_proportions(machine: pd.DataFrame, coded: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Estimate the share of articles with each code per outlet, corrected, beside the uncorrected share.

    Parameters
    ----------
    machine, coded, confidence
        As in `corrected_comparison`.

    Returns
    -------
    DataFrame
        item, outlet, naive, value, low, high (from 0 to 1), n_articles, n_coded.

    Raises
    ------
    WrongUse
        As in `corrected_comparison`.
    """
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
            raise WrongUse(f"Invalid `{name}`: the table has no column {quoted(missing)}. Expected {quoted(needed)}.")
        twice = table.loc[table.duplicated(["article_id", "item"]), "article_id"].unique()
        if len(twice):
            raise WrongUse(
                f"Invalid `{name}`: {quoted(twice[:5])} occurs more than once. Expected one row per article and item."
            )
        outside = table.loc[~table["value"].between(0, 1), "value"].unique()
        if len(outside):
            raise WrongUse(f"Invalid `{name}`: the value {outside[0]}. Expected codes from 0 to 1.")
    wrong = coded.loc[~((coded["probability"] > 0) & (coded["probability"] <= 1)), "probability"]
    if len(wrong):
        raise WrongUse(f"Invalid `coded`: the probability {wrong.iat[0]}. Expected more than 0 and at most 1.")
    known = machine.set_index(["article_id", "item"]).index
    unknown = coded.loc[~coded.set_index(["article_id", "item"]).index.isin(known), "article_id"].unique()
    if len(unknown):
        raise WrongUse(
            f"Invalid `machine`: no code of {quoted(unknown[:5])}. Expected one for every article that people coded."
        )
    outlets = sorted(machine["outlet"].unique())
    check_outlets(outlets)
    check_against(against, outlets)
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
    """Yield both rows of each outlet."""
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
            cut = schema.CUT if d.low < -1 or d.high > 1 else ""
            yield {
                "item": item, "outlet": outlet, "against": against, "value": a.value, "value_against": b.value,
                "estimate": a.value - b.value, "low": max(d.low, -1.0), "high": min(d.high, 1.0), "p": d.p, "q": np.nan,
                "n_articles": own.articles, "n_articles_against": other.articles,
                "x": own.naive.value * own.articles, "n": own.articles, "method": method + cut,
            }  # fmt: skip


def _too_few(own: Side, other: Side) -> str:
    few = min(own.coded, other.coded)
    return "" if few >= LEAST else f"not tested: {few} articles of a side are coded, {LEAST} are needed"


def _not_sampled(rows: pd.DataFrame, coded: pd.DataFrame) -> str:
    """Return why a side is not tested: none of the expected articles of an outlet is coded."""
    done = rows["article_id"].isin(coded["article_id"])
    expected = rows.groupby("outlet").size() * done.mean()
    none = ~done.groupby(rows["outlet"]).any() & (expected >= EXPECTED)
    names = quoted(none.index[none][:3])
    return f"not tested: nothing of {names} is coded; draw from all outlets of a side" if none.any() else ""
