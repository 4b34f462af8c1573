"""Which difference the articles given could have shown, row by row of a comparison."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_number, checked_whole
from analysis._utils.stable_floats import significant
from analysis.comparison.counted_once import ONCE
from analysis.comparison.designs import Design, design_of, grouped
from analysis.comparison.detectable_changes import Detector
from analysis.comparison.result_rows import check_comparisons, number_of_tests
from analysis.comparison.validation import check_scores
from analysis.exceptions import WrongUse
from analysis.schema import REST
from analysis.stats.detectable_differences import Shown

MOST_ROWS = 10_000
# Rates up to so many times that of both sides together are realistic, and scores up to so much of their scale away:
# VADER's means of thirty large outlets lie within a twentieth of its scale.
REALISTIC_TIMES, REALISTIC_SHARE = 3, 0.1
# Most times the articles given that are planned for.
MOST_TIMES = 1_000


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
        - **detectable_decrease**: the smallest decrease of the outlet below it, as a positive number. Infinite where
          not even absence would have been shown.
        - **realistic_increase**: the largest increase that can be expected: to three times `value`, for tone by a
          tenth of its scale, or to the highest value of any outlet in the table.
        - **articles_needed**, **articles_needed_against**: articles of either side that would show it, as long as those
          given and in the same proportion. Missing where the articles given would, where more than 1,000 times as many
          are needed, and where it is not known.
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
    With five articles, even twice as many segments with a frame would not have been a finding of 40 tests, nor would
    none at all.

    >>> import samestory as ss
    >>> scores = ss.measures.framing(ss.annotate(ss.read_corpus("data/atacms/bundle")))
    >>> could = ss.detectable(ss.compare(scores), scores)
    >>> bool((could["detectable"] > could["value"]).all()), bool((could["detectable_decrease"] > could["value"]).all())
    (True, True)
    """
    shown = Shown(checked_number(power, "power", 0.5, 0.999), np.nan)
    top = checked_whole(top, "top", 1, MOST_ROWS)
    check_comparisons(comparisons)
    check_scores(scores)
    tested = np.flatnonzero(comparisons["p"].notna())
    if not len(tested):
        return schema.empty("detectable", "No difference could be tested.")
    tests = number_of_tests(comparisons)
    shown = shown._replace(
        level=schema.FALSE_DISCOVERY_RATE * float(comparisons["family_share"].iat[tested[0]]) / tests
    )
    rows = _chosen(comparisons, tested, top)
    design = _design(rows, scores, voice, compared)
    detector = Detector(design, rows, shown, voice)
    lowest, highest = _ranges(design.measure, rows["item"])
    increase, decrease = detector.changes(1), detector.changes(-1)
    increase = np.where(detector.value + increase > highest, np.inf, increase)
    decrease = np.where(detector.value - decrease < lowest, np.inf, decrease)
    realistic = _realistic(comparisons, rows, detector.value, lowest, highest)
    times = _times_needed(detector, increase, realistic)
    made = rows.assign(
        value=detector.value, detectable=increase, detectable_decrease=decrease, realistic_increase=realistic,
        articles_needed=np.ceil(times * rows["n_articles"]),
        articles_needed_against=np.ceil(times * rows["n_articles_against"]),
        method=detector.method, tests=tests, level=shown.level, power=shown.power,
    )  # fmt: skip
    return schema.typed(made, "detectable")


def _ranges(measure: str, items: pd.Series) -> np.ndarray:
    """Return the lowest and the highest value that each row can have, of shape (2, rows)."""
    scale = schema.MEASURES[measure]
    return np.array([scale.range_of(item) for item in items], float).T


def _realistic(
    comparisons: pd.DataFrame, rows: pd.DataFrame, value: np.ndarray, lowest: np.ndarray, highest: np.ndarray
) -> np.ndarray:
    """Return the largest increase above `value` of each row that can be expected of an outlet."""
    of_items = comparisons.groupby("item")[["value", "value_against"]].max().max(axis=1)
    on_a_scale = np.isfinite(lowest) & (lowest < 0)
    expected = np.where(on_a_scale, value + REALISTIC_SHARE * (highest - lowest), REALISTIC_TIMES * np.abs(value))
    return np.asarray(np.clip(np.fmax(expected, rows["item"].map(of_items).to_numpy(float)), None, highest) - value)


def _times_needed(detector: Detector, increase: np.ndarray, realistic: np.ndarray) -> np.ndarray:
    """Return as how many times the articles would show the realistic increase, to 1 %, where those given do not."""
    low = detector.least_times
    high = low * MOST_TIMES
    asked = (increase > realistic) & (realistic > 0) & detector.describes_outlets
    asked &= detector.increase_with(high) <= realistic
    high = np.where(detector.increase_with(low) <= realistic, low, high)
    while (high > 1.01 * low)[asked].any():
        middle = np.sqrt(low * high)
        enough = detector.increase_with(middle) <= realistic
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(asked, high, np.nan)


def _chosen(comparisons: pd.DataFrame, tested: np.ndarray, top: int) -> pd.DataFrame:
    """Return the first rows that were tested, and the one of these whose values are in the middle."""
    middle = significant((comparisons["value"] + comparisons["value_against"]).to_numpy(float)[tested])
    typical = int(np.argsort(middle, kind="stable")[(len(middle) - 1) // 2])
    places = np.unique([*range(min(top, len(tested))), typical])
    return comparisons.iloc[tested[places]].assign(typical=places == typical)


def _design(rows: pd.DataFrame, scores: pd.DataFrame, voice: str | None, compared: dict[str, Any]) -> Design:
    """Return the comparison that the rows were made with, of the items of the rows alone where totals are stored."""
    asked = {
        "by": "outlet", "against": REST, "articles_with": 0, "cluster": None, "adjust": (),
        "shared_text": ONCE, "unit": rows["unit"].iat[0], **compared,
    }  # fmt: skip
    asked = asked if asked["unit"] != schema.CLUSTER else {**asked, "unit": "auto"}
    if (scores["item"] == schema.TOTAL).any():
        scores = scores[scores["item"].isin([*rows["item"], schema.TOTAL])]
    groups = grouped(scores, asked["by"], *(asked.pop(name) for name in ("cluster", "adjust", "shared_text")))
    if groups.strata and asked["unit"] == "article":
        asked["unit"] = "auto"
    design = design_of(groups, **asked, voice=voice, confidence=float(rows["confidence"].iat[0]), correction=None)
    if (design.measure, design.unit) != (rows["measure"].iat[0], rows["unit"].iat[0]):
        raise WrongUse(
            f"Invalid `scores`: they give a comparison of '{design.measure}' with the unit '{design.unit}'. Expected "
            f"what `comparisons` was made from, '{rows['measure'].iat[0]}' with the unit '{rows['unit'].iat[0]}'."
        )
    return design
