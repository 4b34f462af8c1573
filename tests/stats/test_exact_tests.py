import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.stats.exact_tests import conditional_odds_ratio, fisher_exact_p

few = settings(max_examples=25)


@pytest.mark.parametrize("measure", [fisher_exact_p, conditional_odds_ratio])
def test_exact_statistics_refuse_fractions(measure):
    with pytest.raises(ValueError, match="Exact statistics need whole numbers: `a`, `b`"):
        measure(0.5, 2, 10, 10)


def test_fisher_exact_by_hand():
    # Of the C(8, 4) = 70 ways to share 4 among two groups of 4, 1 + 16 + 16 + 1 are no likelier than 1 : 3.
    assert fisher_exact_p(1, 3, 4, 4) == pytest.approx((1 + 16 + 16 + 1) / 70)


def test_fisher_exact_against_scipy(random_tables):
    tables = np.hstack([random_tables(), random_tables(seed=2) // [[1], [30], [1], [30]] + [[0], [0], [0], [1]]])
    tables = tables[:, (tables[:2].sum(0) > 0) & (tables[:2].sum(0) < tables[2:].sum(0))]
    got = fisher_exact_p(*tables)
    expected = [stats.fisher_exact([[a, b], [n_a - a, n_b - b]]).pvalue for a, b, n_a, n_b in tables.T]
    np.testing.assert_allclose(got, expected, rtol=1e-8)


def test_fisher_exact_by_summing_all_tables():
    for item in range(1, 30):
        for n_a, n_b in ((15, 15), (10, 20), (3, 27)):
            counts = np.arange(max(0, item - n_b), min(item, n_a) + 1)
            weight = [math.comb(n_a, k) * math.comb(n_b, item - k) for k in counts]
            expected = [sum(w for w in weight if w <= seen) / sum(weight) for seen in weight]
            np.testing.assert_allclose(fisher_exact_p(counts, item - counts, n_a, n_b), expected, rtol=1e-9)


def test_fisher_exact_in_a_large_corpus_and_a_far_tail():
    tables = np.array([(1189, 968, 168_329, 19_552_238), (0, 40, 9_000_000, 9_000_000), (300, 200, 10**6, 2 * 10**6)]).T
    expected = [stats.fisher_exact([[a, b], [n_a - a, n_b - b]]).pvalue for a, b, n_a, n_b in tables.T]
    np.testing.assert_allclose(fisher_exact_p(*tables), expected, rtol=1e-6)


def test_conditional_odds_ratio_solves_its_equation(random_tables):
    for a, b, n_a, n_b in random_tables(20).T:
        odds = float(conditional_odds_ratio(a, b, n_a, n_b))
        if 0 < odds < math.inf:
            mean = stats.nchypergeom_fisher.mean(n_a + n_b, n_a, a + b, odds)
            assert mean == pytest.approx(a, rel=1e-6)


def test_quanteda_toy_a(toy_a):
    """quanteda.textstats, test-textstat_keyness.R, against R's fisher.test."""
    assert conditional_odds_ratio(*toy_a) == pytest.approx(7.166306, abs=5e-7)
    assert fisher_exact_p(*toy_a) == pytest.approx(0.069779, abs=5e-7)


def test_pedersen_1996():
    """Pedersen (1996), "Fishing for exactness", p. 10: 1 3 / 3 1."""
    assert fisher_exact_p(1, 3, 4, 4) == pytest.approx(0.486, abs=5e-4)


@few
@given(st.data())
def test_fisher_is_a_probability_that_keeps_its_level(tables, data):
    table = data.draw(tables)
    a, b, n_a, n_b = table
    counts = np.arange(max(0, a + b - n_b), min(a + b, n_a) + 1)
    p = np.atleast_1d(fisher_exact_p(counts, a + b - counts, n_a, n_b))
    chance = stats.hypergeom.pmf(counts, n_a + n_b, a + b, n_a)
    assert ((p > 0) & (p <= 1)).all()
    for level in (0.01, 0.05, 0.5):
        assert chance[p <= level].sum() <= level * (1 + 1e-6)


@few
@given(st.data())
def test_fisher_is_the_same_from_both_sides(tables, data):
    a, b, n_a, n_b = data.draw(tables)
    assert fisher_exact_p(a, b, n_a, n_b) == pytest.approx(fisher_exact_p(b, a, n_b, n_a), rel=1e-9)
