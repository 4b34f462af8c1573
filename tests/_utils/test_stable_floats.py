"""Digits that depend on the processor are cut, and no others."""

import doctest

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis._utils import stable_floats as digits
from analysis._utils.stable_floats import rounded, short, shortened_floats, significant


def test_examples() -> None:
    assert doctest.testmod(digits).failed == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1 + 0.2, 0.3),
        (57.096495639912135, 57.09649564),
        (57.09649563991214, 57.09649564),
        (-1.23456789012345e-8, -1.234567890e-8),
        (9.99999999999, 10.0),
        (0.09999999999999999, 0.1),
        (123456789.0123, 123456789.0),
        (98765432101234.0, 98765432101234.0),
        (0.0, 0.0),
        (1e-320, 1e-320),
        (np.inf, np.inf),
    ],
)
def test_by_hand(value: float, expected: float) -> None:
    assert significant([value])[0] == expected


def test_nan_stays() -> None:
    assert np.isnan(significant([np.nan])).all()


@given(st.floats(1e-280, 1e280), st.sampled_from([1, -1]))
def test_it_is_what_format_writes(value: float, sign: int) -> None:
    kept = significant([sign * value])[0]
    assert kept == pytest.approx(sign * float(f"{value:.10g}"), rel=1e-9 if value == round(value) else 1e-15)


@given(st.floats(1e-6, 1e6))
def test_rounding_again_changes_nothing(value: float) -> None:
    once = significant([value])
    assert (significant(once) == once).all()


def test_tables_keep_their_types_and_notes() -> None:
    table = pd.DataFrame({"item": ["a"], "n": pd.array([3], "Int64"), "p": [1 / 3]})
    table.attrs["note"] = "New."
    kept = rounded(table)
    assert (kept["p"].iat[0], kept["n"].iat[0], kept.attrs["note"]) == (0.3333333333, 3, "New.")
    assert table["p"].iat[0] == 1 / 3
    assert kept.dtypes.equals(table.dtypes)


@given(st.floats(1e-280, 1e280), st.sampled_from([1, -1]))
def test_short_floats_keep_their_digits_and_end_in_zeros(value: float, sign: int) -> None:
    given_value = significant([sign * value], 6)
    cut = short(given_value, 6)
    assert (significant(cut, 6) == given_value).all()
    assert not cut.view(np.int64)[0] & (1 << 30) - 1 or (given_value == cut).all()


def test_short_floats_leave_counts_and_what_is_no_number() -> None:
    table = pd.DataFrame({"x": [98765432101234.0, np.nan, np.inf], "item": ["a", "b", "c"]})
    pd.testing.assert_frame_equal(shortened_floats(table, 6), table)
