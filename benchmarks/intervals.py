"""Bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

RESAMPLES = 2000


def interval(statistic: Callable[[np.ndarray], float], clusters: np.ndarray) -> tuple[float, float]:
    """95 % bootstrap interval of a statistic of row numbers, whole clusters drawn with replacement."""
    rng = np.random.default_rng(0)
    _, code = np.unique(clusters, return_inverse=True)
    members = [np.flatnonzero(code == c) for c in range(code.max() + 1)]
    drawn = (
        np.concatenate([members[c] for c in rng.integers(0, len(members), len(members))]) for _ in range(RESAMPLES)
    )
    low, high = np.nanquantile([statistic(rows) for rows in drawn], [0.025, 0.975])
    return float(low), float(high)
