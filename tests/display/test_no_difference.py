"""Differences that were not found, in words."""

import math

import pytest

from analysis.display import describe
from analysis.exceptions import WrongUse


@pytest.mark.parametrize(
    ("detectable", "measure", "size"),
    [
        (0.0125, "terms", "12 per 1,000 words"),
        (0.3, "framing", "30 of 100 sentences"),
        (0.25, "sentiment", "0.25 mean VADER score"),
        (0.00001234, "terms", "0.012 per 1,000 words"),
        (-0.25, "sentiment", "0.25 mean VADER score"),
        (0.0, "framing", "0 of 100 sentences"),
    ],
)
def test_what_would_have_been_seen_is_said_in_the_unit_of_the_measure(
    detectable: float, measure: str, size: str
) -> None:
    assert describe.no_clear_difference(detectable, measure) == (
        f"No clear difference; a difference of {size} or more would have been seen with a probability of 80 %."
    )


def test_another_probability_is_said() -> None:
    assert describe.no_clear_difference(0.1, "framing", power=0.95).endswith("a probability of 95 %.")


@pytest.mark.parametrize("unknown", [math.nan, math.inf])
def test_where_nothing_could_have_been_seen_it_is_said(unknown: float) -> None:
    assert describe.no_clear_difference(unknown, "terms") == (
        "No clear difference; there is too little text to have seen one of any size."
    )


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(WrongUse, match="Invalid `measure`: 'mood'."):
        describe.no_clear_difference(0.1, "mood")
