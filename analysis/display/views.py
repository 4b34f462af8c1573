"""Views of tables: the rows and columns that a notebook shows, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis._utils.wording import counted
from analysis.annotation.annotations import Annotations
from analysis.corpus.corpus import Corpus
from analysis.io import withheld_scores as withheld

_UNCERTAIN_COLUMNS = ["article_id", "paragraph", "sentence", "voice", "reason"]


def rows_for(table: pd.DataFrame, *, items: Sequence[str] | None = None, outlet: str | None = None) -> pd.DataFrame:
    """Select the rows of some items, of one outlet, or of both.

    Parameters
    ----------
    table : DataFrame
        Comparisons, or another table with the columns item and outlet.
    items : sequence of str, optional
    outlet : str, optional

    Returns
    -------
    DataFrame
        In the order of `table`.
    """
    if items is not None:
        table = table[table["item"].isin(list(items))]
    return table if outlet is None else table[table["outlet"] == outlet]


def tested_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Select the comparisons that could be tested.

    Parameters
    ----------
    table : DataFrame
        Comparisons.

    Returns
    -------
    DataFrame
    """
    return table[table["p"].notna()]


def first_rows_of_each_outlet(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Select the first rows of each outlet.

    Parameters
    ----------
    table : DataFrame
        With a column outlet.
    most : int
        Rows of each outlet.

    Returns
    -------
    DataFrame
        In the order of `table`.
    """
    return table.groupby("outlet").head(most)


def outlets_with_most_articles(table: pd.DataFrame, most: int, *, also: str = "") -> list[str]:
    """Return the outlets with most articles.

    Parameters
    ----------
    table : DataFrame
        Comparisons.
    most : int
    also : str
        An outlet to return in any case; '' for none.

    Returns
    -------
    list of str
        In the order of all pages.
    """
    articles = table.groupby("outlet")["n_articles"].max().sort_index()
    first = articles.sort_values(ascending=False, kind="stable").index[:most]
    return schema.outlets_in_order({*first, also} - {""})


def largest_outlets(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Select the outlets with most articles, in the order of all pages.

    Parameters
    ----------
    table : DataFrame
        With columns outlet and articles, those with most articles first.
    most : int

    Returns
    -------
    DataFrame
        With a note on how many are left out.
    """
    shown = table.head(most).set_index("outlet")
    shown = shown.loc[schema.outlets_in_order(shown.index)].reset_index()
    left_out = len(table) - len(shown)
    return with_note(shown, f"Left out: {counted(left_out, 'outlet')} with fewer articles." if left_out else "")


def articles_by_outlet(notes: Annotations, corpus: Corpus) -> pd.DataFrame:
    """Return the articles with the outlets that published them, also where small ones are counted together.

    Parameters
    ----------
    notes : Annotations
    corpus : Corpus
        Before `with_others`.

    Returns
    -------
    DataFrame
        Articles.
    """
    outlet = corpus.articles.set_index("article_id")["outlet"]
    return notes.corpus.articles.assign(outlet=notes.corpus.articles["article_id"].map(outlet))


def removed_by_rule(notes: Annotations) -> pd.DataFrame:
    """Count the pieces that each cleaning rule removed from each article.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    DataFrame
        article_id, kind, reason, pieces; most pieces first. Articles that were left out as a whole are not in it.
    """
    dropped = notes.corpus.dropped
    counts = dropped[dropped["kind"] != "article"].value_counts(["article_id", "kind", "reason"], sort=False)
    table = counts.rename("pieces").reset_index()
    return table.sort_values("pieces", ascending=False, kind="stable", ignore_index=True)


def uncertain_segments(notes: Annotations) -> pd.DataFrame:
    """Return the segments whose voice is uncertain, with the reason.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, voice, reason.
    """
    uncertain = notes.segments[notes.segments["reason"] != ""]
    return uncertain[_UNCERTAIN_COLUMNS]


def house_style(notes: Annotations) -> pd.DataFrame:
    """Count the variants of house style that were counted as one word, over all articles.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    DataFrame
        kind, variant, standard, n. The note says what a bundle does not contain.
    """
    table = notes.style.groupby(["kind", "variant", "standard"], as_index=False)["n"].sum()
    terms = notes.said_of_scores("terms")
    return with_note(table, withheld.note_on_scores(terms, None) if terms.attrs.get(withheld.KEY) else "")


def articles_and_words(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the articles and words of each outlet.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.

    Returns
    -------
    DataFrame
        outlet, articles, words.
    """
    return articles.groupby("outlet", as_index=False).agg(articles=("article_id", "size"), words=("n_tokens", "sum"))


def tested_by_outlet(table: pd.DataFrame) -> pd.DataFrame:
    """Count the items of each outlet, and those that could be tested.

    Parameters
    ----------
    table : DataFrame
        Comparisons of terms.

    Returns
    -------
    DataFrame
        outlet, articles, words, items, tested.
    """
    marked = table.assign(tested=table["p"].notna())
    return marked.groupby("outlet", as_index=False).agg(
        articles=("n_articles", "max"), words=("n", "max"), items=("item", "size"), tested=("tested", "sum")
    )


def frame_pairs_by_count(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of frames that occur in one segment, most frequent first.

    Parameters
    ----------
    pairs : DataFrame
        From `ss.cooccurrence`.

    Returns
    -------
    DataFrame
    """
    occurring = pairs[(pairs["n_both"] > 0) & (pairs["unit"] == "segment")]
    return occurring.sort_values("n_both", ascending=False, kind="stable")
