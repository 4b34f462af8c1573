"""Times of publication as sources write them, in UTC, by fixed patterns; nothing missing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

import pandas as pd

DTYPE = "datetime64[us, UTC]"
# Which of the two numbers of 03/04/2024 is the day; 'unclear' where no value of the column shows it.
DayMonthOrder = Literal["day", "month", "unclear"]
_DAY, _CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_ISO = re.compile(rf"{_DAY}[T ]{_CLOCK}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})")

# Offsets of zone names that mean one zone; CST, IST, BST, AST and PST are left out, as each means two or more.
ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "SAST": 2, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "JST": 9, "KST": 9, "HKT": 8, "AWST": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBER_OF = {name: at % 12 + 1 for at, name in enumerate((*_MONTHS, *_FULL))} | {"sept": 9}
_WEEKDAY = re.compile(
    r"(?<![a-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?(?![a-z])", re.IGNORECASE
)
_MONTH = rf"(?P<name>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\.?"
_YEAR, _OF_MONTH = r"(?P<year>[0-9]{4})", r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
        rf"{_YEAR}/(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_OF_MONTH}[ -]{_MONTH},?[ -]{_YEAR}",
        rf"{_MONTH} {_OF_MONTH},? {_YEAR}",
        rf"(?P<one>[0-9]{{1,2}})(?P<sign>[/.-])(?P<two>[0-9]{{1,2}})(?P=sign){_YEAR}",
    )
)
_TIME = re.compile(
    r"(?<![0-9:+-])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?![0-9:])",
    re.IGNORECASE,
)
_BASIC_TIME = re.compile(
    r"(?<=[0-9]T)(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,9}))?(?P<half>)(?![0-9])"
)
_NAMES = "|".join(sorted(ZONES, key=len, reverse=True))
_ZONE = re.compile(
    rf"(?P<zone>(?:UTC|GMT)?(?P<offset>[+-][0-9]{{2}}(?::?[0-9]{{2}})?)|{_NAMES})"
    r"(?: \([A-Za-z ]{1,40}\))?",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"(1[0-8][0-9]{8})([0-9]{3})?(?:\.[0-9]{1,9})?")
_NUMERIC = re.compile(r"(?<![0-9])([0-9]{1,2})([/.-])([0-9]{1,2})\2[0-9]{4}(?![0-9])")
_LEAD = re.compile(r"^(?:published|posted|(?:last )?updated):?(?: (?:on|at))?(?![a-z])", re.IGNORECASE)
_BESIDE = re.compile(r"(?<![a-z])at(?![a-z])|[|•·–]", re.IGNORECASE)


def to_utc(published: pd.Series, order: DayMonthOrder = "unclear") -> pd.Series:
    """Return times in UTC; those without day, time or zone are missing.

    Parameters
    ----------
    published : Series of str
        As written; '' where there is none. Formats: ISO 8601, RFC 822, dates with the month in English, numeric dates
        in a known order, and seconds or milliseconds since 1970.
    order : {'day', 'month', 'unclear'}
        Order of day and month in numeric dates, as `common_order` returns it.

    Returns
    -------
    Series of datetime64[us, UTC]
    """
    iso = published.str.fullmatch(_ISO.pattern)
    times = pd.to_datetime(published.where(iso), format="ISO8601", utc=True, errors="coerce").astype(DTYPE)
    others = published[~iso & (published != "")]
    found = {given: parse_utc(given, order) for given in others.unique()}
    return times.fillna(others.map(found).astype(DTYPE).reindex(published.index))


def day_month_orders(published: Iterable[str]) -> set[DayMonthOrder]:
    """Return the orders of day and month that the numeric dates of a column show.

    Examples
    --------
    >>> day_month_orders(["25/12/2024"]), day_month_orders(["03/04/2024"])
    ({'day'}, {'unclear'})
    """
    return {order for given in published if (order := _order_shown(given))}


def common_order(shown: set[DayMonthOrder]) -> DayMonthOrder:
    """Return the order that all numeric dates of a column share, 'unclear' if none shows it or they contradict."""
    clear = shown - {"unclear"}
    return next(iter(clear)) if len(clear) == 1 else "unclear"


def _order_shown(given: str) -> DayMonthOrder | None:
    found = _NUMERIC.search(given)
    if found is None or found[1].lstrip("0") == found[3].lstrip("0"):
        return None
    one, two = int(found[1]), int(found[3])
    if one > 12 >= two:
        return "day"
    return "month" if two > 12 >= one else "unclear"


def iso_day(given: str, order: DayMonthOrder) -> str:
    """Write the numeric date in a text as YEAR-MONTH-DAY, where its order is known; the rest stays.

    Examples
    --------
    >>> iso_day("03/04/2024 10:15", "day"), iso_day("03/04/2024", "unclear")
    ('2024-04-03 10:15', '03/04/2024')
    """
    found = _NUMERIC.search(given)
    if found is None:
        return given
    try:
        day = _numeric_day(int(found[1]), int(found[3]), int(found[0][-4:]), order)
    except ValueError:
        return given
    return given if day is None else f"{given[: found.start()]}{day:%Y-%m-%d}{given[found.end() :]}"


def is_epoch_time(given: str) -> bool:
    """Return whether a value is a number of seconds or milliseconds since 1970 (from 2001 to 2030)."""
    return _SECONDS.fullmatch(given) is not None


def parse_utc(given: str, order: DayMonthOrder = "unclear") -> datetime | None:
    """Return one time in UTC; None if day, time or zone is missing or ambiguous."""
    if len(given) > 100:
        return None
    if seconds := _SECONDS.fullmatch(given):
        thousandths = int(seconds[2] or 0)
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds[1]), milliseconds=thousandths)
    try:
        return _composed(given, order)
    except (ValueError, OverflowError):
        return None


def _composed(given: str, order: DayMonthOrder) -> datetime | None:
    """Compose day, time and zone; None where one is missing, or the text contains anything else."""
    text = re.sub(r"\s+", " ", given).strip()
    time = (_TIME if ":" in text else _BASIC_TIME).search(text)
    zone = _ZONE.match(text[time.end() :].lstrip(" ")) if time else None
    if time is None or zone is None:
        return None
    others = f"{text[: time.start()]} {text[time.end() :].lstrip(' ')[zone.end() :]}"
    day = _day(_without_words(others), order)
    return (day + _clock(time)).replace(tzinfo=_offset(zone)).astimezone(UTC) if day else None


def _without_words(text: str) -> str:
    """Remove what may stand beside a day: a weekday, 'Updated', 'at', a comma or a mark."""
    for words in (_LEAD, _WEEKDAY, _BESIDE):
        text = words.sub(" ", " ".join(text.split()))
    return " ".join(text.split()).removesuffix("T").strip(" ,")


def _clock(time: re.Match[str]) -> timedelta:
    """Return the time since midnight; raise ValueError if there is no such time."""
    hour, minute, second = int(time["hour"]), int(time["minute"]), int(time["second"] or 0)
    if time["half"]:
        # Some sources write 14:05 PM; 0:05 AM is no time.
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError
    micros = int((time["fraction"] or "0")[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micros)


def _day(text: str, order: DayMonthOrder) -> datetime | None:
    found = next((match for pattern in _DATES if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    if "one" in parts:
        return _numeric_day(int(parts["one"]), int(parts["two"]), int(parts["year"]), order)
    month = int(parts["month"]) if parts.get("month") else _NUMBER_OF[parts["name"].lower()]
    return datetime(int(parts["year"]), month, int(parts["day"]))


def _numeric_day(one: int, two: int, year: int, order: DayMonthOrder) -> datetime | None:
    if one == two or (order == "day" and two <= 12) or (order == "unclear" and one > 12):
        return datetime(year, two, one)
    if (order == "month" and one <= 12) or (order == "unclear" and two > 12):
        return datetime(year, one, two)
    return None


def _offset(zone: re.Match[str]) -> timezone:
    """Return the zone of a match; raise ValueError if no zone is so far from UTC."""
    if not zone["offset"]:
        return timezone(timedelta(hours=ZONES[zone["zone"].upper()]))
    digits = zone["offset"][1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise ValueError
    return timezone((-1 if zone["offset"][0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
