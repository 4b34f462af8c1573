"""p-values of many tests at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


def benjamini_hochberg(p: ArrayLike) -> Array:
    """False discovery rate q of each p-value, Benjamini & Hochberg (1995); NaN stays NaN and is not counted."""
    p = np.asarray(p, float)
    q = np.full(p.shape, np.nan)
    told = np.flatnonzero(~np.isnan(p))
    order = told[np.argsort(-p[told], kind="stable")]
    rank = np.arange(len(order), 0, -1)
    q[order] = np.minimum(np.minimum.accumulate(p[order] * len(order) / rank), 1)
    return q


def max_t(observed: ArrayLike, relabeled: Iterable[ArrayLike]) -> Array:
    """Family-wise error adjusted p-values by step-down max-T.

    observed: test statistics (tests,), NaN where there is none. relabeled: the statistics of each relabeling, the
    observed one among them, so that no p is 0.
    Returns: (tests,), NaN where observed is.
    Source: Westfall & Young (1993), algorithm 4.1; Ge, Dudoit & Speed (2003), box 2."""
    known = ~np.isnan(np.asarray(observed, float))
    # A test without a statistic here may have one in a relabeling: left out, the others' maxima would be too small.
    size = np.nan_to_num(np.abs(np.asarray(observed, float)))
    order = np.argsort(-size, kind="stable")
    # Rounding may part two statistics that are equal by right.
    bar = size[order] * (1 - 1e-9)
    reached, drawn = np.zeros(len(order)), 0
    for statistics in relabeled:
        t = np.nan_to_num(np.abs(np.asarray(statistics, float)[order]))
        reached += np.maximum.accumulate(t[::-1])[::-1] >= bar
        drawn += 1
    adjusted = np.full(size.shape, np.nan)
    adjusted[order] = np.maximum.accumulate(reached / max(drawn, 1))
    return np.where(known, adjusted, np.nan)
