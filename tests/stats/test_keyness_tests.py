import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.stats.keyness_tests import (
    chi2_p,
    chi_squared,
    chi_squared_yates,
    g2_2term,
    g2_4term,
    g2_williams,
    normal_p,
    signed,
    text_dispersion_g2,
)

few = settings(max_examples=25)
ALL = [g2_2term, g2_4term, g2_williams, chi_squared, chi_squared_yates]


@pytest.mark.parametrize("measure", ALL)
def test_equal_frequencies_make_no_difference(measure):
    assert measure(5, 10, 100, 200) == pytest.approx(0, abs=1e-12)


def test_counts_too_large_for_integers_are_counted_in_floats():
    got = chi_squared(*(np.array([v], np.int32) for v in (70_000, 20_000, 1_000_000, 900_000)))
    assert got == pytest.approx(chi_squared(0.07, 0.02, 1, 0.9) * 1e6)


def test_g2_2term_by_hand():
    expected = 2 * (10 * math.log(10 / 5) + 5 * math.log(5 / 10))
    assert g2_2term(10, 5, 100, 200) == pytest.approx(expected) == pytest.approx(10 * math.log(2))


def test_g2_4term_by_hand():
    others = 2 * (90 * math.log(90 / 95) + 195 * math.log(195 / 190))
    assert g2_4term(10, 5, 100, 200) == pytest.approx(10 * math.log(2) + others)


def test_g2_4term_with_a_zero_cell_by_hand():
    # 0 log 0 = 0
    expected = 2 * (3 * math.log(3 / 1) + 97 * math.log(97 / 99) + 200 * math.log(200 / 198))
    assert g2_4term(3, 0, 100, 200) == pytest.approx(expected)


def test_chi_squared_by_hand():
    expected = 5**2 / 5 + 5**2 / 10 + 5**2 / 95 + 5**2 / 190
    assert chi_squared(10, 5, 100, 200) == pytest.approx(expected)
    yates = 4.5**2 / 5 + 4.5**2 / 10 + 4.5**2 / 95 + 4.5**2 / 190
    assert chi_squared_yates(10, 5, 100, 200) == pytest.approx(yates)
    assert chi_squared_yates(5, 9, 100, 200) == 0  # 5 against an expected 4.67: within half a count


def test_williams_by_hand(toy_a):
    q = 1 + (19 / 10 + 19 / 9 - 1) * (19 / 9 + 19 / 10 - 1) / (6 * 19)
    assert g2_4term(*toy_a) / g2_williams(*toy_a) == pytest.approx(q)


def test_text_dispersion_by_hand():
    # 8 of 10 texts and 2 of 5; 6.67 and 3.33 are expected, 3.33 and 1.67 without.
    expected = 8 * math.log(8 / (20 / 3)) + 4 * math.log(2 / (10 / 3)) + 3 * math.log(3 / (5 / 3))
    assert text_dispersion_g2(8, 2, 10, 5) == pytest.approx(2 * expected)
    assert text_dispersion_g2([10, 0], [5, 0], 10, 5).tolist() == pytest.approx([0, math.nan], nan_ok=True)
    assert np.isnan(text_dispersion_g2(10, 0, 10, 0))


def test_signed_by_hand():
    assert signed([3.0, 3.0], [1, 5], [5, 1], 10, 10).tolist() == [-3, 3]


def test_p_values_by_hand():
    assert chi2_p(3.841459) == pytest.approx(0.05, abs=1e-6)
    assert chi2_p(-3.841459) == chi2_p(3.841459)
    assert normal_p([-1.959964, 1.959964]) == pytest.approx([0.05, 0.05], abs=1e-6)
    assert chi2_p(0) == normal_p(0) == 1


@pytest.mark.parametrize(
    ("measure", "options"),
    [
        (g2_4term, {"lambda_": "log-likelihood", "correction": False}),
        (chi_squared, {"correction": False}),
        (chi_squared_yates, {"correction": True}),
    ],
)
def test_against_scipy_contingency(random_tables, measure, options):
    tables = random_tables()
    got = measure(*tables)
    for (a, b, n_a, n_b), statistic in zip(tables.T, got, strict=True):
        expected = stats.chi2_contingency([[a, b], [n_a - a, n_b - b]], **options)
        assert statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-11)
        assert chi2_p(statistic) == pytest.approx(expected.pvalue, rel=1e-7)


def test_quanteda_toy_a(toy_a):
    """quanteda.textstats, test-textstat_keyness.R, against R's chisq.test and own G2."""
    assert chi_squared(*toy_a) == pytest.approx(4.337160, abs=5e-7)
    assert chi_squared_yates(*toy_a) == pytest.approx(2.632438, abs=5e-7)
    assert g2_4term(*toy_a) == pytest.approx(4.534939, abs=5e-7)
    assert chi2_p(g2_4term(*toy_a)) == pytest.approx(0.033210, abs=5e-7)
    assert g2_4term(*toy_a) / g2_williams(*toy_a) == pytest.approx(1.079533, abs=5e-7)
    assert g2_williams(*toy_a) == pytest.approx(4.200833, abs=5e-7)
    assert chi2_p(g2_williams(*toy_a)) == pytest.approx(0.040404, abs=5e-7)


def test_quanteda_toy_b_default(toy_b):
    """quanteda's default: Yates only if |ad - bc| >= N / 2 and some expected count is below 5; signed."""
    a, b, n_a, n_b = np.array(list(toy_b.values())).T
    total = n_a + n_b
    smallest = np.minimum(a + b, total - a - b) * np.minimum(n_a, n_b) / total
    corrected = (np.abs(a * n_b - b * n_a) >= total / 2) & (smallest < 5)
    chi2 = np.where(corrected, chi_squared_yates(a, b, n_a, n_b), chi_squared(a, b, n_a, n_b))
    expected = [0.731092, 0.467298, 0.089304, 0.089304, 0.004739, -0.065813, -0.065813, -2.040247]
    np.testing.assert_allclose(signed(chi2, a, b, n_a, n_b), expected, atol=5e-7)


def test_quanteda_toy_b_uncorrected(toy_b):
    """quanteda.textstats, test-textstat_keyness.R."""
    c, d = toy_b["c"], toy_b["d"]
    assert signed(chi_squared(*c), *c) == pytest.approx(1.221872, abs=5e-7)
    assert signed(chi_squared(*d), *d) == pytest.approx(-3.715033, abs=5e-7)


def test_g2_of_the_reference_table():
    table = (10, 5, 100, 200)
    assert g2_4term(*table) == pytest.approx(7.329812, abs=5e-7)
    assert g2_2term(*table) == pytest.approx(6.931472, abs=5e-7)


def test_g2_of_the_association_measures_gold():
    """pandas-association-measures: f 7, f1 15334, f2 120, N 191998."""
    table = (7, 113, 15_334, 191_998 - 15_334)
    assert signed(g2_4term(*table), *table) == pytest.approx(-0.829802, abs=5e-7)


def test_dunning_1993():
    """Dunning (1993), p. 72 f.: the Swiss bigrams by G2, and the chi-squared that overrates a rare one."""
    assert g2_4term(110, 111, 110 + 2442, 111 + 29_114) == pytest.approx(270.72, abs=0.005)
    assert g2_4term(10, 3, 10 + 0, 3 + 31_764) == pytest.approx(167.23, abs=0.005)
    assert chi_squared(3, 0, 3, 31_774) == pytest.approx(31_777, abs=0.5)


def test_pedersen_1996():
    """Pedersen (1996), "Fishing for exactness", p. 10: 1 3 / 3 1."""
    assert chi_squared_yates(1, 3, 4, 4) == pytest.approx(0.5)


@few
@given(st.data())
def test_swapping_target_and_reference_changes_nothing(tables, data):
    a, b, n_a, n_b = data.draw(tables)
    for measure in ALL:
        assert measure(a, b, n_a, n_b) == pytest.approx(measure(b, a, n_b, n_a), rel=1e-9, abs=1e-9)


@few
@given(st.data(), st.integers(2, 50))
def test_a_corpus_k_times_as_large_has_k_times_the_statistic(tables, data, k):
    table = data.draw(tables)
    for measure in (g2_2term, g2_4term, chi_squared):
        assert measure(*(k * v for v in table)) == pytest.approx(k * measure(*table), rel=1e-6, abs=1e-9)


@few
@given(st.data())
def test_corrections_correct_downwards(tables, data):
    table = data.draw(tables)
    assert 0 <= chi_squared_yates(*table) <= chi_squared(*table) + 1e-12
    assert 0 <= g2_williams(*table) <= g2_4term(*table)
    assert g2_2term(*table) <= g2_4term(*table) + 1e-9
