"""Dispersion: how evenly an item is spread over the parts of a corpus (its articles, say).

Everywhere counts is (parts,) for one item or (parts, items), a dense array or any scipy.sparse one, and sizes
(parts,) holds the tokens of each part (or their proportions). The result is (items,), or one number for one
item. Only the cells with a count are visited, so 50,000 items in thousands of articles stay sparse. A part of
size 0 is no part and is left out. An item that occurs nowhere gives NaN. Counts below 0, counts in a part of
size 0, or sizes of another length raise ValueError.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, special

from analysis.stats.array_types import Array


@dataclass(frozen=True)
class _Cells:
    """The cells of a parts × items table that hold a count, and what the formulas need of each."""

    item: NDArray[np.intp]
    share: Array  # of the item's occurrences that are in this part
    expected: Array  # the part's share of the corpus
    parts: int
    smallest: float  # share of the corpus
    items: int
    single: bool

    def sum(self, values: Array) -> Array:
        """Sum over the parts, for each item; NaN for an item without a cell."""
        seen = np.bincount(self.item, minlength=self.items) > 0
        return np.where(seen, np.bincount(self.item, weights=values, minlength=self.items), np.nan)

    def result(self, values: Array) -> Array:
        return values[0] if self.single else values


def _cells(counts: ArrayLike | sparse.sparray | sparse.spmatrix, sizes: ArrayLike) -> _Cells:
    sizes = np.asarray(sizes, dtype=float)
    single = not sparse.issparse(counts) and np.ndim(counts) == 1
    # A copy, because the two clean-ups work in place.
    table = sparse.csc_array(np.reshape(counts, (-1, 1)) if single else counts, dtype=float, copy=True)
    table.sum_duplicates()
    table.eliminate_zeros()
    parts, items = table.shape
    if sizes.shape != (parts,):
        raise ValueError(f"sizes must hold one number for each of the {parts} parts; got shape {sizes.shape}")
    if (table.data < 0).any() or (sizes < 0).any():
        raise ValueError("counts and sizes must not be below 0")
    if (sizes[table.indices] == 0).any():
        part = table.indices[sizes[table.indices] == 0][0]
        raise ValueError(f"part {part} has size 0, but counts in it")
    item = np.repeat(np.arange(items), np.diff(table.indptr))
    frequency = np.bincount(item, weights=table.data, minlength=items)
    whole = sizes[sizes > 0] / sizes.sum()
    return _Cells(
        item=item,
        share=table.data / frequency[item],
        expected=sizes[table.indices] / sizes.sum(),
        parts=whole.size,
        smallest=whole.min(initial=1),
        items=items,
        single=single,
    )


def juilland_d(counts: ArrayLike, sizes: ArrayLike) -> Array:
    """Juilland's D: 1 for an item as frequent in every part as in any other, 0 for one in a single part.

    Uses the population standard deviation of the relative frequencies. NaN if there is only one part.
    Source: Juilland & Chang-Rodriguez (1964); on relative frequencies as in Gries (2008)."""
    cells = _cells(counts, sizes)
    rate = cells.share / cells.expected
    mean = cells.sum(rate) / cells.parts
    absent = cells.parts - cells.sum(np.ones_like(rate))
    variance = (cells.sum((rate - mean[cells.item]) ** 2) + absent * mean**2) / cells.parts
    return cells.result(1 - np.sqrt(variance) / mean / (np.sqrt(max(cells.parts - 1, 0)) or np.nan))


def carroll_d2(counts: ArrayLike, sizes: ArrayLike) -> Array:
    """Carroll's D2: entropy of the relative frequencies over the parts, as a share of the most possible.

    Returns: 0 (all in one part) to 1 (even). NaN if there is only one part.
    Source: Carroll (1970), "An alternative to Juilland's usage coefficient"; on relative frequencies."""
    cells = _cells(counts, sizes)
    rate = cells.share / cells.expected
    p = rate / cells.sum(rate)[cells.item]
    return cells.result(cells.sum(special.entr(p)) / (np.log(max(cells.parts, 1)) or np.nan))


def rosengren_s(counts: ArrayLike, sizes: ArrayLike) -> Array:
    """Rosengren's S: 1 for an item spread in proportion to the parts; for one in a single part, its share.

    Source: Rosengren (1971), for parts of unequal size as in Gries (2008)."""
    cells = _cells(counts, sizes)
    return cells.result(cells.sum(np.sqrt(cells.share * cells.expected)) ** 2)


def _dp(cells: _Cells) -> Array:
    # Both sets of shares sum to 1, so half the absolute differences are all of the positive ones.
    return cells.sum(np.maximum(cells.share - cells.expected, 0))


def gries_dp(counts: ArrayLike, sizes: ArrayLike) -> Array:
    """Gries' deviation of proportions DP: the share of occurrences that would have to move to be even.

    Returns: 0 (even) to 1 minus the share of the smallest part.
    Source: Gries (2008), "Dispersions and adjusted frequencies in corpora"."""
    cells = _cells(counts, sizes)
    return cells.result(_dp(cells))


def gries_dpnorm(counts: ArrayLike, sizes: ArrayLike) -> Array:
    """Gries' DP divided by the largest value it can take with these parts, so that it runs from 0 to 1.

    NaN if there is only one part.
    Source: Lijffijt & Gries (2012), "Correction to Gries (2008)"."""
    cells = _cells(counts, sizes)
    return cells.result(_dp(cells) / (1 - cells.smallest or np.nan))


def kl_divergence(counts: ArrayLike, sizes: ArrayLike) -> Array:
    """Kullback-Leibler divergence of the item's spread over the parts from the parts' sizes.

    Returns: bits; 0 for an even spread, log2(1 / size) for an item in a single part of that share.
    Source: Kullback & Leibler (1951); as a dispersion Gries (2020), "Analyzing dispersion"."""
    cells = _cells(counts, sizes)
    return cells.result(np.maximum(cells.sum(special.rel_entr(cells.share, cells.expected)), 0) / np.log(2))
