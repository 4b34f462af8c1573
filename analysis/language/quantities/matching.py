"""Searches in columns of text: only in chosen rows, and with patterns that stay compiled."""

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
        The texts to search; all by default.

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
        The texts to search; all by default.

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


def matched(texts: pl.Series, pattern: str) -> pl.Series:
    """Return the part of each text that a pattern with ^ at its start matches; null for none."""
    return search(texts.str.extract_all, pattern).list.first()


def extracted_groups(texts: pl.Series, pattern: str) -> pl.DataFrame:
    """Extract the groups of a pattern, once for each distinct part that it matches.

    Parameters
    ----------
    texts : polars.Series of str, shape (n_texts,)
    pattern : str
        With ^ at its start, and a word boundary after it wherever it ends in a letter or digit, so that it matches a
        part by itself as it does in the text.

    Returns
    -------
    polars.DataFrame
        Columns 1, 2, ...; null where the pattern does not match.
    """
    # To find the part is quicker than to find its groups.
    part = matched(texts, pattern)
    distinct = part.unique().drop_nulls()
    groups = search(distinct.str.extract_groups, pattern).struct.unnest().with_columns(part=distinct)
    return pl.DataFrame({"part": part}).join(groups, on="part", how="left", maintain_order="left").drop("part")


def flags(column: pl.Series) -> Flags:
    """Return a column of bool as an array that can be written to; missing values are False."""
    return column.fill_null(False).to_numpy().copy()
