import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from analysis.stats import agreement
from analysis.stats.agreement import krippendorff_alpha, krippendorff_alpha_interval

X = np.nan
# Krippendorff (2011), section C: four coders, twelve items, missing ratings.
FOUR_CODERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
    ]
)
few = settings(max_examples=25)
metrics = pytest.mark.parametrize("metric", agreement.METRICS)


def plain_loop(ratings, metric):
    """Observed against expected disagreement over all pairs of ratings, without any matrix."""
    items = [[v for v in item if not math.isnan(v)] for item in np.asarray(ratings, float).T.tolist()]
    items = [item for item in items if len(item) > 1]
    values = [v for item in items for v in item]

    def delta2(c, k):
        low, high = min(c, k), max(c, k)
        if metric == "nominal":
            return c != k
        if metric == "interval":
            return (c - k) ** 2
        between = sum(low <= v <= high for v in values)
        return (between - (values.count(c) + values.count(k)) / 2) ** 2 if c != k else 0

    n = len(values)
    observed = sum(delta2(c, k) / (len(item) - 1) for item in items for c, k in itertools.permutations(item, 2)) / n
    expected = sum(delta2(c, k) for c, k in itertools.permutations(values, 2)) / (n * (n - 1))
    return 1 - observed / expected


def rating_tables():
    cells = st.one_of(st.integers(0, 4).map(float), st.just(X))
    tables = hnp.arrays(float, st.tuples(st.integers(2, 5), st.integers(2, 8)), elements=cells)

    def varies(table):
        paired = table[:, (~np.isnan(table)).sum(axis=0) > 1]
        return len(np.unique(paired[~np.isnan(paired)])) > 1

    return tables.filter(varies)


# The dumb cases


@metrics
def test_coders_who_agree_on_everything(metric):
    assert krippendorff_alpha([[1, 2, 3, 2], [1, 2, 3, 2]], metric=metric) == 1
    assert krippendorff_alpha_interval([[1, 2, 3, 2], [1, 2, 3, 2]], metric=metric, rng=0) == (1, 1)


@pytest.mark.filterwarnings("error")
@metrics
@pytest.mark.parametrize(
    "ratings",
    [
        [[1, 1, 1], [1, 1, 1]],  # nothing varies
        [[1, 2, X], [X, X, 3]],  # no item has two ratings
        [[1, 2, 3]],  # one coder
        [[X, X], [X, X]],
        np.zeros((2, 0)),
        np.zeros((0, 2)),
    ],
)
def test_what_the_data_cannot_answer_is_nan(ratings, metric):
    assert math.isnan(krippendorff_alpha(ratings, metric=metric))
    assert np.isnan(krippendorff_alpha_interval(ratings, metric=metric, rng=0)).all()


@pytest.mark.filterwarnings("error")
def test_one_item_has_an_alpha_but_no_interval():
    assert not math.isnan(krippendorff_alpha([[1], [2]], metric="nominal"))
    assert np.isnan(krippendorff_alpha_interval([[1], [2]], metric="nominal", rng=0)).all()


@metrics
def test_an_item_with_one_rating_does_not_count(metric):
    with_single = np.column_stack([FOUR_CODERS, [9, X, X, X], [X] * 4])
    assert krippendorff_alpha(with_single, metric=metric) == krippendorff_alpha(FOUR_CODERS, metric=metric)
    intervals = [krippendorff_alpha_interval(r, metric=metric, rng=1) for r in (with_single, FOUR_CODERS)]
    assert intervals[0] == intervals[1]


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="metric must be one of nominal, ordinal, interval; not 'ratio'"):
        krippendorff_alpha(FOUR_CODERS, metric="ratio")
    with pytest.raises(ValueError, match=r"ratings must be coders × items; got 1 dimension\(s\)"):
        krippendorff_alpha([1, 2, 3], metric="nominal")
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1; got 95"):
        krippendorff_alpha_interval(FOUR_CODERS, metric="nominal", rng=0, confidence=95)


def test_the_ratings_stay_as_they_are():
    before = FOUR_CODERS.copy()
    krippendorff_alpha(FOUR_CODERS, metric="ordinal")
    np.testing.assert_array_equal(FOUR_CODERS, before)


# By hand


def test_nominal_by_hand():
    # Pairs 1-1, 1-2, 2-2, 1-1: of 8 ratings five are 1 and three are 2; one item in four disagrees.
    assert krippendorff_alpha([[1, 1, 2, 1], [1, 2, 2, 1]], metric="nominal") == pytest.approx(
        1 - (1 / 4) / (2 * 5 * 3 / (8 * 7))
    )


def test_interval_by_hand():
    # Pairs 1-1, 2-4, 4-4: ratings 1 1 2 4 4 4; squared distances 1 (x2), 9 (x6), 4 (x3) over the 15 pairs.
    expected = (2 * 1 + 6 * 9 + 3 * 4) / 15
    assert krippendorff_alpha([[1, 2, 4], [1, 4, 4]], metric="interval") == pytest.approx(1 - (4 / 3) / expected)


def test_ordinal_by_hand():
    # The same; two 1, one 2, three 4: 1 to 2 is 3 - 3/2 ranks, 2 to 4 is 4 - 4/2, 1 to 4 is 6 - 5/2.
    expected = (2 * 1.5**2 + 6 * 3.5**2 + 3 * 2**2) / 15
    assert krippendorff_alpha([[1, 2, 4], [1, 4, 4]], metric="ordinal") == pytest.approx(1 - (2**2 / 3) / expected)


# Independent implementations


@metrics
@few
@given(ratings=rating_tables())
def test_against_a_plain_loop(ratings, metric):
    assert krippendorff_alpha(ratings, metric=metric) == pytest.approx(plain_loop(ratings, metric), abs=1e-10)


def test_nominal_against_nltk():
    agreement_of = pytest.importorskip("nltk.metrics.agreement").AnnotationTask
    rng = np.random.default_rng(7)
    ratings = np.where(rng.random((4, 60)) < 0.6, rng.integers(0, 3, 60), rng.integers(0, 3, (4, 60))).astype(float)
    ratings[rng.random((4, 60)) < 0.15] = X
    ratings = ratings[:, (~np.isnan(ratings)).sum(axis=0) > 1]
    triples = [(f"coder {c}", i, v) for (c, i), v in np.ndenumerate(ratings) if not np.isnan(v)]
    assert krippendorff_alpha(ratings, metric="nominal") == pytest.approx(agreement_of(data=triples).alpha())


@metrics
def test_the_interval_against_a_plain_bootstrap(metric):
    items = FOUR_CODERS[:, :11]  # the twelfth has one rating
    drawn = np.random.default_rng(8).multinomial(11, np.full(11, 1 / 11), size=200)
    alphas = [krippendorff_alpha(np.repeat(items, times, axis=1), metric=metric) for times in drawn]
    expected = np.quantile(alphas, [0.05, 0.95])
    got = krippendorff_alpha_interval(items, metric=metric, rng=8, confidence=0.9, resamples=200)
    assert got == pytest.approx(expected)


def test_batches_do_not_change_the_interval():
    ratings = np.random.default_rng(9).integers(0, 300, (2, 200)) // 1.0
    whole = krippendorff_alpha_interval(ratings, metric="interval", rng=3, resamples=150)
    drawn = np.random.default_rng(3).multinomial(200, np.full(200, 1 / 200), size=150)
    alphas = [krippendorff_alpha(np.repeat(ratings, times, axis=1), metric="interval") for times in drawn]
    assert whole == pytest.approx(np.quantile(alphas, [0.025, 0.975]))


# Published values


@pytest.mark.parametrize(("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorff_2011_four_coders(metric, alpha):
    """Krippendorff (2011), sections C and D: four observers, missing data."""
    assert krippendorff_alpha(FOUR_CODERS, metric=metric) == pytest.approx(alpha, abs=5e-4)


def test_krippendorff_2011_two_coders():
    """Krippendorff (2011), sections A (binary, .095) and B (nominal, .692)."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha([meg, owen], metric="nominal") == pytest.approx(0.095, abs=5e-4)
    ben, gerry = ([ord(c) for c in row] for row in ("aabbdcccedda", "babbbccceddd"))
    assert krippendorff_alpha([ben, gerry], metric="nominal") == pytest.approx(0.692, abs=5e-4)


# Properties


@metrics
@few
@given(ratings=rating_tables(), random=st.randoms(use_true_random=False))
def test_neither_the_order_of_coders_nor_of_items_matters(ratings, metric, random):
    coders, items = (random.sample(range(k), k) for k in ratings.shape)
    shuffled = ratings[coders][:, items]
    assert krippendorff_alpha(shuffled, metric=metric) == pytest.approx(
        krippendorff_alpha(ratings, metric=metric), abs=1e-10
    )


@few
@given(rating_tables())
def test_each_metric_sees_what_its_scale_means(ratings):
    alpha = {metric: krippendorff_alpha(ratings, metric=metric) for metric in agreement.METRICS}
    relabelled = np.where(np.isnan(ratings), X, (3 * ratings + 2) % 5)
    assert krippendorff_alpha(relabelled, metric="nominal") == pytest.approx(alpha["nominal"], abs=1e-10)
    assert krippendorff_alpha(np.exp(ratings), metric="ordinal") == pytest.approx(alpha["ordinal"], abs=1e-10)
    assert krippendorff_alpha(7 - 3 * ratings, metric="interval") == pytest.approx(alpha["interval"], abs=1e-10)
    assert max(alpha.values()) <= 1


def test_the_interval_follows_its_seed_and_its_confidence():
    narrow, wide, again = (
        krippendorff_alpha_interval(FOUR_CODERS, metric="ordinal", rng=rng, confidence=c)
        for rng, c in ((4, 0.8), (4, 0.95), (np.random.default_rng(4), 0.95))
    )
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]
    assert wide == again
    assert wide != krippendorff_alpha_interval(FOUR_CODERS, metric="ordinal", rng=5)


# Coverage


def test_about_95_of_100_intervals_hold_the_truth():
    # Two coders who each misread one fair yes/no item in ten: alpha = 1 - 2 (.1)(.9) / .5 on every metric.
    rng = np.random.default_rng(10)
    truth = 1 - 2 * 0.1 * 0.9 / 0.5
    held = 0
    for _ in range(250):
        ratings = (rng.random(150) < 0.5) ^ (rng.random((2, 150)) < 0.1)
        low, high = krippendorff_alpha_interval(ratings, metric="ordinal", rng=rng, resamples=400)
        held += low <= truth <= high
    assert 0.92 <= held / 250 <= 0.98
