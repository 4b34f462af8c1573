"""Pairs -> groups: what is linked, also by others, is in one group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def linked_groups(one: NDArray[np.int64], two: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return the number of the group of each of n things; one and two: the ends of each pair.

    Groups are numbered in the order of their first members.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(one), np.int8), (one, two)), shape=(n, n))
    group: NDArray[np.int64] = connected_components(graph, directed=False)[1].astype(np.int64)
    return group
