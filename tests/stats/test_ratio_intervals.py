"""Two ratios compared by the moments of all permutations."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import (
    moments,
    ratio,
    ratio_variance,
)

COUNTS = arrays(np.int64, st.integers(2, 30), elements=st.integers(0, 40))


def test_equal_units_have_no_variance_and_no_p() -> None:
    a = moments([2, 2, 2], [10, 10, 10])
    difference = ratio_difference(a, a)
    assert ratio(a) == 0.2
    assert difference.estimate == 0
    assert np.isnan(difference.p)
    assert np.isnan(difference.low)


def test_without_fourth_moments_it_is_students_t_test() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(0.3, 1, 12), rng.normal(0, 1, 9)
    mine, theirs = (moments(x, np.ones(len(x)))._replace(higher=None) for x in (a, b))
    ours = ratio_difference(mine, theirs, confidence=0.9, signed=True)
    expected = stats.ttest_ind(a, b)
    interval = expected.confidence_interval(0.9)
    assert ours.p == pytest.approx(expected.pvalue)
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high))


@settings(max_examples=60)
@given(st.data())
def test_equal_to_a_plain_loop_over_every_permutation(plain_t, data: st.DataObject) -> None:
    units = st.lists(st.tuples(st.integers(0, 6), st.integers(7, 40)), min_size=2, max_size=5)
    mine, theirs = data.draw(units), data.draw(units)
    d = ratio_difference(moments(*zip(*mine, strict=True)), moments(*zip(*theirs, strict=True)))
    expected = plain_t(mine, theirs)
    np.testing.assert_allclose([d.estimate, d.p], [expected[0], expected[3]], rtol=1e-5, atol=1e-9)
    np.testing.assert_allclose([d.low, d.high], expected[1:3], rtol=1e-5, atol=1e-9)


def test_p_is_near_that_of_all_permutations() -> None:
    # Bursty counts in articles of one length, 7 against 7: scipy goes through all 3,432 ways.
    rng = np.random.default_rng(6)
    x = rng.poisson(rng.gamma(0.5, 6, (14, 25))).astype(float)
    ours = ratio_difference(moments(x[:7], np.full((7, 1), 100.0)), moments(x[7:], np.full((7, 1), 100.0))).p
    theirs = stats.permutation_test((x[:7], x[7:]), lambda a, b: a.sum(0) - b.sum(0), permutation_type="independent")
    assert np.abs(ours - theirs.pvalue).max() < 0.13
    assert np.abs(ours - theirs.pvalue).mean() < 0.05


def test_many_items_at_once_are_as_one_by_one() -> None:
    rng = np.random.default_rng(7)
    n = rng.integers(200, 900, (30, 1)).astype(float)
    x = rng.poisson(n * 0.004 * rng.gamma(0.7, 1, (30, 3000))).astype(float)
    together = ratio_difference(moments(x[:9], n[:9]), moments(x[9:], n[9:]))
    alone = ratio_difference(moments(x[:9, :40], n[:9]), moments(x[9:, :40], n[9:]))
    for ours, theirs in zip(together, alone, strict=True):
        np.testing.assert_allclose(ours[:40], theirs, rtol=1e-4)


def test_a_word_that_a_small_side_lacks_is_not_thereby_certain() -> None:
    # 8 articles without the word against 160 of which one in ten has it: Welch's t alone gives p < 0.001.
    large = moments(np.arange(160) % 10 == 0, np.full(160, 100.0))
    small = moments(np.zeros(8), np.full(8, 100.0))
    assert ratio_difference(small, large).p > 0.2
    assert stats.ttest_ind(np.zeros(8), np.arange(160) % 10 == 0, equal_var=False).pvalue < 0.001


@settings(max_examples=60)
@given(COUNTS, COUNTS)
def test_the_interval_holds_no_difference_just_where_the_test_rejects_none(x: np.ndarray, y: np.ndarray) -> None:
    d = ratio_difference(moments(x, x + 50), moments(y, y + 50))
    if not np.isnan(d.p) and abs(d.p - 0.05) > 0.01:
        assert (d.low <= 0 <= d.high) == (d.p > 0.05)
        assert d.low < d.estimate < d.high


def test_an_interval_reaches_further_on_the_side_where_the_rate_would_be_higher() -> None:
    few, many = moments([3, 0, 4, 0], [100] * 4), moments([1, 0] * 40, [100] * 80)
    counted, signed = ratio_difference(few, many), ratio_difference(few, many, signed=True)
    assert counted.high - counted.estimate > counted.estimate - counted.low
    assert signed.high - signed.estimate == pytest.approx(signed.estimate - signed.low)
    assert counted.p == signed.p


@pytest.mark.parametrize(("x", "n"), [([1], [10]), ([], []), ([0, 0], [0, 0])])
def test_too_little_gives_nan(x: list[int], n: list[int]) -> None:
    few, enough = moments(x, n), moments([1, 3], [10, 10])
    assert np.isnan(ratio_difference(few, enough).p)
    assert np.isnan(ratio_variance(few))


@settings(max_examples=40)
@example(np.array([23, *[19] * 5]), np.array([21, *[18] * 8]))  # p = 0.0499, an end of 4e-6.
@given(COUNTS, COUNTS)
def test_swapping_sides_turns_the_sign(x: np.ndarray, y: np.ndarray) -> None:
    a, b = moments(x, x + 5), moments(y, y + 5)
    there, back = ratio_difference(a, b), ratio_difference(b, a)
    np.testing.assert_allclose(there.estimate, -back.estimate)
    # An end near 0 is a difference of larger numbers: its rounding is relative to these, not to the end.
    np.testing.assert_allclose(there.low, -back.high, atol=1e-9 * np.nan_to_num(there.high - there.low))
    np.testing.assert_allclose(there.p, back.p)
    assert np.isnan(there.p) or 0 < there.p <= 1


def test_intervals_cover_the_truth() -> None:
    # Bursty counts: the rate of a unit is itself random. Truth: both rates 0.05.
    rng = np.random.default_rng(4)
    n = rng.integers(20, 60, (40, 2000))
    x = rng.binomial(n, rng.beta(1, 19, n.shape))
    m = rng.integers(20, 60, (60, 2000))
    y = rng.binomial(m, rng.beta(1, 19, m.shape))
    d = ratio_difference(moments(x, n), moments(y, m))
    covered = np.mean((d.low <= 0) & (d.high >= 0))
    assert 0.93 <= covered <= 0.97
