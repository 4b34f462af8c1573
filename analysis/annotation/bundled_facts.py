"""Facts read from a bundle: which article tells which fact, without sentences."""

from __future__ import annotations

import pandas as pd

from analysis._utils.table_notes import with_note

TERMS = "A bundle names a fact only by words that several articles use for it, so that facts of one article have none."


def bundled_statements(statements: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Put statements and the words of their facts together, for the articles that are left.

    Parameters
    ----------
    statements : pandas.DataFrame
        Table shared_statements, of some articles.
    terms : pandas.DataFrame
        Table fact_terms.

    Returns
    -------
    pandas.DataFrame
        Table shared_statements. Outlets are counted again, and facts have numbers from 1, those of most outlets first.
    """
    key = ["event", "fact"]
    named = statements.drop(columns="terms").merge(terms, on=key, how="left")
    told = named.assign(
        terms=named["terms"].fillna("").astype("str"),
        outlets=named.groupby(key)["outlet"].transform("nunique").astype("int64"),
        order=pd.factorize(named["event"])[0],
    )
    told = told.sort_values(["order", "outlets", "fact"], ascending=[True, False, True], kind="stable")
    first = ~told.duplicated(key)
    number = first.groupby(told["event"], sort=False).cumsum().astype("int64")
    return with_note(told.assign(fact=number)[list(statements)].reset_index(drop=True), TERMS)
