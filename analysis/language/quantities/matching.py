"""Searches in columns of text: only in the rows that are asked about, and with patterns that stay compiled."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.pattern_threads import MOST, with_compiled

Flags = NDArray[np.bool_]
_NUMBERS = count()


@cache
def _group(_pattern: str) -> str:
    """Part the patterns into groups in the order in which they are first searched for."""
    return f"figures {next(_NUMBERS) // MOST}"


def search(method: Callable[..., pl.Series], pattern: str, *args: object) -> pl.Series:
    """Call a method of a column of text with a pattern that is a constant of the code.

    Parameters
    ----------
    method : callable
        Such as ``texts.str.extract``.
    pattern : str
    *args : object
        What the method takes after the pattern.

    Returns
    -------
    polars.Series

    Examples
    --------
    >>> search(pl.Series(["12 oars", "oars"]).str.extract, "([0-9]+)", 1).to_list()
    ['12', None]
    """
    return with_compiled(_group(pattern), method, pattern, *args)


def holds(texts: pl.Series, pattern: str, where: Flags | None = None) -> Flags:
    """Find the texts that match a pattern.

    Parameters
    ----------
    texts : polars.Series of str, shape (n_texts,)
        Without missing values.
    pattern : str
    where : array of bool, shape (n_texts,), optional
        The texts that are asked about; all by default.

    Returns
    -------
    array of bool, shape (n_texts,)
        False for texts that are not asked about.

    Examples
    --------
    >>> holds(pl.Series(["12 oars", "9 oars", "oars"]), "[0-9] ", np.array([True, False, True])).tolist()
    [True, False, False]
    """
    if where is None:
        return search(texts.str.contains, pattern).to_numpy().copy()
    found = where.copy()
    if found.any():
        found[where] = search(texts.filter(pl.Series(where)).str.contains, pattern).to_numpy()
    return found


def extracted(texts: pl.Series, pattern: str, where: Flags | None = None) -> pl.Series:
    """Extract the first group of a pattern.

    Parameters
    ----------
    texts : polars.Series of str, shape (n_texts,)
    pattern : str
    where : array of bool, shape (n_texts,), optional
        The texts that are asked about; all by default.

    Returns
    -------
    polars.Series of str, shape (n_texts,)
        Null where the pattern does not match, and for texts that are not asked about.
    """
    if where is None:
        return search(texts.str.extract, pattern, 1)
    places = np.flatnonzero(where)
    found = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
    if not len(places):
        return found
    return found.scatter(places, search(texts.gather(places).str.extract, pattern, 1))


def flags(column: pl.Series) -> Flags:
    """Return a column of bool as an array that can be written to; missing values are False."""
    return column.fill_null(False).to_numpy().copy()
