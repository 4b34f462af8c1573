"""Distances between distributions, and maps of them."""

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon, pdist, squareform

from analysis.stats.distances import metric_scaling, principal_coordinates, squared_le_cam, stress_1


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


def test_a_plane_is_found_again() -> None:
    points = np.random.default_rng(3).normal(size=(7, 2))
    given = squareform(pdist(points))
    for scaled in (principal_coordinates(given), metric_scaling(given)):
        assert squareform(pdist(scaled)) == pytest.approx(given)
        assert stress_1(given, scaled) == pytest.approx(0, abs=1e-9)


def test_as_near_as_scikit_learn_comes() -> None:
    from sklearn.manifold import smacof

    points = np.random.default_rng(4).normal(size=(9, 5))
    given = squareform(pdist(points))
    ours = metric_scaling(given)
    theirs, _ = smacof(
        given, init=principal_coordinates(given), n_init=1, max_iter=3000, eps=1e-12, normalized_stress=False
    )
    assert stress_1(given, ours) == pytest.approx(stress_1(given, theirs), abs=1e-4)
    assert stress_1(given, ours) <= stress_1(given, principal_coordinates(given))


def test_a_map_does_not_hang_on_the_order_of_the_rows() -> None:
    given = squareform(pdist(np.random.default_rng(5).normal(size=(6, 4))))
    order = [3, 1, 5, 0, 2, 4]
    assert metric_scaling(given[np.ix_(order, order)]) == pytest.approx(metric_scaling(given)[order], abs=1e-5)


def test_stress_by_hand() -> None:
    # Three points a distance 1 apart, drawn on a line at 0, 1, 2: shown 1, 1, 2; (2 − 1)² over 1 + 1 + 4.
    given = 1 - np.eye(3)
    assert stress_1(given, [[0, 0], [1, 0], [2, 0]]) == pytest.approx(np.sqrt(1 / 6))
