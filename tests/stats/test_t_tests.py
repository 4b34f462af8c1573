"""Student's and Welch's t."""

import numpy as np
import pytest
from scipy import stats

from analysis.stats.t_tests import student, welch_degrees_of_freedom


def test_without_variance_there_is_no_test() -> None:
    d = student(np.array([1.0, 1.0, 1.0]), np.array([0.0, np.nan, 1.0]), np.array([5.0, 5.0, 0.0]), confidence=0.95)
    assert d.estimate.tolist() == [1, 1, 1]
    assert np.isnan([d.low, d.high, d.p, d.se]).all()


def test_welchs_t_test_is_that_of_scipy() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(0.3, 1, 12), rng.normal(0, 3, 7)
    variances = a.var(ddof=1) / 12, b.var(ddof=1) / 7
    df = welch_degrees_of_freedom(variances, (np.array(11.0), np.array(6.0)))
    ours = student(a.mean() - b.mean(), sum(variances), df, confidence=0.9)
    theirs = stats.ttest_ind(a, b, equal_var=False)
    interval = theirs.confidence_interval(0.9)
    assert (ours.p, ours.low, ours.high) == pytest.approx((theirs.pvalue, interval.low, interval.high))


def test_one_variance_has_its_own_degrees_of_freedom() -> None:
    df = welch_degrees_of_freedom((np.array(0.3), np.array(0.0)), (np.array(5.0), np.array(9.0)))
    assert df == pytest.approx(5)
