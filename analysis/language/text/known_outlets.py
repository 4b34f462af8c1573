"""Outlets and news agencies by their spellings, as a table that ships knows them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_MARKS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
# An agency that is not named, such as the outlet "wire". The Wire is a newspaper.
_UNNAMED = re.compile(
    r"(?:from )?(?:(?:news)?wires?|wire (?:reports?|services?|copy)|news (?:agency|agencies|services?)|agenc(?:y|ies))",
    re.IGNORECASE,
)


def spelling_key(spelling: str) -> str:
    """Return what spellings of one name share: no capitals, marks, accents, blanks or 'The' at the beginning.

    Examples
    --------
    >>> spelling_key("The New-York Times"), spelling_key("NEW YORK TIMES")
    ('newyorktimes', 'newyorktimes')
    """
    plain = unicodedata.normalize("NFKD", _ARTICLE.sub("", spelling.strip())).casefold()
    return _MARKS.sub("", "".join(letter for letter in plain if not unicodedata.combining(letter)))


@cache
def known_outlets() -> Mapping[str, str]:
    """Return the outlet of each spelling in the table, by `spelling_key`."""
    own = {spelling_key(row["outlet"]): row["outlet"] for row in _rows()}
    return own | {spelling_key(row["spelling"]): row["outlet"] for row in _rows()}


def is_agency(name: str) -> bool:
    """Return whether an outlet is a news agency.

    Parameters
    ----------
    name : str
        As `known_outlets` writes it; or a word for agencies, such as wire.

    Examples
    --------
    >>> is_agency("Reuters"), is_agency("wire services"), is_agency("The Guardian")
    (True, True, False)
    """
    return name in _agencies() or bool(_UNNAMED.fullmatch(name))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["outlet"] for row in _rows() if row["agency"])


@cache
def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader((files("analysis.lexicons") / "outlets.csv").read_text("utf-8").splitlines()))
