"""What well-known parties, countries, offices and agencies are called besides their names: the GOP, the FBI."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from analysis.language.text.country_forms import FORMS

_THE = re.compile(r"^[Tt]he ")
_OF_STATE = re.compile(r"^(?:United States|U\.?S\.?) (?=\S)")
_ACRONYMS = {short: " ".join(words) for words, short in FORMS.items()}


def known_names(name: str) -> tuple[str, ...]:
    """Return by which other names an actor is well known.

    Parameters
    ----------
    name : str
        A name or an alias.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> known_names("the Libertarian Party"), known_names("U.S. Department of State"), known_names("Guild of Cooks")
    (('Libertarians',), ('State Department', 'Department of State'), ())
    """
    plain = _THE.sub("", name)
    whole = _ACRONYMS.get(plain.replace(".", ""), plain)
    in_full = _OF_STATE.sub("United States ", whole)
    return _read().get(in_full) or _read().get(_OF_STATE.sub("", whole), ())


@cache
def _read() -> dict[str, tuple[str, ...]]:
    """Read known_names.csv; reviewed by hand."""
    with Path(__file__).with_name("known_names.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: tuple(row["called"].split("; ")) for row in csv.DictReader(lines)}
