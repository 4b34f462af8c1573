"""Articles that name no event -> groups of articles about one event, to be read and corrected by a person."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis.corpus.contents import publication_days
from analysis.corpus.corpus import Corpus, check_corpus
from analysis.corpus.duplicates import kept_instead
from analysis.corpus.grouping.average_link import average_link
from analysis.corpus.grouping.large_events import join_large_events
from analysis.corpus.grouping.similar_pairs import WINDOW, Floats, Numbers, Pairs, similar_pairs
from analysis.corpus.grouping.word_weights import word_weights
from analysis.exceptions import NeedsText
from analysis.io.publication_times import common_order, day_month_orders, to_utc

# Articles from which on it is more often wrong than right that articles without a day are about one event.
MANY = 2_000


def group_events(corpus: Corpus) -> pd.DataFrame:
    """Group articles into events by their words and days of publication.

    Articles are compared by TF-IDF weights of their words, in which headline, lead and body count alike. How alike two
    articles must be depends on how alike either is to others on its topic, on the days between them (three at most),
    and on how many other articles were published within these days: the more could be meant, the more alike they must
    be. Groups whose articles are alike on average are joined, and parts of a large event that are about as alike as the
    articles within them. An article without a day of publication is compared with all others; without any days, groups
    are less certain (benchmarks/events.md).

    A topic is no event: articles on one topic are put into one event only if they tell the same news. The groups are a
    proposal. Read them, correct the column event, and give the table back to `read_corpus`.

    Parameters
    ----------
    corpus : Corpus
        With texts. Events that it names are not used.

    Returns
    -------
    DataFrame
        Table event_groups, one row per article, events in order of their first day; see schema for the columns. An
        article that was left out as a duplicate follows the one that was kept, and is of its event.
        ``.attrs["note"]`` says where most groups are likely to be wrong, since days are missing.

    Raises
    ------
    WrongUse
        If `corpus` is no corpus.
    NeedsText
        If it was read from a bundle without texts.

    References
    ----------
    Salton & Buckley (1988), Term-weighting approaches in automatic text retrieval, Information Processing & Management
    24 (5), 513-523. Likeness relative to that of the nearest neighbours: Zelnik-Manor & Perona (2004), Self-tuning
    spectral clustering, NIPS 17.

    Examples
    --------
    >>> import samestory as ss
    >>> groups = ss.group_events(ss.read_corpus("articles.csv"))  # doctest: +SKIP
    """
    check_corpus(corpus)
    if corpus.texts is None:
        raise NeedsText(corpus.how_to_get_text())
    articles = corpus.articles
    headlines = articles["headline"].fillna("").tolist()
    texts = [corpus.texts[article] for article in articles["article_id"]]
    bodies = [text.removeprefix(headline) for text, headline in zip(texts, headlines, strict=True)]
    days = _days(articles)
    # Copies of one day are grouped as one article.
    copy = pd.DataFrame({"text": texts, "day": days}).groupby(["text", "day"], dropna=False, sort=False).ngroup()
    first = np.unique(copy, return_index=True)[1]
    rows = word_weights([headlines[i] for i in first], [bodies[i] for i in first])
    pairs = similar_pairs(rows, days[first])
    group = join_large_events(rows, average_link(pairs, days[first], WINDOW), days[first], WINDOW)
    found = _neighbours(pairs, group, np.bincount(copy))
    table = _with_duplicates(_table(articles, days, found.iloc[copy].reset_index(drop=True)), corpus.dropped)
    return with_note(table, _note(int(np.isnan(days).sum()), len(days)))


def _with_duplicates(table: pd.DataFrame, dropped: pd.DataFrame) -> pd.DataFrame:
    """Add the duplicates that were left out: with events, they may be none, and the table must name their event."""
    kept = kept_instead(dropped)
    place = pd.Series(table.index, table["article_id"])
    kept = kept[kept.isin(place.index)]
    if kept.empty:
        return table
    copies = table.loc[place.loc[kept].to_numpy(), ["event", "articles", "outlet"]].assign(article_id=kept.index)
    rows = pd.concat([table, copies]).sort_index(kind="stable").reset_index(drop=True)
    return schema.typed(rows.fillna({"nearest_event": ""}), "event_groups")


def _note(without_day: int, n_articles: int) -> str:
    """Say what groups are worth of which days are missing, if articles are many."""
    if not without_day or n_articles < MANY:
        return ""
    return (
        f"{without_day:,} of {n_articles:,} articles have no day of publication. Among so many articles, most groups "
        "with such an article are wrong; give their days in the column published, or read these groups first"
    )


def _days(articles: pd.DataFrame) -> Floats:
    """Return the day of publication of each article as a number, NaN where it is not known."""
    given = articles["published_given"].fillna("").astype("str")
    order = common_order(day_month_orders(given))
    known = articles["published"].fillna(to_utc(given + "Z", order)).fillna(to_utc(given + " 00:00 UTC", order))
    days: Floats = np.floor((known - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)).to_numpy(float)
    return days


def _neighbours(pairs: Pairs, group: Numbers, copies: Numbers) -> pd.DataFrame:
    """Return the group of each article, how alike it is to its group, and the nearest other group (−1 for none)."""
    one, two = np.concatenate([pairs.one, pairs.two]), np.concatenate([pairs.two, pairs.one])
    cosine, likeness = np.tile(pairs.cosine, 2), np.tile(pairs.likeness, 2)
    inside = group[one] == group[two]
    shared = np.bincount(one[inside], cosine[inside] * copies[two[inside]], len(group)) + copies - 1
    others = np.bincount(group, copies)[group] - 1
    order = np.lexsort((two, -likeness, one))
    outside = order[~inside[order] & (likeness[order] >= 1)]
    at = outside[np.unique(one[outside], return_index=True)[1]]
    nearest, nearness = np.full(len(group), -1), np.full(len(group), np.nan)
    nearest[one[at]], nearness[one[at]] = group[two[at]], cosine[at]
    similarity = np.divide(shared, others, out=np.full(len(group), np.nan), where=others > 0)
    return pd.DataFrame({"group": group, "similarity": similarity, "nearest": nearest, "nearest_similarity": nearness})


def _table(articles: pd.DataFrame, days: Floats, found: pd.DataFrame) -> pd.DataFrame:
    """Name the events by numbers, in order of their first days."""
    first_day = pd.Series(days).groupby(found["group"]).transform("min")
    order = np.lexsort((days, found["group"], first_day))
    number = pd.Series(pd.factorize(found["group"].iloc[order])[0] + 1, order).sort_index()
    names = "event " + number.astype("str")
    name_of_group = dict(zip(found["group"], names, strict=True))
    rows = found.assign(
        article_id=articles["article_id"],
        event=names,
        articles=found.groupby("group")["group"].transform("size"),
        nearest_event=found["nearest"].map(name_of_group).fillna(""),
        outlet=articles["outlet"],
        day=publication_days(articles),
        headline=articles["headline"],
    )
    return schema.typed(rows.iloc[order], "event_groups")
