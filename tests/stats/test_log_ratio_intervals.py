"""The interval of a difference as that of a ratio."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.effect_sizes import log_ratio
from analysis.stats.log_ratio_intervals import log_ratio_interval


def test_equal_rates() -> None:
    assert np.array(log_ratio_interval(0.1, 0.1, 50, 50, -0.1, 0.1)).tolist() == pytest.approx(
        [0, -np.log2(3), np.log2(3)]
    )


def test_by_hand_where_one_side_has_none() -> None:
    # 8 of 100 and 0 of 300: pooled 0.02. At a difference of 0.04: 0.02 + 0.75 · 0.04 = 0.05, 0.02 − 0.25 · 0.04 = 0.01.
    made = log_ratio_interval(0.08, 0.0, 100, 300, 0.04, 0.2)
    assert made.low == pytest.approx(np.log2(5))
    assert made.ratio == pytest.approx(np.log2(0.08 / (0.5 / 300)))
    assert made.high == np.inf


def test_a_rate_that_rounding_keeps_from_0_is_0() -> None:
    # At a difference of -0.1 the outlet has none: 0.05 - 0.5 * 0.1, here but for 1e-17.
    assert log_ratio_interval(0.05, 0.05, 100, 100, -0.1 + 2e-17, 0.05).low == -np.inf


def test_neither_side_has_any() -> None:
    assert np.isnan(log_ratio_interval(0.0, 0.0, 100, 300, np.nan, np.nan)).all()


counts = st.integers(0, 40)


@given(counts, counts, st.integers(50, 500), st.integers(50, 500), st.floats(0, 1), st.floats(0, 1))
def test_same_side_of_one_as_the_difference_of_zero(a: int, b: int, n: int, m: int, below: float, above: float) -> None:
    if not a + b:
        return
    estimate = a / n - b / m
    low, high = estimate - below * 0.2, estimate + above * 0.2
    made = log_ratio_interval(a / n, b / m, n, m, low, high)
    assert float(made.ratio) == pytest.approx(float(log_ratio(a, b, n, m)))
    assert made.low <= made.ratio <= made.high
    if a and b and abs(low) > 1e-9 and abs(high) > 1e-9:
        assert (made.low > 0, made.high < 0) == (low > 0, high < 0)
