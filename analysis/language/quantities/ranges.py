"""Numbers that belong together: the ends of a range, one in five, the parts of a date; and scores of games."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.quantities.number_values import DIGITS, FRACTION, ONE, WORDS

Flags = NDArray[np.bool_]

_NO_RANGE, _RANGE, _RATIO, _SCORE = range(4)
_DATE_GAP = r"^(?:,? ?(?:and|or|to|-|–|,) ?|, )$"
_FROM = (
    r"(?i:(?:^|[^a-zA-Z0-9])from (?:(?:an?|the|about|around|roughly|nearly|some|just|only|over|under|"
    r"almost) ){0,2})[(]?$"
)
_FAR = 45  # characters between the two levels of from ... to


def joined_dates(frame: pl.DataFrame) -> Flags:
    """Return which numbers follow a date as its year or as another day: July 4, 2016; 5 and 6 March.

    Parameters
    ----------
    frame : polars.DataFrame
        Columns date, same, gap, kind, value, measured, currency.
    """
    gap = frame["gap"].str.contains(_DATE_GAP).to_numpy()
    same = frame["same"].to_numpy()
    date = frame["date"].to_numpy().copy()
    plain = ((frame["kind"] == DIGITS) & ~frame["measured"] & (frame["currency"] == "")).to_numpy()
    plain &= ~frame["written"].str.contains(r"[.,\p{L}]").to_numpy()
    value = frame["value"].to_numpy()
    fits = plain & ((value >= 1) & (value <= 31) | (value >= 1500) & (value < 2100))
    counts = frame["right"].str.contains(r"^ (?i:people|persons|troops|soldiers|civilians|men|women|others)").to_numpy()
    for _ in range(2):
        date[1:] |= date[:-1] & same[1:] & gap[:-1] & fits[1:] & ~counts[1:]
        date[:-1] |= date[1:] & same[1:] & gap[:-1] & fits[:-1]
    return date


def relations(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Return how each number is related to the one after it.

    Parameters
    ----------
    frame : polars.DataFrame
        Figures in order: columns same, gap, kind, value, coefficient, measured, currency, left, right, unit, change,
        counted (whether a plural follows), plain (whether the figure is digits alone).

    Returns
    -------
    array of int
        0 for not at all, 1 for the ends of a range, 2 for so many in so many, 3 for the score of a game.
    """
    result = np.zeros(len(frame), np.int64)
    if len(frame) < 2:
        return result
    first, second = frame.slice(0, len(frame) - 1), frame.slice(1)
    same = second["same"].to_numpy()
    from_before = first["left"].str.contains(_FROM).to_numpy()
    rates = [
        one == two or (bool(one) and two.startswith(f"{one} per ")) for one, two in zip(*_units(frame), strict=True)
    ]
    same_unit = np.array(rates, bool) | (first["unit"] == "").to_numpy()
    units = same_unit | (from_before & (second["unit"] == "").to_numpy())
    low, high = first["coefficient"].to_numpy(), second["coefficient"].to_numpy()
    ascending = (low < high) | (first["value"].to_numpy() < second["value"].to_numpy())
    gap = first["gap"]
    # The unit may stand between the two, as in five per cent to ten per cent.
    bare_gap = pl.when(first["unit_end"] > 0).then(gap.str.slice(first["unit_end"])).otherwise(gap)
    inner = first.select(bare_gap.alias("gap"))["gap"]
    to = inner.str.contains(r"^-? ?to[ -]?$").to_numpy() & (from_before | (first["change"] == "").to_numpy())
    dash = inner.str.contains(r"^ ?[-–—‑] ?$").to_numpy()
    either = inner.str.contains(r"^ or $").to_numpy() & ascending
    between = first["left"].str.contains(r"(?i:(?:^|[^a-zA-Z0-9])between (?:\w+ ){0,2})$").to_numpy()
    and_between = inner.str.contains(r"^ and $").to_numpy() & between
    plain = (first["plain"] & second["plain"]).to_numpy()
    tied = plain & ~second["measured"].to_numpy() & ~second["counted"].to_numpy()
    score = dash & plain & ~second["measured"].to_numpy() & (~ascending | tied)
    result[:-1][same & units & (to | either | and_between | (dash & ascending))] = _RANGE
    result[:-1][_levels(first, second) & from_before & (result[:-1] == _NO_RANGE)] = _RANGE
    small = (high >= 2) & (low < high) & (low >= 1) & (high <= 1000)
    whole = first["kind"].is_in([DIGITS, WORDS, ONE]).to_numpy() & ~first["measured"].to_numpy()
    out_of = gap.str.contains(r"^ (?:in|out of)(?: every)? $").to_numpy() & ~second["measured"].to_numpy()
    result[:-1][same & out_of & small & whole] = _RATIO
    result[:-1][same & score] = _SCORE
    return result


def _levels(first: pl.DataFrame, second: pl.DataFrame) -> Flags:
    """Whether two measures are the levels of one: from 20 litres in May to 29 litres in June."""
    near = (second["start"] - first["end"]).is_between(0, _FAR) & (second["text"] == first["text"])
    levels = near & (first["unit"] != "") & (first["unit"] == second["unit"])
    return (levels & second["left"].str.contains(r"[^\d] to (?:\w+ )?$")).to_numpy()


def _units(frame: pl.DataFrame) -> tuple[list[str], list[str]]:
    units = frame["unit"].to_list()
    return units[:-1], units[1:]


def merge(frame: pl.DataFrame, relation: NDArray[np.int64]) -> pl.DataFrame:
    """Make one figure of the two ends of a range, and of one in five; leave out scores.

    Parameters
    ----------
    frame : polars.DataFrame
    relation : array of int
        As `relations` returns it.

    Returns
    -------
    polars.DataFrame
        With a column high.
    """
    if not len(frame):
        return frame.with_columns(high=pl.lit(None, pl.Float64))
    before = np.append(0, relation[:-1])
    # A number that ends one range does not start another.
    relation = np.where((before == _RANGE) & (relation == _RANGE), _NO_RANGE, relation)
    before = np.append(0, relation[:-1])
    nxt = {name: frame[name].shift(-1) for name in ("value", "coefficient", "end", "right", "unit_end", "measured")}
    is_range, is_ratio = relation == _RANGE, relation == _RATIO
    value, coefficient = frame["value"].to_numpy(), frame["coefficient"].to_numpy()
    with np.errstate(all="ignore"):
        factor = nxt["value"].fill_null(0).to_numpy() / nxt["coefficient"].fill_null(1).to_numpy()
        shared = (value == coefficient) & (factor > 1) & (coefficient < nxt["coefficient"].fill_null(0).to_numpy())
        shared &= (frame["currency"] == "").to_numpy() | (frame["currency"].shift(-1).fill_null("") != "").to_numpy()
        low = np.where(is_range & shared, value * factor, value)
        low = np.where(is_ratio, value / nxt["value"].fill_null(1).to_numpy(), low)
    high = np.where(is_range, nxt["value"].fill_null(np.nan).to_numpy(), np.nan)
    pair = pl.Series(is_range | is_ratio)
    ends = [pl.when(pair).then(nxt[name]).otherwise(frame[name]).alias(name) for name in ("end", "right", "unit_end")]
    unit = [
        pl.when(pl.Series(is_range) & (frame["unit"].shift(-1).fill_null("") != ""))
        .then(frame[name].shift(-1))
        .otherwise(frame[name])
        .alias(name)
        for name in ("unit", "dimension", "rate")
    ]
    kind = pl.when(pl.Series(is_ratio)).then(pl.lit(FRACTION)).otherwise(frame["kind"]).alias("kind")
    merged = frame.with_columns(*ends, *unit, kind, value=pl.Series(low), high=pl.Series(high))
    score = (relation == _SCORE) | (before == _SCORE)
    return merged.filter(pl.Series(~np.isin(before, (_RANGE, _RATIO)) & ~score))
