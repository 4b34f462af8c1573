"""Maps of distances."""

import numpy as np
import pytest
from scipy.spatial.distance import pdist, squareform

from analysis.stats.scaling import metric_scaling, principal_coordinates, stress_1


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
