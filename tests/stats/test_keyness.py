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
from analysis.stats.exact_tests import conditional_odds_ratio, fisher_exact_p
from analysis.stats.keyness_tests import (
    chi2_p,
    chi_squared,
    chi_squared_yates,
    g2_2term,
    g2_4term,
    g2_williams,
    normal_p,
    signed,
)

TOY_A = (7, 2, 10, 9)  # feature b of: d1 = b x 7, a x 3; d2 = a x 7, b x 2
TOY_B = {  # d1 = a a a b b c c c c c c d e f g h h; d2 = a a b c c d d d d e f h
    "g": (1, 0), "c": (6, 2), "b": (2, 1), "h": (2, 1), "a": (3, 2), "e": (1, 1), "f": (1, 1), "d": (1, 4)
}  # fmt: skip
SIZES_B = (17, 12)
few = settings(max_examples=25)

lrc = partial(conservative_log_ratio, m=1)
clr = partial(conservative_log_ratio_normal, m=1)
CELLS = [g2_4term, g2_williams, chi_squared, chi_squared_yates]
EXACT = [fisher_exact_p, conditional_odds_ratio]
EFFECTS = [log_ratio, percent_diff, pmi, lrc, clr]
ALL = [g2_2term, *CELLS, *EXACT, *EFFECTS]


def toy_b():
    a, b = np.array(list(TOY_B.values())).T
    return a, b, *SIZES_B


@st.composite
def tables(draw, most=60):
    n_a, n_b = draw(st.integers(1, most)), draw(st.integers(1, most))
    a, b = draw(st.integers(0, n_a)), draw(st.integers(0, n_b))
    if a + b == 0 or a + b == n_a + n_b:
        a, n_a = a + 1, n_a + 2
    return a, b, n_a, n_b


def random_tables(rows=300, seed=1):
    rng = np.random.default_rng(seed)
    n_a, n_b = rng.integers(2, 400, rows), rng.integers(2, 400, rows)
    rate = rng.uniform(0, 0.3, rows)
    a, b = rng.binomial(n_a, rate), rng.binomial(n_b, rate)
    return np.array([t for t in zip(a, b, n_a, n_b, strict=True) if 0 < t[0] + t[1] < t[2] + t[3]]).T


# Trivial cases


@pytest.mark.parametrize(
    "measure",
    [g2_2term, *CELLS, log_ratio, percent_diff, pmi, lrc],
)
def test_equal_frequencies_make_no_difference(measure):
    assert measure(5, 10, 100, 200) == pytest.approx(0, abs=1e-12)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("table", [(0, 0, 10, 20), (0, 3, 0, 20), (3, 0, 10, 0), (0, 0, 0, 0), (np.nan, 1, 10, 20)])
def test_what_the_data_cannot_answer_is_nan(measure, table):
    assert np.isnan(measure(*table))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", [*CELLS, *EXACT])
def test_an_item_that_is_all_there_is_has_no_table(measure):
    assert np.isnan(measure(10, 20, 10, 20))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", ALL)
def test_a_zero_count_on_one_side_raises_no_warning(measure):
    only_target, only_reference = measure(3, 0, 100, 200), measure(0, 3, 100, 200)
    assert not np.isnan(only_target) and not np.isnan(only_reference)


def test_infinity_stands_only_where_it_is_the_truth():
    found = {
        m: [float(m(*t)) for t in ((3, 0, 100, 200), (0, 3, 100, 200), (3, 3, 100, 200)) if np.isinf(m(*t))]
        for m in ALL
    }
    found = {m: v for m, v in found.items() if v}
    assert found == {
        percent_diff: [math.inf],
        pmi: [-math.inf],
        conditional_odds_ratio: [math.inf],
    }


@pytest.mark.parametrize("measure", ALL)
def test_arrays_broadcast_and_zero_rows_do_not_spoil_their_neighbours(measure):
    a, b = np.array([[7, 0, 3]]), np.array([[2, 0, 4]])
    n_a, n_b = np.array([[20], [40]]), 30
    got = measure(a, b, n_a, n_b)
    assert got.shape == (2, 3)
    for i, j in np.ndindex(2, 3):
        np.testing.assert_allclose(got[i, j], measure(a[0, j], b[0, j], n_a[i, 0], n_b), rtol=1e-12)


def test_counts_too_large_for_integers_are_counted_in_floats():
    got = chi_squared(*(np.array([v], np.int32) for v in (70_000, 20_000, 1_000_000, 900_000)))
    assert got == pytest.approx(chi_squared(0.07, 0.02, 1, 0.9) * 1e6)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ((-1, 2, 10, 10), "Invalid `a`: -1. Expected 0 to `n_a`, which is 10."),
        ((1, [2, 12], 10, 10), "Invalid `b`: 12. Expected 0 to `n_b`, which is 10."),
    ],
)
def test_impossible_counts_are_refused(table, message):
    with pytest.raises(ValueError) as error:
        g2_2term(*table)
    assert str(error.value) == message


@pytest.mark.parametrize("measure", EXACT)
def test_exact_statistics_refuse_fractions(measure):
    with pytest.raises(ValueError, match="Exact statistics need whole numbers: `a`, `b`"):
        measure(0.5, 2, 10, 10)


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


# By hand


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


def test_williams_by_hand():
    q = 1 + (19 / 10 + 19 / 9 - 1) * (19 / 9 + 19 / 10 - 1) / (6 * 19)
    assert g2_4term(*TOY_A) / g2_williams(*TOY_A) == pytest.approx(q)


def test_fisher_exact_by_hand():
    # Of the C(8, 4) = 70 ways to share 4 among two groups of 4, 1 + 16 + 16 + 1 are no likelier than 1 : 3.
    assert fisher_exact_p(1, 3, 4, 4) == pytest.approx((1 + 16 + 16 + 1) / 70)


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


def test_signed_by_hand():
    assert signed([3.0, 3.0], [1, 5], [5, 1], 10, 10).tolist() == [-3, 3]


def test_p_values_by_hand():
    assert chi2_p(3.841459) == pytest.approx(0.05, abs=1e-6)
    assert chi2_p(-3.841459) == chi2_p(3.841459)
    assert normal_p([-1.959964, 1.959964]) == pytest.approx([0.05, 0.05], abs=1e-6)
    assert chi2_p(0) == normal_p(0) == 1


# Independent implementations


@pytest.mark.parametrize(
    ("measure", "options"),
    [
        (g2_4term, {"lambda_": "log-likelihood", "correction": False}),
        (chi_squared, {"correction": False}),
        (chi_squared_yates, {"correction": True}),
    ],
)
def test_against_scipy_contingency(measure, options):
    tables = random_tables()
    got = measure(*tables)
    for (a, b, n_a, n_b), statistic in zip(tables.T, got, strict=True):
        expected = stats.chi2_contingency([[a, b], [n_a - a, n_b - b]], **options)
        assert statistic == pytest.approx(expected.statistic, rel=1e-9, abs=1e-11)
        assert chi2_p(statistic) == pytest.approx(expected.pvalue, rel=1e-7)


def test_fisher_exact_against_scipy():
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


def test_conditional_odds_ratio_solves_its_equation():
    for a, b, n_a, n_b in random_tables(20).T:
        odds = float(conditional_odds_ratio(a, b, n_a, n_b))
        if 0 < odds < math.inf:
            mean = stats.nchypergeom_fisher.mean(n_a + n_b, n_a, a + b, odds)
            assert mean == pytest.approx(a, rel=1e-6)


def test_conservative_log_ratio_against_scipy_binomtest():
    for a, b, n_a, n_b in random_tables(60).T:
        interval = stats.binomtest(a, a + b).proportion_ci(1 - 0.05 / 20, method="exact")
        bounds = [
            math.log2(p / (1 - p) * n_b / n_a) if 0 < p < 1 else math.copysign(math.inf, p - 0.5) for p in interval
        ]
        expected = max(bounds[0], 0) if a * n_b > b * n_a else min(bounds[1], 0)
        assert conservative_log_ratio(a, b, n_a, n_b, m=20) == pytest.approx(expected, rel=1e-8)


def test_conservative_log_ratio_normal_against_scipy_relative_risk():
    for a, b, n_a, n_b in random_tables(100).T:
        if a and b:
            interval = contingency.relative_risk(int(a), int(n_a), int(b), int(n_b)).confidence_interval(1 - 0.01 / 3)
            low, high = np.log2(interval)
            expected = max(low, 0) if a * n_b > b * n_a else min(high, 0)
            assert conservative_log_ratio_normal(a, b, n_a, n_b, m=3) == pytest.approx(expected, rel=1e-8)


def test_log_odds_without_prior_against_scipy_odds_ratio():
    for a, b, n_a, n_b in random_tables(50).T:
        if a and b:
            odds = contingency.odds_ratio([[a, b], [n_a - a, n_b - b]], kind="sample")
            delta, z = log_odds_dirichlet(a, b, n_a, n_b, prior=0, prior_size=0, variance="4-term")
            error = float(delta / z) if delta else 0
            assert delta == pytest.approx(math.log(odds.statistic), abs=1e-12)
            if delta:
                half = math.log(odds.confidence_interval(0.95).high) - delta
                assert error * stats.norm.ppf(0.975) == pytest.approx(half)


# Published values


def test_quanteda_toy_a():
    """quanteda.textstats, test-textstat_keyness.R, against R's chisq.test, fisher.test and own G2."""
    assert chi_squared(*TOY_A) == pytest.approx(4.337160, abs=5e-7)
    assert chi_squared_yates(*TOY_A) == pytest.approx(2.632438, abs=5e-7)
    assert conditional_odds_ratio(*TOY_A) == pytest.approx(7.166306, abs=5e-7)
    assert fisher_exact_p(*TOY_A) == pytest.approx(0.069779, abs=5e-7)
    assert g2_4term(*TOY_A) == pytest.approx(4.534939, abs=5e-7)
    assert chi2_p(g2_4term(*TOY_A)) == pytest.approx(0.033210, abs=5e-7)
    assert g2_4term(*TOY_A) / g2_williams(*TOY_A) == pytest.approx(1.079533, abs=5e-7)
    assert g2_williams(*TOY_A) == pytest.approx(4.200833, abs=5e-7)
    assert chi2_p(g2_williams(*TOY_A)) == pytest.approx(0.040404, abs=5e-7)


def test_quanteda_toy_b_default():
    """quanteda's default: Yates only if |ad - bc| >= N / 2 and some expected count is below 5; signed."""
    a, b, n_a, n_b = toy_b()
    total = n_a + n_b
    smallest = np.minimum(a + b, total - a - b) * min(n_a, n_b) / total
    corrected = (np.abs(a * n_b - b * n_a) >= total / 2) & (smallest < 5)
    chi2 = np.where(corrected, chi_squared_yates(a, b, n_a, n_b), chi_squared(a, b, n_a, n_b))
    expected = [0.731092, 0.467298, 0.089304, 0.089304, 0.004739, -0.065813, -0.065813, -2.040247]
    np.testing.assert_allclose(signed(chi2, a, b, n_a, n_b), expected, atol=5e-7)


def test_quanteda_toy_b_uncorrected_and_pmi():
    """quanteda.textstats, test-textstat_keyness.R."""
    c, d = (*TOY_B["c"], *SIZES_B), (*TOY_B["d"], *SIZES_B)
    assert signed(chi_squared(*c), *c) == pytest.approx(1.221872, abs=5e-7)
    assert signed(chi_squared(*d), *d) == pytest.approx(-3.715033, abs=5e-7)
    assert pmi(*TOY_B["a"], *SIZES_B) == pytest.approx(0.0232569, abs=5e-8)


def test_g2_and_log_ratio_of_the_reference_table():
    table = (10, 5, 100, 200)
    assert g2_4term(*table) == pytest.approx(7.329812, abs=5e-7)
    assert g2_2term(*table) == pytest.approx(6.931472, abs=5e-7)
    assert log_ratio(*table) == pytest.approx(2.0)


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


def test_certain_of_the_association_measures_gold():
    """pandas-association-measures: f 7, f1 15334, f2 120, N 191998."""
    table = (7, 113, 15_334, 191_998 - 15_334)
    assert signed(g2_4term(*table), *table) == pytest.approx(-0.829802, abs=5e-7)
    assert log_ratio(*table) == pytest.approx(-0.486622, abs=5e-7)


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


def test_log_odds_of_toy_b():
    a, b, n_a, n_b = toy_b()
    letters = list(TOY_B)
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


def test_dunning_1993():
    """Dunning (1993), p. 72 f.: the Swiss bigrams by G2, and the chi-squared that overrates a rare one."""
    assert g2_4term(110, 111, 110 + 2442, 111 + 29_114) == pytest.approx(270.72, abs=0.005)
    assert g2_4term(10, 3, 10 + 0, 3 + 31_764) == pytest.approx(167.23, abs=0.005)
    assert chi_squared(3, 0, 3, 31_774) == pytest.approx(31_777, abs=0.5)


def test_pedersen_1996():
    """Pedersen (1996), "Fishing for exactness", p. 10: 1 3 / 3 1."""
    assert fisher_exact_p(1, 3, 4, 4) == pytest.approx(0.486, abs=5e-4)
    assert chi_squared_yates(1, 3, 4, 4) == pytest.approx(0.5)


def test_gabrielatos_and_marchi_2011():
    """Gabrielatos & Marchi (2011), "Keyness: matching metrics to definitions", p. 18."""
    assert percent_diff(206_523, 178_174, 959_641, 1_562_358) == pytest.approx(88.7, abs=0.05)


def test_church_and_hanks_1990():
    """Church & Hanks (1990), p. 24: 8 pairs of words seen 1105 and 44 times in 15 million; in bits."""
    bits = pmi(8, 44 - 8, 1105, 15_000_000 - 1105) / math.log(2)
    assert bits == pytest.approx(11.3, abs=0.05)


# Properties


@few
@given(tables())
def test_the_conservative_ratios_stay_between_zero_and_the_log_ratio(table):
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


@few
@given(tables())
def test_swapping_target_and_reference_swaps_the_sign_only(table):
    a, b, n_a, n_b = table
    swapped = (b, a, n_b, n_a)
    for measure in (g2_2term, *CELLS, fisher_exact_p):
        assert measure(*table) == pytest.approx(measure(*swapped), rel=1e-9, abs=1e-9)
    for measure in (log_ratio, lrc, clr):
        assert measure(*table) == pytest.approx(-measure(*swapped), abs=1e-9)
    for variance in ("2-term", "4-term"):
        z, z_swapped = (log_odds_dirichlet(*t, prior=0.5, prior_size=2, variance=variance)[1] for t in (table, swapped))
        assert z == pytest.approx(-z_swapped, abs=1e-9)


@few
@given(tables(), st.integers(2, 50))
def test_a_corpus_k_times_as_large_has_k_times_the_statistic(table, k):
    larger = tuple(k * v for v in table)
    for measure in (g2_2term, g2_4term, chi_squared):
        assert measure(*larger) == pytest.approx(k * measure(*table), rel=1e-6, abs=1e-9)
    for measure in (percent_diff, pmi):
        assert measure(*larger) == pytest.approx(measure(*table), rel=1e-9, abs=1e-9)


@few
@given(tables())
def test_corrections_correct_downwards_and_variances_are_ordered(table):
    assert 0 <= chi_squared_yates(*table) <= chi_squared(*table) + 1e-12
    assert 0 <= g2_williams(*table) <= g2_4term(*table)
    assert g2_2term(*table) <= g2_4term(*table) + 1e-9
    _, full = log_odds_dirichlet(*table, prior=0.5, prior_size=2, variance="4-term")
    _, short = log_odds_dirichlet(*table, prior=0.5, prior_size=2, variance="2-term")
    assert abs(full) <= abs(short)


@few
@given(tables())
def test_fisher_is_a_probability_that_keeps_its_level(table):
    a, b, n_a, n_b = table
    counts = np.arange(max(0, a + b - n_b), min(a + b, n_a) + 1)
    p = np.atleast_1d(fisher_exact_p(counts, a + b - counts, n_a, n_b))
    chance = stats.hypergeom.pmf(counts, n_a + n_b, a + b, n_a)
    assert ((p > 0) & (p <= 1)).all()
    for level in (0.01, 0.05, 0.5):
        assert chance[p <= level].sum() <= level * (1 + 1e-6)


# Coverage


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
