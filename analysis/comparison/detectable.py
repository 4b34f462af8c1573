"""Which difference the articles given could have shown, row by row of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_number, checked_whole
from analysis._utils.stable_floats import significant
from analysis.comparison.contrasts import Contrast
from analysis.comparison.designs import Design, design_of, grouped
from analysis.comparison.few_articles import detectable_between_outlets
from analysis.comparison.validation import check_scores
from analysis.exceptions import WrongUse, excerpt
from analysis.schema import REST
from analysis.stats.detectable_differences import Shown, increase_by_error

MOST_ROWS = 10_000
# Measures that are shown in percent are shares.
PERCENT = 100
# With fewer degrees of freedom the variance between units is known to less than ±50 %.
LEAST_DF = 8
_OUTLET = "power of the test with the known variation between articles of one outlet"
_BY_ERROR = "t + t standard errors, with the variance under the increase"
_NEVER = "so few units cannot give a p of that level"
_FEW, _UNKNOWN = f"not computed: fewer than {LEAST_DF} units beyond the first of each side", "not computed: not tested"
_ADJUSTED = "not computed within strata or against a reference list"


def detectable(
    comparisons: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    voice: str | None = None,
    power: float = 0.8,
    top: int = 20,
    **compared: Any,
) -> pd.DataFrame:
    """State which difference the articles given could have shown, for the first rows of a comparison.

    A large q is no evidence of equality. This function states beside each difference how large it would have had to be
    for a finding.

    Parameters
    ----------
    comparisons : DataFrame
        From `compare`, or `in_family`, which sets the level that a finding needs.
    scores : DataFrame
        What they were made from.
    voice : str, optional
        As in `compare`.
    power : float, default 0.8
        Probability with which the difference would have been shown, from 0.5 to 0.999.
    top : int, default 20
        How many of the tested rows, in the order of `comparisons`. Another row stands for the table: that of the
        tested rows whose values are in the middle.
    **compared
        Other parameters of `compare` with which the table was made, such as `by`, `cluster` or `articles_with`.

    Returns
    -------
    DataFrame
        One row per difference.

        - **measure**, **item**, **outlet**, **against**, **unit**, **n_articles**, **n_articles_against**: as in
          `comparisons`.
        - **value**: the ratio x / n of both sides together.
        - **detectable**: the smallest increase of the outlet above it that would have been shown. Infinite where none
          would have been, however large; missing where `method` says why.
        - **typical**: whether the row stands for the table.
        - **tests**: differences that the table tests. **level**: the p that a single finding certainly needs,
          0.05 · family_share / tests.
        - **power**: as given. **method**: how the number was made.

    Raises
    ------
    WrongUse
        If `comparisons` was not made from `scores` with these parameters, or a parameter has an invalid value.

    See Also
    --------
    power : How many articles a difference needs.
    equivalence : Where outlets can be called equivalent.

    Notes
    -----
    The level is that of Bonferroni's correction. A false discovery rate asks for less where there are more findings.

    The variance is that under the increase, not that under the difference observed: counts vary more where there are
    more of them. With outlets as units, the test itself is computed for outcomes of the known variation between
    articles. Otherwise the increase is t + t standard errors [1]_; the standard error is that of the test, with
    variances that grow as those of a negative binomial. Where permutations of so few units, or signs of so few events,
    cannot give a p of that level, nothing could have been shown.

    References
    ----------
    .. [1] Bloom (1995), Minimum detectable effects, Evaluation Review 19.

    Examples
    --------
    With five articles, even twice as many segments with a frame would not have been a finding of 40 tests.

    >>> import samestory as ss
    >>> scores = ss.measures.framing(ss.annotate(ss.read_corpus("data/atacms/bundle")))
    >>> could = ss.detectable(ss.compare(scores), scores)
    >>> bool((could["detectable"] > could["value"]).all())
    True
    """
    shown = Shown(checked_number(power, "power", 0.5, 0.999), np.nan)
    top = checked_whole(top, "top", 1, MOST_ROWS)
    missing = set(schema.columns("comparisons")) - set(getattr(comparisons, "columns", ()))
    if not isinstance(comparisons, pd.DataFrame) or missing:
        raise WrongUse(f"Invalid `comparisons`: {excerpt(comparisons)}. Expected a table that `compare` returns.")
    check_scores(scores)
    tested = comparisons[comparisons["p"].notna()]
    if tested.empty:
        return schema.empty("detectable", "No difference could be tested.")
    tests = _number_of_tests(comparisons)
    shown = shown._replace(level=schema.FALSE_DISCOVERY_RATE * float(tested["family_share"].iat[0]) / tests)
    rows = _chosen(tested, top)
    design = _design(rows, scores, voice, compared)
    value, increase, method = _increases(design, rows, shown, voice)
    scale = schema.MEASURES[design.measure]
    # Signed scores go as far below 0 as above.
    most = scale.limit if scale.is_rate else scale.limit / 2
    increase = np.where(value + increase > most, np.inf, increase)
    made = rows.assign(
        value=value, detectable=increase, method=method, tests=tests, level=shown.level, power=shown.power
    )
    return schema.typed(made, "detectable")


def _number_of_tests(comparisons: pd.DataFrame) -> int:
    """Count the tests; two outlets compared with the rest are one comparison."""
    mirrored = comparisons["outlet"].nunique() == 2 and (comparisons["against"] == REST).all()
    return int(comparisons["p"].notna().sum()) // (2 if mirrored else 1)


def _chosen(tested: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the first rows, and the one whose values are in the middle."""
    middle = significant((tested["value"] + tested["value_against"]).to_numpy(float))
    typical = int(np.argsort(middle, kind="stable")[(len(middle) - 1) // 2])
    places = np.unique([*range(min(top, len(tested))), typical])
    return tested.iloc[places].assign(typical=places == typical)


def _design(rows: pd.DataFrame, scores: pd.DataFrame, voice: str | None, compared: dict[str, Any]) -> Design:
    """Return the comparison that the rows were made with, of the items of the rows alone where totals are stored."""
    asked = {
        "by": "outlet", "against": REST, "articles_with": 0, "cluster": None, "adjust": (),
        "unit": rows["unit"].iat[0], **compared,
    }  # fmt: skip
    asked = asked if asked["unit"] != schema.CLUSTER else {**asked, "unit": "auto"}
    if (scores["item"] == schema.TOTAL).any():
        scores = scores[scores["item"].isin([*rows["item"], schema.TOTAL])]
    groups = grouped(scores, asked["by"], asked.pop("cluster"), asked.pop("adjust"))
    if groups.strata and asked["unit"] == "article":
        asked["unit"] = "auto"
    design = design_of(groups, **asked, voice=voice, confidence=float(rows["confidence"].iat[0]), correction=None)
    if (design.measure, design.unit) != (rows["measure"].iat[0], rows["unit"].iat[0]):
        raise WrongUse(
            f"Invalid `scores`: they give a comparison of '{design.measure}' with the unit '{design.unit}'. Expected "
            f"what `comparisons` was made from, '{rows['measure'].iat[0]}' with the unit '{rows['unit'].iat[0]}'."
        )
    return design


def _increases(
    design: Design, rows: pd.DataFrame, shown: Shown, voice: str | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the value, the smallest increase, and how it was made, of each row."""
    contrasts = {(c.group, c.against): c for c in design.contrasts(0.95)}
    pairs = list(zip(rows["outlet"], rows["against"], strict=True))
    items = [int(place) for place in pd.Index(design.table.items).get_indexer(rows["item"])]
    if -1 in items or not set(pairs) <= set(contrasts):
        raise WrongUse("Invalid `comparisons`: rows that `scores` do not have. Expected what it was made from.")
    sides = [contrasts[pair] for pair in pairs]
    at = _Places(sides, items, len(design.table.items))
    n, other = at.of(lambda c: c.n), at.of(lambda c: c.n_against)
    value = (n * at.of(lambda c: c.value) + other * at.of(lambda c: c.value_against)) / (n + other)
    if design.unit == "outlet":
        found = detectable_between_outlets(
            design.table, design.labels, pairs, items, shown, measure=design.measure, voice=voice
        )
        return value, found, np.where(np.isnan(found), _UNKNOWN, _OUTLET)
    if design.adjusted or not isinstance(design.against, str):
        return value, np.full(len(rows), np.nan), np.full(len(rows), _ADJUSTED)
    units, others = _units(design, sides, items)
    df = units - 1 if design.unit == "event" else units + others - 2
    scale = schema.MEASURES[design.measure]
    kind = "mean" if not scale.is_rate else "share" if scale.factor == PERCENT else "count"
    found = increase_by_error(at.of(lambda c: c.difference.se), value, n, other, df, shown, kind=kind)
    never = _least_p(design.unit, units, others) > shown.level
    method = np.select([never, df < LEAST_DF, np.isnan(found)], [_NEVER, _FEW, _UNKNOWN], _BY_ERROR)
    return value, np.where(never, np.inf, np.where(method == _BY_ERROR, found, np.nan)), method


class _Places:
    """The numbers of some rows, each of an item of a contrast."""

    def __init__(self, sides: Sequence[Contrast], items: Sequence[int], size: int) -> None:
        self._sides, self._items, self._size = sides, items, size

    def of(self, part: Any) -> np.ndarray:
        """Return a part of the contrast of each row."""
        found = (np.broadcast_to(part(c), self._size)[i] for c, i in zip(self._sides, self._items, strict=True))
        return np.array(list(found), float)


def _units(design: Design, sides: Sequence[Contrast], items: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return how many units both sides of each row have; of events, those that both sides cover."""
    size = len(design.table.items)
    if design.unit == "event":
        shared = _Places(sides, items, size).of(lambda c: c.units)
        return shared, shared
    every = np.broadcast_to(design.table.units, (len(design.labels), size))
    groups = {name: every[design.labels == name].sum(0) for name in set(design.labels)}
    total = every.sum(0)
    own = np.array([groups[c.group][i] for c, i in zip(sides, items, strict=True)], float)
    others = [
        total[i] - groups[c.group][i] if c.against == REST else groups[c.against][i]
        for c, i in zip(sides, items, strict=True)
    ]
    return own, np.array(others, float)


def _least_p(unit: str, units: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the smallest p-value that permuting units, or flipping the signs of events, can give."""
    from scipy.special import betaln

    if unit == "event":
        return np.asarray(2.0 ** (1 - units))
    ways = np.exp(-betaln(units + 1, others + 1) - np.log(units + others + 1))
    return np.asarray(np.where(units == others, 2, 1) / ways)
