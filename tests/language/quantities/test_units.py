"""The table of units."""

import pytest

from analysis.language.quantities.units import NO_UNIT, Unit, rate, read_currency, read_per, read_unit, unit_factors


@pytest.mark.parametrize(
    ("written", "name"),
    [("kilometers", "kilometre"), ("km", "kilometre"), ("feet", "foot"), ("Per Cent", "percent"), ("%", "percent"),
     ("kWh", "kilowatt hour"), ("U.S. dollars", "USD"), ("square-foot", "square foot"), ("days", "day")],
)  # fmt: skip
def test_forms(written: str, name: str) -> None:
    assert read_unit(written).name == name


def test_a_unit_that_nobody_knows() -> None:
    assert read_unit("smoots") == NO_UNIT
    assert read_currency("§") == NO_UNIT


def test_capitals_decide_for_short_forms() -> None:
    assert read_unit("mb").name == "millibar"
    assert read_unit("MB").name == "megabyte"


def test_rates() -> None:
    per_mile = rate(read_currency("$"), read_per(" per mile"))
    assert per_mile.name == "USD per mile"
    assert per_mile.dimension == "money per length"
    assert per_mile.factor == 1 / 1609.344


def test_factors_convert_by_the_definitions() -> None:
    factors = unit_factors()
    assert 190 * factors["mile"][1] / factors["kilometre"][1] == pytest.approx(305.775, abs=0.001)
    assert factors["knot"][1] * 3600 == pytest.approx(factors["nautical mile"][1])
    assert factors["mile per hour"][1] == pytest.approx(factors["mile"][1] / 3600)
    assert {dimension for dimension, _ in factors.values()} >= {"money", "share", "length", "mass", "time", "speed"}


def test_a_unit_of_a_table_has_one_row_per_name_and_place() -> None:
    assert isinstance(read_unit("tonnes"), Unit)
    assert read_unit("tonnes").factor == 1000
