from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.stats.resampling import count_relabelings, in_proportion, relabelings

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


def test_labels_in_proportion_by_hand() -> None:
    # Parts of 6 and 2 of 8 units; in the second block .3 of 3 units is at least one.
    labels, sizes = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1], [30] * 4 + [10] * 4 + [45, 45, 10]
    made = in_proportion(labels, [0] * 8 + [1] * 3, sizes)
    assert made.tolist() == [0] * 6 + [1] * 2 + [0, 0, 1]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 50)), min_size=1, max_size=20))
def test_labels_in_proportion_keep_their_blocks(units: list[tuple[int, int, int]]) -> None:
    labels, blocks, sizes = map(np.array, zip(*units, strict=True))
    made = in_proportion(labels, blocks, sizes)
    equal = in_proportion(labels, blocks, np.full(len(labels), 7))
    for block in np.unique(blocks):
        here = blocks == block
        assert set(made[here]) == set(labels[here])
        assert np.sort(labels[here]).tolist() == equal[here].tolist()
