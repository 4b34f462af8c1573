"""Labels of one outlet that are spelt in several ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import polars as pl

from analysis._utils.name_keys import outlet_key


def common_spellings(labels: pl.Series) -> dict[str, str]:
    """Choose one spelling for labels that differ in capitals, blanks, invisible characters or an article only.

    Parameters
    ----------
    labels : Series of str

    Returns
    -------
    dict of str to str
        The commonest spelling, for each label that is spelt in another way; of equally common ones, one in capitals
        and small letters, without double blanks, and the first.

    Examples
    --------
    >>> common_spellings(pl.Series(["the post", "The Post", "The Post", "Star"]))
    {'the post': 'The Post'}
    """
    return choose_spellings(Counter(labels.to_list()))


def choose_spellings(counted: Mapping[str, int]) -> dict[str, str]:
    """Do as `common_spellings` with labels that are counted.

    Parameters
    ----------
    counted : mapping of str to int
        How often each label occurs, in the order in which they first occur.

    Returns
    -------
    dict of str to str
    """
    first = {label: place for place, label in enumerate(counted) if label}
    groups: dict[str, list[str]] = {}
    for label in first:
        groups.setdefault(outlet_key(label), []).append(label)
    found: dict[str, str] = {}
    for group in groups.values():
        best = min(
            group,
            key=lambda label: (-counted[label], label in (label.upper(), label.lower()), "  " in label, first[label]),
        )
        found |= {label: best for label in group if label != best}
    return found
