"""p-values of many tests at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.stats.multiple_testing import benjamini_hochberg, bonferroni, holm, max_t
from analysis.stats.resampling import relabelings


def test_benjamini_hochberg_by_hand() -> None:
    # sorted p·m/rank: .01·3/1 = .03, .02·3/2 = .03, .5·3/3 = .5; NaN is not counted
    np.testing.assert_allclose(benjamini_hochberg([0.5, np.nan, 0.01, 0.02]), [0.5, np.nan, 0.03, 0.03])
    assert np.isnan(benjamini_hochberg([np.nan])).all()


@given(arrays(np.float64, st.integers(1, 40), elements=st.floats(1e-6, 1)))
def test_benjamini_hochberg_is_scipys(p: np.ndarray) -> None:
    np.testing.assert_allclose(benjamini_hochberg(p), stats.false_discovery_control(p))


RNG = np.random.default_rng


def test_bonferroni_by_hand() -> None:
    # three tests, of which one is missing: twice p, at most 1
    np.testing.assert_allclose(bonferroni([0.6, np.nan, 0.01]), [1, np.nan, 0.02])


def test_holm_by_hand() -> None:
    # Four tests: .01 · 4, .02 · 3 = .06, .03 · 2 = .06, .6 · 1; NaN is not counted.
    np.testing.assert_allclose(holm([0.03, 0.6, np.nan, 0.01, 0.02]), [0.06, 0.6, np.nan, 0.04, 0.06])
    # .02 · 2 = .04, and .03 · 1 is not below the one before it.
    np.testing.assert_allclose(holm([0.03, 0.02]), [0.04, 0.04])
    assert np.isnan(holm([np.nan])).all()


@given(arrays(np.float64, st.integers(1, 40), elements=st.floats(1e-6, 1)))
def test_holm_is_that_of_statsmodels(p: np.ndarray) -> None:
    np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1])
    assert (holm(p) <= bonferroni(p)).all()


def test_max_t_by_hand() -> None:
    # of 4 relabelings the largest of all reaches 3 once, of the last two 2 twice, of the middle one 1 thrice
    relabeled = [[3, 1, 2], [0, 0, 2.5], [1, 1, 0], [0, 1.5, 0.5]]
    assert max_t([3, 1, 2], relabeled) == pytest.approx([1 / 4, 3 / 4, 2 / 4])


def test_max_t_of_one_test_is_the_permutation_test_of_scipy() -> None:
    x = np.array([2.1, 3.4, 1.9, 5.0, 4.2, 3.9, 6.1, 4.8])
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1])

    def t(group: np.ndarray) -> float:
        return x[group == 1].mean() - x[group == 0].mean()

    ours = max_t([t(labels)], ([t(r)] for r in relabelings(labels, np.zeros(8), most=100, rng=RNG(0))))
    theirs = stats.permutation_test((x[4:], x[:4]), lambda a, b: a.mean() - b.mean(), permutation_type="independent")
    assert ours[0] == pytest.approx(theirs.pvalue)


def test_untested_stay_untested_and_order_is_kept() -> None:
    adjusted = max_t([np.nan, 2.0, 1.0], [[np.nan, 2.0, 1.0], [np.nan, 5.0, np.nan]])
    assert np.isnan(adjusted[0])
    assert adjusted[1] <= adjusted[2]


def test_family_wise_error_is_held() -> None:
    rng, false = RNG(2), 0
    labels = np.arange(12) % 2
    for _ in range(200):
        x = rng.exponential(1, (12, 15))
        drawn = list(relabelings(labels, np.zeros(12), most=60, rng=rng))
        sides = (np.stack([x[g == side] for g in drawn]) for side in (1, 0))
        again = stats.ttest_ind(*sides, axis=1).statistic
        false += max_t(again[0], again).min() <= 0.05
    # 200 trials at 5 %: more than 19 would happen in 1 of 100 only
    assert false <= 19


def test_a_test_that_is_missing_at_times_leaves_the_error_at_five_per_cent() -> None:
    rng = RNG(5)
    # Rare words: in many relabelings no statistic, and a large one where there is.
    rare = np.where(rng.random((400, 40, 60)) < 0.5, np.nan, rng.standard_t(3, (400, 40, 60)))
    false = sum(np.nanmin(max_t(t[0], t)) <= 0.05 for t in rare)
    # 400 trials at 5 %: more than 31 would happen in 1 of 100 only
    assert false <= 31
