"""One calibrated binary classifier per code, in the space of the training items."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from analysis.coding.feature_space import Space, space
from analysis.coding.features import Array, Blocks

FOLDS = 5
STRENGTH = 3.0  # C of the logistic regression: benchmarks/coder.py; between 2 and 5 little changes

Rows = NDArray[np.int64]


class Line(NamedTuple):
    """Log-odds of one code: slopes of the coordinates, intercept."""

    slopes: Array
    intercept: float


def folds(labels: Array, groups: Rows, rows: Rows, seed: int) -> list[tuple[Rows, Rows]]:
    """Split items into folds, with groups kept whole and rare codes spread evenly.

    Parameters
    ----------
    labels : array of float, shape (n_items, n_codes)
        1 with the code, 0 without it, NaN where undecided.
    groups : array of int, shape (n_items,)
    rows : array of int
        Items to split.
    seed : int

    Returns
    -------
    list of tuple of array
        Training and test rows of each fold; empty with fewer than two groups.
    """
    often = np.nansum(labels[rows] > 0.5, axis=0)
    # Each item is stratified by the rarest of its codes.
    order = np.argsort(-often)
    stratum = np.full(len(rows), -1)
    for code in order:
        stratum[labels[rows, code] > 0.5] = code
    few = min(FOLDS, len(np.unique(groups[rows])))
    if few < 2:
        return []
    import warnings

    from sklearn.model_selection import StratifiedGroupKFold

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The least populated class")
        parted = StratifiedGroupKFold(few, shuffle=True, random_state=seed).split(rows, stratum, groups[rows])
        return [(rows[train], rows[test]) for train, test in parted]


def line(found: Space, labels: Array, rows: Rows, parted: list[tuple[Rows, Rows]] | None) -> Line | None:
    """Fit the classifier of one code, its log-odds calibrated on items that it was not trained on.

    Parameters
    ----------
    found : Space
    labels : array of float, shape (n_items,)
        1 with the code, 0 without it, NaN where undecided.
    rows : array of int
        Training rows.
    parted : list of tuple of array, optional
        Folds of the training rows; None for no calibration.

    Returns
    -------
    Line or None
        None if all labels are the same.

    References
    ----------
    Platt (1999), with his targets; a slope below 0 is replaced by 0.
    """
    rows = rows[~np.isnan(labels[rows])]
    if len(np.unique(labels[rows])) < 2:
        return None
    from sklearn.linear_model import LogisticRegression

    x, y = found.coordinates, labels
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x[rows], y[rows])
    slope, intercept = 1.0, 0.0
    if parted:
        seen, unseen = [], []
        for train, test in ([part[~np.isnan(y[part])] for part in both] for both in parted):
            if len(np.unique(y[train])) == 2 and len(test):
                fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x[train], y[train])
                seen.append(test)
                unseen.append(fitted.decision_function(x[test]))
        if seen:
            slope, intercept = _platt(np.concatenate(unseen), y[np.concatenate(seen)])
    return Line(slope * model.coef_[0], slope * float(model.intercept_[0]) + intercept)


def _platt(scores: Array, y: Array) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    positive = float((y == 1).sum())
    high, low = (positive + 1) / (positive + 2), 1 / (len(y) - positive + 2)
    target = np.where(y == 1, high, low)
    both = np.concatenate([scores, scores])[:, None]
    weight = np.concatenate([target, 1 - target])
    fitted = LogisticRegression(C=1e6, max_iter=1000).fit(both, np.repeat([1, 0], len(y)), weight)
    slope = float(fitted.coef_[0, 0])
    return (slope, float(fitted.intercept_[0])) if slope > 0 else (0.0, float(logit(target.mean())))


def unseen(
    blocks: Blocks, labels: Array, groups: Rows, *, seed: int, share: float = 1, calibrate: bool = True
) -> Array:
    """Predict each code of each item with classifiers that were trained on no item of its group.

    Parameters
    ----------
    blocks : dict of str to Block
    labels : array of float, shape (n_items, n_codes)
        1 with the code, 0 without it, NaN where undecided.
    groups : array of int, shape (n_items,)
    seed : int
    share : float, default 1
        Share of the training groups of each fold to train on.
    calibrate : bool, default True

    Returns
    -------
    array of float, shape (n_items, n_codes)
        Probabilities, NaN where no classifier could be trained.
    """
    rng = np.random.default_rng(seed)
    made = np.full(labels.shape, np.nan)
    for every, test in folds(labels, groups, np.arange(len(labels)), seed):
        some = np.unique(groups[every])
        train = every[np.isin(groups[every], rng.permutation(some)[: round(share * len(some))])]
        found = space(blocks, train)
        inner = folds(labels, groups, train, seed) if calibrate else None
        for code in range(labels.shape[1]):
            learnt = line(found, labels[:, code], train, inner)
            if learnt is not None:
                made[test, code] = expit(found.coordinates[test] @ learnt.slopes + learnt.intercept)
    return made
