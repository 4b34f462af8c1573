"""Records of arrays with one value per figure."""

from __future__ import annotations

from typing import Any, TypeVar

Record = TypeVar("Record", bound=tuple[Any, ...])


def part_of(record: Record, first: int, last: int) -> Record:
    """Return a named tuple of arrays with some rows of each.

    Parameters
    ----------
    record : named tuple of arrays
    first, last : int
        Rows; last is not included.

    Returns
    -------
    named tuple of arrays
    """
    return type(record)(*(column[first:last] for column in record))
