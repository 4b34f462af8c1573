"""Checked counts of an item in a target and a reference corpus, and the margins of their 2 × 2 tables."""

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


def checked_counts(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> tuple[Array, Array, Array, Array]:
    """Check counts, and replace those that cannot be compared by NaN, so that no formula divides by zero.

    Parameters
    ----------
    a, b : array_like of float
        Occurrences of the item in the target and in the reference.
    n_a, n_b : array_like of float
        Sizes of target and reference, in tokens. All four broadcast against each other: 50,000 items against 24
        references are one call.

    Returns
    -------
    a, b : array of float
        NaN where the item does not occur in either corpus.
    n_a, n_b : array of float
        NaN where the corpus is empty.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    Examples
    --------
    >>> [values.tolist() for values in checked_counts([2, 0], [1, 0], 10, 20)]
    [[2.0, nan], [1.0, nan], 10.0, 20.0]
    """
    a, b, n_a, n_b = (np.asarray(values, dtype=float) for values in (a, b, n_a, n_b))
    for name, counts, sizes in (("a", a, n_a), ("b", b, n_b)):
        wrong = (counts < 0) | (counts > sizes)
        if wrong.any():
            count, size = (np.broadcast_to(values, wrong.shape)[wrong][0] for values in (counts, sizes))
            raise ValueError(f"Invalid `{name}`: {count:g}. Expected 0 to `n_{name}`, which is {size:g}.")
    seen = a + b > 0
    a, b = np.where(seen, a, np.nan), np.where(seen, b, np.nan)
    return a, b, np.where(n_a > 0, n_a, np.nan), np.where(n_b > 0, n_b, np.nan)


def margins(a: Array, b: Array, n_a: Array, n_b: Array) -> tuple[Array, Array, Array]:
    """Compute the margins of the 2 × 2 tables of an item.

    Parameters
    ----------
    a, b, n_a, n_b : array of float
        From `checked_counts`.

    Returns
    -------
    item, others : array of float
        Occurrences of the item and of everything else; NaN where there is nothing else.
    total : array of float
        Tokens of both corpora.
    """
    total = n_a + n_b
    others = total - (a + b)
    return a + b, np.where(others > 0, others, np.nan), total
