"""What numbers leave out because words beside them say it: the unit, as in 61 percent, up from 58; the change."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.quantities.matching import Flags, extracted, holds
from analysis.language.quantities.number_values import FRACTION
from analysis.language.quantities.units import MONEY, SHARE, read_unit

_SMALL = r"(?:(?:about|around|roughly|nearly|almost|just|only|over|under|some|an?|the|more|less|than|by|another) ){0,3}"
_NAMES = r"(?:[A-ZÀ-Þ][\w.&’'-]*(?: (?:of|and|the|[0-9]+|[A-ZÀ-Þ][\w.&’'-]*)){0,4} )"
_AND = r"(?:,|,? and|,? while|,? but|,? with|;)(?: and| while| but| the| that of)* "
# Harbour Foods fell 3 percent, Lake Mills by 2 percent and the Dax 1.1 percent.
_NEXT_NAME = rf"^(?: [^,;.0-9]{{2,30}})?{_AND}{_NAMES}{_SMALL}[$£€¥]?$"
# By 3 percent in Spain and 2 percent in Italy.
_NEXT_PLACE = rf"^ (in|at|for|among|from|on|this) [^,;.0-9]{{2,40}}{_AND}{_SMALL}[$£€¥]?$"
_PLACE_AFTER = r"^ (in|at|for|among|from|on|this) "
# 61 percent, up from 58; 45 percent from 38 a year before; from 14 to 18 litres to 24.
_LEVEL_BEFORE = (
    rf"(?:^|[ (,;])(?:(?:up|down)(?: sharply| slightly)? from|compared (?:with|to)|rather than|instead of|against|"
    rf"versus) {_SMALL}$"
)
_FROM = rf"(?i:(?:^|[ (,;])from) {_SMALL}$"
_TO = rf"(?:^|[ (,;])(?:to|at|was|is|were|are) {_SMALL}$"
_NOUN_AFTER = r"^ (?:[a-z-]+ )?[a-z]+s(?-u:\b)|^ (?:people|men|women|children)(?-u:\b)|^-"
_SMALL_AFTER = (
    r"^ (?:in|for|at|by|on|a|an|the|last|this|over|per|as|is|was|has|and|or|but|when|while|to|after|before|"
    r"during|since|"
    r"under|until|with|among|earlier|previously|ago|years|months|weeks|days)(?-u:\b)"
)
_LARGEST_RATIO = 20  # of two levels of one thing
_FAR = 60  # characters between them
# A day or two.
_OR_TWO = r"(?i:(?:^|[^a-z])(?:an?|another|one|every|each|last|next|past) ([a-z-]+) or )$"
# 310 million of the 1.7 billion crowns; 20 by 30 metres.
_OF_THE = rf"^ (?:out )?of (?:the|its|their|his|her|a|an) (?:[a-z]+ )?{_SMALL}$"
_BY = r"^ ?(?:by|x|×) ?$"


def repeated_changes(figures: pl.DataFrame) -> pl.Series:
    """Give numbers whose verb is left out the change of the number before: fell 3 percent in Spain and 2 in Italy.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns change, unit, dimension, unit_end, same, gap and right.

    Returns
    -------
    polars.Series of str
        'up', 'down' or ''.
    """
    change = figures["change"].to_numpy().copy()
    share = (figures["dimension"].is_in([SHARE, MONEY]) & (figures["unit"] == figures["unit"].shift(1))).fill_null(
        False
    )
    possible = (share & figures["same"] & (figures["change"] == "")).to_numpy()
    possible[1:] &= (change[:-1] != "") | possible[:-1]
    gap = figures.select(gap=pl.col("gap").str.slice("unit_end").shift(1).fill_null(""))["gap"]
    named = holds(gap, _NEXT_NAME, possible)
    placed = extracted(gap, _NEXT_PLACE, possible & ~named)
    after = figures.select(after=pl.col("right").str.slice("unit_end"))["after"]
    place = extracted(after, _PLACE_AFTER, placed.is_not_null().to_numpy())
    repeats = named | (placed == place).fill_null(False).to_numpy()
    for row in np.flatnonzero(repeats).tolist():
        change[row] = change[row - 1]
    return pl.Series("change", change.tolist(), dtype=pl.String)


def with_elided_units(figures: pl.DataFrame) -> pl.DataFrame:
    """Name the unit that a number shares with the one before or after it, or with the words before it.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns unit, dimension, value, kind, start, end, unit_end, same, gap, left and right.
    """
    bare = ((figures["unit"] == "") & (figures["kind"] != FRACTION)).to_numpy()
    if not bare.any():
        return figures
    before, after = _as_before(figures, bare), _as_after(figures, bare)
    units = {name: figures[name].to_numpy().copy() for name in ("unit", "dimension")}
    for column in units.values():
        column[before] = column[np.flatnonzero(before) - 1]
        column[after] = column[np.flatnonzero(after) + 1]
    for row, unit, dimension in _of_words(figures, bare & ~before & ~after):
        units["unit"][row], units["dimension"][row] = unit, dimension
    return figures.with_columns(pl.Series(name, column.tolist(), dtype=pl.String) for name, column in units.items())


def _as_before(figures: pl.DataFrame, bare: Flags) -> Flags:
    """Whether a number is an earlier or later level of the one before it, which has a unit."""
    same = figures["same"].to_numpy() & bare
    same[1:] &= ~bare[:-1]
    near = (figures["start"] - figures["end"].shift(1)).fill_null(_FAR + 1).to_numpy() <= _FAR
    value = figures["value"].to_numpy()
    ratio: NDArray[np.float64] = np.ones(len(value))
    with np.errstate(all="ignore"):
        ratio[1:] = np.abs(value[1:] / value[:-1])
    fits = (ratio < _LARGEST_RATIO) & (ratio > 1 / _LARGEST_RATIO)
    plain = (figures["dimension"] != "angle").to_numpy()
    possible = same & near & fits
    possible[1:] &= plain[:-1]
    left = figures["left"]
    levels = holds(left, _LEVEL_BEFORE, possible)
    left_before = left.shift(1).fill_null("")
    # From 14 litres to 24; to 45 litres from 38: but not 3 percent to 45.
    for this, other in ((_FROM, _TO), (_TO, _FROM)):
        ends = holds(left, this, possible & ~levels)
        levels |= holds(left_before, other, ends)
    nouns = holds(figures["right"], _NOUN_AFTER, levels)
    nouns &= ~holds(figures["right"], _SMALL_AFTER, nouns)
    found: Flags = levels & ~nouns
    return found


def _as_after(figures: pl.DataFrame, bare: Flags) -> Flags:
    """Whether a number has the unit of the one after it: 310 million of the 1.7 billion crowns, 20 by 30 metres."""
    ahead = figures["same"].shift(-1).fill_null(False).to_numpy() & bare
    ahead[:-1] &= ~bare[1:]
    value, dimension = figures["value"].to_numpy(), figures["dimension"].shift(-1).fill_null("")
    following = np.append(value[1:], np.nan)
    hyphen = figures["right"].shift(-1).fill_null("").str.starts_with("-").to_numpy()
    of_the = holds(figures["gap"], _OF_THE, ahead & ~hyphen & (value <= following))
    of_the &= ~(dimension == SHARE).to_numpy() & (~(dimension == MONEY).to_numpy() | (value >= 1000))
    sides = holds(figures["gap"], _BY, ahead & (dimension == "length").to_numpy())
    found: Flags = of_the | sides
    return found


def _of_words(figures: pl.DataFrame, bare: Flags) -> list[tuple[int, str, str]]:
    """Return row, unit and dimension of numbers whose unit stands before them: a day or two."""
    words = extracted(figures["left"], _OR_TWO, bare & (figures["value"] <= 3).to_numpy())
    rows = np.flatnonzero(words.is_not_null().to_numpy())
    units = [(row, read_unit(word.lower())) for row, word in zip(rows.tolist(), words.gather(rows), strict=True)]
    return [(row, unit.name, unit.dimension) for row, unit in units if unit.name]
