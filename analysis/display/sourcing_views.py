"""Views of attributions, sources and quotes that a notebook shows."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.escape import one_line
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations
from analysis.display.article_labels import named_by_headline
from analysis.display.html_parts import cut
from analysis.display.views import first_rows_of_each_outlet

_ATTRIBUTION_COLUMNS = ("outlet", "source", "kind", "number", "cue", "stance", "form", "words", "article_id")
_STANCES = ["doubting", "asserting", "conceding"]


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


def first_attributions(attributions: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the first attribution of each article.

    Parameters
    ----------
    attributions : DataFrame
        From `readable_attributions`.
    articles : DataFrame, optional
        Articles of the corpus: they are named by their headlines where all have one.

    Returns
    -------
    DataFrame
        Without the columns stance and form.
    """
    first = attributions.drop_duplicates("article_id").drop(columns=["stance", "form"], errors="ignore")
    return first if articles is None else named_by_headline(first, articles)


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


def verbs_that_take_a_stance(verbs: pd.DataFrame, *, most: int = 4) -> pd.DataFrame:
    """List the most frequent reporting verbs of each outlet that are not neutral, by stance.

    Parameters
    ----------
    verbs : DataFrame
        From `ss.measures.reporting_verb_counts`.
    most : int
        Verbs of an outlet and stance that are named.

    Returns
    -------
    DataFrame
        One row per outlet: outlet, doubting, asserting, conceding. The note is that of `verbs`.
    """
    named = verbs.assign(verb=verbs["cue"] + "\xa0" + verbs["times"].astype("str"))
    cells = named.groupby(["outlet", "stance"], sort=False)["verb"].agg(lambda words: ", ".join(words.head(most)))
    wide = cells.unstack("stance").reindex(columns=_STANCES, index=schema.outlets_in_order(verbs["outlet"]))
    return with_note(wide.astype("object").fillna("").rename_axis("outlet").reset_index(), note_of(verbs))


def words_said(notes: Annotations, attributions: pd.DataFrame, *, rows: int, longest: int = 220) -> pd.DataFrame:
    """List what sources of each outlet say, in the words of the article.

    Parameters
    ----------
    notes : Annotations
    attributions : DataFrame
        From `ss.measures.attributions`.
    rows : int
        Rows in all, about: each outlet has an equal share of its first attributions, at least one.
    longest : int
        Characters of what is said; longer passages are cut.

    Returns
    -------
    DataFrame
        outlet, source, cue, words said. Without rows, and with a note, if the text is not available.
    """
    if notes.corpus.texts is None:
        empty = pd.DataFrame({name: pd.Series(dtype="str") for name in ("outlet", "source", "cue", "words said")})
        return with_note(empty, f"Who says what is seen in the words of the articles. {notes.corpus.how_to_get_text()}")
    outlets = notes.corpus.articles.set_index("article_id")["outlet"]
    said = attributions.assign(outlet=attributions["article_id"].map(outlets))
    said = said[said["source"].notna() & (said["source"] != "")]
    each = 1 + rows // max(said["outlet"].nunique(), 1)
    first = first_rows_of_each_outlet(said, each).sort_values("outlet", key=_places, kind="stable")
    texts = notes.corpus.texts
    passages = [
        cut(one_line(texts[article][start:end]), longest)
        for article, start, end in first[["article_id", "start", "end"]].itertuples(index=False, name=None)
    ]
    return first[["outlet", "source", "cue"]].assign(**{"words said": pd.array(passages, dtype="str")})


def _places(outlets: pd.Series) -> pd.Series:
    """Return the place of each outlet in the order of all pages."""
    order = {name: place for place, name in enumerate(schema.outlets_in_order(outlets))}
    return outlets.map(order)
