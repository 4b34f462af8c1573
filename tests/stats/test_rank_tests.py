"""Rank tests of sparse tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from analysis.stats.keyness_tests import normal_p
from analysis.stats.rank_tests import mann_whitney


def test_equal_values_differ_in_nothing() -> None:
    found = mann_whitney([[2, 1], [2, 0], [2, 1], [2, 0]], [[1, 1, 0, 0]], [[0, 0, 1, 1]])
    assert found.z.tolist() == found.rank_biserial.tolist() == [[0, 0]]


def test_by_hand() -> None:
    # Ranks of 5, 3, 0 | 3, 0, 0 are 6, 4.5, 2 | 4.5, 2, 2; U = 12.5 - 6, ties of 2 and of 3.
    found = mann_whitney([[5], [3], [0], [3], [0], [0]], [[1, 1, 1, 0, 0, 0]], [[0, 0, 0, 1, 1, 1]])
    variance = 9 / 12 * (7 - (2**3 - 2 + 3**3 - 3) / (6 * 5))
    assert found.z == pytest.approx((6.5 - 4.5 - 0.5) / np.sqrt(variance))
    # Of 9 pairs, 3 + 2 + 0 are larger, 0 + 0 + 1 smaller.
    assert found.rank_biserial == pytest.approx((5 - 1) / 9)


def test_a_published_value() -> None:
    """The worked example in the documentation of scipy.stats.mannwhitneyu: ages at diagnosis, asymptotic p .11135."""
    ages = np.array([19, 22, 16, 29, 24, 20, 11, 17, 12], float)[:, None]
    target = np.arange(9) < 5
    found = mann_whitney(ages, [target], [~target])
    assert normal_p(found.z) == pytest.approx(0.11134688653314041)
    assert (1 + found.rank_biserial) / 2 == pytest.approx(17 / 20)


tables = st.integers(2, 20).flatmap(
    lambda units: st.tuples(
        st.lists(
            st.lists(st.sampled_from([0, 0, 0, 0, 0.01, 0.02, 0.5]), min_size=4, max_size=4),
            min_size=units,
            max_size=units,
        ),
        st.lists(st.lists(st.sampled_from("ab-"), min_size=units, max_size=units), min_size=1, max_size=3),
    )
)


@settings(max_examples=60)
@given(tables)
def test_it_is_scipys(table: tuple) -> None:
    values, sides = np.array(table[0]), np.array(table[1])
    target, reference = sides == "a", sides == "b"
    found = mann_whitney(sparse.csr_array(values), target, reference)
    p = normal_p(found.z)
    for (pair, item), z in np.ndenumerate(found.z):
        ours, theirs = values[target[pair], item], values[reference[pair], item]
        if not (len(ours) and len(theirs) and (ours.any() or theirs.any())):
            assert np.isnan(z) and np.isnan(found.rank_biserial[pair, item])
            continue
        expected = stats.mannwhitneyu(ours, theirs, method="asymptotic")
        assert p[pair, item] == pytest.approx(expected.pvalue)
        probability = expected.statistic / len(ours) / len(theirs)
        assert (1 + found.rank_biserial[pair, item]) / 2 == pytest.approx(probability)


def test_what_it_cannot_take() -> None:
    with pytest.raises(ValueError, match="`values` must be numbers, and not negative"):
        mann_whitney([[-1.0], [1.0]], [[1, 0]], [[0, 1]])
    with pytest.raises(ValueError, match="`values` must be numbers, and not negative"):
        mann_whitney([[np.nan], [1.0]], [[1, 0]], [[0, 1]])
    with pytest.raises(ValueError, match="A unit must not be on both sides of a pair"):
        mann_whitney([[1.0], [1.0]], [[1, 0]], [[1, 1]])


def test_exchangeable_units_keep_the_level() -> None:
    rng = np.random.default_rng(1)
    values = rng.poisson(0.7, (40, 4000)) / 100
    target = np.arange(40) < 15
    p = normal_p(mann_whitney(values, [target], [~target]).z)
    assert 0.03 < (p < 0.05).mean() < 0.06
