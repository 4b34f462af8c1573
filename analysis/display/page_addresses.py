"""Addresses and titles of the pages of a report on single events and outlets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.wording import capitalized, short_name
from analysis.annotation.annotations import Annotations
from analysis.display.html_parts import cut
from analysis.display.title_block import LONGEST_TITLE, name_and_date, spelled_name
from analysis.measures.spellings import spellings
from analysis.schema import outlets_in_order

MOST = 500  # pages of each kind


@hides_content
class LinkedPage(NamedTuple):
    """A page on one event or outlet: its address in a report, its title in plain text, and its HTML."""

    address: str
    title: str
    body: str


def event_addresses(articles: pd.DataFrame) -> dict[str, str]:
    """Return the address of the page of each event, in the order of their names.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.

    Returns
    -------
    dict of str to str
        Of at most 500 events with articles of several outlets, those of most outlets first chosen. Empty over one
        event.
    """
    outlets = articles.groupby("event", sort=True)["outlet"].nunique()
    if len(outlets) < 2:
        return {}
    chosen = outlets[outlets > 1].sort_values(ascending=False, kind="stable").index[:MOST]
    return {str(event): f"events/{number}.html" for number, event in enumerate(sorted(chosen), start=1)}


def event_titles(articles: pd.DataFrame, *tables: pd.DataFrame, words: Iterable[str] = ()) -> dict[str, str]:
    """Return the title of each event: its name, and where that is only a number its first headline.

    The words of a name are spelled as most headlines of the event do, and the texts of tables with columns event and
    text; where these do not have them, as `words`.
    """
    texts = [articles[["event", "headline"]].set_axis(["event", "text"], axis=1)]
    texts += [table[["event", "text"]] for table in tables if "text" in table]
    none = pd.Series(dtype="str")
    told = {str(event): rows["text"] for event, rows in pd.concat(texts).dropna().groupby("event")}
    first = articles.dropna(subset="headline").sort_values(["published", "outlet"], kind="stable")
    headline = first.drop_duplicates("event").set_index("event")["headline"]
    titles = {}
    for event in articles["event"].drop_duplicates():
        name, _ = name_and_date(str(event))
        first_told = str(headline.get(event, "")) if not any(letter.isalpha() for letter in name) else ""
        name = spelled_name(name, told.get(str(event), none), words)
        titles[str(event)] = cut(short_name(first_told) or capitalized(name) or str(event), LONGEST_TITLE)
    return titles


def with_event_titles(
    articles: pd.DataFrame,
    *tables: pd.DataFrame,
    words: pd.DataFrame | None = None,
    notes: Annotations | None = None,
) -> list[pd.DataFrame]:
    """Name the events of tables as pages do: by their names, and where these are only numbers by a headline.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.
    *tables : DataFrame
        With a column event.
    words : DataFrame, optional
        With a column item: how words of names are spelled that neither headlines nor texts of the tables have.
    notes : Annotations, optional
        In place of `words`: of a bundle, which holds spellings and no text.

    Returns
    -------
    list of DataFrame
        The tables, for readers. Where two events have the same title, each keeps its name behind it.
    """
    spelled = [] if words is None else words["item"].tolist()
    if notes is not None and notes.corpus.texts is None:
        spelled = spellings(notes)["spelling"].tolist()
    titles = pd.Series(event_titles(articles, *tables, words=spelled), dtype="str").map(short_name)
    shared = titles.duplicated(keep=False)
    titles = titles.mask(shared, titles + " (" + titles.index.astype("str") + ")")
    return [table.assign(event=table["event"].map(titles).astype("str")) for table in tables]


def outlet_addresses(articles: pd.DataFrame) -> dict[str, str]:
    """Return the address of the page of each outlet, in the order of all pages; empty over one event."""
    if articles["event"].nunique() < 2:
        return {}
    outlets = outlets_in_order(articles["outlet"])[:MOST]
    return {outlet: f"outlets/{number}.html" for number, outlet in enumerate(outlets, start=1)}
