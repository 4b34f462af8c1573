"""Rows of different sizes in one flat array."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis._utils.ragged import places_in_rows, ranges, row_numbers, row_sizes, row_starts

SIZES = st.lists(st.integers(0, 4), max_size=8)


def test_no_rows() -> None:
    sizes = row_sizes([])
    for found in (sizes, row_starts(sizes), row_numbers(sizes), ranges(sizes, sizes), places_in_rows(sizes)):
        assert found.tolist() == []
        assert found.dtype == np.int64


def test_by_hand() -> None:
    sizes = row_sizes(["ab", "", "c"])
    assert sizes.tolist() == [2, 0, 1]
    assert row_starts(sizes).tolist() == [0, 2, 2]
    assert row_numbers(sizes).tolist() == [0, 0, 2]
    assert ranges(np.array([4, 9, 1]), sizes).tolist() == [4, 5, 1]
    assert places_in_rows(np.array([0, 0, 2])).tolist() == [0, 1, 0]


@given(SIZES, st.data())
def test_all_agree_with_lists(given_sizes: list[int], data: st.DataObject) -> None:
    first = data.draw(st.lists(st.integers(-9, 9), min_size=len(given_sizes), max_size=len(given_sizes)))
    sizes = np.array(given_sizes, np.int32)
    rows = [list(range(start, start + size)) for start, size in zip(first, given_sizes, strict=True)]
    flat = [element for row in rows for element in row]
    assert row_sizes(rows).tolist() == given_sizes
    assert ranges(np.array(first, np.int32), sizes).tolist() == flat
    assert row_numbers(sizes).tolist() == [number for number, row in enumerate(rows) for _ in row]
    assert ranges(0, sizes).tolist() == [place for row in rows for place, _ in enumerate(row)]
    assert places_in_rows(row_numbers(sizes)).tolist() == ranges(0, sizes).tolist()
    starts = row_starts(sizes)
    assert [flat[a : a + size] for a, size in zip(starts, given_sizes, strict=True)] == rows
