"""Bylines and credits -> whose text it is: that of an agency or outlet, or only in part."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.text.known_outlets import is_agency, known_outlets, spelling_key

AGENCY, OUTLET, STAFF, PERSON = "agency", "outlet", "staff", "person"
_MARKS = " .,:;\"'“”‘’[](){}|_*•–—-"
_QUALIFIER = re.compile(r"\s*[(|]")
_BY = re.compile(r"^(?:by|from|source|credit):?\s+", re.IGNORECASE)
_ROLE = re.compile(
    r"\s+(?:staff|writers?|reporters?|correspondents?|editors?|bureau|desk|journalists?|columnists?|\s)+$",
    re.IGNORECASE,
)
_BEFORE_ROLE = re.compile(
    r"^(?:the )?(\w+(?: \w+){0,2})(?:['’]s?)? (?:staff|writer|reporter|correspondent)s? ", re.IGNORECASE
)
_STAFF = re.compile(r"\b(?:staff|editors?|newsroom|desk|team)\b", re.IGNORECASE)
# Thanks for a hint, and credits of pictures: nothing is said of the text.
_OTHER = re.compile(r"\bh/t\b|\bhat[- ]tip\b|\b(?:photo|image|picture|video|graphic|getty)\w*\b", re.IGNORECASE)
_STATION = re.compile(r"\w+/\w+")
_PHOTO = re.compile(r"^\w+/\w+ \w")
_IN_PART = re.compile(
    r"\b(?:contribut\w*|additional|reporting|based on|material|information|files?|includes|compiled)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"(\s*[,;|&/]\s*|\s+[-–—]+\s+|\s+(?:and|with|of|for)\s+(?:the\s+)?)", re.IGNORECASE)
# Between a person and an agency: both have written it.
_JOINS = ("and", "with", "&")


@hides_content
class Credit(NamedTuple):
    """Whose text it is.

    Attributes
    ----------
    name : str
        Of the outlet or agency, as the table of outlets writes it; '' where none is named.
    kind : str
        agency, outlet, staff or person; '' where nothing is said of the text.
    alone : bool
        Whether nobody else has a share in the text; the people of the one who is named are no others.
    """

    name: str
    kind: str
    alone: bool


NOBODY = Credit("", "", False)


def outlet_name(written: str) -> str:
    """Return the name of an outlet without marks and qualifiers, as the table of outlets writes it.

    Examples
    --------
    >>> outlet_name("CNN (Online News)"), outlet_name("the “New York Times.”"), outlet_name("AP")
    ('CNN', 'The New York Times', 'Associated Press')
    """
    plain = _QUALIFIER.split(written.strip(_MARKS))[0].strip(_MARKS)
    return known_outlets().get(spelling_key(plain), plain)


def read_credit(written: str, outlets: Set[str] = frozenset()) -> Credit:
    """Read whose text a byline, a credit or a dateline says it is.

    Parameters
    ----------
    written : str
    outlets : set of str
        Names of outlets beside those of the table, such as those of a corpus.

    Returns
    -------
    Credit

    Examples
    --------
    >>> tuple(read_credit("By Ada Reed, Associated Press"))
    ('Associated Press', 'agency', True)
    >>> read_credit("Ada Reed and The Associated Press").alone, read_credit("Reuters/Ada Reed").kind
    (False, '')
    """
    if _OTHER.search(written):
        return NOBODY
    text = _BY.sub("", written.strip(_MARKS))
    pieces = [text] if _known(outlet_name(text), outlets) else _BETWEEN.split(text)
    parts = [_kind(piece, outlets) for piece in pieces[::2]]
    between = [piece.strip().lower().removesuffix("the").strip() for piece in pieces[1::2]]
    named = [(name, kind) for name, kind in parts if kind in (AGENCY, OUTLET)]
    if not named:
        kind = next((kind for _, kind in parts if kind == STAFF), PERSON)
        return Credit("", kind, alone=True)
    name, kind = named[0]
    # What stands beside the stroke in WXYZ/AP is a station.
    others = OUTLET if _STATION.fullmatch(text) else PERSON
    kinds = [others if kind == PERSON else kind for _, kind in parts]
    if _PHOTO.search(text) and kinds[0] == AGENCY:
        return NOBODY
    joined = any(
        mark in _JOINS and {before, after} == {PERSON, AGENCY} and not _last_words(piece)
        for mark, before, after, piece in zip(between, kinds, kinds[1:], pieces[2::2], strict=False)
    )
    shared = joined or len({*kinds} - {PERSON}) > 1 or bool(_IN_PART.search(text))
    return Credit(name, kind, alone=not shared)


def _kind(written: str, outlets: Set[str]) -> tuple[str, str]:
    """Return the name of an outlet or agency that a part of a credit is, or '', and what it names."""
    plain = written.strip(_MARKS)
    without_role = _ROLE.sub("", plain)
    before_role = _BEFORE_ROLE.match(plain)
    for words in (plain, without_role, before_role.group(1) if before_role else ""):
        # A role can have a word more: AP Business Writer.
        for candidate in (words, words.rpartition(" ")[0] if words != plain else ""):
            name = outlet_name(candidate)
            if kind := _known(name, outlets):
                return name, kind
    if last := _last_words(plain):
        return outlet_name(last), AGENCY
    return "", STAFF if without_role != plain or _STAFF.search(plain) else PERSON


def _known(name: str, outlets: Set[str]) -> str:
    """Return whether a name is that of an agency or an outlet, '' if of neither."""
    if name and is_agency(name):
        return AGENCY
    return OUTLET if name in _names() or name in outlets else ""


@cache
def _names() -> frozenset[str]:
    return frozenset(known_outlets().values())


def _last_words(written: str) -> str:
    """Return the last words of a part that are an agency, as in 'Ada Reed Associated Press'; one word in capitals."""
    words = written.split()
    for n in (3, 2, 1):
        last = " ".join(words[-n:])
        if len(words) > n and is_agency(outlet_name(last)) and (n > 1 or (last.isupper() and not words[0].isupper())):
            return last
    return ""
