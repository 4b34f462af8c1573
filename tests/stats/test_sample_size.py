"""Units that a difference needs, and the variance of ratios that are expected."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import TTestIndPower

from analysis.stats.ratios import moments, ratio, ratio_variance
from analysis.stats.sample_size import Design, UnitVariance, design, detectable_increase, unit_variance, units_needed


def variance(constant: float = 0, linear: float = 0, quadratic: float = 0) -> UnitVariance:
    return UnitVariance(np.array(float(constant)), np.array(float(linear)), np.array(float(quadratic)))


def units(number: float, n: float = 1.0) -> Design:
    return Design(np.array(float(number)), np.array(n), np.array(n * n))


def test_without_variation_no_number_of_units_is_known() -> None:
    same, one = moments([2, 2], [10, 10]), moments([3], [10])
    for sides in ([same], [one], [same, one]):
        assert np.isnan(unit_variance(sides)).all()
    assert np.isnan(units_needed([0.0, np.nan, 1.0, 1.0, 1e-9], [1, 1, 0, np.nan, 1], [1, 1, 0, 1, 1])).all()


def test_residuals_by_hand() -> None:
    # Ratios 0.2 and 0.6; residuals −1, 1 and −4, 4: 2 · 2 + 2 · 32 / 2 · 2 of squares, a total x of 4 + 12.
    sides = [moments([1, 3], [10, 10]), moments([2, 10], [10, 10])]
    v = unit_variance(sides)
    squares = 2 * (1 + 1) + 2 * (16 + 16)
    assert float(v.linear) == 1
    assert float(v.quadratic) == pytest.approx((squares - 16) / (0.2**2 * 200 + 0.6**2 * 200))
    assert float(v.constant) == 0


def test_less_varied_counts_than_poissons() -> None:
    # Residuals ∓0.5 and a total x of 9: 2 · 0.5 of squares.
    v = unit_variance([moments([4, 5], [10, 10])])
    assert [float(part) for part in v] == pytest.approx([0, 1 / 9, 0])


def test_signed_numerators_vary_as_much_at_any_ratio() -> None:
    m = moments([-1, 3], [10, 10])
    v = unit_variance([m], signed=True)
    assert float(v.of_ratio(np.array(0.1), design(m))) == pytest.approx(float(ratio_variance(m)))
    assert float(v.of_ratio(np.array(0.9), design(m))) == pytest.approx(float(ratio_variance(m)))


def test_one_side_has_its_own_variance_at_its_own_ratio() -> None:
    rng = np.random.default_rng(0)
    n = rng.integers(100, 900, 12).astype(float)[:, None]
    m = moments(rng.poisson(n * [0.001, 0.01] * rng.gamma(2, 0.5, (12, 2))), n)
    assert unit_variance([m]).of_ratio(ratio(m), design(m)) == pytest.approx(ratio_variance(m))


def test_the_dispersion_of_simulated_negative_binomials_is_found() -> None:
    rng = np.random.default_rng(1)
    n = rng.integers(200, 1000, 40_000).astype(float)
    x = rng.poisson(n * 0.01 * rng.gamma(2, 0.5, n.size))
    v = unit_variance([moments(x, n)])
    assert float(v.quadratic) == pytest.approx(1 / 2, rel=0.03)
    # Twice the ratio, as simulated there.
    doubled = moments(rng.poisson(n * 0.02 * rng.gamma(2, 0.5, n.size)), n)
    assert float(v.of_ratio(np.array(0.02), design(doubled))) == pytest.approx(float(ratio_variance(doubled)), rel=0.05)


def test_units_needed_are_those_of_cohen() -> None:
    # Cohen (1992), A power primer, Psychological Bulletin 112, table 2: 393, 64 and 26; he rounds 393.4 down.
    assert units_needed([0.2, 0.5, 0.8], 1.0, 1.0).tolist() == [394, 64, 26]


@pytest.mark.parametrize("allocation", [0.2, 1.0, 3.0])
@pytest.mark.parametrize("difference", [0.1, 0.4, 1.0])
def test_units_needed_are_those_of_statsmodels(difference: float, allocation: float) -> None:
    theirs = TTestIndPower().solve_power(difference, power=0.9, alpha=0.01, ratio=allocation)
    ours = units_needed(difference, 1.0, 1.0, allocation=allocation, power=0.9, confidence=0.99)
    # Welch's degrees of freedom are fewer than those of a pooled variance where sides are unequal.
    assert theirs - 0.1 <= ours <= theirs * (1.02 if allocation == 1 else 1.1) + 1.5


def test_pooled_variances_count_where_they_are_larger() -> None:
    # Four times as many units on the other side. Where they vary more, pooling gives the few a variance too large:
    # v / m + v' / 4m = 2 / m, but (v + 4v') / 5 · (1 + 1/4) / m = 4.25 / m.
    few_vary_less = units_needed(0.5, 1.0, 4.0, allocation=4)
    lachin = (1.96 * np.sqrt(4.25) + 0.8416 * np.sqrt(2)) ** 2 / 0.25
    assert lachin <= few_vary_less <= lachin * 1.05
    few_vary_more = units_needed(0.5, 4.0, 1.0, allocation=4)
    separate = (1.96 + 0.8416) ** 2 * 4.25 / 0.25
    assert separate <= few_vary_more <= separate * 1.05


def test_longer_units_pool_as_more_words() -> None:
    # With units twice as long on this side, pooled variances are v · 2 + v' / 2.
    assert units_needed(0.5, 4.0, 1.0, denominators=2.0) > units_needed(0.5, 4.0, 1.0)
    assert units_needed(0.5, 1.0, 4.0, denominators=2.0) == units_needed(0.5, 1.0, 4.0)


def test_a_detectable_increase_by_hand() -> None:
    # Without growth of the variance it is (t + t) · √(v/m + v/m): 2.1448 + 0.8681 of 14 degrees of freedom.
    d = detectable_increase(variance(constant=4), np.array(0.5), units(8), units(8))
    assert float(d) == pytest.approx((2.1448 + 0.8681) * np.sqrt(4 / 8 + 4 / 8), rel=1e-4)


def test_what_grows_faster_than_its_error_shrinks_cannot_be_detected() -> None:
    bursty = variance(linear=1, quadratic=3)
    d = detectable_increase(bursty, np.array(1.0), units(4), units(4))
    assert np.isposinf(d)
    assert np.isnan(detectable_increase(bursty, np.array(1.0), units(1), units(40)))
    assert detectable_increase(bursty, np.array(1.0), units(400), units(400)) < 1


@settings(max_examples=60)
@given(
    difference=st.floats(0.05, 5),
    own=st.floats(0.01, 20),
    other=st.floats(0, 20),
    allocation=st.floats(0.1, 10),
    power=st.floats(0.5, 0.99),
)
def test_the_units_needed_suffice_and_one_less_does_not(
    difference: float, own: float, other: float, allocation: float, power: float
) -> None:
    m = float(units_needed(difference, own, other, allocation=allocation, power=power))
    fewest = np.ceil(2 / min(allocation, 1))
    assert m >= fewest

    def power_reached(number: float) -> bool:
        v = np.array([own, other]) / [number, number * allocation]
        df = v.sum() ** 2 / (v**2 / [number - 1, number * allocation - 1]).sum()
        # Pooled: the variance of both sides together, (m v + m' v') / (m + m'), for each of the m and m' units.
        pooled = (own + allocation * other) / (1 + allocation) * (1 + 1 / allocation) / number
        tested = np.sqrt(max(v.sum(), pooled))
        return bool(stats_t(df, 0.975) * tested + stats_t(df, power) * np.sqrt(v.sum()) <= difference * (1 + 1e-12))

    assert power_reached(m)
    if m > fewest:
        assert not power_reached(m - 1)


def stats_t(df: float, probability: float) -> float:
    from scipy import stats

    return float(stats.t.ppf(probability, df))


@settings(max_examples=40)
@given(st.floats(0.01, 0.5), st.floats(0, 2), st.integers(12, 400), st.floats(10, 1000))
def test_a_detectable_increase_needs_the_units_that_there_are(
    r: float, dispersion: float, number: int, n: float
) -> None:
    v, side = variance(linear=1, quadratic=dispersion), units(number, n)
    increase = float(detectable_increase(v, np.array(r), side, side))
    if np.isfinite(increase):
        own, other = (float(v.of_ratio(np.array(rate), side.of(1))) for rate in (r + increase, r))
        # Welch's degrees of freedom are taken at equal ratios in one, at unequal ratios in the other.
        assert number <= float(units_needed(increase, own, other)) <= number * 1.05 + 2
