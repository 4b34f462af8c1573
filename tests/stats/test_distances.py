"""Distances between distributions."""

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from analysis.stats.distances import squared_le_cam


def test_equal_and_disjoint() -> None:
    assert squared_le_cam([[1, 1, 0], [2, 2, 0], [0, 0, 5]]) == pytest.approx(
        np.array([[0, 1 / 9, 1], [1 / 9, 0, 1], [1, 1, 0]])
    )


def test_the_published_toy() -> None:
    # A–G against B–H, ten each: Jensen–Shannon 1/7 bit (shifterator). With all differences in words of one side only,
    # Vincze–Le Cam is the same: 2 · (1/7)² / (1/7) over 2.
    toy = np.zeros((2, 8))
    toy[0, :7] = toy[1, 1:] = 1 / 7
    assert squared_le_cam(toy)[0, 1] == pytest.approx(1 / 7)
    assert jensenshannon(*toy, base=2) ** 2 == pytest.approx(1 / 7)


def test_between_jensen_shannon_and_twice_as_much() -> None:
    # Topsøe (2000): ½ · Σ (p − q)²/(p + q) · ½ ≤ Jensen–Shannon in nats ≤ ln 2 · ½ · Σ (p − q)²/(p + q).
    for p, q in np.random.default_rng(1).dirichlet(np.full(20, 0.3), (50, 2)):
        ours, theirs = squared_le_cam([p, q])[0, 1], jensenshannon(p, q) ** 2
        assert ours / 2 <= theirs + 1e-12 and theirs <= np.log(2) * ours + 1e-12


def test_chance_is_taken_off() -> None:
    rng = np.random.default_rng(2)
    truth = rng.dirichlet(np.full(200, 0.5))
    raw, less = [], []
    for _ in range(200):
        counts = rng.multinomial(400, truth, size=2)
        rates = counts / 400
        variances = rates * (1 - rates) / 399
        raw.append(squared_le_cam(rates)[0, 1])
        less.append(squared_le_cam(rates, variances)[0, 1])
    assert np.mean(raw) > 0.1
    assert abs(np.mean(less)) < 0.02


def test_what_is_unknown_stays_unknown() -> None:
    found = squared_le_cam([[1, 1], [0, 0], [1, 0]], [[0, 0], [0, 0], [np.nan, np.nan]])
    assert np.isnan(found[0, 1]) and np.isnan(found[0, 2]) and found[0, 0] == 0
    with pytest.raises(ValueError, match="rates must not be negative; got -1"):
        squared_le_cam([[-1, 1], [1, 1]])
