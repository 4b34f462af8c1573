"""Equivalence tests and detectable differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.weightstats import ttost_ind

from analysis.stats.equivalence import detectable_difference, equivalence_p


def test_without_a_standard_error_nothing_is_known() -> None:
    se, df = np.array([np.nan, 0.0, 1.0, 1.0]), np.array([5.0, 5.0, 0.0, np.nan])
    assert np.isnan(detectable_difference(se, df)).all()
    assert np.isnan(equivalence_p(np.zeros(4), se, df, 1.0)).all()
    assert np.isnan(equivalence_p(0.0, 1.0, 5.0, np.array([0.0, -1.0, np.nan]))).all()


def test_two_one_sided_tests_by_hand() -> None:
    # With one degree of freedom, P(T > t) = 1/2 − arctan(t) / π.
    p = equivalence_p([0, 1, -1], 1.0, 1.0, 2.0)
    assert p == pytest.approx(0.5 - np.arctan([2, 1, 1]) / np.pi)


def test_equivalence_is_that_of_statsmodels() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(0.1, 1, 25), rng.normal(0, 1, 18)
    df = len(a) + len(b) - 2
    pooled = ((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / df
    se = np.sqrt(pooled * (1 / len(a) + 1 / len(b)))
    for smallest in (0.2, 0.5, 1.0, 2.0):
        ours = equivalence_p(a.mean() - b.mean(), se, df, smallest)
        assert ours == pytest.approx(ttost_ind(a, b, -smallest, smallest)[0])


def test_equivalence_is_that_of_a_published_replication() -> None:
    # Lakens (2017), Equivalence tests: a practical primer, Social Psychological and Personality Science 8, of the data
    # of Moery & Calin-Jageman (2016), bounds of d = ±0.43: t(182) = −2.69, p = .004.
    n, sd = np.array([95, 89]), np.array([0.95, 0.83])
    pooled = np.sqrt((sd**2 * (n - 1)).sum() / 182)
    p = equivalence_p(5.25 - 5.22, pooled * np.sqrt((1 / n).sum()), 182, 0.43 * pooled)
    assert round(float(p), 3) == 0.004
    assert round(float(stats.t.ppf(p, 182)), 2) == -2.69


@pytest.mark.parametrize("articles", [4, 8, 20, 100, 1000])
@pytest.mark.parametrize("power", [0.5, 0.8, 0.95])
def test_a_detectable_difference_has_about_its_power_by_statsmodels(articles: int, power: float) -> None:
    difference = detectable_difference(np.sqrt(2 / articles), 2 * articles - 2, power=power)
    exact = TTestIndPower().power(difference, articles, 0.05)
    # The noncentral t is a little wider than the sum of two quantiles, with few articles.
    assert exact == pytest.approx(power, abs=0.2 / articles)


def test_multiples_of_the_standard_error_are_those_of_bloom() -> None:
    # Bloom (1995): 2.80 standard errors at a two-sided 5 % and a power of 80 %, 2.49 at a one-sided 5 %.
    assert round(float(detectable_difference(1.0, np.inf)), 2) == 2.80
    assert round(float(detectable_difference(1.0, np.inf, confidence=0.9)), 2) == 2.49


@settings(max_examples=50)
@given(st.floats(-3, 3), st.floats(0.1, 2), st.integers(1, 200), st.floats(0.1, 5), st.sampled_from([0.01, 0.05, 0.2]))
def test_equivalent_where_the_interval_lies_inside(
    estimate: float, se: float, df: int, smallest: float, alpha: float
) -> None:
    margin = stats.t.ppf(1 - alpha, df) * se
    room = smallest - abs(estimate) - margin
    if abs(room) > 1e-6:
        assert bool(equivalence_p(estimate, se, df, smallest) < alpha) == (room > 0)
