import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import contingency

from analysis.stats.effect_sizes import (
    conservative_log_ratio,
    conservative_log_ratio_normal,
    log_odds_dirichlet,
    log_ratio,
    percent_diff,
    pmi,
)

few = settings(max_examples=25)
lrc = partial(conservative_log_ratio, m=1)
clr = partial(conservative_log_ratio_normal, m=1)


@pytest.mark.parametrize("measure", [log_ratio, percent_diff, pmi, lrc])
def test_equal_frequencies_make_no_difference(measure):
    assert measure(5, 10, 100, 200) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("measure", [conservative_log_ratio, conservative_log_ratio_normal])
@pytest.mark.parametrize(("confidence", "m"), [(1, 1), (95, 1), (0.95, 0)])
def test_conservative_log_ratio_refuses_a_wrong_level(measure, confidence, m):
    with pytest.raises(ValueError, match="Invalid `confidence` and `m`: .* Expected 0 to 1, and at least 1"):
        measure(1, 2, 10, 10, confidence=confidence, m=m)


def test_log_odds_refuses_an_unnamed_variance_and_a_wrong_prior():
    with pytest.raises(ValueError, match="Invalid `variance`: 'both'. Expected '2-term' or '4-term'"):
        log_odds_dirichlet(1, 2, 10, 10, prior=0.1, prior_size=1, variance="both")
    with pytest.raises(ValueError, match="Invalid `prior`. Expected 0 to `prior_size`"):
        log_odds_dirichlet(1, 2, 10, 10, prior=2, prior_size=1, variance="2-term")


@pytest.mark.filterwarnings("error")
def test_log_odds_answers_as_far_as_the_prior_does():
    def delta(*table, prior, prior_size):
        return log_odds_dirichlet(*table, prior=prior, prior_size=prior_size, variance="2-term")[0]

    assert np.isnan(delta(0, 3, 100, 100, prior=0, prior_size=0))
    assert np.isnan(delta(0, 3, 0, 100, prior=0.1, prior_size=1))
    assert delta(0, 0, 100, 100, prior=0.1, prior_size=1) == 0
    assert delta(0, 3, 100, 100, prior=0.1, prior_size=1) < 0


def test_log_ratio_by_hand():
    assert log_ratio(10, 5, 100, 200) == pytest.approx(math.log2((10 / 100) / (5 / 200))) == pytest.approx(2)
    assert log_ratio(4, 0, 100, 200) == pytest.approx(math.log2((4 / 100) / (0.5 / 200)))
    assert log_ratio(0, 4, 100, 200) == pytest.approx(math.log2((0.5 / 100) / (4 / 200)))


def test_conservative_log_ratio_by_hand():
    # All 5 in the target: the lower bound of the share is the q with q^5 = tail.
    tail = 0.05 / 10 / 2
    q = tail ** (1 / 5)
    got = conservative_log_ratio(5, 0, 100, 2000, m=10)
    assert got == pytest.approx(math.log2(q / (1 - q) * 2000 / 100))
    assert conservative_log_ratio(0, 5, 2000, 100, m=10) == pytest.approx(-got)


def test_percent_diff_by_hand():
    assert percent_diff(10, 5, 100, 200) == pytest.approx(100 * (0.1 - 0.025) / 0.025)
    assert percent_diff(0, 5, 100, 200) == -100


def test_pmi_by_hand():
    assert pmi(10, 5, 100, 200) == pytest.approx(math.log(10 / (15 * 100 / 300)))


def test_log_odds_by_hand():
    prior = {"prior": 0.5, "prior_size": 1}
    delta, z2 = log_odds_dirichlet(9.5, 4.5, 99, 199, **prior, variance="2-term")
    _, z4 = log_odds_dirichlet(9.5, 4.5, 99, 199, **prior, variance="4-term")
    assert delta == pytest.approx(math.log(10 / 90) - math.log(5 / 195))
    assert z2 == pytest.approx(delta / math.sqrt(1 / 10 + 1 / 5))
    assert z4 == pytest.approx(delta / math.sqrt(1 / 10 + 1 / 5 + 1 / 90 + 1 / 195))


def test_conservative_log_ratio_against_scipy_binomtest(random_tables):
    for a, b, n_a, n_b in random_tables(60).T:
        interval = stats.binomtest(a, a + b).proportion_ci(1 - 0.05 / 20, method="exact")
        bounds = [
            math.log2(p / (1 - p) * n_b / n_a) if 0 < p < 1 else math.copysign(math.inf, p - 0.5) for p in interval
        ]
        expected = max(bounds[0], 0) if a * n_b > b * n_a else min(bounds[1], 0)
        assert conservative_log_ratio(a, b, n_a, n_b, m=20) == pytest.approx(expected, rel=1e-8)


def test_conservative_log_ratio_normal_against_scipy_relative_risk(random_tables):
    for a, b, n_a, n_b in random_tables(100).T:
        if a and b:
            interval = contingency.relative_risk(int(a), int(n_a), int(b), int(n_b)).confidence_interval(1 - 0.01 / 3)
            low, high = np.log2(interval)
            expected = max(low, 0) if a * n_b > b * n_a else min(high, 0)
            assert conservative_log_ratio_normal(a, b, n_a, n_b, m=3) == pytest.approx(expected, rel=1e-8)


def test_log_odds_without_prior_against_scipy_odds_ratio(random_tables):
    for a, b, n_a, n_b in random_tables(50).T:
        if a and b:
            odds = contingency.odds_ratio([[a, b], [n_a - a, n_b - b]], kind="sample")
            delta, z = log_odds_dirichlet(a, b, n_a, n_b, prior=0, prior_size=0, variance="4-term")
            error = float(delta / z) if delta else 0
            assert delta == pytest.approx(math.log(odds.statistic), abs=1e-12)
            if delta:
                half = math.log(odds.confidence_interval(0.95).high) - delta
                assert error * stats.norm.ppf(0.975) == pytest.approx(half)


def test_conservative_log_ratios_of_the_association_measures_gold():
    """pandas-association-measures, tests/data/log-ratio-gold.tsv, 599 items."""
    f, f2 = np.array([1189, 53, 14]), np.array([2157, 819, 866])
    n_a = 168_329
    table = (f, f2 - f, n_a, 19_720_567 - n_a)
    np.testing.assert_allclose(log_ratio(*table), [7.156576, 3.006626, 0.932551], atol=6e-7)
    normal = conservative_log_ratio_normal(*table, m=599, confidence=0.99)
    np.testing.assert_allclose(normal, [6.888132, 2.124606, 0], atol=5e-7)
    exact = conservative_log_ratio(*table, m=599, confidence=0.95)
    np.testing.assert_allclose(exact, [6.910069, 2.115457, 0], atol=5e-7)


def test_log_odds_of_scattertext():
    """scattertext, test_logOddsUninformativePriorScore.py; the 2-term z is ConvoKit's."""
    a, b = np.array([1, 5, 1, 9]), np.array([100, 510, 100, 199])
    prior = {"prior": 0.01, "prior_size": 0.04}
    delta, z4 = log_odds_dirichlet(a, b, a.sum(), b.sum(), **prior, variance="4-term")
    same, z2 = log_odds_dirichlet(a, b, a.sum(), b.sum(), **prior, variance="2-term")
    np.testing.assert_allclose(delta, [-0.6095321, -1.0345766, -0.6095321, 1.5201005], atol=5e-8)
    np.testing.assert_array_equal(delta, same)
    np.testing.assert_allclose(z4, [-0.58984, -1.90568, -0.58984, 2.98306], atol=6e-6)
    np.testing.assert_allclose(z2, [-0.60950, -2.30441, -0.60950, 4.46293], atol=6e-6)


def test_log_odds_of_toy_b(toy_b):
    a, b, n_a, n_b = np.array(list(toy_b.values())).T
    letters = list(toy_b)
    c, d = letters.index("c"), letters.index("d")
    table = (a, b, n_a, n_b)
    _, uniform = log_odds_dirichlet(*table, prior=0.1, prior_size=0.8, variance="2-term")
    _, pooled = log_odds_dirichlet(*table, prior=a + b, prior_size=n_a + n_b, variance="2-term")
    assert uniform[[c, d]] == pytest.approx([1.22114, -1.83256], abs=5e-6)
    assert pooled[[c, d]] == pytest.approx([0.73598, -1.19270], abs=6e-6)


def test_collocations_of_tmtoolkit():
    """tmtoolkit, test_tokenseq.py: `a b c d e f b c b` / `c e b c b c e f`, 17 tokens.

    The target is what follows x in a pair (x, y): a counts the pairs, n_a the x, b other y, n_b other tokens.
    """
    ef, bc = (2, 2 - 2, 3, 17 - 3), (4, 5 - 4, 5, 17 - 5)
    assert pmi(*ef) == pytest.approx(1.734601, abs=5e-7)
    assert pmi(*ef) / -math.log(2 / 17) == pytest.approx(0.810536, abs=5e-7)
    assert pmi(*bc) / -math.log(4 / 17) == pytest.approx(0.691560, abs=5e-7)


def test_gabrielatos_and_marchi_2011():
    """Gabrielatos & Marchi (2011), "Keyness: matching metrics to definitions", p. 18."""
    assert percent_diff(206_523, 178_174, 959_641, 1_562_358) == pytest.approx(88.7, abs=0.05)


def test_church_and_hanks_1990():
    """Church & Hanks (1990), p. 24: 8 pairs of words seen 1105 and 44 times in 15 million; in bits."""
    bits = pmi(8, 44 - 8, 1105, 15_000_000 - 1105) / math.log(2)
    assert bits == pytest.approx(11.3, abs=0.05)


def test_log_ratio_of_the_association_measures_gold():
    """pandas-association-measures: f 7, f1 15334, f2 120, N 191998."""
    assert log_ratio(7, 113, 15_334, 191_998 - 15_334) == pytest.approx(-0.486622, abs=5e-7)


def test_pmi_of_quanteda_toy_b(toy_b):
    """quanteda.textstats, test-textstat_keyness.R."""
    assert pmi(*toy_b["a"]) == pytest.approx(0.0232569, abs=5e-8)


@few
@given(st.data())
def test_the_conservative_ratios_stay_between_zero_and_the_log_ratio(tables, data):
    table = data.draw(tables)
    a, b, n_a, n_b = table
    difference = a * n_b - b * n_a
    exact = float(conservative_log_ratio(*table, m=5))
    if a and b:
        ratio = float(log_ratio(*table))
        for value in (exact, float(conservative_log_ratio_normal(*table, m=5))):
            assert abs(value) <= abs(ratio) + 1e-12
            assert value * ratio >= 0
    assert exact * difference >= 0
    assert abs(conservative_log_ratio(*table, m=50)) <= abs(exact)


def test_conservative_log_ratio_finds_nothing_in_95_of_100_independent_draws():
    rng = np.random.default_rng(3)
    a, b = rng.binomial(1000, 0.02, 20_000), rng.binomial(3000, 0.02, 20_000)
    assert 0.02 < (conservative_log_ratio(a, b, 1000, 3000, m=1) != 0).mean() <= 0.05


def test_log_odds_covers_a_known_difference():
    rng = np.random.default_rng(4)
    a, b = rng.binomial(2000, 0.10, 20_000), rng.binomial(3000, 0.05, 20_000)
    truth = math.log(0.10 / 0.90) - math.log(0.05 / 0.95)
    delta, z = log_odds_dirichlet(a, b, 2000, 3000, prior=0.01, prior_size=0.02, variance="4-term")
    assert 0.94 < (np.abs(delta - truth) < 1.96 * delta / z).mean() < 0.96


@few
@given(st.data())
def test_swapping_target_and_reference_swaps_the_sign_only(tables, data):
    a, b, n_a, n_b = table = data.draw(tables)
    swapped = (b, a, n_b, n_a)
    for measure in (log_ratio, lrc, clr):
        assert measure(*table) == pytest.approx(-measure(*swapped), abs=1e-9)
    for variance in ("2-term", "4-term"):
        z, z_swapped = (log_odds_dirichlet(*t, prior=0.5, prior_size=2, variance=variance)[1] for t in (table, swapped))
        assert z == pytest.approx(-z_swapped, abs=1e-9)


@few
@given(st.data(), st.integers(2, 50))
def test_a_corpus_k_times_as_large_has_the_same_ratio(tables, data, k):
    table = data.draw(tables)
    for measure in (percent_diff, pmi):
        assert measure(*(k * v for v in table)) == pytest.approx(measure(*table), rel=1e-9, abs=1e-9)


@few
@given(st.data())
def test_the_variance_of_four_terms_is_the_larger(tables, data):
    table = data.draw(tables)
    _, full = log_odds_dirichlet(*table, prior=0.5, prior_size=2, variance="4-term")
    _, short = log_odds_dirichlet(*table, prior=0.5, prior_size=2, variance="2-term")
    assert abs(full) <= abs(short)
