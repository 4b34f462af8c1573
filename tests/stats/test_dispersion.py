import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse, stats

from analysis.stats import dispersion

ALL = [
    dispersion.juilland_d,
    dispersion.carroll_d2,
    dispersion.rosengren_s,
    dispersion.gries_dp,
    dispersion.gries_dpnorm,
    dispersion.kl_divergence,
]
GRIES_SIZES = [9, 10, 10, 10, 11]  # the five parts of Gries (2008)
few = settings(max_examples=25)


def plain_loop(counts, sizes):
    """The six measures as their papers write them, over all parts, the empty ones too."""
    n, f, whole = len(counts), sum(counts), sum(sizes)
    s = [size / whole for size in sizes]
    rates = [v / size for v, size in zip(counts, sizes, strict=True)]
    mean = sum(rates) / n
    sd = math.sqrt(sum((r - mean) ** 2 for r in rates) / n)
    p = [r / sum(rates) for r in rates]
    dp = sum(abs(v / f - e) for v, e in zip(counts, s, strict=True)) / 2
    return [
        1 - sd / mean / math.sqrt(n - 1),
        -sum(x * math.log2(x) for x in p if x) / math.log2(n),
        sum(math.sqrt(v * e) for v, e in zip(counts, s, strict=True)) ** 2 / f,
        dp,
        dp / (1 - min(s)),
        sum(v / f * math.log2(v / f / e) for v, e in zip(counts, s, strict=True) if v),
    ]


def corpora():
    sizes = hnp.arrays(np.int64, st.integers(2, 8), elements=st.integers(1, 50))
    return sizes.flatmap(
        lambda s: st.tuples(
            hnp.arrays(np.int64, len(s), elements=st.integers(0, 20)).filter(np.any),
            st.just(s),
        )
    )


# The dumb cases


@pytest.mark.parametrize(
    ("measure", "even"),
    list(zip(ALL, [1, 1, 1, 0, 0, 0], strict=True)),
    ids=lambda v: getattr(v, "__name__", v),
)
def test_an_item_in_proportion_to_the_parts_is_even(measure, even):
    assert measure([10, 20, 30], [100, 200, 300]) == pytest.approx(even, abs=1e-7)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", ALL)
def test_an_item_that_occurs_nowhere_is_nan_beside_others_that_do(measure):
    assert np.isnan(measure([0, 0], [5, 5]))
    np.testing.assert_array_equal(np.isnan(measure([[0, 1, 0], [0, 1, 2]], [5, 5])), [True, False, False])
    assert np.isnan(measure([[0], [0]], [0, 0])).all()


@pytest.mark.filterwarnings("error")
def test_one_part_says_nothing_about_spread():
    unknown = [dispersion.juilland_d, dispersion.carroll_d2, dispersion.gries_dpnorm]
    assert all(np.isnan(measure([3], [10])) for measure in unknown)
    assert dispersion.rosengren_s([3], [10]) == 1
    assert dispersion.gries_dp([3], [10]) == dispersion.kl_divergence([3], [10]) == 0


@pytest.mark.parametrize("measure", ALL)
def test_a_part_of_size_zero_is_no_part(measure):
    assert measure([1, 0, 4], [10, 0, 20]) == measure([1, 4], [10, 20])


@pytest.mark.parametrize("measure", ALL)
def test_sizes_in_tokens_or_in_proportions_are_the_same(measure):
    assert measure([1, 2, 4], [10, 30, 60]) == pytest.approx(measure([1, 2, 4], [0.1, 0.3, 0.6]))


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("kind", [sparse.csr_array, sparse.csc_array, sparse.coo_array, sparse.csr_matrix])
def test_sparse_and_dense_counts_are_the_same(measure, kind):
    counts = np.random.default_rng(0).poisson(0.4, (12, 40))
    sizes = np.random.default_rng(1).integers(20, 90, 12)
    np.testing.assert_array_equal(measure(kind(counts), sizes), measure(counts, sizes))


@pytest.mark.parametrize("measure", ALL)
def test_sparse_counts_may_hold_zeros_and_repeats_and_stay_as_they_are(measure):
    data, rows, columns = np.array([1, 2, 0, 4]), np.array([0, 0, 1, 2]), np.array([0, 0, 0, 0])
    counts = sparse.csc_array((data, rows, [0, 4]), shape=(3, 1), dtype=float)
    before = counts.data.copy()
    assert measure(counts, [10, 20, 30]) == pytest.approx(measure([3, 0, 4], [10, 20, 30]))
    np.testing.assert_array_equal(counts.data, before)
    assert measure(sparse.coo_array((data, (rows, columns))), [10, 20, 30]) == pytest.approx(
        measure(counts, [10, 20, 30])
    )


@pytest.mark.parametrize(
    ("counts", "sizes", "message"),
    [
        ([1, 2], [10, 10, 10], r"sizes must hold one number for each of the 2 parts; got shape \(3,\)"),
        ([1, -2], [10, 10], "counts and sizes must not be below 0"),
        ([1, 2], [10, -10], "counts and sizes must not be below 0"),
        ([1, 2, 1], [10, 0, 10], "part 1 has size 0, but counts in it"),
    ],
)
def test_impossible_counts_are_refused(counts, sizes, message):
    with pytest.raises(ValueError, match=message):
        dispersion.gries_dp(counts, sizes)


def test_50_000_items_in_20_000_parts_are_never_made_dense():
    # As a dense table this would be 8 GB.
    rng = np.random.default_rng(2)
    rows, columns = rng.integers(0, 20_000, 200_000), rng.integers(0, 50_000, 200_000)
    counts = sparse.coo_array((np.ones(200_000), (rows, columns)), shape=(20_000, 50_000))
    sizes = rng.integers(100, 900, 20_000)
    for measure in ALL:
        got = measure(counts, sizes)
        assert got.shape == (50_000,)
        item = columns[0]
        assert got[item] == pytest.approx(measure(counts.tocsc()[:, [item]].toarray().ravel(), sizes))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", ALL)
def test_stored_zeros_are_no_occurrences(measure):
    rows, columns = np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])
    counts = sparse.coo_array((np.array([0, 0, 5, 0]), (rows, columns)))
    np.testing.assert_array_equal(np.isnan(measure(counts, [10, 20])), [True, False])
    np.testing.assert_array_equal(measure(counts, [10, 0]), measure([[0, 5]], [10]))


# By hand


def test_by_hand():
    # Shares 3/4, 1/4, 0 of the item against 1/5, 2/5, 2/5 of the corpus.
    counts, sizes = [3, 1, 0], [10, 20, 20]
    rates = np.array([3 / 10, 1 / 20, 0])
    d = 1 - np.sqrt(((rates - 0.35 / 3) ** 2).mean()) / (0.35 / 3) / math.sqrt(2)
    assert dispersion.juilland_d(counts, sizes) == pytest.approx(d)
    d2 = -(6 / 7 * math.log(6 / 7) + 1 / 7 * math.log(1 / 7)) / math.log(3)
    assert dispersion.carroll_d2(counts, sizes) == pytest.approx(d2)
    s = (math.sqrt(3 / 4 * 1 / 5) + math.sqrt(1 / 4 * 2 / 5)) ** 2
    assert dispersion.rosengren_s(counts, sizes) == pytest.approx(s)
    dp = (abs(3 / 4 - 1 / 5) + abs(1 / 4 - 2 / 5) + 2 / 5) / 2
    assert dispersion.gries_dp(counts, sizes) == pytest.approx(dp)
    assert dispersion.gries_dpnorm(counts, sizes) == pytest.approx(dp / (1 - 1 / 5))
    kl = 3 / 4 * math.log2(3 / 4 * 5) + 1 / 4 * math.log2(1 / 4 * 5 / 2)
    assert dispersion.kl_divergence(counts, sizes) == pytest.approx(kl)


# Independent implementations


@few
@given(corpora())
def test_against_a_plain_loop(corpus):
    counts, sizes = corpus
    for measure, expected in zip(ALL, plain_loop(counts.tolist(), sizes.tolist()), strict=True):
        assert measure(counts, sizes) == pytest.approx(expected, rel=1e-9, abs=1e-7)


def test_against_scipy_entropy():
    counts = np.random.default_rng(5).poisson(2, (9, 30)) + np.eye(9, 30, dtype=int)
    sizes = np.random.default_rng(6).integers(50, 90, 9)
    counts = counts[:, counts.any(axis=0)]
    share = np.broadcast_to(sizes[:, None] / sizes.sum(), counts.shape)
    np.testing.assert_allclose(dispersion.kl_divergence(counts, sizes), stats.entropy(counts, share, base=2))
    d2 = stats.entropy(counts / sizes[:, None]) / np.log(9)
    np.testing.assert_allclose(dispersion.carroll_d2(counts, sizes), d2)


# Published values


def test_scattertext_five_documents():
    """scattertext, test_Dispersion.py: words b, i, q, x of Gries' (2008) corpus; population SD."""
    b, i, q, x = [2, 2, 2, 2, 2], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1]
    counts = np.array([b, i, q, x]).T
    expected = {
        dispersion.juilland_d: [0.968, 0, 0, 0],
        dispersion.rosengren_s: [0.999, 0.18, 0.20, 0.22],
        dispersion.gries_dp: [0.02, 0.82, 0.80, 0.78],
        dispersion.gries_dpnorm: [0.024, 1, 0.976, 0.951],
        dispersion.kl_divergence: [0.003, 2.474, 2.322, 2.184],
    }
    for measure, values in expected.items():
        np.testing.assert_allclose(measure(counts, GRIES_SIZES), values, atol=5.1e-4)


def test_allemand_of_lyne_1985():
    """The lemma ALLEMAND in the ten parts of Lyne (1985), p. 85 and 299; values of R's tlda, README."""
    counts = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    assert dispersion.juilland_d(counts, sizes) == pytest.approx(0.6038797, abs=5e-8)
    assert dispersion.carroll_d2(counts, sizes) == pytest.approx(0.6521444, abs=5e-8)
    assert dispersion.rosengren_s(counts, sizes) == pytest.approx(0.4763652, abs=5e-8)
    # tlda shows the divergence on Gries' (2024, p. 90) scale, 1 / (1 + KL).
    assert 1 / (1 + dispersion.kl_divergence(counts, sizes)) == pytest.approx(0.4665078, abs=5e-8)
    # and 1 - DP by Gries' (2008) formula, here to the digits of the version of Egbert et al. (2020)
    assert dispersion.gries_dp(counts, sizes) == pytest.approx(0.499, abs=5e-4)


def test_values_printed_in_the_papers():
    """Carroll (1970): D2, D; Gries (2008), p. 407: S; Lijffijt & Gries (2012), p. 148: DPnorm."""
    assert dispersion.carroll_d2([2, 1, 1, 1, 0], [1] * 5) == pytest.approx(0.8277, abs=5e-5)
    assert dispersion.juilland_d([0, 4, 3, 2, 1], [1] * 5) == pytest.approx(0.6464, abs=5e-5)
    assert dispersion.rosengren_s([1, 2, 3, 4, 5], [1] * 5) == pytest.approx(0.937, abs=5e-4)
    assert dispersion.gries_dpnorm([2, 1, 0], [1] * 3) == pytest.approx(0.5)


def test_jensen_shannon_of_the_shifterator_toy():
    """shifterator's toy: A-G against B-H, ten each; the mean divergence from both together is 1/7 bit."""
    first, second = [10] * 7 + [0], [0] + [10] * 7
    both = np.add(first, second)
    divergences = dispersion.kl_divergence(np.array([first, second]).T, both)
    assert divergences.mean() == pytest.approx(1 / 7, abs=1e-15)


# Properties


@few
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(corpus, random):
    counts, sizes = corpus
    order = random.sample(range(len(sizes)), len(sizes))
    for measure in ALL:
        assert measure(counts[order], sizes[order]) == pytest.approx(measure(counts, sizes), rel=1e-9, abs=1e-7)


@few
@given(corpora())
def test_every_measure_keeps_its_bounds(corpus):
    counts, sizes = corpus
    smallest = sizes.min() / sizes.sum()
    bounds = [1, 1, 1, 1 - smallest, 1, math.log2(1 / smallest)]
    for measure, most in zip(ALL, bounds, strict=True):
        assert -1e-9 <= measure(counts, sizes) <= most + 1e-9


@few
@given(corpora(), st.integers(2, 9))
def test_only_the_spread_counts_not_the_frequency(corpus, k):
    counts, sizes = corpus
    for measure in ALL:
        assert measure(k * counts, sizes) == pytest.approx(measure(counts, sizes), rel=1e-9, abs=1e-7)


@few
@given(corpora(), st.integers(0, 7))
def test_splitting_a_part_in_halves_of_equal_rate_leaves_dp_s_and_kl(corpus, part):
    counts, sizes = corpus
    part %= len(sizes)
    halves = np.append(2 * counts, counts[part]), np.append(2 * sizes, sizes[part])
    for values in halves:
        values[part] -= values[-1]
    for measure in (dispersion.rosengren_s, dispersion.gries_dp, dispersion.kl_divergence):
        assert measure(*halves) == pytest.approx(measure(counts, sizes), rel=1e-9, abs=1e-9)
