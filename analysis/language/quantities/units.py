"""Units of measure: written forms, canonical names, dimensions and factors, from units.csv."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content

PEOPLE, COUNT, SHARE, MONEY = "people", "count", "share", "money"
# Words between a number and its unit that change neither.
BETWEEN = (
    "more|full|straight|consecutive|additional|whole|long|extra|further|other|short|solid|calendar|further|successive"
)
# What something is counted per.
_PERIODS = "second|minute|hour|day|week|month|quarter|year|night|weekend|season|decade"
_PER_WORD = rf"{_PERIODS}|annum|gallon|litre|liter|barrel|ounce|pound|tonne|ton|share|person|head|mile|game|vote|piece"
# After these words, a period is a time and no rate: 3 percent a year ago.
_TIME_AGO = r" (?:ago|earlier|before|previously|later|after|prior|from now|or (?:so|two) (?:ago|earlier))(?-u:\b)"
# 75 dollars are written as $75 U.S. as well.
_OF_COUNTRY = r"(?: \(?(?:US|U\.S\.|USD|Canadian|Australian|CAD|AUD)\)?)?"
_SHORT_PER = 4  # letters of forms that are written with capitals or signs
_SMALL_WORD = 3  # letters up to which capitals count


@hides_content
class Unit(NamedTuple):
    """A unit: its canonical name, its dimension, and the factor to the base unit of the dimension."""

    name: str
    dimension: str
    factor: float


NO_UNIT = Unit("", "", 1.0)


def _rows() -> list[dict[str, str]]:
    with files(__package__).joinpath("units.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def unit_forms(place: str = "after") -> dict[str, Unit]:
    """Return the units by written form, in lower case but for short forms.

    Parameters
    ----------
    place : str
        'after' the number, or 'before' it, as the sign of a currency.
    """
    forms: dict[str, Unit] = {}
    for row in _rows():
        if row["place"] == place:
            unit = Unit(row["unit"], row["dimension"], float(row["factor"]))
            for form in row["forms"].split("|"):
                forms.setdefault(_key(form), unit)
                if _is_word(form) and not form.endswith("s"):
                    forms.setdefault(_key(f"{form}s"), unit)
    return forms


def _is_word(form: str) -> bool:
    return len(form) > _SMALL_WORD and form[-1].isalpha() and form[-1].islower()


def _key(form: str) -> str:
    return form.lower() if len(form) > _SMALL_WORD else form


@cache
def unit_pattern() -> str:
    """Return a pattern of a unit after a number, at the start of the text, with what it is counted per."""
    return rf"^([ -]|[ -](?:{BETWEEN})[ -])?({_forms_pattern()})(?:({_per_pattern()})({_TIME_AGO})?)?"


@cache
def _forms_pattern() -> str:
    """Return the longest forms first; words in any case, short forms as written."""
    spelled = sorted(unit_forms(), key=lambda form: (-len(form), form))
    words = "|".join(_spaced(form) for form in spelled if len(form) > _SMALL_WORD)
    short = "|".join(_spaced(form) for form in spelled if len(form) <= _SMALL_WORD)
    return f"(?i:{words})|(?:{short})"


def _spaced(form: str) -> str:
    """Return the pattern of a form: blanks may be hyphens, and a letter at the end ends the word."""
    pattern = re.escape(form).replace(r"\ ", "[ -]").replace(r"\-", "[ -]")
    return pattern + (r"(?-u:\b)" if form[-1].isascii() and form[-1].isalnum() else "")


def _per_pattern() -> str:
    # Forms of several words first, then those with signs and capitals, then any word.
    forms = [form for form in unit_forms() if " " in form or (len(form) <= _SHORT_PER and not form.islower())]
    special = "|".join(_spaced(form) for form in sorted(forms, key=lambda form: (-len(form), form)) if _is_per(form))
    after_per = rf"(?:[ -]per[ -]|/)(?:{special}|(?i:mmbtu)|[a-z]+(?-u:\b))"
    return rf"(?:{after_per}|[ -](?:an?|each|every)[ -](?:{_PER_WORD})(?-u:\b))"


def _is_per(form: str) -> bool:
    """Whether something can be counted per a unit that is written so: an area, a volume, an energy."""
    return unit_forms()[form].dimension in ("area", "volume", "energy", "length", "mass")


PER = re.compile(rf"{_OF_COUNTRY}(?:[ -](?:per|an?|each|every)[ -]|/)(.+)", re.IGNORECASE)


@cache
def per_pattern() -> str:
    """Return a pattern of what something is counted per, at the start of the text, such as a year."""
    return f"^({_OF_COUNTRY}(?:{_per_pattern()}))({_TIME_AGO})?"


@cache
def read_unit(written: str) -> Unit:
    """Return the unit of a written form.

    Parameters
    ----------
    written : str

    Returns
    -------
    Unit
        `NO_UNIT` for a form that is not in the table.

    Examples
    --------
    >>> tuple(read_unit("kilometers"))
    ('kilometre', 'length', 1000.0)
    """
    forms = unit_forms()
    text = written.strip(" -")
    for form in (text, text.replace("-", " ")):
        for spelled in (form, form.lower()):
            if spelled in forms and (len(spelled) > _SMALL_WORD or spelled == form):
                return forms[spelled]
    return NO_UNIT


def read_currency(sign: str) -> Unit:
    """Return the unit of the sign of a currency."""
    forms = unit_forms("before")
    letters = re.sub(r"[$ .]", "", sign).upper()
    spelled = (sign, sign.replace(" ", ""), f"{letters}$" if "$" in sign else letters, letters, letters.title())
    return next((forms[form] for form in spelled if form in forms), NO_UNIT)


@cache
def read_per(written: str) -> Unit:
    """Return what something is counted per: the unit, or the word as its own."""
    found = PER.fullmatch(written)
    if not found:
        return NO_UNIT
    word = found.group(1).lower()
    if word == "annum":
        word = "year"
    unit = read_unit(found.group(1))
    return unit if unit.name else Unit(word, word, 1.0)


def rate(unit: Unit, per: Unit) -> Unit:
    """Return the unit of so much per something."""
    if not per.name:
        return unit
    factor = unit.factor / per.factor
    return Unit(f"{unit.name} per {per.name}", f"{unit.dimension} per {per.dimension}", factor)


@cache
def unit_factors() -> dict[str, tuple[str, float]]:
    """Return the dimension of each unit of the table and its factor to the base unit of the dimension.

    Units of money have the factor 1 and convert to nothing but themselves.
    """
    return {row["unit"]: (row["dimension"], float(row["factor"])) for row in _rows()}
