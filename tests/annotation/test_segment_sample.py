"""A random sample of segments: who is drawn, and what each stands for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotation.segment_sample import LEAST_OF_AN_OUTLET, _number_within, _shared_out, sample_weights
from analysis.schema import VOICES


def test_numbers_within_groups() -> None:
    group = np.array([1, 0, 1, 0, 1])
    assert _number_within(group, np.array([3, 1, 4, 0, 2])).tolist() == [1, 1, 2, 0, 0]


def test_shares_grow_with_the_square_root() -> None:
    assert _shared_out(np.array([3, 3]), 9).tolist() == [3, 3], "there are no more"
    assert _shared_out(np.array([10_000, 2_500, 400]), 1_700).tolist() == [1_000, 500, 200], "100 : 50 : 20"
    assert _shared_out(np.array([90_000, 100, 10]), 1_000).tolist() == [958, 32, 10], "990 = 3.19 · (300 + 10)"
    few = _shared_out(np.array([10**8, 100, 100]), 200)
    assert few.tolist() == [200 - 2 * LEAST_OF_AN_OUTLET, LEAST_OF_AN_OUTLET, LEAST_OF_AN_OUTLET]


@settings(max_examples=30, deadline=None)
@given(sizes=st.lists(st.integers(1, 5_000), min_size=1, max_size=30), most=st.integers(1, 3_000))
def test_shares_use_what_is_there(sizes: list[int], most: int) -> None:
    share = _shared_out(np.array(sizes), most)
    assert share.sum() == min(most, sum(sizes))
    assert ((share >= 0) & (share <= sizes)).all()


@pytest.mark.parametrize("voices", [VOICES, ("narration",)])
def test_weights_sum_to_the_segments_of_the_articles_drawn(notes, voices: tuple[str, ...]) -> None:
    asked = notes.segments["voice"].isin(voices).to_numpy()
    assert sample_weights(notes, voices, 10**6, 0).tolist() == asked.tolist(), "all, and each stands for itself"
    weight = sample_weights(notes, voices, 20, 0)
    assert (weight > 0).sum() == 20
    assert not weight[~asked].any()
    place = notes.segments.groupby(["article_id", "voice"]).ngroup().to_numpy()
    total, size = np.bincount(place, weight), np.bincount(place)
    assert total[total > 0] == pytest.approx(size[total > 0])
    assert (weight != sample_weights(notes, voices, 20, 1)).any()
