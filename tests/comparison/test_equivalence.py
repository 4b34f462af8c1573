"""Equivalent, different, or not known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import ttost_ind

from analysis import compare, equivalence, measures, schema
from analysis.comparison.equivalence import VERDICTS
from analysis.exceptions import WrongUse
from analysis.stats.t_tests import student


def comparisons(rows: list[tuple[float, float, float, float]], confidence: float = 0.9) -> pd.DataFrame:
    """rows: estimate, low, high and q; items are a, b, c …."""
    table = pd.DataFrame(rows, columns=["estimate", "low", "high", "q"], dtype=float)
    return table.assign(
        item=list("abcdefgh"[: len(rows)]), measure="framing", outlet="A", against="rest", unit="article",
        method="test", confidence=confidence,
    )  # fmt: skip


NAN = float("nan")
FIVE = comparisons(
    [(0.0, -0.05, 0.05, 1), (0.3, 0.1, 0.5, 0.01), (0.05, 0.01, 0.09, 0.01), (0.1, -0.1, 0.3, 0.5), (0, NAN, NAN, NAN)]
)


def test_no_rows_have_no_verdict() -> None:
    none = schema.empty("comparisons", "There are no scores to compare.")
    table = equivalence(none, smallest=0.1)
    assert table.empty
    assert table.attrs["note"] == "There are no scores to compare."


def test_every_verdict_by_hand() -> None:
    table = equivalence(FIVE, smallest=0.1).set_index("item")
    assert table["verdict"].to_dict() == {
        "b": "different", "c": "small difference", "a": "equivalent", "d": "cannot tell", "e": "cannot tell",
    }  # fmt: skip
    assert list(table.index) == ["b", "c", "a", "d", "e"]
    assert table["at_least"].round(2).to_dict() == pytest.approx(
        {"b": 0.1, "c": 0.01, "a": 0, "d": 0, "e": NAN}, nan_ok=True
    )
    assert table["at_most"].to_dict() == pytest.approx(
        {"b": 0.5, "c": 0.09, "a": 0.05, "d": 0.3, "e": NAN}, nan_ok=True
    )


def test_differences_below_zero_are_as_large_as_above() -> None:
    rows = [(-0.3, -0.5, -0.1, 0.01), (-0.05, -0.09, -0.01, 0.01)]
    table = equivalence(comparisons(rows), smallest=0.1)
    assert table["verdict"].tolist() == ["different", "small difference"]
    assert table["at_least"].tolist() == pytest.approx([0.1, 0.01])
    assert table["at_most"].tolist() == pytest.approx([0.5, 0.09])


def test_an_interval_that_reaches_the_smallest_difference_is_not_inside() -> None:
    assert equivalence(comparisons([(0, -0.1, 0.1, 1)]), smallest=0.1)["verdict"].tolist() == ["cannot tell"]


def test_each_item_can_have_its_own_smallest_difference() -> None:
    own = pd.Series({"a": 0.01, "d": 0.4, "z": 1.0})
    table = equivalence(FIVE, smallest=own).set_index("item")
    assert table.loc[["a", "b", "c", "d"], "verdict"].tolist() == [
        "cannot tell", "different", "different", "equivalent",
    ]  # fmt: skip
    assert np.isnan(table.loc["b", "smallest"])


def test_the_rate_of_false_discoveries_is_asked_for() -> None:
    assert equivalence(FIVE, smallest=0.1, false_discovery_rate=0.001)["verdict"].tolist().count("different") == 0


@pytest.mark.parametrize("seed", range(6))
def test_verdicts_are_those_of_two_one_sided_tests_of_statsmodels(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.normal(0, 1, 30), rng.normal(0, 1, 20)
    pooled = (29 * a.var(ddof=1) + 19 * b.var(ddof=1)) / 48
    d = student(a.mean() - b.mean(), pooled * (1 / 30 + 1 / 20), np.array(48.0), confidence=0.9)
    table = comparisons([(float(d.estimate), float(d.low), float(d.high), 1)])
    for smallest in (0.1, 0.3, 0.5, 0.7, 0.9, 1.5):
        inside = equivalence(table, smallest=smallest)["verdict"].iat[0] == "equivalent"
        assert inside == (ttost_ind(a, b, -smallest, smallest)[0] < 0.05)


@settings(max_examples=40)
@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(1e-3, 2))
def test_any_larger_smallest_difference_than_at_most_gives_the_verdict(
    estimate: float, below: float, above: float, q: float, smallest: float
) -> None:
    row = equivalence(comparisons([(estimate, estimate - below, estimate + above, q)]), smallest=smallest).iloc[0]
    assert 0 <= row["at_least"] <= abs(estimate) <= row["at_most"]
    assert (row["verdict"] in ("equivalent", "small difference")) == (row["at_most"] < smallest)


def test_real_comparisons_keep_their_rows_and_reasons(notes) -> None:
    table = compare(measures.framing(notes), confidence=0.9)
    verdicts = equivalence(table, smallest=0.3)
    assert len(verdicts) == len(table)
    assert set(verdicts["verdict"]) <= set(VERDICTS)
    assert (verdicts.loc[verdicts["low"].isna(), "verdict"] == "cannot tell").all()
    assert sorted(verdicts["method"]) == sorted(table["method"])


@pytest.mark.parametrize(
    ("table", "asked", "message"),
    [
        ([1], {"smallest": 0.1}, "Invalid `comparisons`: [1]. Expected a table that `compare` returns."),
        (FIVE[["item"]], {"smallest": 0.1}, "Expected a table that `compare` returns."),
        (FIVE, {"smallest": 0}, "Invalid `smallest`: 0. Expected the smallest difference that would matter, above 0."),
        (FIVE, {"smallest": -1}, "Invalid `smallest`: -1. Expected a number from 0 to 1e+06."),
        (FIVE, {"smallest": pd.Series({"a": 0.0})}, "Expected each item once, with a number above 0."),
        (FIVE, {"smallest": pd.Series([1, 2], index=["a", "a"])}, "Expected each item once, with a number above 0."),
        (FIVE, {"smallest": pd.Series({"a": "much"})}, "Expected each item once, with a number above 0."),
        (FIVE, {"smallest": 1, "false_discovery_rate": 2}, "Invalid `false_discovery_rate`: 2."),
    ],
)
def test_wrong_use_is_said(table: object, asked: dict, message: str) -> None:
    with pytest.raises(WrongUse) as error:
        equivalence(table, **asked)
    assert message in str(error.value)
