import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.regression.linear_model import WLS

from analysis.stats.ratios import moments, ratio, ratio_variance

COUNTS = arrays(np.int64, st.integers(2, 30), elements=st.integers(0, 40))


def test_worked_by_hand() -> None:
    # x = 1, 3; n = 10, 10: r = 4/20; residuals x − rn = −1, +1; var = 2/1 · 2 / 400 = 0.01
    assert ratio_variance(moments([1, 3], [10, 10])) == pytest.approx(0.01)
    # x = 0, 4; n = 5, 15: r = .2; residuals −1, +1: the same
    assert ratio_variance(moments([0, 4], [5, 15])) == pytest.approx(0.01)


def test_the_variance_of_a_ratio_is_that_of_statsmodels() -> None:
    # Σx/Σn is the mean of x/n weighted by n; HC1 is U/(U − 1) times the linearised variance.
    rng = np.random.default_rng(5)
    n = rng.integers(50, 900, 20).astype(float)
    x = rng.binomial(n.astype(int), 0.02).astype(float)
    fit = WLS(x / n, np.ones(20), weights=n).fit(cov_type="HC1")
    assert ratio(moments(x, n)) == pytest.approx(fit.params[0])
    assert ratio_variance(moments(x, n)) == pytest.approx(fit.cov_params()[0, 0])


@settings(max_examples=60)
@given(COUNTS, st.data())
def test_any_partition_gives_the_same(x: np.ndarray, data: st.DataObject) -> None:
    n = x + data.draw(arrays(np.int64, len(x), elements=st.integers(1, 60)))
    part = data.draw(arrays(np.bool_, len(x)))
    whole, merged = moments(x, n), moments(x[part], n[part]).merge(moments(x[~part], n[~part]))
    rest, left = moments(x[~part], n[~part]), merged.without(moments(x[part], n[part]))
    for ours, theirs in ((merged, whole), (left, rest)):
        np.testing.assert_allclose(ours[:-1], theirs[:-1], rtol=1e-12)
        np.testing.assert_allclose(ours.higher, theirs.higher, rtol=1e-12)
