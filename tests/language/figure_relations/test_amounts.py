import numpy as np
import pandas as pd
import pytest

from analysis.language.figure_relations.amounts import amounts, base_of, rounding_step
from analysis.language.figure_relations.relate import compare_values
from analysis.language.quantities.units import unit_factors

Written = tuple[float, float, str, str, str]


def table(*figures: Written) -> pd.DataFrame:
    return pd.DataFrame(figures, columns=["value", "high", "unit", "dimension", "bound"])


def told(one: str, two: str) -> dict[str, bool]:
    """Compare two figures, each written as value, unit and bound."""
    rows = []
    for text in (one, two):
        value, unit, *bound = text.split(", ")
        low, _, high = value.partition("-")
        known = unit_factors().get(unit, ("people", 1.0))
        rows.append((float(low), float(high or "nan"), unit, known[0], bound[0] if bound else "exact"))
    values = compare_values(amounts(table(*rows)))
    for matrix in values:
        assert (matrix == matrix.T).all()
    return {name: bool(matrix[0, 1]) for name, matrix in zip(values._fields, values, strict=True)}


@pytest.mark.parametrize(("one", "two"), [
    ("640, metre", "0.64, kilometre"),
    ("640, metre", "700, yard"),
    ("3.2, kilometre", "2, mile"),
    ("3, hour", "180, minute"),
    ("1, day", "24, hour"),
    ("1200000000, crown", "1200000000, crown"),
    ("32, fahrenheit", "0, celsius"),
    ("2000000000000, USD", "2200000000000, USD"),
    ("6000, centrifuge", "6104, centrifuge"),
])  # fmt: skip
def test_figures_agree_after_conversion_and_rounding(one: str, two: str) -> None:
    assert told(one, two) == {"equal": True, "stated": True, "allowed": False, "excluded": False}


@pytest.mark.parametrize(("one", "two"), [
    ("180, mile", "190, mile, about"),
    ("190, mile, about", "200, mile, about"),
    ("19, knot", "22, knot"),
    ("85000000, crown", "68000000, crown"),
    ("210, passenger", "214, passenger"),
    ("15000000, person, about", "16000000, person, about"),
    ("8, person, at least", "6, person"),
    ("100, person, less than", "120, person"),
])  # fmt: skip
def test_no_value_fits_figures_that_differ(one: str, two: str) -> None:
    assert told(one, two) == {"equal": False, "stated": False, "allowed": False, "excluded": True}


@pytest.mark.parametrize(("one", "two"), [
    ("200, passenger, more than", "214, passenger"),
    ("100, person, vague", "300, person"),
    ("4, person, at least", "4, person"),
    ("4, person, at least", "7, person"),
    ("12-15, mile", "13, mile"),
])  # fmt: skip
def test_bounds_and_ranges_allow_figures(one: str, two: str) -> None:
    compared = told(one, two)
    assert compared["allowed"] and not compared["equal"] and not compared["excluded"]


@pytest.mark.parametrize(("one", "two"), [
    ("5, mile", "5, hour"),
    ("5, USD", "5, EUR"),
    ("5, percent", "5, percentage point"),
    ("35, year of age", "35, year"),
    ("5, flurb", "5, mile"),
    ("200, passenger, more than", "5000, passenger"),
    ("1, justice, at least", "5, justice, at most"),
])  # fmt: skip
def test_other_figures_say_nothing_of_each_other(one: str, two: str) -> None:
    assert not any(told(one, two).values())


def test_figures_of_any_unit_convert_to_themselves() -> None:
    for unit, (dimension, _) in unit_factors().items():
        assert base_of(unit, dimension)[1] > 0
    assert base_of("USD per barrel", "money per volume") == ("money USD per barrel", 1.0)
    assert base_of("litre per hour", "volume per time")[0] == base_of("litre per minute", "volume per time")[0]


def test_two_digits_are_kept_when_a_figure_is_rounded() -> None:
    values = np.array([1.0, 12.0, 200.0, 50_000.0, 2.75, 0.0, 1e300])
    assert rounding_step(values)[:5].tolist() == [1.0, 1.0, 10.0, 1_000.0, 0.01]
