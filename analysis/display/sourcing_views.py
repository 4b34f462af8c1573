"""Views of attributions, sources and quotes that a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.display.views import first_rows_of_each_outlet

_ATTRIBUTION_COLUMNS = ("outlet", "source", "kind", "number", "cue", "stance", "form", "words", "article_id")


def readable_attributions(notes: Annotations, attributions: pd.DataFrame) -> pd.DataFrame:
    """Return attributions with the outlet first and types in words.

    Parameters
    ----------
    notes : Annotations
    attributions : DataFrame
        From `ss.measures.attributions`.

    Returns
    -------
    DataFrame
        Columns of which a bundle holds no values are left out.
    """
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    view = attributions.assign(
        outlet=attributions["article_id"].map(outlet), kind=attributions["kind"].map(schema.label)
    )
    shown = [name for name in _ATTRIBUTION_COLUMNS if name in view]
    if view.empty:
        return view[[name for name in shown if name != "source"]]
    return view[[name for name in shown if view[name].notna().any()]]


def first_attributions(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return the first attribution of each article.

    Parameters
    ----------
    attributions : DataFrame
        From `readable_attributions`.

    Returns
    -------
    DataFrame
        Without the columns stance and form.
    """
    return attributions.drop_duplicates("article_id").drop(columns=["stance", "form"], errors="ignore")


def attributions_of_each_outlet(attributions: pd.DataFrame, outlets: Sequence[str], *, rows: int) -> pd.DataFrame:
    """Return the first attributions of each outlet.

    Parameters
    ----------
    attributions : DataFrame
        From `readable_attributions`.
    outlets : sequence of str
        All outlets compared.
    rows : int
        Rows in all, about: each outlet has an equal share, at least one.

    Returns
    -------
    DataFrame
        Sorted by outlet.
    """
    return first_rows_of_each_outlet(attributions.sort_values("outlet", kind="stable"), 1 + rows // len(outlets))


def sources_by_article(scores: pd.DataFrame) -> pd.DataFrame:
    """Count the distinct sources of each article by type.

    Parameters
    ----------
    scores : DataFrame
        From `ss.measures.distinct_sources`.

    Returns
    -------
    DataFrame
        outlet, article_id, one column per type of source, and all_kinds.
    """
    sources = scores[scores["item"] != schema.TOTAL]
    counts = sources.pivot_table(index=["outlet", "article_id"], columns="item", values="x", aggfunc="sum")
    return counts.assign(all_kinds=counts.sum(axis="columns")).reset_index()


def mean_sources_by_outlet(counts: pd.DataFrame) -> pd.DataFrame:
    """Average the sources of the articles of each outlet.

    Parameters
    ----------
    counts : DataFrame
        From `sources_by_article`.

    Returns
    -------
    DataFrame
        One row per outlet.
    """
    return counts.groupby("outlet", as_index=False).mean(numeric_only=True)


def fewest_sources_first(counts: pd.DataFrame) -> pd.DataFrame:
    """Sort articles by the number of their sources.

    Parameters
    ----------
    counts : DataFrame
        From `sources_by_article`.

    Returns
    -------
    DataFrame
    """
    return counts.sort_values("all_kinds", kind="stable")


def verbs_that_take_a_stance(verbs: pd.DataFrame, outlets: Sequence[str], *, rows: int) -> pd.DataFrame:
    """Return the most frequent reporting verbs of each outlet that are not neutral.

    Parameters
    ----------
    verbs : DataFrame
        From `ss.measures.reporting_verb_counts`.
    outlets : sequence of str
        All outlets compared.
    rows : int
        Rows in all, about: each outlet has an equal share, at least one.

    Returns
    -------
    DataFrame
    """
    return first_rows_of_each_outlet(verbs[verbs["stance"] != "neutral"], 1 + rows // len(outlets))


def readable_shared_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return shared quotes with the types of their sources in words.

    Parameters
    ----------
    quotes : DataFrame
        From `ss.measures.shared_quotes`.

    Returns
    -------
    DataFrame
    """
    return quotes.assign(kind=quotes["kind"].map(schema.label))
