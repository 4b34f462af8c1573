"""Records of arrays with one value per figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

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


def as_objects(values: Iterable[object]) -> NDArray[np.object_]:
    """Return values, such as sets, as an array of objects.

    Parameters
    ----------
    values : iterable

    Returns
    -------
    array of object, shape (n_values,)
    """
    listed = list(values)
    found = np.empty(len(listed), object)
    found[:] = listed
    return found
