"""Units that only the words around a number tell: ages, magnitudes of earthquakes, temperatures."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.language.quantities.matching import Flags, extracted, flags, holds
from analysis.language.quantities.number_values import DIGITS, WORDS
from analysis.language.quantities.units import MONEY
from analysis.language.quantities.word_classes import is_person, singular

# He is 45 and; she will be 45 by.
_PERSON_IS = (
    r"(?i:(?:^|[^a-z'’])(?:(?:he|she|i|who)(?: is| was| will be| turned| turns| would be|['’]s|['’]m)|"
    r"(?:died|retired|married|dead) at)(?: now| just| only| about| already)* )$"
)
_AFTER_AGE = r"^(?:[.,;:!?”\"]|$| (?:and|but|when|by|on|in|this|next|years|at the time|the day|today)(?-u:\b))"
# Voters under 30, men aged over 65.
_GROUP = r"([A-Za-zÀ-ɏ-]+)(?: aged)? (?:under|over|below|above|younger than|older than|between) $"
_NOUN_AFTER = r"^ (?:[a-z-]+[^s\W]s|people|children|men|women)(?-u:\b)"
_OLDEST = 120
_LONGEST_LIST = 5  # numbers of a list of ages after its first
_MAGNITUDE = r"(?i:(?:^|[^a-z])magnitude,?(?: of| was| is| at)?(?: about| around| at least| over| nearly)? )$"
_STRONGEST = 10  # of earthquakes
# Pounds that are paid, and those that weigh.
_PAID = (
    r"(?i:(?:^|[^a-z])(?:pay|pays|paid|paying|cost|costs|costing|fined?|fines|worth|prices?|priced|spend|spends|spent|"
    r"spending|earn|earns|earned|earning|salary|fees?|bill|revenues?|profits?|turnover|sales|debts?|budget|invest|"
    r"invested|investing|raised?|borrowed|owed?|owes|damages|compensation|grant|bonus|wages?|charged?|charges|sold for|"
    r"bought for|loan|loss|losses|deal|bid|fund|funding|market|tax|taxes|stake|savings?|saved?)(?-u:\b)[^.;0-9]{0,30})$"
)
_WEIGHING = (
    r"(?i:(?:^|[^a-z])(?:weigh[a-z]*|weight|heavy|heavier|lighter|gained|thrust|cargo|payload|meat|beef|pork|fish|"
    r"cocaine|heroin|marijuana|explosives?|steel|coal|waste|food|uranium|copper|produc[a-z]+|harvest[a-z]*))(?-u:\b)"
)
_PER_MONEY = 1e6  # pounds of which nothing is said to be
_WEATHER = [
    "temperature",
    "cold",
    "warm",
    "heat",
    "hot ",
    "frost",
    "thermometer",
    "mercury",
    "weather",
    "shade",
    "cool",
]
_BELOW_ZERO = r"(?i:(?:^|[^a-z])(?:minus|negative|below)[ -])$|(?:^|[\s(])[-−]$"


def with_units_of_context(figures: pl.DataFrame) -> pl.DataFrame:
    """Name the units of ages, as in "Anna Lind, 35", of magnitudes of earthquakes, and of degrees of temperature.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns unit, dimension, unit_end, value, kind, plain, same, gap, left and right.
    """
    bare = (figures["unit"] == "").to_numpy()
    whole = flags(figures["value"].is_between(0, _OLDEST) & figures["kind"].is_in([DIGITS, WORDS]))
    young = bare & whole & figures["plain"].to_numpy()
    of_group = _of_group(figures["left"], figures["right"], bare & whole)
    is_age = _in_lists(figures, young, _is_age(figures["left"], figures["right"], young) | of_group)
    weak = bare & flags(figures["value"].is_between(0, _STRONGEST) & (figures["kind"] == DIGITS))
    quake = holds(figures["left"], _MAGNITUDE, weak)
    figures = _with_pounds(figures)
    degree = (figures["unit"] == "degree").to_numpy()
    weather = degree & (holds(figures["left"], _BELOW_ZERO, degree) | _names_weather(figures, degree))
    found = [
        (pl.Series(is_age, dtype=pl.Boolean), "year of age", "time"),
        (pl.Series(quake, dtype=pl.Boolean), "magnitude", "magnitude"),
        (pl.Series(weather, dtype=pl.Boolean), "degree", "temperature"),
    ]
    for is_found, unit, dimension in found:
        figures = figures.with_columns(
            unit=pl.when(is_found).then(pl.lit(unit)).otherwise("unit"),
            dimension=pl.when(is_found).then(pl.lit(dimension)).otherwise("dimension"),
        )
    return figures


def _with_pounds(figures: pl.DataFrame) -> pl.DataFrame:
    """Name pounds that are money: so many are paid, or there are millions of them, of nothing that weighs."""
    pound = flags(figures["unit"].str.contains(r"^pound(?: per |$)"))
    if not pound.any():
        return figures
    after = figures.select(after=pl.col("right").str.slice("unit_end"))["after"]
    pound = pound & ~holds(after, r"^(?: of(?-u:\b)|-)", pound)
    paid = holds(figures["left"], _PAID, pound) | (pound & (figures["value"] >= _PER_MONEY).to_numpy())
    paid &= ~holds(figures["left"], _WEIGHING, paid)
    money = pl.Series(paid & ~holds(after, _WEIGHING, paid))
    return figures.with_columns(
        unit=pl.when(money).then(pl.col("unit").str.replace("pound", "GBP")).otherwise("unit"),
        dimension=pl.when(money).then(pl.col("dimension").str.replace("mass", MONEY)).otherwise("dimension"),
    )


def _names_weather(figures: pl.DataFrame, degree: Flags) -> Flags:
    """Whether a word near a number of degrees tells of heat or cold."""
    found = degree.copy()
    near = figures.select(text=pl.concat_str("left", pl.lit(" "), "right"))["text"].filter(pl.Series(degree))
    found[degree] = flags(near.str.contains_any(_WEATHER, ascii_case_insensitive=True))
    return found


def _is_age(left: pl.Series, right: pl.Series, young: Flags) -> Flags:
    """Whether the words around numbers that can be ages say that they are."""
    aged = holds(left, r"(?i:(?:^|[^a-zA-Z0-9])(?:age|aged|ages|age of|ages of)(?: about| around| over)? )$", young)
    after_name = holds(left, r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]+, (?:now )?$", holds(right, r"^(?:,|\.?$)", young))
    dashes = holds(right, r"^(?:, | ?[—–)] ?)", young)
    in_dashes = holds(left, r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]+ [—–(-] ?$", dashes)
    of_one = holds(left, _PERSON_IS, holds(right, _AFTER_AGE, young))
    of_age = holds(right, r"^ (?:and|or) (?:older|younger)(?-u:\b)", young)
    of_children = holds(right, r"^ (?:and|or) (?:over|under|up)(?-u:\b)", young)
    of_age |= holds(left, r"(?i:(?:^|[^a-z])(?:adults|children|kids|people|those|men|women|players) )$", of_children)
    # Few texts name a life expectancy, which is quick to see.
    possible = flags(left.str.contains_any(["expectancy"], ascii_case_insensitive=True))
    expectancy = holds(left, r"(?i:life expectancy [^.;0-9]{0,60}(?:is|was|of|to|at|around) )$", young & possible)
    found: Flags = aged | after_name | in_dashes | of_one | of_age | expectancy
    return found


def _of_group(left: pl.Series, right: pl.Series, young: Flags) -> Flags:
    """Whether numbers say how old the people before them are: voters under 30."""
    possible = holds(left, _GROUP, young)
    possible &= ~holds(right, _NOUN_AFTER, possible)
    nouns = extracted(left, _GROUP, possible)
    people = [noun for noun in nouns.unique().drop_nulls().to_list() if is_person(singular(noun.lower()))]
    return flags(nouns.is_in(people))


def _in_lists(figures: pl.DataFrame, young: Flags, age: Flags) -> Flags:
    """Return which numbers are ages, as those after an age in a list are: aged 23, 26 and 58."""
    joined = holds(figures["gap"], r"^(?:,|,? (?:and|or)) $", young)
    follows = figures["same"].to_numpy() & young & np.append(False, joined[:-1])
    age = age.copy()
    for _ in range(_LONGEST_LIST):
        age[1:] |= follows[1:] & age[:-1]
    return age
