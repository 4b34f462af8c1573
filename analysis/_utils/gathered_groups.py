"""Links -> groups around one member each, which do not chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse


def gathered_groups(links: sparse.csr_array, order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Gather things around the first of them: each takes what is linked to it and not yet taken.

    Parameters
    ----------
    links : csr_array, shape (n, n)
        Entries: which things may belong to which (row).
    order : array of int64
        Things in the order in which they may become the centre of a group.

    Returns
    -------
    array of int64, shape (n,)
        The centre of each thing's group; itself where it is alone.
    """
    group = np.arange(links.shape[0])
    free = np.ones(len(group), dtype=bool)
    for centre in order[np.diff(links.indptr)[order] > 0].tolist():
        if free[centre]:
            near = links.indices[links.indptr[centre] : links.indptr[centre + 1]]
            near = near[free[near]]
            group[near], free[near], free[centre] = centre, False, False
    return group
