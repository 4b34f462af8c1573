"""Where each article was first written, and how many independent origins stand behind an event."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.named_origins import named_origins
from analysis.annotation.publication_order import publication_times
from analysis.annotation.shared_text import are_pairs_known, origin_groups, share_in_middle, text_pairs
from analysis.language.text.credits import outlet_name
from analysis.language.text.known_outlets import known_outlets

SHARED, TIME = "shared text", "time"
NO_EVENTS = (
    "The corpus names no events. Independent origins are counted among articles on one event: give each article its "
    "event in a column 'event'."
)


def origins(notes: Annotations) -> pd.DataFrame:
    """List where each article is from, with the evidence.

    An article is from the agency or outlet that its dateline, its credit line or its byline names, else from the one
    whose report it attributes in its lead or calls the first. Articles that share text (three tenths of the runs of
    five words, see `shared_text`) are gathered around the one from which most others have text, without chains. What
    one of them names is the origin of all; where none does, it is the one that was certainly published before all
    others. Where neither is known, the origin is empty: which article was first is not guessed.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        event, article_id, outlet; group, the article_id in the middle of the articles that share its text, itself if
        it stands alone; share, of its text in that one; origin, the name of an outlet or agency; evidence (dateline,
        credit, byline, attribution, shared text, time; empty where the outlet itself is the origin because nothing
        says otherwise) and words that say so; chain, such as *Post < Associated Press*, which begins with the publisher
        where the article stood on the page of another outlet. ``group`` serves as the cluster of `compare`: the
        articles of an outlet that share one text are one unit then. From a bundle without the words of attributions;
        without rows from one that does not hold which articles share text.

    Examples
    --------
    >>> import samestory as ss
    >>> table = ss.measures.origins(notes)  # doctest: +SKIP
    >>> ss.compare(scores, cluster=table.set_index("article_id")["group"])  # doctest: +SKIP
    """
    check_annotations(notes)
    if not are_pairs_known(notes):
        return schema.empty("origins", notes.corpus.how_to_get_text())
    articles, pairs = notes.corpus.articles, text_pairs(notes)
    table = articles[["event", "article_id", "outlet"]].assign(group=origin_groups(pairs, len(articles)))
    table = table.merge(named_origins(notes), on="article_id", how="left").fillna(
        {"origin": "", "evidence": "", "words": ""}
    )
    table["share"] = share_in_middle(pairs, table["group"].to_numpy())
    own = table["outlet"].map({label: outlet_name(label) for label in table["outlet"].unique()})
    size = table.groupby("group")["group"].transform("size")
    of_group = _named_by_most(table).reindex(table["group"]).fillna("").to_numpy()
    inherited = (table["origin"] == "") & (of_group != "")
    table = table.assign(
        origin=table["origin"].mask(inherited, of_group), evidence=table["evidence"].mask(inherited, SHARED)
    )
    first = _certainly_first(articles, table["group"])
    earliest = (table["origin"] == "") & (size > 1) & (first >= 0)
    table = table.assign(
        origin=table["origin"].mask(earliest, own.reindex(first).to_numpy()),
        evidence=table["evidence"].mask(earliest, TIME),
    )
    table["origin"] = table["origin"].mask((table["origin"] == "") & (size == 1), own)
    other = (table["origin"] != "") & (table["origin"] != own)
    page = _other_pages(articles["publisher"], own)
    table["chain"] = (page + " < ").where(page != "", "") + table["outlet"] + (" < " + table["origin"]).where(other, "")
    table["group"] = articles["article_id"].array.take(table["group"])
    return schema.typed(table, "origins")


def event_origins(notes: Annotations) -> pd.DataFrame:
    """Count the independent origins of each event.

    Articles are of one origin if `origins` names the same outlet or agency for them, or if they share text and it is
    not known who was first.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        event, articles, outlets, origins (independent ones), with_shared_text (articles that share text with others of
        their origin) and from_others (articles that are from another outlet or an agency), fewest origins for an
        article first. Without rows where an outlet has several articles and the corpus names no events, and from a
        bundle that does not hold which articles share text.
    """
    table = origins(notes)
    if not are_pairs_known(notes):
        return schema.empty("event_origins", table.attrs["note"])
    if not notes.corpus.names_events and table["outlet"].duplicated().any():
        return schema.empty("event_origins", NO_EVENTS)
    table = table.assign(
        origin=table["origin"].where(table["origin"] != "", "group " + table["group"]),
        shares=table.duplicated("group", keep=False),
        other=(table["origin"] != "") & (table["origin"] != table["outlet"].map(outlet_name)),
    )
    counted = table.groupby("event", as_index=False).agg(
        articles=("article_id", "size"), outlets=("outlet", "nunique"), origins=("origin", "nunique"),
        with_shared_text=("shares", "sum"), from_others=("other", "sum"),
    )  # fmt: skip
    counted = counted.assign(ratio=counted["origins"] / counted["articles"])
    return schema.typed(counted.sort_values(["ratio", "event"]), "event_origins")


def _other_pages(publisher: pd.Series, own: pd.Series) -> pd.Series:
    """Return the outlet on whose page each article stood, '' where that is its own or not known (own: names)."""
    known = {*known_outlets().values(), *own}
    names = publisher.map({label: outlet_name(label) for label in publisher.dropna().unique()})
    return names.where(names.isin(known) & (names != own), "").astype("str")


def _named_by_most(table: pd.DataFrame) -> pd.Series:
    """Return the origin that most articles of each group name, by group; of several, the first by name."""
    named = table[table["origin"] != ""].groupby(["group", "origin"]).size().reset_index(name="times")
    most = named.sort_values(["group", "times", "origin"], ascending=[True, False, True]).drop_duplicates("group")
    return most.set_index("group")["origin"]


def _certainly_first(articles: pd.DataFrame, group: pd.Series) -> pd.Series:
    """Return the row of the article of each article's group that was certainly published before all others, else -1."""
    times, first = publication_times(articles), pd.Series(-1, group.index)
    for rows in group[group.duplicated(keep=False)].groupby(group).groups.values():
        members = rows.to_numpy()
        before = times.before(members).sum(axis=1) == len(members) - 1
        if before.any():
            first[rows] = members[before.argmax()]
    return first
