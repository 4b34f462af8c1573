"""Numbers that a user gives."""

import fractions
from typing import Any

import numpy as np
import pytest

from analysis._utils.number_parameters import checked_number, checked_seed, checked_whole
from analysis.exceptions import WrongUse


@pytest.mark.parametrize(("value", "made"), [(0, 0), (512, 512), (np.int32(7), 7), (np.uint8(3), 3)])
def test_whole_numbers(value: Any, made: int) -> None:
    assert checked_whole(value, "workers", 0, 512) == made
    assert type(checked_whole(value, "workers", 0, 512)) is int


@pytest.mark.parametrize(("value", "made"), [(0.1, 0.1), (8, 8.0), (np.float32(0.5), 0.5), (4096, 4096.0)])
def test_numbers(value: Any, made: float) -> None:
    assert checked_number(value, "megabytes", 0.1, 4096) == made
    assert type(checked_number(value, "megabytes", 0.1, 4096)) is float


@pytest.mark.parametrize(
    "value", [-1, 513, True, 1.0, "7", None, 10**5000, -(10**5000), np.float64(3), [1]], ids=range(10)
)
def test_no_whole_number(value: Any) -> None:
    with pytest.raises(WrongUse, match=r"^Invalid `workers`: .{1,40}\. Expected a whole number from 0 to 512\.$"):
        checked_whole(value, "workers", 0, 512)


@pytest.mark.parametrize(
    "value",
    [0, 0.09, 1e308, np.inf, -np.inf, np.nan, True, "8", None, 10**5000, 8j, fractions.Fraction(1, 20)],
    ids=range(12),
)
def test_no_number(value: Any) -> None:
    with pytest.raises(WrongUse, match=r"^Invalid `megabytes`: .{1,50}\. Expected a number from 0\.1 to 4,096\.$"):
        checked_number(value, "megabytes", 0.1, 4096)


def test_seeds() -> None:
    assert checked_seed(2**63 - 1) == 2**63 - 1
    for wrong in (-1, 2**63, 0.5, 10**5000):
        with pytest.raises(WrongUse, match="^Invalid `seed`: .* Expected a whole number from 0 to 9,223,"):
            checked_seed(wrong)
