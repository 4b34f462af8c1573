"""Amounts of figures: values in base units, and how exactly each is stated."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.records import part_of
from analysis.language.quantities.bounds import ABOUT, AT_LEAST, AT_MOST, LESS, MORE, VAGUE
from analysis.language.quantities.units import COUNT, MONEY, PEOPLE, unit_factors

Floats = NDArray[np.float64]

NUMBER = "number"  # of people and things
_PER = " per "
_CHANGED = {"percentage point": "points", "basis point": "points"}
_ZERO_CELSIUS, _ZERO_FAHRENHEIT = 273.15, 459.67 * 5 / 9
_OFFSET = {"celsius": _ZERO_CELSIUS, "fahrenheit": _ZERO_FAHRENHEIT}
_FACTOR = {"fahrenheit": 5 / 9}
OF_ABOUT = 0.04  # by how much "about 100" can be off
# By how much "a dozen" and other numbers below this can be off.
SMALL, OF_SMALL = 100, 1 / 6
NONE, UP, DOWN, VAGUELY = 0, 1, -1, 2
_BOUNDS = {AT_LEAST: UP, MORE: UP, AT_MOST: DOWN, LESS: DOWN, VAGUE: VAGUELY}
OF_THOUSANDS = 0.05  # of a count in whole thousands, for either side together
_DIGITS = range(-6, 19)


@hides_content
class Amounts(NamedTuple):
    """Figures in base units; arrays of shape (n_figures,).

    kind: number of what can be converted into each other; low, high: the value, or the ends of a range; about: by how
    much it may be off; loosely: by how much a small number that is said to be about so many may be off; bound: one of
    UP, DOWN, VAGUELY or NONE.
    """

    kind: NDArray[np.int64]
    low: Floats
    high: Floats
    about: Floats
    loosely: Floats
    bound: NDArray[np.int8]

    def of(self, first: int, last: int) -> Amounts:
        """Return the amounts of some figures in a row."""
        return part_of(self, first, last)


def amounts(figures: pd.DataFrame) -> Amounts:
    """Convert figures to base units.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns value, high, unit, dimension and bound of table figures.

    Returns
    -------
    Amounts
    """
    written = list(zip(figures["unit"].tolist(), figures["dimension"].tolist(), strict=True))
    bases = {key: base_of(*key) for key in set(written)}
    kind = pd.factorize(np.array([bases[key][0] for key in written], dtype=object))[0].astype(np.int64)
    factor = np.array([bases[key][1] for key in written], float)
    offset = np.array([_OFFSET.get(unit, 0.0) for unit, _ in written], float)
    number = np.array([bases[key][0] == NUMBER for key in written], bool)
    value = figures["value"].to_numpy(float)
    high = figures["high"].fillna(figures["value"]).to_numpy(float)
    value, high = np.minimum(value, high), np.maximum(value, high)
    bound = figures["bound"].to_numpy()
    step = np.where(number, _step_of_number(value), rounding_step(value))
    off = np.maximum(step / 2, np.where(bound == ABOUT, OF_ABOUT * np.abs(value), 0)) * factor
    few = (bound == ABOUT) & number & (np.abs(value) < SMALL)
    loosely = np.maximum(off, np.where(few, OF_SMALL * np.abs(value), 0))
    low, high = value * factor + offset, high * factor + offset
    side = np.array([_BOUNDS.get(name, NONE) for name in bound.tolist()], np.int8)
    return Amounts(kind, low, high, off, loosely, side)


@cache
def base_of(unit: str, dimension: str) -> tuple[str, float]:
    """Return of what kind figures of a unit are, and the factor to its base unit.

    Examples
    --------
    >>> base_of("kilometre", "length"), base_of("passenger", "people"), base_of("USD", "money")
    (('length', 1000.0), ('number', 1.0), ('money USD', 1.0))
    """
    measured, _, per = unit.partition(_PER)
    if dimension.partition(_PER)[0] in (COUNT, PEOPLE):
        return (NUMBER, 1.0) if not per else (f"{measured} per {per}", 1.0)
    known = unit_factors()
    if unit in _CHANGED:
        return (_CHANGED[unit], known[unit][1])
    if dimension == MONEY or (unit not in known and dimension.startswith(MONEY)):
        return (f"{MONEY} {unit}", 1.0)
    if unit in known and known[unit][0] == dimension:
        return ("age" if " of age" in unit else dimension, _FACTOR.get(unit, known[unit][1]))
    if per and measured in known:
        factor = known[measured][1] / known[per][1] if per in known else 1.0
        return (f"{known[measured][0]} per {known[per][0] if per in known else per}", factor)
    return (f"{dimension} {unit}", 1.0)


def rounding_step(value: Floats) -> Floats:
    """Return to which step figures may have been rounded: two digits are kept, of 1 to 9 millions or billions one.

    Parameters
    ----------
    value : array of float

    Returns
    -------
    array of float
        0 where no digit tells.

    Examples
    --------
    >>> rounding_step(np.array([190.0, 1.2e9, 2e9, 0.64])).tolist()
    [10.0, 100000000.0, 1000000000.0, 0.01]
    """
    step = np.zeros(value.shape)
    size = np.maximum(np.abs(value) / 10, _named_size(value))
    for digit in _DIGITS:
        unit = 10.0**digit
        scaled = value / unit
        whole = np.abs(scaled - np.round(scaled)) <= 1e-9 * np.maximum(np.abs(scaled), 1)
        step = np.where(whole & (unit <= size), unit, step)
    return step


def _named_size(value: Floats) -> Floats:
    """Return the million, billion, ... in which a figure is given; 1 for smaller figures."""
    size = np.abs(value)
    return np.select([size >= 10.0**digits for digits in (12, 9, 6)], [1e12, 1e9, 1e6], 1.0)


def _step_of_number(value: Floats) -> Floats:
    """Return to which step counts may have been rounded; 0 for those that do not end in two zeros."""
    thousands = np.where((value % 1_000 == 0) & (value >= 1_000), OF_THOUSANDS * np.abs(value), 0)
    return np.where(value % 100 == 0, np.maximum(rounding_step(value), thousands), 0)
