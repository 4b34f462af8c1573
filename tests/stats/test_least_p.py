"""The smallest p-values of tests by relabeling, against all relabelings."""

from itertools import combinations, product

import numpy as np
import pytest

from analysis.stats.least_p import least_p_of_permuting, least_p_of_signs


@pytest.mark.parametrize(("m", "against"), [(1, 1), (2, 2), (2, 3), (3, 3), (1, 6), (4, 5)])
def test_of_permuting_it_is_the_share_of_the_most_extreme_labels(m: int, against: int) -> None:
    # Units of 1, 2, 4, …: no two sets have one sum, and the largest lie together.
    values = 2.0 ** np.arange(m + against)
    t = np.array([abs(values[list(own)].sum() / m - np.delete(values, own).sum() / against)
                  for own in combinations(range(m + against), m)])  # fmt: skip
    assert np.isclose(t, t.max()).mean() == pytest.approx(float(least_p_of_permuting(m, against)))


def test_sides_whose_units_differ_by_rounding_alone_are_equal() -> None:
    cut_in_two = 3 * 0.09463084448391593 + 3 * (1 - 0.09463084448391593)
    for units in (cut_in_two, np.nextafter(3, 0), np.nextafter(3, 4)):
        assert least_p_of_permuting(units, 3) == pytest.approx(0.1)


@pytest.mark.parametrize("pairs", [1, 2, 5])
def test_of_signs_it_is_the_share_of_all_alike(pairs: int) -> None:
    t = [abs(sum(signs)) for signs in product((-1, 1), repeat=pairs)]
    assert np.mean(np.array(t) == pairs) == float(least_p_of_signs(pairs))
