"""Share of the coders of each item that gave it each code."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.coding.human_codes import ARTICLE, Codings
from analysis.exceptions import WrongUse


def shares(codings: Codings) -> pd.DataFrame:
    """Return the share of coders of each item that gave it each code.

    Parameters
    ----------
    codings : Codings

    Returns
    -------
    DataFrame
        One row per item and one column per code, from 0 to 1.
    """
    coders = codings.rows.groupby("item")["coder"].nunique()
    given = codings.rows[codings.rows["code"] != ""].groupby(["item", "code"]).size().unstack(fill_value=0)
    return given.reindex(index=coders.index, columns=list(codings.codes), fill_value=0).div(coders, axis=0)


def human_code_table(codings: Codings) -> pd.DataFrame:
    """Return codes of articles as `corrected_comparison` and `corrected_proportions` take them.

    Parameters
    ----------
    codings : Codings

    Returns
    -------
    DataFrame
        article_id, item, value (share of its coders that gave it the code), probability.

    Raises
    ------
    WrongUse
        If segments were coded, or the table does not state the probability with which each article was drawn.
    """
    if list(codings.items.columns) != ARTICLE:
        raise WrongUse("Only shares of articles can be corrected; these codes are of segments.")
    if np.isnan(codings.probability).any():
        raise WrongUse(
            f"{codings.name} does not state the probability of each article. Expected a column 'probability', as "
            "`samestory code sample` writes it."
        )
    table = shares(codings).assign(article_id=codings.items["article_id"], probability=codings.probability)
    return table.melt(["article_id", "probability"], var_name="item", value_name="value")[
        ["article_id", "item", "value", "probability"]
    ]
