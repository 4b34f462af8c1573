"""Smallest increases that a test shows: known formulas, and simulated power."""

import numpy as np
import pytest
from scipy.stats import nbinom
from statsmodels.stats.power import TTestIndPower

from analysis.stats.detectable_differences import (
    Shown,
    _negative_binomial_quantile,
    change_by_error,
    rate_change,
    share_change,
)
from analysis.stats.known_dispersion import Spread, rate_difference, share_difference
from analysis.stats.ratios import moments

USUAL = Shown(power=0.8, level=0.05)


def test_of_means_it_is_the_increase_of_a_t_test() -> None:
    found = change_by_error(np.sqrt(2 / 20), 0.3, 20, 20, 38, USUAL, kind="mean")
    assert TTestIndPower().power(float(found), 20, 0.05) == pytest.approx(0.8, abs=0.01)


def test_of_poisson_counts_by_hand() -> None:
    # δ = 2.8016 · √(0.0002 + δ / 1000) at a rate of 0.1 in 1,000 words on each side.
    found = float(change_by_error(np.sqrt(0.0002), 0.1, 1000, 1000, 1e7, USUAL, kind="count"))
    assert found == pytest.approx(2.8016 * np.sqrt(0.0002 + found / 1000), rel=1e-4)


def test_of_shares_by_hand() -> None:
    # Both sides contribute 0.01 · 0.99 / 40; with the share δ more, the outlet contributes (0.01 + δ) (0.99 − δ) / 40.
    se = np.sqrt(2 * 0.01 * 0.99 / 40)
    found = float(change_by_error(se, 0.01, 40, 40, 1e7, USUAL, kind="share"))
    assert found == pytest.approx(2.8016 * np.sqrt((0.01 + found) * (0.99 - found) / 40 + 0.01 * 0.99 / 40), rel=1e-4)


def test_decreases_by_hand_and_none_below_zero() -> None:
    # δ = 2.8016 · √(0.0002 − δ / 1000) at a rate of 0.1 in 1,000 words on each side.
    found = float(change_by_error(np.sqrt(0.0002), 0.1, 1000, 1000, 1e7, USUAL, kind="count", sign=-1))
    assert found == pytest.approx(2.8016 * np.sqrt(0.0002 - found / 1000), rel=1e-4)
    assert np.isinf(change_by_error(0.05, 0.01, 1000, 9000, 20, USUAL, kind="share", sign=-1))
    of_means = (float(change_by_error(0.05, 0.01, 40, 40, 20, USUAL, kind="mean", sign=sign)) for sign in (1, -1))
    assert len(set(of_means)) == 1


def test_what_varies_faster_than_it_grows_is_never_shown() -> None:
    assert np.isinf(change_by_error(0.05, 0.01, 1000, 9000, 20, USUAL, kind="count"))
    assert np.isnan(change_by_error(0.0, 0.01, 1000, 9000, 20, USUAL, kind="count"))


@pytest.mark.parametrize(
    ("own", "other", "r", "level", "sign"),
    [
        ([800], [900, 700, 1200, 600], 0.002, 0.05, 1),
        ([500, 900], [700, 800], 0.004, 0.01, 1),
        ([500] * 20, [700] * 20, 0.02, 0.01, -1),
    ],
)
def test_a_rate_is_shown_as_often_as_said(own: list[int], other: list[int], r: float, level: float, sign: int) -> None:
    rng, dispersion = np.random.default_rng(0), 0.6
    a, b = (moments(np.zeros(len(n)), n) for n in (own, other))
    found = sign * rate_change(np.array([r]), a, b, dispersion, Shown(0.8, level), sign=sign)[0]

    def counts(n: list[int], rate: float) -> np.ndarray:
        words = np.array(n)[:, None]
        return rng.poisson(words * rate * rng.gamma(1 / dispersion, dispersion, (len(n), 4000))).sum(0).astype(float)

    d = rate_difference(a._replace(x=counts(own, r + found)), b._replace(x=counts(other, r)), dispersion)
    assert ((d.p <= level) & (sign * d.estimate > 0)).mean() == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(("r", "level", "sign"), [(0.1, 0.05, 1), (0.3, 0.05, 1), (0.6, 0.05, -1)])
def test_a_share_is_shown_as_often_as_said(r: float, level: float, sign: int) -> None:
    rng, between = np.random.default_rng(1), 0.03
    own, other = [40], [30, 50, 40]
    a, b = (moments(np.zeros(len(n)), n) for n in (own, other))
    spread = Spread(1.0, between, 4)
    found = sign * float(share_change(np.array(r), a, b, spread, Shown(0.8, level), signed=False, sign=sign))

    def counts(n: list[int], share: float) -> np.ndarray:
        size = 1 / between - 1
        shares = rng.beta(size * share, size * (1 - share), (len(n), 4000))
        return rng.binomial(np.array(n)[:, None], shares).sum(0).astype(float)

    d = share_difference(a._replace(x=counts(own, r + found)), b._replace(x=counts(other, r)), spread)
    assert ((d.p <= level) & (sign * d.estimate > 0)).mean() == pytest.approx(0.82, abs=0.04)


def test_tone_by_hand_and_what_no_share_can_reach() -> None:
    side = moments([0], [40])
    # Variance 2 · (0.4 / 40 + 0.01); 1.96 standard errors for p = 0.05, and 0.8416 for a probability of 80 %.
    found = share_change(np.array(0.0), side, side, Spread(0.4, 0.01, 30), USUAL, signed=True)
    assert float(found) == pytest.approx((1.95996 + 0.84162) * np.sqrt(2 * 0.02), rel=1e-4)
    assert np.isinf(share_change(np.array(0.5), side, side, Spread(1, 0.1, 4), Shown(0.8, 1e-6), signed=False))
    assert np.isnan(share_change(np.array(0.5), side, side, Spread(np.nan, np.nan, 4), USUAL, signed=False))


@pytest.mark.parametrize("shape", [0.05, 1.0, 3.7, 40.0, 1e4, 1e8])
def test_quantiles_of_counts_are_those_of_scipy(shape: float) -> None:
    mean, q = np.array([[0], [1e-3], [0.3], [1], [7.5], [140], [9_000]]), (np.arange(10) + 0.5) / 10
    expected = nbinom.ppf(q, shape, shape / (shape + mean))
    np.testing.assert_array_equal(_negative_binomial_quantile(q, mean, np.array(shape)), expected)
