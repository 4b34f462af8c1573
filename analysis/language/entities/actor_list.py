"""actors.yml -> the actors of a corpus, with their names, kinds and sides."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.safe_yaml import read_yaml

FILE = "actors.yml"
LONGEST_NAME = 200  # characters
PERSON = "person"
KINDS = (PERSON, "organisation", "country", "group")
_KEYS = ("name", "aliases", "kind", "side")
_RIGHT = "expected are entries such as - {name: Anna Lind, aliases: [Lind, the mayor], kind: person, side: the town}"


class Actor(NamedTuple):
    """A person, organisation, country or group that texts name.

    aliases: as written, the name first. kind: one of KINDS, or "" if it is not known. side: "" for none.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str = ""
    side: str = ""


class Actors(NamedTuple):
    """The actors of a file; sha256 is that of the file."""

    entries: tuple[Actor, ...]
    sha256: str


def is_role(alias: str) -> bool:
    """Return whether an alias is a role: a description in lower case, such as "the president".

    Several actors may share a role; it stands for the one of them who was named last.

    Examples
    --------
    >>> is_role("the president"), is_role("the President"), is_role("Lind")
    (True, False, False)
    """
    return re.fullmatch(r"the .+", alias) is not None and alias == alias.lower()


def read_actors(path: str | Path) -> Actors:
    """Read a list of actors.

    Parameters
    ----------
    path : path
        A file, or a corpus folder with an actors.yml.

    Returns
    -------
    Actors

    Raises
    ------
    WrongUse
        Naming the file, the entry and what is expected.
    """
    file = Path(path) / FILE if Path(path).is_dir() else Path(path)
    data, content = read_yaml(file)
    if not isinstance(content, list) or not content:
        raise WrongUse(f"'{file}' is not a list of actors; {_RIGHT}")
    entries = tuple(_actor(entry, f"entry {number} of '{file}'") for number, entry in enumerate(content, 1))
    _check_names_are_distinct(entries, file)
    _check_aliases_are_distinct(entries, file)
    return Actors(entries, hashlib.sha256(data).hexdigest())


def _actor(entry: object, where: str) -> Actor:
    if not isinstance(entry, Mapping):
        raise WrongUse(f"{where} is not an actor; {_RIGHT}")
    unknown = [key for key in entry if key not in _KEYS]
    if unknown:
        raise WrongUse(f"{where} has the unknown keys {quoted(unknown)}; expected are {quoted(_KEYS)}")
    name = _text(entry.get("name"), "name", where)
    if is_role(name):
        raise WrongUse(f"name of {where} is '{name}', which is a role; give the actor a name, and the role as an alias")
    aliases = entry.get("aliases") or []
    if not isinstance(aliases, list):
        raise WrongUse(f"aliases of {where} must be a list such as [Lind, the mayor]; got {excerpt(aliases)}")
    kind = _kind(entry.get("kind"), where)
    names = dict.fromkeys([name, *(_text(alias, "an alias", where) for alias in aliases)])
    side = _text(entry["side"], "side", where) if "side" in entry else ""
    return Actor(name, tuple(names), kind, side)


def _kind(kind: object, where: str) -> str:
    if isinstance(kind, str) and kind in KINDS:
        return kind
    given = "is missing" if kind is None else f"is {excerpt(kind)}"
    raise WrongUse(f"kind of {where} {given}; expected one of {quoted(KINDS)}")


def _text(value: object, what: str, where: str) -> str:
    """Return a name as it is written in the file, in one line."""
    if value is not None and not isinstance(value, str):
        raise WrongUse(f"{what} of {where} must be text; got {excerpt(value)}")
    if not value or not re.search(r"[^\W_]", value):
        raise WrongUse(f"{what} of {where} must contain letters")
    if len(value) > LONGEST_NAME:
        raise WrongUse(f"{what} of {where} has {len(value):,} characters; at most {LONGEST_NAME} are allowed")
    return " ".join(value.split())


def _check_names_are_distinct(entries: Iterable[Actor], file: Path) -> None:
    number_of_name = dict[str, int]()
    for number, actor in enumerate(entries, 1):
        first = number_of_name.setdefault(actor.name, number)
        if first != number:
            raise WrongUse(f"'{actor.name}' in '{file}' is listed twice, in entries {first} and {number}; merge them")


def _check_aliases_are_distinct(entries: Iterable[Actor], file: Path) -> None:
    """Two actors may share roles only."""
    name_of_alias = dict[str, str]()
    for actor in entries:
        for alias in actor.aliases:
            owner = name_of_alias.setdefault(alias.lower(), actor.name)
            if owner != actor.name and not is_role(alias):
                raise WrongUse(
                    f"alias '{alias}' in '{file}' is used for '{owner}' and '{actor.name}'; keep it for "
                    "one: only a role in lower case, such as 'the president', may be shared"
                )
