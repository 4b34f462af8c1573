"""Validity of a coder as text for the terminal."""

from __future__ import annotations

import pandas as pd

from analysis.coding.classifier import Coder

_SHOWN = ("code", "n", "positives", "groups", "precision", "recall", "auc", "auc_low", "auc_high",
          "calibration_error", "alpha", "n_double", "reason")  # fmt: skip


def validity_summary(coder: Coder) -> str:
    """Write the validity and learning curve of a coder, with sentences on the hand codes, as text.

    Parameters
    ----------
    coder : Coder

    Returns
    -------
    str
    """
    about = coder.about
    left = f", {about['left']} not coded yet" if about["left"] else ""
    curve = coder.curve.pivot(index="code", columns="n", values="auc").rename_axis(columns=None)
    curve.columns = [f"{n} {about['items']}" for n in curve.columns]
    double = coder.validity["n_double"].max()
    return "\n".join([
        f"{about['n']} {about['items']} coded{left}; {about['folds']} folds, kept together by {about['by']}:",
        _table(coder.validity[list(_SHOWN)]),
        "AUC by number of training items:",
        _table(curve.reset_index()),
        *[f"No alpha: two people coded {double} items, 10 are needed."] * int(double < 10),
        *(f"Note: {sentence}." for sentence in about["notes"]),
    ])  # fmt: skip


def _table(table: pd.DataFrame) -> str:
    text: str = table.to_string(index=False, float_format="{:.2f}".format, na_rep="–")
    return text
