"""Agreement of a coder with hand codes, on items that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.coding.features import Array, Blocks
from analysis.coding.training import FOLDS, unseen

LEAST = 10  # items with a code, and items without it
SHARES = (0.25, 0.5, 0.75, 1.0)
RESAMPLES = 1000
BINS = 10
COLUMNS = ("code", "n", "positives", "groups", "precision", "recall", "auc", "auc_low", "auc_high",
           "calibration_error", "reason")  # fmt: skip


def reasons(labels: Array, groups: NDArray[np.int64], codes: Sequence[str]) -> list[str]:
    """Return for each code why it cannot be learnt or evaluated, '' where it can.

    Parameters
    ----------
    labels : array of float, shape (n_items, n_codes)
        1 with the code, 0 without it, NaN where undecided.
    groups : array of int, shape (n_items,)
        Group of each item; groups are kept whole.
    codes : sequence of str, length n_codes

    Returns
    -------
    list of str
    """
    found, least = [], max(2, min(FOLDS, len(np.unique(groups))))
    for column, code in zip(labels.T, codes, strict=True):
        yes, no = column == 1, column == 0
        items = min(yes.sum(), no.sum())
        which = "with" if yes.sum() < no.sum() else "without"
        spread = min(len(np.unique(groups[part])) for part in (yes, no))
        if not items:
            all_or_none = "every item has" if yes.any() else "no item has"
            found.append(f"{all_or_none} '{code}'; items with and without it are needed")
        elif items < LEAST:
            found.append(f"{items} items {which} '{code}' are coded; {LEAST} are needed")
        elif spread < least:
            found.append(f"items with '{code}', or those without it, are in {spread} groups; {least} are needed")
        else:
            found.append("")
    return found


def validity(
    probabilities: Array, labels: Array, groups: NDArray[np.int64], codes: Sequence[str], *, seed: int = 0
) -> pd.DataFrame:
    """Compute the agreement of predictions with the hand codes, per code.

    Parameters
    ----------
    probabilities : array of float, shape (n_items, n_codes)
        Predictions of models that were not trained on the item.
    labels : array of float, shape (n_items, n_codes)
        1 with the code, 0 without it, NaN where undecided.
    groups : array of int, shape (n_items,)
        Group of each item; groups are resampled for the intervals.
    codes : sequence of str, length n_codes
    seed : int

    Returns
    -------
    DataFrame
        code, n, positives, groups, precision and recall (at a probability of 0.5), auc with its 95 % interval,
        calibration_error (expected calibration error, ten bins), reason. NaN, with the reason, where there are too few
        items or groups.

    References
    ----------
    Calibration error: Naeini, Cooper & Hauskrecht (2015).
    """
    made = []
    for code, reason, p, y in zip(codes, reasons(labels, groups, codes), probabilities.T, labels.T, strict=True):
        known = ~np.isnan(y)
        row = {"code": code, "n": int(known.sum()), "positives": int((y == 1).sum()),
               "groups": len(np.unique(groups[known])), "reason": reason}  # fmt: skip
        known &= ~np.isnan(p)
        if not reason:
            row |= _figures(p[known], y[known], groups[known], np.random.default_rng(seed))
        made.append(row)
    return pd.DataFrame(made, columns=COLUMNS)


def _figures(p: Array, y: Array, groups: NDArray[np.int64], rng: np.random.Generator) -> dict[str, object]:
    from sklearn.metrics import roc_auc_score

    called, there = p >= 0.5, y == 1
    row: dict[str, object] = {
        "precision": float(there[called].mean()) if called.any() else np.nan,
        "recall": float(called[there].mean()),
        "auc": float(roc_auc_score(y, p)),
        "calibration_error": calibration_error(p, y),
        "reason": "" if called.any() else "no item has a probability of 0.5, so there is no precision",
    }
    _, number = np.unique(groups, return_inverse=True)
    size = int(number.max()) + 1
    if size < LEAST:
        return row | {"reason": f"{size} groups are too few for an interval; {LEAST} are needed"}
    drawn = rng.multinomial(size, np.full(size, 1 / size), size=RESAMPLES)[:, number]
    low, high = np.nanquantile(weighted_auc(y, p, drawn), [0.025, 0.975])
    return row | {"auc_low": float(low), "auc_high": float(high)}


def weighted_auc(y: Array, p: Array, weights: NDArray[Any]) -> Array:
    """Compute the AUC under several weightings of the items at once; ties count half.

    Parameters
    ----------
    y, p : array of float, shape (n_items,)
        Labels and predicted probabilities.
    weights : array, shape (n_weightings, n_items)

    Returns
    -------
    array of float, shape (n_weightings,)
        NaN where one of the two classes has no weight.
    """
    order = np.argsort(p, kind="stable")
    start = np.flatnonzero(np.diff(p[order], prepend=-np.inf))
    yes, no = (np.add.reduceat(weights[:, order] * kind[order], start, axis=1) for kind in (y == 1, y == 0))
    below = np.cumsum(no, axis=1) - no / 2
    pairs = yes.sum(axis=1) * no.sum(axis=1)
    auc: Array = (yes * below).sum(axis=1) / np.where(pairs > 0, pairs, np.nan)
    return auc


def calibration_error(p: Array, y: Array) -> float:
    """Compute the mean distance of probability and share over ten bins, weighted by their items.

    Parameters
    ----------
    p, y : array of float, shape (n_items,)
        Predicted probabilities and labels.

    Returns
    -------
    float
        From 0 to 1.
    """
    bin_of = np.minimum((p * BINS).astype(int), BINS - 1)
    sums = np.abs(np.bincount(bin_of, p, BINS) - np.bincount(bin_of, y, BINS))
    return float(sums.sum() / len(p))


def learning_curve(
    blocks: Blocks, labels: Array, groups: NDArray[np.int64], codes: Sequence[str], *, seed: int = 0
) -> pd.DataFrame:
    """Compute the AUC on unseen items when trained on a quarter, half, three quarters and all of the groups.

    Parameters
    ----------
    blocks : dict of str to Block
    labels : array of float, shape (n_items, n_codes)
        1 with the code, 0 without it, NaN where undecided.
    groups : array of int, shape (n_items,)
        Group of each item; groups are kept whole.
    codes : sequence of str, length n_codes
    seed : int

    Returns
    -------
    DataFrame
        code, share, n (approximate number of training items), auc; codes that cannot be evaluated are left out.
    """
    from sklearn.metrics import roc_auc_score

    why_not = reasons(labels, groups, codes)
    made = []
    for share in SHARES:
        p = unseen(blocks, labels, groups, seed=seed, share=share, calibrate=False)
        for code, reason, one, y in zip(codes, why_not, p.T, labels.T, strict=True):
            known = ~np.isnan(y) & ~np.isnan(one)
            if not reason:
                enough = len(np.unique(y[known])) == 2 and known.sum() == (~np.isnan(y)).sum()
                auc = float(roc_auc_score(y[known], one[known])) if enough else np.nan
                parts = min(FOLDS, len(np.unique(groups)))
                made.append((code, share, round(share * (~np.isnan(y)).sum() * (parts - 1) / parts), auc))
    return pd.DataFrame(made, columns=["code", "share", "n", "auc"]).sort_values(["code", "share"], ignore_index=True)
