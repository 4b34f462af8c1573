"""Numbers that belong together: the ends of a range, one in five, the parts of a date; and scores of games."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.quantities.bounds import (
    DOWN,
    DOWN_WORDS,
    RAISING,
    REDUCING,
    UP,
    UP_WORDS,
)
from analysis.language.quantities.matching import Flags, holds
from analysis.language.quantities.number_values import DIGITS, FRACTION, ONE, WORDS
from analysis.language.quantities.units import SHARE

_NO_RANGE, _RANGE, _RATIO, _SCORE, _VOTES, _LEVELS, _UNIT_AHEAD = range(7)
_DATE_GAP = r"^(?:,? ?(?:and|or|to|-|–|,) ?|, )$"
_FROM = (
    r"(?i:(?:^|[^a-zA-Z0-9])from (?:(?:an?|the|about|around|roughly|nearly|some|just|only|over|under|"
    r"almost|record|average of|mean of|high of|low of|peak of|total of) ){0,3})[(]?$"
)
_BY = r"(?:^|[^a-z])by (?:about |around |roughly |nearly |between |an estimated |another )?[$£€]?$"
_SMALL = "(?:about|around|roughly|nearly|almost|perhaps|maybe|up to|as much as|as many as|over|more than)"
_GAME = (
    r"(?i:(?:^|[^a-z])(?:beat|beats|beaten|beating|won|win|wins|winning|lost|lose|loses|losing|defeat[a-z]*|trail[a-z]*|lead|"
    r"leads|led|leading|victory|loss|score|scored|edged|routed|outscored)(?: [^ .;]+){0,5} )$"
)
# Words that say that two numbers are votes for and against.
_VOTING_BEFORE = (
    r"(?i:(?:^|[^a-z])(?:vot(?:e|ed|es|ing)|ballots?|ruled|ruling|justices|referendum|dissent[a-z]*|tally)(?-u:\b)[^.;]*|"
    r"(?:^|[^a-z])(?:approved|passed|rejected|confirmed|adopted|ratified|cleared|upheld|divided|failed|"
    r"split)(?: [^ .;]+){0,4} )$"
)
_VOTING_AFTER = (
    r"^[- ](?i:(?:party-line |procedural |final |vote-)?(?:votes?|voting|ruling|decision|majority|opinion|split|"
    r"against|in favou?r|for|"
    r"to (?:approve|reject|pass|confirm|convict|acquit|adopt|advance|block|end|send|repeal))(?-u:\b))"
)
# Verbs and nouns of change before the level that something changes from.
_CHANGING_FROM = (
    rf"(?i:(?:^|[^a-z])(?:{UP_WORDS}|{DOWN_WORDS}|{RAISING}|{REDUCING}|go|goes|went|gone|going|move|moves|moved|moving|"
    r"changed?|changes|changing|shift|shifted|switch|switched|revised|double[ds]?|triple[ds]?|quadrupled?|improved?|"
    r"improving|extend|extended|widened|narrowed|slowed|ballooned|swung|increases?|hikes?|cuts?)"
    r"(?: [^ ,;.]+){0,7}? from (?:(?:an?|the|about|around|roughly|nearly|some|just|only|over|under|almost) ){0,2})[(]?$"
)
# It was down from 3 to 5 million: a range.
_DOWN_FROM = r"(?i:(?:^|[^a-z])(?:up|down) from (?:[a-z]+ ){0,2})[(]?$"
_FAR = 45  # characters between the two levels of from ... to


def joined_dates(frame: pl.DataFrame) -> Flags:
    """Return which numbers follow a date as its year or as another day: July 4, 2016; 5 and 6 March.

    Parameters
    ----------
    frame : polars.DataFrame
        Columns date, same, gap, kind, value, measured, currency.
    """
    gap = holds(frame["gap"], _DATE_GAP)
    same = frame["same"].to_numpy()
    date = frame["date"].to_numpy().copy()
    plain = ((frame["kind"] == DIGITS) & ~frame["measured"] & (frame["currency"] == "")).to_numpy()
    plain &= ~holds(frame["written"], r"[.,A-Za-zÀ-ɏ]")
    value = frame["value"].to_numpy()
    fits = plain & ((value >= 1) & (value <= 31) | (value >= 1500) & (value < 2100))
    counts = holds(frame["right"], r"^ (?i:people|persons|troops|soldiers|civilians|men|women|others)")
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
        0 for not at all, 1 for the ends of a range, 2 for so many in so many, 3 for the score of a game, 4 for votes
        for and against, 5 for the levels before and after a change, 6 for one with the unit of the next.
    """
    result = np.zeros(len(frame), np.int64)
    if len(frame) < 2:
        return result
    first, second = frame.slice(0, len(frame) - 1), frame.slice(1)
    same = second["same"].to_numpy()
    together = (first["text"] == second["text"]).to_numpy()
    from_before = holds(first["left"], _FROM, together)
    one, two = pl.col("one"), pl.col("two")
    same_or_rate = (one == two) | (one == "") | two.str.starts_with(one + " per ")
    pairs_of_units = pl.DataFrame({"one": first["unit"], "two": second["unit"]})
    same_unit = pairs_of_units.select(same_or_rate)["one"].to_numpy()
    units = same_unit | (from_before & (second["unit"] == "").to_numpy())
    ascending = shared_magnitude(frame)[:-1] < second["value"].to_numpy()
    # By five to ten percent: a range, whatever the verb.
    by_so_much = holds(first["left"], _BY, together) & _alike(first, second)
    gap = first["gap"]
    # The unit may stand between the two, as in five per cent to ten per cent.
    bare_gap = pl.when(first["unit_end"] > 0).then(gap.str.slice(first["unit_end"])).otherwise(gap)
    inner = first.select(bare_gap.alias("gap"))["gap"]
    to = holds(inner, r"^-? ?to[ -]?$") & (from_before | (first["change"] == "").to_numpy() | by_so_much)
    to |= holds(inner, rf"^ (?:to {_SMALL}|up to) $", from_before & same) | holds(
        inner, r"^ to (?:about|around|perhaps|maybe) $"
    )
    dash = holds(inner, r"^ ?[-–—‑] ?$")
    either = holds(inner, r"^ or $") & ascending
    and_joined = holds(inner, rf"^ and (?:{_SMALL} )?$") & same
    and_between = holds(first["left"], r"(?i:(?:^|[^a-zA-Z0-9])between (?:the ages of |[a-z0-9]+ ){0,2})$", and_joined)
    range_of = to & ascending | either | and_between | (dash & ascending)
    result[:-1][same & units & range_of] = _RANGE
    hyphened = holds(first["gap"], r"^[-‑] (?:and|or|to) $") & second["measured"].to_numpy()
    hyphened |= dash & ~ascending & (second["dimension"] == SHARE).to_numpy()
    result[:-1][same & hyphened & (first["unit"] == "").to_numpy()] = _UNIT_AHEAD
    result[:-1][_levels(first, second, inner, from_before) | (same & units & to & ~ascending)] = _LEVELS
    pairs = _pairs(first, second, dash & same, to & same & ~from_before, ascending)
    result[:-1][pairs] = np.where(_votes(first, second, pairs)[pairs], _VOTES, _SCORE)
    low, high = first["coefficient"].to_numpy(), second["coefficient"].to_numpy()
    small = (high >= 2) & (low < high) & (low >= 1) & (high <= 1000)
    whole = first["kind"].is_in([DIGITS, WORDS, ONE]).to_numpy() & ~first["measured"].to_numpy()
    out_of = holds(gap, r"^ (?:in|out of)(?: every)? $") & ~second["measured"].to_numpy()
    result[:-1][same & out_of & small & whole] = _RATIO
    return result


def _alike(first: pl.DataFrame, second: pl.DataFrame) -> Flags:
    """Whether two numbers after by are the ends of a range and no change with its level: by 10 to 15 percent."""
    with np.errstate(all="ignore"):
        ratio = second["coefficient"].to_numpy() / first["coefficient"].to_numpy()
    unnamed = ((first["unit"] == "") & (second["unit"] != "")).to_numpy()
    found: Flags = ratio <= np.where(unnamed, 10, 2)
    return found


def _pairs(first: pl.DataFrame, second: pl.DataFrame, dash: Flags, to: Flags, ascending: Flags) -> Flags:
    """Whether two numbers without a unit are a score or votes for and against: 3-1, 21 to 14."""
    bare = ((first["unit"] == "") & (second["unit"] == "")).to_numpy()
    plain = (first["plain"] & second["plain"]).to_numpy()
    tied = plain & ~second["measured"].to_numpy() & ~second["counted"].to_numpy()
    ages = holds(first["left"], r"(?i:(?:^|[^a-z])(?:aged?|ages|between) )$", dash)
    game = holds(first["left"], _GAME, to & ascending) & ~second["counted"].to_numpy()
    whole = np.logical_and.reduce([part["kind"].is_in([DIGITS, WORDS, ONE]).to_numpy() for part in (first, second)])
    by_dash = dash & plain & ~second["measured"].to_numpy() & (~ascending | (tied & ~ages))
    pairs: Flags = by_dash | (to & bare & whole & (~ascending | game))
    return pairs


def _votes(first: pl.DataFrame, second: pl.DataFrame, pairs: Flags) -> Flags:
    """Whether the words around two numbers of a pair say that they are votes."""
    return holds(first["left"], _VOTING_BEFORE, pairs) | holds(second["right"], _VOTING_AFTER, pairs)


def _levels(first: pl.DataFrame, second: pl.DataFrame, inner: pl.Series, from_before: Flags) -> Flags:
    """Whether two numbers are the levels before and after a change: rose from 4 to 7, from 20 litres in May to 29."""
    near = (second["start"] - first["end"]).is_between(0, _FAR) & (second["text"] == first["text"])
    rate = _is_rate_of(first["unit"], second["unit"])
    measured = (first["unit"] != "") & ((first["unit"] == second["unit"]) | (second["unit"] == "") | rate)
    apart = holds(second["left"], r"(?:[^\d]|[12][0-9]{3}) to (?:[a-z]+ )?$", (near & measured).to_numpy())
    apart &= ~holds(inner, r"^-? ?to[ -]?$")
    adjacent = second["same"].to_numpy() & holds(inner, r"^-? ?to(?: [a-z]+){0,2} $")
    changing = holds(first["left"], _CHANGING_FROM, from_before) & ~holds(first["left"], _DOWN_FROM, from_before)
    fits = ((first["unit"] == second["unit"]) | rate | (second["unit"] == "") | (first["unit"] == "")).to_numpy()
    levels: Flags = from_before & (apart | (adjacent & changing & fits))
    return levels


def shared_magnitude(frame: pl.DataFrame) -> NDArray[np.float64]:
    """Return the value of each number with the magnitude of the next, as if it were the first of 3 to 5 million.

    Parameters
    ----------
    frame : polars.DataFrame
        Columns value, coefficient and currency.
    """
    value, coefficient = frame["value"].to_numpy(), frame["coefficient"].to_numpy()
    following = frame["coefficient"].shift(-1).fill_null(1).to_numpy()
    with np.errstate(all="ignore"):
        factor = frame["value"].shift(-1).fill_null(0).to_numpy() / following
        shared = (value == coefficient) & (factor > 1) & (coefficient < following)
    shared &= (frame["currency"] == "").to_numpy() | (frame["currency"].shift(-1).fill_null("") != "").to_numpy()
    # Five to 900 million, but not $500 to $1 million.
    return np.where(shared, value * np.where(shared, factor, 1.0), value)


def merge(frame: pl.DataFrame, relation: NDArray[np.int64], scores: bool = False) -> pl.DataFrame:
    """Make one figure of the two ends of a range, and of one in five; leave out scores; link votes and levels.

    Parameters
    ----------
    frame : polars.DataFrame
    relation : array of int
        As `relations` returns it.
    scores : bool
        Whether the numbers of scores stay in.

    Returns
    -------
    polars.DataFrame
        With columns high (NaN for none), noun ("vote" where votes are counted) and level (1 for the level before a
        change, 2 for the one after it). The levels of one change have the same unit, and the second its direction.
    """
    if not len(frame):
        return frame.with_columns(high=pl.lit(None, pl.Float64), noun=pl.lit(""), level=pl.lit(0))
    before = np.append(0, relation[:-1])
    # A number that ends one range does not start another.
    relation = np.where((before == _RANGE) & (relation == _RANGE), _NO_RANGE, relation)
    before = np.append(0, relation[:-1])
    frame = _with_unit_of_range(frame, relation == _RANGE)
    names = ("value", "end", "right", "unit_end", "measured", "gap")
    nxt = {name: frame[name].shift(-1) for name in names}
    is_range, is_ratio, is_first = (relation == kind for kind in (_RANGE, _RATIO, _LEVELS))
    has_unit_ahead = is_first | (relation == _UNIT_AHEAD)
    low = np.where(is_range | is_first, shared_magnitude(frame), frame["value"].to_numpy())
    with np.errstate(all="ignore"):
        low = np.where(is_ratio, low / nxt["value"].fill_null(1).to_numpy(), low)
    high = np.where(is_range, nxt["value"].fill_null(np.nan).to_numpy(), np.nan)
    pair = pl.Series(is_range | is_ratio)
    ends = [pl.when(pair).then(nxt[name]).otherwise(frame[name]).alias(name) for name in names[1:]]
    kind = pl.when(pl.Series(is_ratio)).then(pl.lit(FRACTION)).otherwise(frame["kind"]).alias("kind")
    votes = (relation == _VOTES) | (before == _VOTES)
    merged = frame.with_columns(
        *ends,
        *_shared_units(frame, is_range, has_unit_ahead, before == _LEVELS),
        kind,
        value=pl.Series(low),
        high=pl.Series(high),
        change=_with_directions(frame, low, before == _LEVELS),
        noun=pl.when(pl.Series(votes)).then(pl.lit("vote")).otherwise(pl.lit("")),
        level=pl.Series(np.where(is_first, 1, np.where(before == _LEVELS, 2, 0))),
    )
    score = ((relation == _SCORE) | (before == _SCORE)) & (not scores)
    return merged.filter(pl.Series(~np.isin(before, (_RANGE, _RATIO)) & ~score))


def _with_unit_of_range(frame: pl.DataFrame, is_range: Flags) -> pl.DataFrame:
    """Give the lower end of a range the magnitude and unit of its upper end, so that a level before it has them too."""
    unnamed = pl.Series(is_range) & (pl.col("unit") == "")
    units = [
        pl.when(unnamed).then(pl.col(name).shift(-1)).otherwise(name).alias(name)
        for name in ("unit", "dimension", "rate")
    ]
    low = np.where(is_range, shared_magnitude(frame), frame["value"].to_numpy())
    return frame.with_columns(*units, value=pl.Series(low))


def _is_rate_of(rate: pl.Series, unit: pl.Series) -> pl.Series:
    """Whether each unit is so much of another per something."""
    return pl.DataFrame({"rate": rate, "unit": unit}).select(
        is_rate=pl.col("rate").str.starts_with(pl.col("unit") + " per ")
    )["is_rate"]


def _shared_units(frame: pl.DataFrame, is_range: Flags, is_first: Flags, is_second: Flags) -> list[pl.Expr]:
    """Return the units: of a range that of its second number, of two levels the one that is named."""
    following, preceding = (frame["unit"].shift(n).fill_null("") for n in (-1, 1))
    own = frame["unit"] != ""
    from_next = (pl.Series(is_range) & (following != "")) | (pl.Series(is_first) & ~own)
    rate = _is_rate_of(preceding, frame["unit"])
    from_last = pl.Series(is_second) & (~own | rate) & (preceding != "")
    return [
        pl.when(from_next)
        .then(frame[name].shift(-1))
        .when(from_last)
        .then(frame[name].shift(1))
        .otherwise(name)
        .alias(name)
        for name in ("unit", "dimension", "rate")
    ]


def _with_directions(frame: pl.DataFrame, low: NDArray[np.float64], is_second: Flags) -> pl.Expr:
    """Return the changes; of the second of two levels, whether it is above the first."""
    is_second = is_second & holds(frame["left"].shift(1).fill_null(""), _FROM)
    rises = pl.Series(low) > pl.Series(np.append(np.nan, low[:-1]))
    direction = pl.when(rises).then(pl.lit(UP)).otherwise(pl.lit(DOWN))
    return pl.when(pl.Series(is_second)).then(direction).otherwise("change")
