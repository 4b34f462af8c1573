import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import f as f_distribution

from analysis.stats.knots import looked_up
from analysis.stats.permutation_moments import MOST_FACTOR, least_factor
from analysis.stats.ratio_intervals import _f_quantile, ratio_difference
from analysis.stats.ratios import Higher, Moments
from analysis.stats.skewness_correction import MOST_SKEWED, STRAIGHT, _at_knots, _type_three_quantile


@given(st.lists(st.floats(-3, 3), min_size=4, max_size=4), st.lists(st.floats(0, 9), min_size=1, max_size=20))
def test_cubics_are_looked_up_exactly(coefficients: list[float], places: list[float]) -> None:
    knots, place = np.arange(10.0), np.array(places)
    (found,) = looked_up(place, np.polyval(coefficients, knots))
    np.testing.assert_allclose(found, np.polyval(coefficients, place), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("df", [2.0, 30.0, 5_000.0])
@pytest.mark.parametrize("probability", [0.8, 0.95, 0.999])
def test_quantiles_of_f_are_those_of_scipy(df: float, probability: float) -> None:
    factor = np.geomspace(least_factor(np.array(df + 1)), MOST_FACTOR, 500)
    expected = f_distribution.ppf(probability, factor, factor * df)
    np.testing.assert_allclose(_f_quantile(factor, np.array([df]), probability), expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_quantiles_of_type_three_are_those_computed_one_by_one(confidence: float) -> None:
    skewness = np.geomspace(STRAIGHT, MOST_SKEWED, 777)
    place = np.log(skewness / STRAIGHT) / np.log(MOST_SKEWED / STRAIGHT) * (len(_at_knots(confidence)[0]) - 1)
    (found,) = looked_up(place, _at_knots(confidence)[1])
    expected = _type_three_quantile(skewness, confidence)
    far = expected > 1.5
    np.testing.assert_allclose(found[far], expected[far], rtol=2e-6)
    assert far.sum() > 300


def test_no_interval_depends_on_how_many_others_are_computed() -> None:
    rng = np.random.default_rng(0)
    a, b = (
        _moments(rng.poisson(rng.gamma(0.3, 1, (30, 2_400)) * scale), rng.integers(200, 900, 30)) for scale in (1, 2)
    )
    whole = ratio_difference(a, b)
    parts = [ratio_difference(_some(a, rows), _some(b, rows)) for rows in (slice(0, 7), slice(7, 2_400))]
    for name in ("estimate", "low", "high", "p"):
        np.testing.assert_array_equal(getattr(whole, name), np.concatenate([getattr(part, name) for part in parts]))


def _moments(x: np.ndarray, n: np.ndarray) -> Moments:
    """Sums over units (rows) of items (columns)."""
    n = n[:, np.newaxis].astype(float)

    def total(i: int, j: int) -> np.ndarray:
        return np.asarray((x.astype(float) ** i * n**j).sum(0) if i else (n**j).sum(0))

    higher = Higher(*(total(i, order - i) for order in (3, 4) for i in range(order, -1, -1)))
    return Moments(total(1, 0), total(0, 1), np.array([float(len(x))]), total(2, 0), total(1, 1), total(0, 2), higher)


def _some(moments: Moments, rows: slice) -> Moments:
    """The sums of some items."""
    return moments.map(lambda part: part[rows] if np.size(part) > 1 else part)
