"""Dispersion: how evenly an item is spread over the parts of a corpus, such as its articles.

Only the cells with a count are visited, so that 50,000 items in thousands of articles stay sparse.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from analysis.stats.array_types import Array


def juilland_d(counts: ArrayLike | sparse.sparray | sparse.spmatrix, sizes: ArrayLike) -> Array:
    """Juilland's D, from 0 for an item in a single part to 1 for an item as frequent in every part as in any other.

    Uses the population standard deviation of the relative frequencies.

    Parameters
    ----------
    counts : array_like or sparse array of float, shape (parts,) or (parts, items)
        Occurrences of one item, or of each item.
    sizes : array_like of float, shape (parts,)
        Tokens of each part, or their proportions. A part of size 0 is left out.

    Returns
    -------
    array of float, shape (items,), or a number for one item
        NaN for an item that does not occur, and if there is only one part.

    Raises
    ------
    ValueError
        If a count or a size is negative, a part of size 0 has counts, or the shapes do not fit.

    References
    ----------
    Juilland & Chang-Rodriguez (1964), Frequency dictionary of Spanish words; on relative frequencies, Gries (2008).

    Examples
    --------
    >>> juilland_d([[1, 4], [2, 0]], [100, 200]).tolist()
    [1.0, 0.0]
    """
    cells = _cells(counts, sizes)
    rate = cells.share / cells.expected
    mean = cells.sum(rate) / cells.parts
    absent = cells.parts - cells.sum(np.ones_like(rate))
    variance = (cells.sum((rate - mean[cells.item]) ** 2) + absent * mean**2) / cells.parts
    largest = np.sqrt(max(cells.parts - 1, 0)) or np.nan
    return cells.result(1 - np.sqrt(variance) / mean / largest)


def gries_dpnorm(counts: ArrayLike | sparse.sparray | sparse.spmatrix, sizes: ArrayLike) -> Array:
    """Normalized deviation of proportions, from 0 for an even spread to 1 for an item in the smallest part only.

    The deviation DP is the share of the occurrences that would have to move to another part for an even spread; it is
    divided by the largest value it can take with these parts.

    Parameters
    ----------
    counts, sizes
        As in `juilland_d`.

    Returns
    -------
    array of float, shape (items,), or a number for one item
        NaN for an item that does not occur, and if there is only one part.

    Raises
    ------
    ValueError
        As in `juilland_d`.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora; Lijffijt & Gries (2012), Correction to Gries (2008).

    Examples
    --------
    >>> gries_dpnorm([[1, 4], [2, 0]], [100, 200]).tolist()
    [0.0, 1.0]
    """
    cells = _cells(counts, sizes)
    # Both sets of shares sum to 1, so that half the sum of absolute differences is the sum of the positive ones.
    dp = cells.sum(np.maximum(cells.share - cells.expected, 0))
    return cells.result(dp / (1 - cells.smallest or np.nan))


@dataclass(frozen=True)
class _Cells:
    """The cells of a parts × items table that have a count.

    item, share (of the occurrences of the item that are in the part) and expected (share of the corpus that the part
    is) have the shape (cells,); smallest is the share of the smallest part.
    """

    item: NDArray[np.intp]
    share: Array
    expected: Array
    parts: int
    smallest: float
    items: int
    single: bool

    def sum(self, values: Array) -> Array:
        """Sum over the parts, for each item; NaN for an item without a cell."""
        seen = np.bincount(self.item, minlength=self.items) > 0
        return np.where(seen, np.bincount(self.item, weights=values, minlength=self.items), np.nan)

    def result(self, values: Array) -> Array:
        """Return the only value if the counts were those of one item."""
        return values[0] if self.single else values


def _cells(counts: ArrayLike | sparse.sparray | sparse.spmatrix, sizes: ArrayLike) -> _Cells:
    sizes = np.asarray(sizes, dtype=float)
    single = not sparse.issparse(counts) and np.ndim(counts) == 1
    # A copy, because the two next methods work in place.
    table = sparse.csc_array(np.reshape(counts, (-1, 1)) if single else counts, dtype=float, copy=True)
    table.sum_duplicates()
    table.eliminate_zeros()
    items = table.shape[1]
    _check(table, sizes)
    item = np.repeat(np.arange(items), np.diff(table.indptr))
    occurrences = np.bincount(item, weights=table.data, minlength=items)
    proportions = sizes[sizes > 0] / sizes.sum()
    return _Cells(
        item=item,
        share=table.data / occurrences[item],
        expected=sizes[table.indices] / sizes.sum(),
        parts=proportions.size,
        smallest=proportions.min(initial=1),
        items=items,
        single=single,
    )


def _check(table: sparse.csc_array, sizes: Array) -> None:
    """Raise ValueError if counts and sizes do not fit."""
    parts = table.shape[0]
    if sizes.shape != (parts,):
        raise ValueError(f"Invalid shape of `sizes`: {sizes.shape}. Expected ({parts},), one number for each part.")
    if (table.data < 0).any() or (sizes < 0).any():
        raise ValueError("`counts` and `sizes` must not be negative.")
    part_is_empty = sizes[table.indices] == 0
    if part_is_empty.any():
        raise ValueError(f"Part {table.indices[part_is_empty][0]} has size 0, but counts above 0.")
