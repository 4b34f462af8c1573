"""Rows of analysis/display/validity.csv."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from intervals import interval
from sklearn.metrics import roc_auc_score

Statistic = Callable[[np.ndarray], float]


class Line(NamedTuple):
    """One row of validity.csv."""

    measure: str
    item: str
    statistic: str
    value: float
    low: float
    high: float
    baseline: str
    baseline_value: float
    n: int
    labels: str


def line(
    measure: str,
    item: str,
    name: str,
    statistic: Statistic,
    clusters: np.ndarray,
    beside: tuple[str, float],
    labels: str,
) -> Line:
    """A statistic of all rows with its interval."""
    rows = np.arange(len(clusters))
    return Line(measure, item, name, statistic(rows), *interval(statistic, clusters), *beside, len(rows), labels)


def auc(y: np.ndarray, s: np.ndarray) -> Statistic:
    """The area under the ROC curve of a score s of what has (1) or has not (0) a label."""
    return lambda rows: float(roc_auc_score(y[rows], s[rows])) if 0 < y[rows].sum() < len(rows) else np.nan
