"""Columns of a table by name: exact, or up to capitals, blanks and invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from analysis.exceptions import WrongUse, quoted

MOST_COLUMNS = 10_000
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def normalized_name(name: str) -> str:
    """Return a column name in lower case without invisible characters, blanks and marks as '_': 'Article ID' gives
    'article_id'."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"[\W_]+", "_", plain).strip("_")


def match_columns(
    names: Sequence[str], known: Iterable[str], given: Mapping[str, str], path: Path
) -> tuple[dict[str, str], list[str]]:
    """Find our columns among the columns of a table.

    Parameters
    ----------
    names : sequence of str
        Columns of the table, as written there.
    known : iterable of str
        Columns of ours.
    given : mapping of str to str
        Columns that the user names: ours -> the table's; they take precedence.
    path : Path
        The table, for messages.

    Returns
    -------
    chosen : dict of str to str
        Ours -> the table's.
    notes : list of str
        One sentence for each column that was matched though its name is written differently.

    Raises
    ------
    WrongUse
        If a column that `given` names is missing, or a column of ours is there more than once.
    """
    missing = [theirs for theirs in given.values() if not _found(theirs, names)]
    if missing:
        raise WrongUse(f"'{path}' has no column {quoted(missing)}; its columns are {quoted(names)}")
    wanted = {ours: given.get(ours, ours) for ours in dict.fromkeys([*known, *given])}
    chosen = {ours: _one(_found(theirs, names), ours, path) for ours, theirs in wanted.items() if _found(theirs, names)}
    notes = [
        f"column '{theirs}' of '{path.name}' is read as '{wanted[ours]}'"
        for ours, theirs in chosen.items()
        if theirs != wanted[ours]
    ]
    return chosen, notes


def _found(name: str, names: Sequence[str]) -> list[str]:
    return [other for other in names if other == name] or [
        other for other in names if normalized_name(other) == normalized_name(name)
    ]


def _one(found: list[str], ours: str, path: Path) -> str:
    if len(found) > 1:
        raise WrongUse(
            f"'{path}' has {len(found)} columns that could be '{ours}': {quoted(found[:5])}; rename all but the right "
            "one"
        )
    return found[0]
