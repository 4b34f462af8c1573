"""The rows of a comparison: their columns, the test of each, and their order."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis._utils.stable_floats import significant
from analysis.comparison.contrasts import Contrast


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
_ADJUSTED = {
    unit: f"weighted mean of the differences of two ratios within strata, {what} vary (by moments)"
    for unit, what in (("article", "articles"), ("cluster", "clusters of articles"))
}
_FIXED = "ratio against a reference list taken as known, t over {}"
_PLURAL = {"segment": "segments", "article": "articles", "cluster": "clusters", "event": "shared events"}
_NOTHING, _NO_EVENT = (
    "not tested: one side has nothing that counts in this voice",
    "not tested: no event that both sides cover",
)


def tests_of(rows: pd.DataFrame, unit: str, *, two_sided: bool, adjusted: bool = False) -> np.ndarray:
    """Return the test of each row, or why there is none."""
    nothing = (rows["n"] == 0) | (rows["n_against"] == 0)
    few = rows["units"].round() < 2
    reasons = [
        _NO_EVENT if unit == "event" else _NOTHING,
        f"not tested: a side has fewer than two {_PLURAL[unit]}",
        f"not tested: no variation between {_PLURAL[unit]}",
    ]
    tests = _ADJUSTED if adjusted else _TESTS
    test = tests[unit] if two_sided else _FIXED.format(_PLURAL[unit])
    return np.select([nothing, few, rows["p"].isna()], reasons, test)


def most_certain_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort the most certain differences first; digits that depend on the processor do not count."""
    keys = pd.DataFrame({
        "p": significant(rows["p"]), "size": significant(rows["estimate"].abs()),
        "item": rows["item"], "outlet": rows["outlet"],
    })  # fmt: skip
    order = keys.sort_values(list(keys), ascending=[True, False, True, True], na_position="last").index
    return rows.loc[order].reset_index(drop=True)
