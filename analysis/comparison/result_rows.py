"""The rows of a comparison: their columns, the test of each, and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.coded_text import text_column
from analysis._utils.content_hiding import hides_content
from analysis._utils.stable_floats import significant
from analysis.comparison.contrast_columns import ContrastColumns
from analysis.exceptions import WrongUse, excerpt
from analysis.schema import REST
from analysis.stats.log_ratio_intervals import log_ratio_interval


def rows_of(
    items: Sequence[str],
    made: ContrastColumns,
    q: np.ndarray,
    tests: Tests,
    *,
    limits: np.ndarray,
    same: Mapping[str, str | float],
) -> pd.DataFrame:
    """Return the rows of a comparison in the order of `in_order`.

    Parameters
    ----------
    items : sequence of str
        In order.
    made : ContrastColumns
        In order of their groups. Its numbers are taken out, so that a large table is not there twice.
    q : array of float, shape (contrasts · items,)
        Corrected p-values, in the order of `made`.
    tests : Tests
        From `tests_of`.
    limits : array of float, shape (items,)
        Largest difference that is possible in each item.
    same : mapping of str to object
        Columns that are the same in all rows.

    Returns
    -------
    DataFrame
        Columns of the table comparisons; not checked.
    """
    numbers, of_contrast = made
    p, low, high = (numbers[name] for name in ("p", "low", "high"))
    by_item = np.arange(len(p)).reshape(len(of_contrast["outlet"]), -1).T.ravel()
    certain = _most_certain_first(p, numbers["estimate"], by_item)
    order = _largest_at_least_first(certain, _at_least(p, low, high), schema.is_clear(q))
    limit = np.tile(limits, len(of_contrast["outlet"]))
    names, code = _with_cut(tests, (low < -limit) | (high > limit))
    np.maximum(low, -limit, out=low)
    np.minimum(high, limit, out=high)
    del p, low, high, limit, certain
    columns: dict[str, Any] = {"q": q[order], "method": text_column(names, code[order])}
    n_against = numbers.pop("n_against")[order]
    for name in [*numbers]:
        columns[name] = numbers.pop(name)[order]
    columns.update(_log_ratios(str(same["measure"]), columns, n_against))
    contrast, item = np.divmod(order, len(items))
    del n_against, order, code
    columns["item"] = text_column(items, item)
    for name, kind, _, _ in schema.TABLES["comparisons"]:
        if name in of_contrast:
            different = of_contrast[name]
            columns[name] = text_column(different, contrast) if kind == "str" else np.array(different)[contrast]
        elif name in same:
            zeros = np.broadcast_to(0, len(contrast))
            columns[name] = text_column([same[name]], zeros) if kind == "str" else np.full(len(contrast), same[name])
    return pd.DataFrame({name: columns[name] for name in schema.columns("comparisons")}, copy=False)


_TESTS = {
    "segment": "difference of two ratios, segments vary (by moments); "
    "describes these articles, not the outlets' habits",
    "article": "difference of two ratios, articles vary (by moments)",
    "outlet": "difference of two ratios, variation between articles of one outlet taken from other outlets' articles",
    "cluster": "difference of two ratios, clusters of articles vary (by moments)",
    "event": "weighted mean of the differences of two ratios within events, articles and events vary (by moments)",
}
_ADJUSTED = {
    unit: f"weighted mean of the differences of two ratios within strata, {what} vary (by moments)"
    for unit, what in (("article", "articles"), ("cluster", "clusters of articles"))
}
_FIXED = "ratio against a reference list taken as known, t over {}"
_PLURAL = {
    "segment": "segments", "article": "articles", "outlet": "articles", "cluster": "clusters", "event": "shared events",
}  # fmt: skip
_NOTHING, _NO_EVENT = (
    "not tested: one side has nothing that counts in this voice",
    "not tested: no event that both sides cover",
)


@hides_content
class Tests(NamedTuple):
    """Names of tests, or why there is none, and the number of that of each row."""

    names: list[str]
    code: np.ndarray


def tests_of(made: ContrastColumns, unit: str, *, two_sided: bool, adjusted: bool, is_rate: bool) -> Tests:
    """Return the test of each row, or why there is none, in the order of `made`."""
    n, n_against, units, p = (made.numbers[name] for name in ("n", "n_against", "units", "p"))
    neither = (made.numbers["value"] == 0) & (made.numbers["value_against"] == 0)
    reasons = [
        _NO_EVENT if unit == "event" else _NOTHING,
        f"not tested: a side has fewer than two {_PLURAL[unit]}",
        f"not tested: no variation between {_PLURAL[unit]}" + (" is known" if unit == "outlet" else ""),
        "not tested: neither side has any",
    ]
    tests = _ADJUSTED if adjusted else _TESTS
    test = tests[unit] if two_sided else _FIXED.format(_PLURAL[unit])
    least, code = 1 if unit == "outlet" else 2, np.full(len(p), len(reasons), np.int8)
    # The first reason that holds is given.
    for number, holds in (
        (2, np.isnan(p)),
        (3, np.isnan(p) & neither & is_rate),
        (1, units.round() < least),
        (0, (n == 0) | (n_against == 0)),
    ):
        code[holds] = number
    return Tests([*reasons, test], code)


def _with_cut(tests: Tests, cut: np.ndarray) -> Tests:
    """Say of rows whose interval is cut at the limits of the scale that it is."""
    code = np.where(cut, np.int8(len(tests.names)), tests.code)
    return Tests([*tests.names, tests.names[-1] + schema.CUT], code)


def _at_least(p: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the end of the interval that is nearer to 0, as a size; 0 where it contains 0 or nothing was tested."""
    return np.where(np.isnan(p), 0, significant(np.fmax(np.fmax(low, -high), 0)))


def _largest_at_least_first(certain: np.ndarray, at_least: np.ndarray, clear: np.ndarray) -> np.ndarray:
    """Move what is clear to the front, then what differs most at least; others stay in order of certainty."""
    moved = clear[certain] | (at_least[certain] > 0)
    first = certain[moved]
    return np.concatenate([first[np.lexsort((-at_least[first], ~clear[first]))], certain[~moved]])


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort comparisons as they are read: findings first, then by what the difference is at least.

    Parameters
    ----------
    rows : DataFrame
        Comparisons.

    Returns
    -------
    DataFrame
        Findings, with q of at most 0.05, come first. Within these and the others, the end of the interval nearer
        to 0 counts, largest first; where it contains 0, the smallest p comes first. Digits that depend on the
        processor do not count. The columns are taken out of `rows`, so that a large table is not there twice.
    """
    p, low, high = (rows[name].to_numpy(float) for name in ("p", "low", "high"))
    by_item = np.lexsort([pd.factorize(rows[name], sort=True)[0] for name in ("outlet", "item")])
    certain = _most_certain_first(p, rows["estimate"].to_numpy(float), by_item)
    clear = schema.is_clear(rows["q"]).to_numpy()
    order = _largest_at_least_first(certain, _at_least(p, low, high), clear)
    del p, low, high, certain, clear, by_item
    columns = {name: rows.pop(name).array.take(order) for name in [*rows]}
    return type(rows)(columns, copy=False).__finalize__(rows)


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
    columns = {name: rows[name].to_numpy(float) for name in ("value", "value_against", "n", "low", "high")}
    return rows.assign(**_log_ratios(rows["measure"].iat[0], columns, n_against.to_numpy(float)))


def _log_ratios(measure: str, columns: Mapping[str, np.ndarray], n_against: np.ndarray) -> dict[str, np.ndarray]:
    """Return the columns of the ratio of the two values; NaN where the measure is no rate."""
    names = ("log2_ratio", "log2_low", "log2_high")
    if not schema.MEASURES[measure].is_rate:
        return dict.fromkeys(names, np.full(len(n_against), np.nan))
    value, against, n, low, high = (columns[name] for name in ("value", "value_against", "n", "low", "high"))
    return dict(zip(names, log_ratio_interval(value, against, n, n_against, low, high), strict=True))


def _most_certain_first(p: np.ndarray, estimate: np.ndarray, by_item: np.ndarray) -> np.ndarray:
    """Sort by p, then by size, item and group; digits that depend on the processor do not count.

    by_item: numbers of the rows in order of items and groups, in which ties stay.
    """
    p = significant(p[by_item])
    order = np.argsort(p)
    in_order = p[order]
    # NaN, sorted last, is equal to itself here.
    new = np.append(True, (in_order[1:] != in_order[:-1]) & ~np.isnan(in_order[:-1]))
    places = np.flatnonzero(~new | ~np.append(new[1:], True))
    group = np.full(len(p), -1)
    group[order[places]] = np.cumsum(new)[places]
    tied = np.flatnonzero(group >= 0)
    size = significant(np.abs(estimate[by_item[tied]]))
    order[places] = tied[np.lexsort((-size, group[tied]))]
    return by_item[order]


def check_comparisons(comparisons: object) -> None:
    """Check that a table has the columns of comparisons. Raise WrongUse if not."""
    missing = set(schema.columns("comparisons")) - set(getattr(comparisons, "columns", ()))
    if not isinstance(comparisons, pd.DataFrame) or missing:
        raise WrongUse(f"Invalid `comparisons`: {excerpt(comparisons)}. Expected a table that `compare` returns.")


def number_of_tests(comparisons: pd.DataFrame) -> int:
    """Count the tests; two outlets compared with the rest are one comparison."""
    mirrored = comparisons["outlet"].nunique() == 2 and (comparisons["against"] == REST).all()
    return int(comparisons["p"].notna().sum()) // (2 if mirrored else 1)
