"""Which outlets are compared with which, and what varies by chance."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from analysis.schema import EACH


def has_several(events: pd.Series) -> bool:
    """Return whether articles are of several events."""
    return bool(events.nunique() > 1)


def unit_of(articles: pd.DataFrame, *, two_sided: bool, known: bool) -> str:
    """Return what varies by chance; a reference list has no events."""
    if two_sided and has_several(articles["event"]):
        return "event"
    number = articles["outlet"].value_counts()
    if 2 * number[number > 1].sum() >= number.sum():
        return "article"
    return "outlet" if known else "segment"


def pairs_of(outlets: Iterable[str], against: str) -> list[tuple[str, str]]:
    """Return the pairs of sides that a keyword or an outlet stands for.

    Parameters
    ----------
    outlets : iterable of str
    against : str
        'rest', 'each' or an outlet.

    Returns
    -------
    list of (str, str)

    Examples
    --------
    >>> pairs_of(["B", "A", "C"], "each")
    [('A', 'B'), ('A', 'C'), ('B', 'C')]
    >>> pairs_of(["B", "A"], "rest")
    [('A', 'rest'), ('B', 'rest')]
    """
    names = sorted(outlets)
    return list(combinations(names, 2)) if against == EACH else [(name, against) for name in names if name != against]
