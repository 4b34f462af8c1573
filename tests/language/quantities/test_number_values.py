"""Values of numbers as they are written."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.quantities.number_values import read_number
from analysis.language.quantities.numbers import NUMBER

WORDED = [
    ("one", 1), ("twenty-five", 25), ("a dozen", 12), ("two dozen", 24), ("half a million", 500_000),
    ("two and a half million", 2_500_000), ("a hundred", 100), ("four hundred thousand", 400_000),
    ("one million two hundred thousand and five", 1_200_005), ("one thousand million", 10**9),
    ("two hundred and fifty", 250), ("nine and a half", 9.5),
]  # fmt: skip
DIGITS = [
    ("3,000", 3000), ("1,234,567.5", 1_234_567.5), ("2 1/2", 2.5), ("2½", 2.5), ("½", 0.5), (".05", 0.05),
    ("4 hundred million", 4e8), ("4.3M", 4.3e6), ("1.5bn", 1.5e9), ("10k", 10_000), ("1,20,000", 120_000),
]  # fmt: skip


@pytest.mark.parametrize(("written", "value"), [*WORDED, *DIGITS])
def test_values_by_hand(written: str, value: float) -> None:
    assert read_number(written).value == pytest.approx(value)


@pytest.mark.parametrize("written", ["12,34,5", "one hundred hundred", "1.2.3", "2:55", "9" * 400])
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert math.isnan(read_number(written).value)


def test_a_vague_number_keeps_its_magnitude() -> None:
    assert read_number("tens of thousands")[:1] + read_number("tens of thousands")[3:] == (10_000, "vague")
    assert read_number("a few hundred").kind == "vague"


def test_the_sign_of_a_currency_is_kept() -> None:
    assert read_number("US$3.5bn")[::2] == (3.5e9, "US$")
    assert read_number("$-2")[::2] == (-2, "$")


@settings(max_examples=50)
@given(st.integers(0, 10**12))
def test_digits_with_separators(number: int) -> None:
    assert read_number(f"{number:,}").value == number


@settings(max_examples=100)
@given(st.text("0123456789,.:/ -aeonhdrutwmilkb$€½", max_size=20))
def test_whatever_looks_like_a_number_is_read(text: str) -> None:
    """Python's engine stands for the one of polars; the pattern of an ASCII edge is written differently there."""
    for found in re.finditer(NUMBER.replace(r"(?-u:\b)", r"\b"), text):
        assert isinstance(read_number(found.group()).value, float)
