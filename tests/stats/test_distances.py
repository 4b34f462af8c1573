"""Distances between distributions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from analysis.stats.distances import squared_morisita, squared_morisita_interval
from analysis.stats.ratios import moments, ratio, ratio_variance

SKEWED = np.random.default_rng(2).dirichlet(np.full(200, 0.1), 2)


def articles(truth: np.ndarray, number: int, rng: np.random.Generator) -> np.ndarray:
    """Counts of articles of 20 to 80 words whose rates vary about those given."""
    rates = rng.dirichlet(60 * truth + 1e-9, number)
    return np.array([rng.multinomial(rng.integers(20, 80), rate) for rate in rates])


def squared_of(a: np.ndarray, b: np.ndarray) -> float:
    """Squared distance of two groups of articles, chance taken off."""
    sums = [moments(x, x.sum(1, keepdims=True)) for x in (a, b)]
    return float(squared_morisita([ratio(m) for m in sums], [ratio_variance(m) for m in sums])[0, 1])


def test_equal_and_disjoint() -> None:
    found = squared_morisita([[1, 1, 0], [1, 1, 0], [0, 0, 5]])
    assert found == pytest.approx(np.array([[0, 0, 1], [0, 0, 1], [1, 1, 0]]))


def test_by_hand() -> None:
    # Shares .5 .5 0 and .5 .2 .3: differences 0 .3 -.3; squares .5 and .38.
    assert squared_morisita([[0.5, 0.5, 0], [0.5, 0.2, 0.3]])[0, 1] == pytest.approx(2 * 0.3**2 / (0.5 + 0.38))
    variances = [[0.01, 0.01, 0], [0.02, 0, 0]]
    expected = 1 - 2 * (0.25 + 0.1) / (0.5 - 0.02 + 0.38 - 0.02)
    assert squared_morisita([[0.5, 0.5, 0], [0.5, 0.2, 0.3]], variances)[0, 1] == pytest.approx(expected)


def test_words_drawn_one_by_one_give_the_index_of_morisita() -> None:
    # Where each word is a unit, Σ p² less the variance is Σ x (x − 1) / (n (n − 1)): the index as published in 1959.
    counts = np.array([[6, 3, 1, 0], [2, 5, 0, 4]], float)
    words = [np.eye(4)[np.repeat(np.arange(4), row.astype(int))] for row in counts]
    n = counts.sum(1)
    same = (counts * (counts - 1)).sum(1) / (n * (n - 1))
    index = 2 * (counts[0] @ counts[1]) / (same.sum() * n.prod())
    assert squared_of(*words) == pytest.approx(1 - index)


def test_chance_is_taken_off() -> None:
    rng = np.random.default_rng(3)
    found = [squared_of(articles(SKEWED[0], 6, rng), articles(SKEWED[0], 30, rng)) for _ in range(150)]
    raw = [squared_morisita([articles(SKEWED[0], size, rng).sum(0) for size in (6, 6)])[0, 1] for _ in range(20)]
    assert abs(np.mean(found)) < 3 * np.std(found) / np.sqrt(150) < 0.03
    assert np.mean(raw) > 0.05


def test_what_is_unknown_stays_unknown() -> None:
    found = squared_morisita([[1, 1], [0, 0], [1, 0]], [[0, 0], [0, 0], [np.nan, np.nan]])
    assert np.isnan(found[0, 1]) and np.isnan(found[0, 2]) and found[0, 0] == 0
    assert np.isnan(squared_morisita([[0.5, 0], [0, 0.5]], [[0.25, 0], [0, 0.25]])[0, 1])
    with pytest.raises(ValueError, match="rates must not be negative; got -1"):
        squared_morisita([[-1, 1], [1, 1]])


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(3, 7), st.integers(3, 7), st.sampled_from([0.5, 0.95]))
def test_the_interval_is_that_of_leaving_out_one_by_one(seed: int, first: int, second: int, confidence: float) -> None:
    rng = np.random.default_rng(seed)
    groups = [articles(truth, number, rng) for truth, number in zip(SKEWED, (first, second), strict=True)]
    left_a = [squared_of(np.delete(groups[0], i, 0), groups[1]) for i in range(first)]
    left_b = [squared_of(groups[0], np.delete(groups[1], i, 0)) for i in range(second)]
    parts = [(k - 1) / k * ((np.array(v) - np.mean(v)) ** 2).sum() for k, v in ((first, left_a), (second, left_b))]
    welch = sum(parts) ** 2 / (parts[0] ** 2 / (first - 1) + parts[1] ** 2 / (second - 1))
    half = stats.t.ppf((1 + confidence) / 2, welch) * np.sqrt(sum(parts))
    x = np.vstack(groups).astype(float)
    group = np.repeat([0, 1], [first, second])
    found = squared_morisita_interval(sparse.csr_array(x), x.sum(1), group, 2, confidence=confidence)
    assert found.low[0, 1] == pytest.approx(squared_of(*groups) - half)
    assert found.high[1, 0] == pytest.approx(squared_of(*groups) + half)


def test_a_group_of_two_has_no_interval() -> None:
    x = np.random.default_rng(4).integers(0, 9, (8, 5)).astype(float)
    found = squared_morisita_interval(sparse.csr_array(x), x.sum(1), [0, 0, 0, 1, 1, 1, 2, 2], 3)
    assert np.isnan(found.low[2]).all() and np.isnan(found.low[:, 2]).all() and np.isnan(found.low[0, 0])
    assert found.low[0, 1] == found.low[1, 0] < found.high[0, 1]


def test_intervals_cover() -> None:
    rng = np.random.default_rng(5)
    truth = squared_morisita(SKEWED)[0, 1]
    covered = []
    for _ in range(300):
        x = np.vstack([articles(rates, number, rng) for rates, number in zip(SKEWED, (6, 12), strict=True)]).astype(
            float
        )
        found = squared_morisita_interval(sparse.csr_array(x), x.sum(1), np.repeat([0, 1], [6, 12]), 2)
        covered.append(found.low[0, 1] <= truth <= found.high[0, 1])
    assert 0.91 < np.mean(covered) < 0.99
