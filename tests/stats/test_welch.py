"""Welch's t on ratios."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.stats.ratios import moments, ratio, ratio_variance
from analysis.stats.welch import degrees_of_freedom, log_ratio_difference, ratio_difference

UNITS = st.lists(st.tuples(st.integers(0, 9), st.integers(10, 90)), min_size=2, max_size=9)


def test_equal_units_cannot_be_compared() -> None:
    a = moments([2, 2], [10, 10])
    assert np.isnan(ratio_difference(a, a).p)
    assert np.isnan(ratio_difference(moments([2], [10]), moments([1, 3], [10, 10])).p)


def test_with_denominators_of_one_it_is_welchs_t_test() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(0.3, 1, 12), rng.normal(0, 3, 7)
    ours = ratio_difference(moments(a, np.ones(12)), moments(b, np.ones(7)), confidence=0.9)
    theirs = stats.ttest_ind(a, b, equal_var=False)
    interval = theirs.confidence_interval(0.9)
    assert (ours.p, ours.low, ours.high) == pytest.approx((theirs.pvalue, interval.low, interval.high))


def test_one_variance_has_its_own_degrees_of_freedom() -> None:
    assert degrees_of_freedom((np.array(0.3), np.array(0.0)), (np.array(5.0), np.array(9.0))) == pytest.approx(5)


@settings(max_examples=60)
@given(UNITS, UNITS)
def test_the_log_ratio_is_that_of_a_plain_loop(mine: list, theirs: list) -> None:
    sides = [moments(*zip(*side, strict=True)) for side in (mine, theirs)]
    d = log_ratio_difference(*sides)
    if min(sum(x for x, _ in side) for side in (mine, theirs)) == 0:
        assert np.isnan(d.p)
        return
    told = []
    for side in (mine, theirs):
        r = sum(x for x, _ in side) / sum(n for _, n in side)
        spread = sum((x - r * n) ** 2 for x, n in side) * len(side) / (len(side) - 1) / sum(n for _, n in side) ** 2
        told.append((r, spread / r**2 / np.log(2) ** 2, len(side) - 1))
    (r, v, k), (s, w, m) = told
    assert d.estimate == pytest.approx(np.log2(r / s))
    if v + w > 1e-9:
        assert d.se == pytest.approx(np.sqrt(v + w))
        df = (v + w) ** 2 / (v * v / k + w * w / m)
        assert d.p == pytest.approx(2 * stats.t.sf(abs(np.log2(r / s)) / np.sqrt(v + w), df), abs=1e-9)


def test_twice_as_often_is_one_bit() -> None:
    a, b = moments([4, 8], [100, 100]), moments([2, 4], [100, 100])
    assert log_ratio_difference(a, b).estimate == pytest.approx(1)
    assert ratio(a) == 2 * ratio(b)
    assert ratio_variance(a) == 4 * ratio_variance(b)
