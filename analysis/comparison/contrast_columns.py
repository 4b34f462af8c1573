"""Contrasts as columns of numbers, over all items of all contrasts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from analysis._utils.content_hiding import hides_content
from analysis.comparison.contrasts import Contrast

# Numbers of each item, and how a contrast holds them.
_NUMBERS: dict[str, Callable[[Contrast], np.ndarray]] = {
    "value": lambda c: c.value,
    "value_against": lambda c: c.value_against,
    "estimate": lambda c: c.difference.estimate,
    "low": lambda c: c.difference.low,
    "high": lambda c: c.difference.high,
    "p": lambda c: c.difference.p,
    "x": lambda c: c.x,
    "n": lambda c: c.n,
    "n_against": lambda c: c.n_against,
    "units": lambda c: c.units,
}
# What is the same for all items of a contrast.
_OF_CONTRAST: dict[str, Callable[[Contrast], str | int]] = {
    "outlet": lambda c: c.group,
    "against": lambda c: c.against,
    "n_articles": lambda c: c.articles,
    "n_articles_against": lambda c: c.articles_against,
}


@hides_content
class ContrastColumns(NamedTuple):
    """Columns of several contrasts of the same items.

    Attributes
    ----------
    numbers : dict of str to array of float, shape (contrasts · items,)
        value, value_against, estimate, low, high, p, x, n, n_against and units, of all items of the first contrast,
        then of the second, and so on.
    of_contrast : dict of str to list
        outlet, against, n_articles and n_articles_against of each contrast.
    """

    numbers: dict[str, np.ndarray]
    of_contrast: dict[str, list[str | int]]


def columns_of(contrasts: Iterable[Contrast], items: int) -> ContrastColumns:
    """Arrange contrasts as columns, one after the other, so that each can be freed once it is there.

    Parameters
    ----------
    contrasts : iterable of Contrast
    items : int
        How many items each has.

    Returns
    -------
    ContrastColumns
    """
    parts: dict[str, list[np.ndarray]] = {name: [] for name in _NUMBERS}
    of_contrast: dict[str, list[str | int]] = {name: [] for name in _OF_CONTRAST}
    for contrast in contrasts:
        for name, number in _NUMBERS.items():
            parts[name].append(np.ravel(number(contrast)))
        for name, same in _OF_CONTRAST.items():
            of_contrast[name].append(same(contrast))
    rows = range(len(of_contrast["outlet"]))
    numbers = {}
    for name in _NUMBERS:
        values = np.empty((len(rows), items))
        for row, part in zip(values, parts.pop(name), strict=True):
            row[:] = part
        numbers[name] = values.ravel()
    return ContrastColumns(numbers, of_contrast)
