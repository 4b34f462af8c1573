"""Ragged arrays: rows of different sizes, stored end to end in one flat array."""

from __future__ import annotations

from collections.abc import Collection, Sized
from typing import Any

import numpy as np
from numpy.typing import NDArray


def row_sizes(rows: Collection[Sized]) -> NDArray[np.int64]:
    """Count the elements of each row.

    Parameters
    ----------
    rows : collection of sized objects

    Returns
    -------
    array of int, shape (n_rows,)

    Examples
    --------
    >>> row_sizes(["a", "", "bcd"])
    array([1, 0, 3])
    """
    return np.fromiter(map(len, rows), np.int64, len(rows))


def row_starts(sizes: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Index in the flat array of the first element of each row.

    Parameters
    ----------
    sizes : array of int, shape (n_rows,)
        Number of elements in each row.

    Returns
    -------
    array of int, shape (n_rows,)

    Examples
    --------
    >>> row_starts(np.array([1, 0, 3]))
    array([0, 1, 1])
    """
    return np.cumsum(sizes, dtype=np.int64) - sizes


def row_numbers(sizes: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Row of each element of the flat array.

    Parameters
    ----------
    sizes : array of int, shape (n_rows,)
        Number of elements in each row.

    Returns
    -------
    array of int, shape (n_elements,)

    Examples
    --------
    >>> row_numbers(np.array([1, 0, 3]))
    array([0, 2, 2, 2])
    """
    return np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)


def ranges(first: NDArray[np.integer[Any]] | int, sizes: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Concatenate the ranges `first[i], ..., first[i] + sizes[i] - 1`.

    Parameters
    ----------
    first : array of int, shape (n_rows,), or int
        Start of each range. With 0, the result is the index of each element within its row.
    sizes : array of int, shape (n_rows,)
        Number of elements in each range.

    Returns
    -------
    array of int, shape (n_elements,)

    Examples
    --------
    >>> ranges(np.array([5, 0, 7]), np.array([1, 0, 3]))
    array([5, 7, 8, 9])
    >>> ranges(0, np.array([1, 0, 3]))
    array([0, 0, 1, 2])
    """
    return np.arange(sizes.sum(), dtype=np.int64) + np.repeat(first - row_starts(sizes), sizes)


def places_in_rows(rows: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Index of each element within its row.

    Parameters
    ----------
    rows : array of int, shape (n_elements,)
        Row of each element, in ascending order; rows may be missing.

    Returns
    -------
    array of int, shape (n_elements,)

    Examples
    --------
    >>> places_in_rows(np.array([0, 2, 2, 2]))
    array([0, 0, 1, 2])
    """
    return np.arange(len(rows), dtype=np.int64) - np.searchsorted(rows, rows)
