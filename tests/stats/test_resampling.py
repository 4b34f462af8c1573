from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.stats.resampling import bootstrap, count_relabelings, max_t, relabelings

RNG = np.random.default_rng


def test_one_label_has_one_labeling() -> None:
    assert count_relabelings([1, 1, 1], [0, 0, 0]) == 1
    assert [r.tolist() for r in relabelings([1, 1], [0, 0], most=9, rng=RNG(0))] == [[1, 1]]


def test_count_by_hand() -> None:
    # 4!/(2!2!) = 6 in one block; 2 · 3!/2! = 6 over two
    assert count_relabelings([0, 0, 1, 1], [0, 0, 0, 0]) == 6
    assert count_relabelings([0, 1, 0, 0, 1], [0, 0, 1, 1, 1]) == 2 * 3


LABELS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), min_size=1, max_size=6)


@settings(max_examples=60)
@given(LABELS)
def test_every_relabeling_once_and_within_blocks(pairs: list[tuple[int, int]]) -> None:
    labels, blocks = (np.array(part) for part in zip(*pairs, strict=True))
    made = [tuple(r.tolist()) for r in relabelings(labels, blocks, most=10**6, rng=RNG(0))]
    expected = {
        way
        for way in permutations(labels.tolist())
        if all(sorted(np.array(way)[blocks == b]) == sorted(labels[blocks == b]) for b in set(blocks.tolist()))
    }
    assert made[0] == tuple(labels.tolist())
    assert len(made) == len(set(made)) == count_relabelings(labels, blocks)
    assert set(made) == expected


def test_drawn_relabelings_keep_the_blocks_and_start_with_the_labels() -> None:
    labels, blocks = np.arange(12) % 3, np.arange(12) // 6
    made = list(relabelings(labels, blocks, most=50, rng=RNG(1)))
    assert len(made) == 50
    assert (made[0] == labels).all()
    for new in made:
        for block in (0, 1):
            assert sorted(new[blocks == block]) == sorted(labels[blocks == block])


def test_max_t_by_hand() -> None:
    # of 4 relabelings the largest of all reaches 3 once, of the last two 2 twice, of the middle one 1 thrice
    relabeled = [[3, 1, 2], [0, 0, 2.5], [1, 1, 0], [0, 1.5, 0.5]]
    assert max_t([3, 1, 2], relabeled) == pytest.approx([1 / 4, 3 / 4, 2 / 4])


def test_max_t_of_one_test_is_the_permutation_test_of_scipy() -> None:
    x = np.array([2.1, 3.4, 1.9, 5.0, 4.2, 3.9, 6.1, 4.8])
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1])

    def t(group: np.ndarray) -> float:
        return x[group == 1].mean() - x[group == 0].mean()

    ours = max_t([t(labels)], ([t(r)] for r in relabelings(labels, np.zeros(8), most=100, rng=RNG(0))))
    theirs = stats.permutation_test((x[4:], x[:4]), lambda a, b: a.mean() - b.mean(), permutation_type="independent")
    assert ours[0] == pytest.approx(theirs.pvalue)


def test_untested_stay_untested_and_order_is_kept() -> None:
    adjusted = max_t([np.nan, 2.0, 1.0], [[np.nan, 2.0, 1.0], [np.nan, 5.0, np.nan]])
    assert np.isnan(adjusted[0])
    assert adjusted[1] <= adjusted[2]


def test_family_wise_error_is_held() -> None:
    rng, false = RNG(2), 0
    labels = np.arange(12) % 2
    for _ in range(200):
        x = rng.exponential(1, (12, 15))
        drawn = relabelings(labels, np.zeros(12), most=60, rng=rng)
        again = [stats.ttest_ind(x[g == 1], x[g == 0]).statistic for g in drawn]
        false += max_t(again[0], again).min() <= 0.05
    # 200 trials at 5 %: more than 19 would happen in 1 of 100 only
    assert false <= 19


def test_a_test_that_is_missing_at_times_leaves_the_error_at_five_per_cent() -> None:
    rng = RNG(5)
    # Rare words: in many relabelings no statistic, and a large one where there is.
    rare = np.where(rng.random((400, 40, 60)) < 0.5, np.nan, rng.standard_t(3, (400, 40, 60)))
    false = sum(np.nanmin(max_t(t[0], t)) <= 0.05 for t in rare)
    # 400 trials at 5 %: more than 31 would happen in 1 of 100 only
    assert false <= 31


def test_bootstrap_of_a_mean_is_near_its_normal_interval() -> None:
    x = RNG(3).normal(0, 1, 400)
    low, high = bootstrap(lambda rows: x[rows].mean(), 400, confidence=0.95, resamples=2000, rng=RNG(4))
    assert (low, high) == pytest.approx((x.mean() - 0.098, x.mean() + 0.098), abs=0.012)


def test_bootstrap_of_one_unit_is_nan() -> None:
    low, high = bootstrap(lambda rows: rows.sum(), 1, confidence=0.95, resamples=5, rng=RNG(5))
    assert np.isnan([low, high]).all()
