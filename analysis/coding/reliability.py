"""How far people who coded the same items agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.coding.human_codes import Codings
from analysis.stats.agreement import krippendorff_alpha, krippendorff_alpha_interval

LEAST = 10  # items that two people must have coded


def agreement(codings: Codings, *, seed: int = 0) -> pd.DataFrame:
    """Krippendorff's alpha of each code over the items that two people or more coded.

    Returns: code, alpha, alpha_low, alpha_high (95 %, bootstrap over items), n_double (items); NaN below 10 items, or
    where nobody, or everybody, gave the code.
    Source: see analysis/stats/agreement.py."""
    rows = codings.rows
    coders = {name: number for number, name in enumerate(sorted(rows["coder"].unique()))}
    rated = np.full((len(coders), len(codings.items)), np.nan)
    rated[rows["coder"].map(coders), rows["item"]] = 0
    twice = (~np.isnan(rated)).sum(axis=0) > 1
    made = []
    for code in codings.codes:
        given = rows[rows["code"] == code]
        ratings = rated.copy()
        ratings[given["coder"].map(coders), given["item"]] = 1
        alpha = (np.nan, np.nan, np.nan)
        if twice.sum() >= LEAST:
            ends = krippendorff_alpha_interval(ratings, metric="nominal", rng=seed)
            alpha = (krippendorff_alpha(ratings, metric="nominal"), *ends)
        made.append((code, *alpha, int(twice.sum())))
    return pd.DataFrame(made, columns=["code", "alpha", "alpha_low", "alpha_high", "n_double"])


def one_sided(codings: Codings) -> list[str]:
    """A sentence for each coder of 10 items or more who gave all of them a code, or the same coder none of any."""
    told = []
    for coder, rows in codings.rows.groupby("coder"):
        items = rows["item"].nunique()
        often = rows.loc[rows["code"] != "", "code"].value_counts()
        if items >= LEAST:
            told += [
                f"coder '{coder}' gave '{code}' to each of {items} items" for code, n in often.items() if n == items
            ]
            told += [f"coder '{coder}' gave no code to any of {items} items"] * (not len(often))
    return told
