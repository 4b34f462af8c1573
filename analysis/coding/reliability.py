"""Agreement of people who coded the same items."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.coding.human_codes import Codings
from analysis.stats.agreement import krippendorff_alpha, krippendorff_alpha_interval

LEAST = 10  # items that at least two people must have coded


def agreement(codings: Codings, *, seed: int = 0) -> pd.DataFrame:
    """Compute Krippendorff's alpha of each code over the items that at least two people coded.

    Parameters
    ----------
    codings : Codings
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    DataFrame
        code, alpha, alpha_low, alpha_high (95 %, bootstrap over items), n_double (items). NaN with fewer than 10 items,
        or where nobody, or everybody, gave the code.

    References
    ----------
    Those of `analysis.stats.agreement`.
    """
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
    """Describe the coders of at least 10 items who gave all of them the same code, or no code to any.

    Parameters
    ----------
    codings : Codings

    Returns
    -------
    list of str
    """
    sentences = []
    for coder, rows in codings.rows.groupby("coder"):
        items = rows["item"].nunique()
        often = rows.loc[rows["code"] != "", "code"].value_counts()
        if items >= LEAST:
            sentences += [
                f"coder '{coder}' gave '{code}' to each of {items} items" for code, n in often.items() if n == items
            ]
            sentences += [f"coder '{coder}' gave no code to any of {items} items"] * (not len(often))
    return sentences
