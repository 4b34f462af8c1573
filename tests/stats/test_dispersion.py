import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

from analysis.stats import dispersion

ALL = [dispersion.juilland_d, dispersion.gries_dpnorm]
GRIES_SIZES = [9, 10, 10, 10, 11]  # the five parts of Gries (2008)
few = settings(max_examples=25)


def plain_loop(counts, sizes):
    """Both measures as their papers write them, over all parts, the empty ones too."""
    n, f, whole = len(counts), sum(counts), sum(sizes)
    s = [size / whole for size in sizes]
    rates = [v / size for v, size in zip(counts, sizes, strict=True)]
    mean = sum(rates) / n
    sd = math.sqrt(sum((r - mean) ** 2 for r in rates) / n)
    dp = sum(abs(v / f - e) for v, e in zip(counts, s, strict=True)) / 2
    return [
        1 - sd / mean / math.sqrt(n - 1),
        dp / (1 - min(s)),
    ]


def corpora():
    sizes = hnp.arrays(np.int64, st.integers(2, 8), elements=st.integers(1, 50))
    return sizes.flatmap(
        lambda s: st.tuples(
            hnp.arrays(np.int64, len(s), elements=st.integers(0, 20)).filter(np.any),
            st.just(s),
        )
    )


# Trivial cases


@pytest.mark.parametrize(
    ("measure", "even"),
    list(zip(ALL, [1, 0], strict=True)),
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
    assert all(np.isnan(measure([3], [10])) for measure in ALL)


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
        ([1, 2], [10, 10, 10], r"Invalid shape of `sizes`: \(3,\). Expected \(2,\), one number for each part."),
        ([1, -2], [10, 10], "`counts` and `sizes` must not be negative."),
        ([1, 2], [10, -10], "`counts` and `sizes` must not be negative."),
        ([1, 2, 1], [10, 0, 10], "Part 1 has size 0, but counts above 0."),
    ],
)
def test_impossible_counts_are_refused(counts, sizes, message):
    with pytest.raises(ValueError, match=message):
        dispersion.gries_dpnorm(counts, sizes)


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
    dp = (abs(3 / 4 - 1 / 5) + abs(1 / 4 - 2 / 5) + 2 / 5) / 2
    assert dispersion.gries_dpnorm(counts, sizes) == pytest.approx(dp / (1 - 1 / 5))


# Independent implementations


@few
@given(corpora())
def test_against_a_plain_loop(corpus):
    counts, sizes = corpus
    for measure, expected in zip(ALL, plain_loop(counts.tolist(), sizes.tolist()), strict=True):
        assert measure(counts, sizes) == pytest.approx(expected, rel=1e-9, abs=1e-7)


# Published values


def test_scattertext_five_documents():
    """scattertext, test_Dispersion.py: words b, i, q, x of Gries' (2008) corpus; population SD."""
    b, i, q, x = [2, 2, 2, 2, 2], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1]
    counts = np.array([b, i, q, x]).T
    expected = {
        dispersion.juilland_d: [0.968, 0, 0, 0],
        dispersion.gries_dpnorm: [0.024, 1, 0.976, 0.951],
    }
    for measure, values in expected.items():
        np.testing.assert_allclose(measure(counts, GRIES_SIZES), values, atol=5.1e-4)


def test_allemand_of_lyne_1985():
    """The lemma ALLEMAND in the ten parts of Lyne (1985), p. 85 and 299; values of R's tlda, README."""
    counts = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    assert dispersion.juilland_d(counts, sizes) == pytest.approx(0.6038797, abs=5e-8)
    # tlda gives 1 - DP to three digits, without Lijffijt & Gries' normalization.
    dp = dispersion.gries_dpnorm(counts, sizes) * (1 - min(sizes) / sum(sizes))
    assert dp == pytest.approx(0.499, abs=5e-4)


def test_values_printed_in_the_papers():
    """Carroll (1970): D; Lijffijt & Gries (2012), p. 148: DPnorm."""
    assert dispersion.juilland_d([0, 4, 3, 2, 1], [1] * 5) == pytest.approx(0.6464, abs=5e-5)
    assert dispersion.gries_dpnorm([2, 1, 0], [1] * 3) == pytest.approx(0.5)


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
    for measure in ALL:
        assert -1e-9 <= measure(counts, sizes) <= 1 + 1e-9


@few
@given(corpora(), st.integers(2, 9))
def test_only_the_spread_counts_not_the_frequency(corpus, k):
    counts, sizes = corpus
    for measure in ALL:
        assert measure(k * counts, sizes) == pytest.approx(measure(counts, sizes), rel=1e-9, abs=1e-7)


@few
@given(corpora(), st.integers(0, 7))
def test_splitting_a_part_in_halves_of_equal_rate_leaves_dp(corpus, part):
    counts, sizes = corpus
    part %= len(sizes)
    halves = np.append(2 * counts, counts[part]), np.append(2 * sizes, sizes[part])
    for values in halves:
        values[part] -= values[-1]

    def dp(counts, sizes):
        return dispersion.gries_dpnorm(counts, sizes) * (1 - sizes.min() / sizes.sum())

    assert dp(*halves) == pytest.approx(dp(counts, sizes), rel=1e-9, abs=1e-9)
