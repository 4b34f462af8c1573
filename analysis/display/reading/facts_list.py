"""The facts of an event, as a list of links into the columns of its Read page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis.display.fact_rows import DIFFERING, MOST_ALONE, shortest_sentences
from analysis.display.figure_views import figures_of_groups
from analysis.display.html_parts import cut
from analysis.display.reading.page_names import fact_place, figure_place
from analysis.plots.stated_figures import readable_figure

LONGEST = 100  # characters of a fact
_EARLY = ("headline", "lead")


@hides_content
class Link(NamedTuple):
    """A link to a sentence: its address, and plain text."""

    place: str
    text: str


@hides_content
class Places(NamedTuple):
    """Where facts are told: the name of each sentence, from `sentence_names`, and the label of each column."""

    names: Mapping[tuple[str, int], str]
    labels: Mapping[str, str]  # by article_id, in the order of the columns


def sentence_names(statements: pd.DataFrame, keys: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """Name each sentence that tells a fact.

    Parameters
    ----------
    statements : DataFrame
        Rows of the table statements, of one event.
    keys : mapping of str to str
        Name of the column of each article, by article_id.

    Returns
    -------
    dict of (str, int) to str
        'fact-3-cnn' for the first sentence of fact 3 in the article; 'fact-3-cnn.2' for a second one.
    """
    rows = statements[statements["article_id"].isin(keys.keys())].sort_values(["article_id", "sentence"], kind="stable")
    again = rows.groupby(["fact", "article_id"]).cumcount() + 1
    return {
        (row.article_id, row.sentence): f"fact-{row.fact}-{keys[row.article_id]}" + (f".{time}" if time > 1 else "")
        for row, time in zip(rows.itertuples(), again, strict=True)
    }


def facts_list(statements: pd.DataFrame, relations: pd.DataFrame | None, places: Places) -> str:
    """Return the list of facts: figures that differ, facts that several outlets tell, and what one outlet tells early.

    Parameters
    ----------
    statements, relations : DataFrame
        Rows of the tables statements and shown_figure_relations, of one event.
    places : Places

    Returns
    -------
    str
        Empty without facts.
    """
    sentences = zip(statements["article_id"], statements["sentence"], strict=True)
    told = statements[[sentence in places.names for sentence in sentences]]
    early = told["position"].isin(_EARLY) & (told["outlets"] == 1)
    alone = told.loc[early, "fact"].drop_duplicates().head(MOST_ALONE)
    groups = {
        "Figures that differ": _figures(told, relations, places) if relations is not None else [],
        "Told by several": _facts(told[told["outlets"] > 1], places),
        "Found in one outlet only": _facts(told[told["fact"].isin(alone)], places),
    }
    return "".join(f"<h3>{name}</h3><ul>{''.join(items)}</ul>" for name, items in groups.items() if items)


def _facts(told: pd.DataFrame, places: Places) -> list[str]:
    written = shortest_sentences(told)
    column = {article: place for place, article in enumerate(places.labels)}
    ordered = told.assign(column=told["article_id"].map(column)).sort_values(["fact", "column", "sentence"])
    items = []
    for fact, rows in ordered.drop_duplicates(["fact", "article_id"]).groupby("fact"):
        links = [
            Link(places.names[row.article_id, row.sentence], places.labels[row.article_id]) for row in rows.itertuples()
        ]
        items.append(_item(fact_place(fact), written.get(fact, rows["terms"].iat[0]), links))
    return items


def _figures(told: pd.DataFrame, relations: pd.DataFrame, places: Places) -> list[str]:
    """Return the figures that differ, each with a link to its sentence in each outlet."""
    groups = figures_of_groups(relations)
    told_at = {(row.outlet, row.text): (row.article_id, row.sentence) for row in told.iloc[::-1].itertuples()}
    items = []
    for group, rows in groups[groups["relation"].isin(DIFFERING)].groupby("group", sort=False):
        there = [(told_at.get((row.outlet, row.sentence)), readable_figure(row.figure)) for row in rows.itertuples()]
        links = [Link(places.names[at], f"{places.labels[at[0]]}: {figure}") for at, figure in there if at]
        if links:
            items.append(_item(figure_place(int(group)), f"≠ {rows['about'].iat[0]}", links))
    return items


def _item(place: str, text: str, links: Iterable[Link]) -> str:
    written = " ".join(f'<a href="#{link.place}">{escape_html(link.text)}</a>' for link in dict.fromkeys(links))
    return f'<li id="{place[1:]}"><a href="{place}">{escape_html(cut(text, LONGEST))}</a> <span>{written}</span></li>'
