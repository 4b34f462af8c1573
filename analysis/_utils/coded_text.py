"""Columns of text that hold a number for each string, which millions of rows are quicker and smaller with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Frame = TypeVar("Frame", bound=pd.DataFrame)
# Larger tables of scores and comparisons have categorical columns of text: they take less than half of the memory.
MOST_PLAIN_ROWS = 1_000_000


def coded(code: ArrayLike, names: Iterable[str]) -> pd.Categorical:
    """Make a column of text from numbers.

    Parameters
    ----------
    code : array_like of int, shape (rows,)
        Place in `names` of each row's string, −1 for none.
    names : iterable of str
        Different strings, in any order.

    Returns
    -------
    pandas.Categorical
        Its categories are the strings of the rows, in order, so that equal columns have equal categories.

    Examples
    --------
    >>> coded([0, 0, 1], ["wire", "CNN", "OduNews"])
    ['wire', 'wire', 'CNN']
    Categories (2, str): ['CNN', 'wire']
    """
    code, given = np.asarray(code), pd.Index(names, dtype="str", name=None)
    used = np.flatnonzero(np.bincount(code + 1, minlength=len(given) + 1)[1:])
    order = used[given.take(used).argsort()]
    # The last one is that of rows without a string.
    place = np.full(len(given) + 1, -1, np.int32)
    place[order] = np.arange(len(order))
    return pd.Categorical.from_codes(place[code], given.take(order))


def text_column(strings: Sequence[Any], code: NDArray[np.integer]) -> pd.api.extensions.ExtensionArray:
    """Make a column of text from numbers, as pandas holds strings; of a large table as `coded` does.

    Parameters
    ----------
    strings : sequence of str
        Some can be equal.
    code : array of int, shape (rows,)
        Place in `strings` of each row's string.

    Returns
    -------
    ExtensionArray
    """
    given = pd.array(list(strings), dtype="str")
    if len(code) <= MOST_PLAIN_ROWS:
        return given.take(code)
    number, different = pd.factorize(given)
    return coded(number[code], different)


def with_coded_text(table: Frame, names: Iterable[str]) -> Frame:
    """Return a table with numbers for the strings of some columns.

    Parameters
    ----------
    table : DataFrame
    names : iterable of str
        Columns of text without missing values, categorical or not.

    Returns
    -------
    DataFrame
        The same rows; the columns are as `coded` makes them.
    """
    columns: dict[str, Any] = {}
    for name in names:
        given = table[name]
        if not isinstance(given.dtype, pd.CategoricalDtype):
            columns[name] = coded(*pd.factorize(given))
        elif not _is_canonical(given.array):
            columns[name] = coded(given.array.codes, given.array.categories)
    made: Frame = table.assign(**columns)
    return made


def _is_canonical(given: Any) -> bool:
    """Whether the categories of a column are those of its rows, in order."""
    used = np.bincount(given.codes[given.codes >= 0], minlength=len(given.categories)) > 0
    return bool(used.all()) and given.categories.is_monotonic_increasing
