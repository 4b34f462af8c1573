"""p-values of many tests at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.stats.array_types import Array


def benjamini_hochberg(p: ArrayLike) -> Array:
    """Compute the false discovery rate q of each p-value, min over j ≥ i of m p_(j) / j.

    Parameters
    ----------
    p : array_like of float, shape (tests,)
        NaN where nothing was tested; it is not counted in m.

    Returns
    -------
    array of float, shape (tests,)
        NaN where p is.

    References
    ----------
    Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57.

    Examples
    --------
    >>> benjamini_hochberg([0.5, 0.01, 0.02]).round(3).tolist()
    [0.5, 0.03, 0.03]
    """
    p = np.asarray(p, float)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    largest_first = tested[np.argsort(-p[tested])]
    rank = np.arange(len(largest_first), 0, -1)
    q[largest_first] = np.minimum(np.minimum.accumulate(p[largest_first] * len(largest_first) / rank), 1)
    return q


def bonferroni(p: ArrayLike) -> Array:
    """Family-wise error of each p-value, min(m p, 1).

    Parameters
    ----------
    p : array_like of float, shape (tests,)
        NaN where nothing was tested; it is not counted in m.

    Returns
    -------
    array of float, shape (tests,)
        NaN where p is.

    References
    ----------
    Dunn (1961), Multiple comparisons among means, JASA 56.

    Examples
    --------
    >>> bonferroni([0.5, np.nan, 0.01]).tolist()
    [1.0, nan, 0.02]
    """
    p = np.asarray(p, float)
    corrected: Array = np.minimum(p * np.sum(~np.isnan(p)), 1)
    return corrected


def holm(p: ArrayLike) -> Array:
    """Family-wise error of each p-value, step-down: max over j ≤ i of (m − j + 1) p_(j).

    Parameters
    ----------
    p : array_like of float, shape (tests,)
        NaN where nothing was tested; it is not counted in m.

    Returns
    -------
    array of float, shape (tests,)
        NaN where p is. Never above Bonferroni's.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6.

    Examples
    --------
    The smallest of three counts three times, the next twice, and the last is not below the one before it.

    >>> holm([0.03, 0.01, 0.025]).round(3).tolist()
    [0.05, 0.03, 0.05]
    """
    p = np.asarray(p, float)
    corrected = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    smallest_first = tested[np.argsort(p[tested])]
    left = np.arange(len(smallest_first), 0, -1)
    corrected[smallest_first] = np.minimum(np.maximum.accumulate(p[smallest_first] * left), 1)
    return corrected


def max_t(observed: ArrayLike, relabeled: Iterable[ArrayLike]) -> Array:
    """Family-wise error of each test, by step-down max-T.

    Parameters
    ----------
    observed : array_like of float, shape (tests,)
        Test statistics; NaN where there is none.
    relabeled : iterable of array_like of float, shape (tests,)
        The statistics of each relabeling, the observed one among them, so that no p-value is 0. Equal ones may differ
        by 1e-9 of their size, those in single precision by 1e-5.

    Returns
    -------
    array of float, shape (tests,)
        NaN where `observed` is.

    References
    ----------
    Westfall & Young (1993), Resampling-based multiple testing, algorithm 4.1; Ge, Dudoit & Speed (2003),
    Resampling-based multiple testing for microarray data analysis, box 2.

    Examples
    --------
    The largest statistic of all reaches 3 in one of two relabelings, the smaller ones reach 1 in both.

    >>> max_t([3, 1], [[3, 1], [0.5, 2]]).tolist()
    [0.5, 1.0]
    """
    observed = np.asarray(observed, float)
    # A test without a statistic here may have one in a relabeling: left out, the others' maxima would be too small.
    size = np.nan_to_num(np.abs(observed))
    order = np.argsort(size, kind="stable")
    # Rounding can part two statistics that are equal.
    threshold = size[order]
    reached, drawn = np.zeros(len(order), np.int64), 0
    for statistics in relabeled:
        t = np.abs(np.asarray(statistics)[order])
        t[np.isnan(t)] = 0
        reached += np.maximum.accumulate(t, out=t) >= threshold * (1 - _rounding(t.dtype))
        drawn += 1
    adjusted = np.full(size.shape, np.nan)
    adjusted[order] = np.maximum.accumulate(reached[::-1] / max(drawn, 1))[::-1]
    return np.where(np.isnan(observed), np.nan, adjusted)


def _rounding(precision: np.dtype[Any]) -> float:
    """Return by how much two equal statistics can differ."""
    return 1e-5 if precision == np.float32 else 1e-9
