"""What is in a corpus: outlets, languages, what was left out and what was cut, as tables to read before measuring."""

from __future__ import annotations

import pandas as pd

from analysis.corpus.corpus import Corpus, check_corpus
from analysis.corpus.events import event_columns
from analysis.corpus.mixed_languages import mixed_languages

_MOST = 10
# Rules whose cuts show that the rest of an article is missing.
_INCOMPLETE = ("truncated", "paywall")
_NAME_IN_REASON = r"'(?:[^']|'(?! of this outlet))*'"


def corpus_contents(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Describe what a corpus contains, what was left out of it and what was cut.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    dict of str to DataFrame
        outlets (outlet, articles, events if they are named, first and last day of publication if any is known),
        event_columns (the column that names the events, else those that could; see schema), languages (language,
        articles), mixed_languages (article_id, outlet, language, others, share: articles of which a tenth or more is in
        another language), left_out (reason, articles, and the first article_ids), incomplete (the same, of articles
        whose end is missing), cut
        (kind, reason, cuts, articles) and furniture (outlet, passage, articles, share: the passages that recur most in
        each outlet, to judge the cuts by).

    Raises
    ------
    WrongUse
        If `corpus` is no corpus.

    Examples
    --------
    >>> import samestory as ss
    >>> contents = ss.corpus_contents(ss.read_corpus("articles.csv"))  # doctest: +SKIP
    >>> contents["left_out"]  # doctest: +SKIP
    """
    check_corpus(corpus)
    articles, dropped = corpus.articles, corpus.dropped
    events = {"events": ("event", "nunique")} if corpus.names_events else {}
    outlets = (
        articles.assign(day=publication_days(articles))
        .groupby("outlet", sort=False)
        .agg(articles=("article_id", "size"), **events, first=("day", "min"), last=("day", "max"))
    )
    languages = articles.groupby("language", sort=False).agg(articles=("article_id", "size"))
    refused = dropped["kind"] == "article"
    return {
        "outlets": _most_first(outlets.dropna(axis="columns", how="all").reset_index()),
        "event_columns": event_columns([]) if corpus.event_columns is None else corpus.event_columns,
        "languages": _most_first(languages.reset_index()),
        "mixed_languages": mixed_languages(corpus),
        "left_out": _left_out(dropped[refused]),
        "incomplete": _by_reason(dropped[dropped["kind"].isin(_INCOMPLETE)].drop_duplicates(["kind", "article_id"])),
        "cut": _cut(dropped[~refused]),
        "furniture": _furniture(corpus.furniture),
    }


def publication_days(articles: pd.DataFrame) -> pd.Series:
    """Return the days of publication as text; of a time without a zone, the day as given.

    Parameters
    ----------
    articles : DataFrame
        published, published_given.

    Returns
    -------
    Series of str
    """
    given = articles["published_given"].str.extract(r"^(\d{4}-\d\d-\d\d)", expand=False)
    return articles["published"].dt.strftime("%Y-%m-%d").astype("str").fillna(given)


def _most_first(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(["articles", table.columns[0]], ascending=[False, True], ignore_index=True)


def _left_out(refused: pd.DataFrame) -> pd.DataFrame:
    reasons = refused["reason"].str.replace(_NAME_IN_REASON, "another", regex=True)
    reasons = reasons.str.replace("article another of this outlet", "another article of the outlet", regex=False)
    return _by_reason(refused.assign(reason=reasons))


def _by_reason(rows: pd.DataFrame) -> pd.DataFrame:
    """Count articles by reason, and name the first of each."""
    grouped = rows.groupby("reason", sort=False)["article_id"]
    table = grouped.agg(articles="size", article_ids=lambda ids: ", ".join(ids[:_MOST]))
    return _most_first(table.reset_index())


def _cut(cuts: pd.DataFrame) -> pd.DataFrame:
    table = cuts.groupby(["kind", "reason"], sort=False)["article_id"].agg(cuts="size", articles="nunique")
    return _most_first(table.reset_index())


def _furniture(furniture: pd.DataFrame | None) -> pd.DataFrame:
    if furniture is None:
        return pd.DataFrame(columns=["outlet", "passage", "articles", "share"])
    size = furniture["articles"] / furniture["share"]
    most = furniture.assign(size=size.groupby(furniture["outlet"]).transform("max"))
    most = most.sort_values(["size", "outlet", "articles"], ascending=[False, True, False], kind="stable")
    most = most.drop(columns="size")
    return most.groupby("outlet", sort=False).head(_MOST).reset_index(drop=True)
