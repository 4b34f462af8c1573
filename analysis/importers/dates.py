"""Days and times in the text of a source, by fixed patterns in the languages in which databases are used."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.io.publication_times import ZONES

_MONTHS = {
    1: "january jan januar januari janvier jänner enero ene gennaio gen janeiro января",
    2: "february feb februar februari février fevrier févr febrero febbraio fevereiro февраля",
    3: "march mar märz maart mars mrt marzo março марта",
    4: "april apr avril avr abril abr aprile апреля",
    5: "may mai mei mayo maggio maio мая",
    6: "june jun juni juin junio giugno junho июня",
    7: "july jul juli juillet juil julio luglio julho июля",
    8: "august aug augustus août aout agosto ago августа",
    9: "september sept sep septembre septiembre settembre setembro сентября",
    10: "october oct oktober okt octobre octubre ottobre outubro октября",
    11: "november nov novembre noviembre novembro ноября",
    12: "december dec dezember dez décembre déc diciembre dicembre dezembro декабря",
}
_NUMBER_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:18|19|20)[0-9]{2})"
_DAYS = tuple(
    re.compile(rf"(?<![\w]){pattern}(?![0-9])", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
        rf"{_YEAR}(?P<number>[0-9]{{2}})(?P<day>[0-9]{{2}})(?=T[0-9]|\b)",
        rf"{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|er)?\.? (?:de )?{_MONTH},? (?:de )?{_YEAR}",
        rf"{_YEAR} ?[年년] ?(?P<number>[0-9]{{1,2}}) ?[月월] ?(?P<day>[0-9]{{1,2}}) ?[日일]",
    )
)
_MONTH_ALONE = re.compile(
    rf"(?:\w+ ?[/–-] ?)?(?:{_MONTH}|spring|summer|autumn|fall|winter),? {_YEAR}(?![0-9])", re.IGNORECASE
)
_ZONE = rf"Z|[+-][0-9]{{2}}:?[0-9]{{2}}|{'|'.join(sorted(ZONES, key=len, reverse=True))}|[A-Z]{{2,4}}T"
_TIME = re.compile(
    r"(?:(?<=[\s,])|(?<=T)|^)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?(?![a-z]))?"
    rf"(?:\s*(?P<zone>{_ZONE})(?![\w]))?",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(
    r"^T(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?(?P<half>)"
)
_WEEKDAYS = re.compile(
    r"(?<!\w)(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!\w)|(?<!\w)(?:montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|maandag|dinsdag|woensdag|donderdag|vrijdag|"
    r"zaterdag|zondag)(?!\w)",
    re.IGNORECASE,
)


@hides_content
class Dated(NamedTuple):
    """A day or time in a text.

    Attributes
    ----------
    published : str
        '2019-07-01', '2019-07-01 09:20', '2019-07-01 09:20 GMT'; '' where there is none.
    rest : str
        What else the text says, such as an edition, without weekday and commas.
    """

    published: str
    rest: str


def find_date(text: str) -> Dated:
    """Find the first day in a text, and the time and zone beside it.

    Parameters
    ----------
    text : str
        A line such as 'July 1, 2019 Monday 9:20 AM GMT'. Numeric days are read in the order year, month, day only.

    Returns
    -------
    Dated

    Examples
    --------
    >>> find_date("July 1, 2019 Monday 9:20 AM GMT").published
    '2019-07-01 09:20 GMT'
    >>> tuple(find_date("June 20, 2003 Friday,  Late Edition - Final"))
    ('2003-06-20', 'Late Edition - Final')
    """
    text = " ".join(text.split())
    found = next((match for pattern in _DAYS if (match := pattern.search(text)) and _day(match)), None)
    if found is None:
        return Dated("", text)
    before, after = text[: found.start()], text[found.end() :]
    time = _COMPACT_TIME.search(after) or _TIME.search(after) if ":" in after or after[:1] in "tT" else None
    clock = _clock(time) if time else ""
    if time and clock:
        after = after[: time.start()] + " " + after[time.end() :]
    rest = _WEEKDAYS.sub(" ", f"{before} {after}")
    return Dated(_day(found) + clock, " ".join(rest.split()).strip(" ,T"))


def begins_with_date(text: str) -> bool:
    """Whether a line begins with a day, before which only a weekday may stand, or a month or season of a year."""
    plain = _WEEKDAYS.sub("", " ".join(text.split()), count=1).lstrip(" ,")
    return bool(_MONTH_ALONE.match(plain)) or any((day := pattern.match(plain)) and _day(day) for pattern in _DAYS)


def _day(found: re.Match[str]) -> str:
    """Write a day as YEAR-MONTH-DAY; '' where there is no such day."""
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _NUMBER_OF[parts["month"].lower()]
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return ""


def _clock(time: re.Match[str]) -> str:
    """Write the time and zone after a day, with a blank before them; '' where there is no such time."""
    parts = time.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), parts["second"]
    if parts["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        return ""
    zone = parts["zone"] or ""
    return f" {hour:02d}:{minute:02d}" + (f":{second}" if second else "") + (f" {zone.upper()}" if zone else "")
