"""The rows of a comparison: their columns, the test of each, and their order."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.stable_floats import significant
from analysis.comparison.contrasts import Contrast
from analysis.stats.log_ratio_intervals import log_ratio_interval


def rows_of(items: list[str], c: Contrast) -> pd.DataFrame:
    """Return the rows of one contrast, without what is the same in all rows of a table."""

    def column(part: np.ndarray) -> np.ndarray:
        return np.broadcast_to(np.ravel(part), len(items))

    d = c.difference
    return pd.DataFrame({
        "item": items, "outlet": c.group, "against": c.against,
        "value": column(c.value), "value_against": column(c.value_against),
        "estimate": d.estimate, "low": d.low, "high": d.high, "p": d.p,
        "n_articles": c.articles, "n_articles_against": c.articles_against,
        "x": column(c.x), "n": column(c.n), "n_against": column(c.n_against), "units": column(c.units),
    })  # fmt: skip


_TESTS = {
    "segment": "difference of two ratios, segments vary (by moments); "
    "describes these articles, not the outlets' habits",
    "article": "difference of two ratios, articles vary (by moments)",
    "cluster": "difference of two ratios, clusters of articles vary (by moments)",
    "event": "weighted mean of the differences of two ratios within events, articles and events vary (by moments)",
}
_FIXED = "ratio against a reference list taken as known, t over {}"
_PLURAL = {"segment": "segments", "article": "articles", "cluster": "clusters", "event": "shared events"}
_NOTHING, _NO_EVENT = (
    "not tested: one side has nothing that counts in this voice",
    "not tested: no event that both sides cover",
)


def tests_of(rows: pd.DataFrame, unit: str, *, two_sided: bool) -> np.ndarray:
    """Return the test of each row, or why there is none."""
    nothing = (rows["n"] == 0) | (rows["n_against"] == 0)
    few = rows["units"].round() < 2
    reasons = [
        _NO_EVENT if unit == "event" else _NOTHING,
        f"not tested: a side has fewer than two {_PLURAL[unit]}",
        f"not tested: no variation between {_PLURAL[unit]}",
    ]
    test = _TESTS[unit] if two_sided else _FIXED.format(_PLURAL[unit])
    return np.select([nothing, few, rows["p"].isna()], reasons, test)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort comparisons as they are read: findings first, then by what the difference is at least.

    Parameters
    ----------
    rows : DataFrame
        Comparisons.

    Returns
    -------
    DataFrame
        Rows with q of at most 1 − confidence come first. Within these and the others, the end of the interval nearer
        to 0 counts, largest first; where it contains 0, the smallest p comes first. Digits that depend on the
        processor do not count.
    """
    at_least = np.fmax(np.fmax(rows["low"], -rows["high"]), 0).where(rows["p"].notna())
    keys = pd.DataFrame({
        "unclear": ~(rows["q"] <= 1 - rows["confidence"]), "at_least": -significant(at_least),
        "p": significant(rows["p"]), "size": -significant(rows["estimate"].abs()),
        "item": rows["item"], "outlet": rows["outlet"],
    })  # fmt: skip
    return rows.loc[keys.sort_values(list(keys), na_position="last").index].reset_index(drop=True)


def with_log_ratios(rows: pd.DataFrame, n_against: pd.Series) -> pd.DataFrame:
    """Return comparisons with the binary logarithm of the ratio, where the measure is a rate.

    Parameters
    ----------
    rows : DataFrame
        Comparisons of one measure.
    n_against : Series
        Denominator of the other side.

    Returns
    -------
    DataFrame
        With log2_ratio, log2_low and log2_high.
    """
    if not schema.MEASURES[rows["measure"].iat[0]].is_rate:
        return rows.assign(log2_ratio=np.nan, log2_low=np.nan, log2_high=np.nan)
    made = log_ratio_interval(rows["value"], rows["value_against"], rows["n"], n_against, rows["low"], rows["high"])
    return rows.assign(log2_ratio=made.ratio, log2_low=made.low, log2_high=made.high)
