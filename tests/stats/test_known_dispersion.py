"""Differences with a dispersion that is known from elsewhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.stats.known_dispersion import Spread, rate_difference, share_difference
from analysis.stats.ratios import Moments, moments


def one(x: float, n: float) -> Moments:
    return moments([x], [n])


def test_without_counts_or_words_there_is_no_test() -> None:
    neither, empty = rate_difference(one(0, 10), one(0, 20), 0.5), rate_difference(one(0, 0), one(3, 20), 0.5)
    assert neither.estimate == 0
    assert np.isnan([*neither[1:], *empty]).all()
    assert np.isnan(share_difference(one(0, 10), one(0, 10), Spread(1, 0.1, 5))[1:]).all()


def test_equal_rates_do_not_differ() -> None:
    d = rate_difference(one(5, 100), one(5, 100), 0.5)
    assert (d.estimate, d.p) == (0, 1)
    assert d.low < 0 < d.high


@pytest.mark.parametrize(("x", "y", "n", "m"), [(10, 2, 1000, 1000), (0, 7, 300, 500), (4, 5, 100, 900)])
def test_without_dispersion_it_is_the_exact_test_of_two_poisson_rates(x: int, y: int, n: int, m: int) -> None:
    tails = [stats.binomtest(x, x + y, n / (n + m), alternative=side).pvalue for side in ("less", "greater")]
    assert rate_difference(one(x, n), one(y, m), 0).p == pytest.approx(min(1, 2 * min(tails)))


def test_with_many_words_the_ratio_follows_f_with_the_heavier_tail() -> None:
    # Dispersion .5 in one unit is a gamma variable of shape 2; in two equal units of shape 4.
    a, b = one(3e9, 1e9), moments([0.5e9, 0.5e9], [0.5e9, 0.5e9])
    tails = stats.f.sf(3, 4, 8), stats.f.sf(3, 8, 4)
    assert rate_difference(a, b, 0.5).p == pytest.approx(2 * max(tails), rel=1e-6)


@pytest.mark.parametrize("reciprocal", [False, True])
def test_it_holds_its_level_whichever_tail_is_heavy(reciprocal: bool) -> None:
    rng, times, articles = np.random.default_rng(1), 4000, 20
    rates = rng.gamma(2, 0.5, (times, articles + 1))
    counts = rng.poisson(1 / rates * 8 if reciprocal else rates * 8).astype(float)
    n, ones = 800.0, np.ones(times)
    a = Moments(counts[:, 0], n * ones, ones, ones, ones, n * n * ones)
    b = Moments(counts[:, 1:].sum(1), articles * n * ones, ones, ones, ones, articles * n * n * ones)
    d = rate_difference(a, b, 0.5)
    assert (d.p <= 0.05).mean() <= 0.05
    assert (d.p <= 0.01).mean() <= 0.012


def test_the_standard_error_is_that_of_the_negative_binomial() -> None:
    # Pooled rate 12/2000 = .006; variances .006/1000 and .5 · .006² on each side.
    d = rate_difference(one(10, 1000), one(2, 1000), 0.5)
    assert d.se == pytest.approx(np.sqrt(2 * (0.006 / 1000 + 0.5 * 0.006**2)))


def test_intervals_of_rates_cover_a_true_difference() -> None:
    rng, times, dispersion = np.random.default_rng(0), 4000, 0.4
    ones = np.ones(times)
    sides = []
    for rate in (0.02, 0.005):
        x = rng.poisson(rng.gamma(1 / dispersion, dispersion, times) * rate * 800)
        sides.append(Moments(x.astype(float), 800 * ones, ones, x * x, 800 * x, 800.0**2 * ones))
    d = rate_difference(*sides, dispersion)
    tested = ~np.isnan(d.p)
    assert ((d.low <= 0.015) & (d.high >= 0.015))[tested].mean() >= 0.94


def test_a_share_by_hand() -> None:
    # Pooled 15/40 = .375; each side: .375 · .625 · (1.5/20 + .05) = .234375 · .125.
    d = share_difference(one(10, 20), one(5, 20), Spread(1.5, 0.05, 4), confidence=0.9)
    se = np.sqrt(2 * 0.234375 * 0.125)
    assert d.se == pytest.approx(se)
    assert d.p == pytest.approx(2 * stats.norm.sf(0.25 / se))
    assert (d.low, d.high) == pytest.approx((0.25 - stats.norm.ppf(0.95) * se, 0.25 + stats.norm.ppf(0.95) * se))


def test_beyond_the_95_percent_limits_tails_are_those_of_t() -> None:
    # Pooled .5, so each side has variance .25 · .04: se = √.02, and .9 is 6.36 of it.
    a, b = one(95, 100), one(5, 100)
    d = share_difference(a, b, Spread(0, 0.04, 4), confidence=0.99)
    scale = stats.t.ppf(0.975, 4) / stats.norm.ppf(0.975)
    assert d.p == pytest.approx(2 * stats.t.sf(0.9 / np.sqrt(0.02) * scale, 4))
    assert d.high - d.estimate == pytest.approx(stats.t.ppf(0.995, 4) / scale * np.sqrt(0.02))


def test_means_have_the_variance_as_it_is_known() -> None:
    # Two articles of 30 and 10 segments: Σn² / (Σn)² = 1000 / 1600.
    d = share_difference(moments([3, -2], [30, 10]), one(-4, 20), Spread(0.4, 0.02, 5), signed=True)
    assert d.estimate == pytest.approx(1 / 40 + 4 / 20)
    assert d.se == pytest.approx(np.sqrt(0.4 / 40 + 0.02 * 1000 / 1600 + 0.4 / 20 + 0.02))


counts = st.integers(0, 40)
words = st.integers(50, 2000)


@settings(max_examples=60, deadline=None)
@given(counts, words, counts, words, st.floats(0, 2), st.sampled_from([0.8, 0.95]))
def test_intervals_agree_with_p_and_sides_are_interchangeable(x, n, y, m, dispersion, confidence) -> None:
    d = rate_difference(one(x, n), one(y, m), dispersion, confidence=confidence)
    back = rate_difference(one(y, m), one(x, n), dispersion, confidence=confidence)
    if x + y == 0:
        return
    assert d.low <= d.estimate <= d.high
    if abs(d.p - (1 - confidence)) > 1e-9:
        assert (d.low > 0 or d.high < 0) == (d.p < 1 - confidence)
    assert [*map(float, (back.low, back.high, back.p))] == pytest.approx([*map(float, (-d.high, -d.low, d.p))])


@settings(max_examples=40, deadline=None)
@given(counts, counts, st.floats(0, 1), st.floats(0.05, 1))
def test_more_dispersion_never_makes_a_difference_more_certain(x, y, dispersion, more) -> None:
    if x + y:
        less_certain = rate_difference(one(x, 500), one(y, 500), dispersion + more)
        assert less_certain.p >= rate_difference(one(x, 500), one(y, 500), dispersion).p - 1e-9
