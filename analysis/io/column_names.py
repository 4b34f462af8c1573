"""Columns of a table by name; capitals, blanks and invisible characters do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis.exceptions import WrongUse, quoted

MOST_COLUMNS = 10_000
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def normalized_name(name: str) -> str:
    """Return a column name in lower case, without invisible characters, and with '_' for blanks and marks.

    Examples
    --------
    >>> normalized_name("Article ID")
    'article_id'
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"[\W_]+", "_", plain).strip("_")


@cache
def field_names() -> Mapping[str, str]:
    """Return what a column of each usual name holds; names in lower case with '_' for blanks."""
    table = (files("analysis.io") / "column_names.csv").read_text("utf-8").splitlines()[1:]
    return dict(line.split(",") for line in table)


def match_columns(
    names: Sequence[str], known: Iterable[str], given: Mapping[str, str], path: Path
) -> tuple[dict[str, str], list[str]]:
    """Find the columns that are needed among the columns of a table.

    Parameters
    ----------
    names : sequence of str
        Columns of the table, as written there.
    known : iterable of str
        Columns that are needed, by our names.
    given : mapping of str to str
        Columns that the user names: our name -> name in the table; they take precedence.
    path : Path
        The table, for messages.

    Returns
    -------
    chosen : dict of str to str
        Our name -> name in the table.
    notes : list of str
        One sentence for each column whose name in the table is written differently.

    Raises
    ------
    WrongUse
        If a column that `given` names is missing, or several columns match one name.
    """
    missing = [column for column in given.values() if not columns_named(column, names)]
    if missing:
        raise no_column(path, missing, names)
    wanted = {name: given.get(name, name) for name in dict.fromkeys([*known, *given])}
    chosen, notes = {}, []
    for name, spelling in wanted.items():
        matching = columns_named(spelling, names)
        if len(matching) > 1:
            raise WrongUse(
                f"'{path}' has {len(matching)} columns that could be '{name}': {quoted(matching[:5])}; rename all but "
                "one"
            )
        if matching:
            chosen[name] = matching[0]
        if matching and matching[0] != spelling:
            notes.append(f"column '{matching[0]}' of '{path.name}' is read as '{spelling}'")
    return chosen, notes


def no_column(path: Path, missing: Sequence[str], names: Sequence[str]) -> WrongUse:
    """Return the error for a table without some columns; names: the columns that it has."""
    return WrongUse(f"'{path}' has no column {quoted(missing)}; its columns are {quoted(names)}")


def columns_named(name: str, names: Sequence[str]) -> list[str]:
    """Return the columns of that name, else those of the same normalized name."""
    exact = [other for other in names if other == name]
    return exact or [other for other in names if normalized_name(other) == normalized_name(name)]
