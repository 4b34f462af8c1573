"""Which outlets cover which events, on the front page of a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis._utils.escape import escape_html
from analysis._utils.wording import counted, two_digits
from analysis.display.figures import show_figure
from analysis.display.html_output import html_output
from analysis.display.html_parts import linked_reading, linked_table, outlet_head, section
from analysis.display.page_addresses import event_addresses, event_titles, with_event_titles
from analysis.display.reading.page_names import READ_PAGE
from analysis.plots.coverage_matrix import MOST_NAMES, coverage_matrix
from analysis.schema import OTHERS, outlets_in_order

if TYPE_CHECKING:
    from IPython.display import HTML

MOST_OUTLETS = 24
MOST_LISTED = 12  # events that are listed unfolded


def events_covered(
    articles: pd.DataFrame, columns: pd.DataFrame, out: Path, groups: pd.DataFrame | None = None
) -> HTML:
    """Draw which outlet has articles on which event, and link the page of each event.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.
    columns : DataFrame
        Table event_columns, as a corpus has it: whether events are named.
    out : Path
        Folder of the notebook, from `output_folder`.
    groups : DataFrame, optional
        Table groups: outlets stand group by group.

    Returns
    -------
    IPython.display.HTML
        Empty without several events. Of more than 24 outlets those with fewest articles are one row.
    """
    if not columns["used"].any() or articles["event"].nunique() < 2:
        return html_output("")
    covering, outlets = articles.groupby("event")["outlet"].nunique(), articles["outlet"].nunique()
    mean = two_digits(covering.mean()).removesuffix(".0")
    heading = (
        f"Each event has articles of all {counted(outlets, 'outlet')}"
        if (covering == outlets).all()
        else f"An event has articles of {mean} of {counted(outlets, 'outlet')} on average"
    )
    caption = "A column is an event; empty: no article in this corpus. Beside each outlet: its number of events."
    few = articles["event"].nunique() <= MOST_NAMES  # whose names are drawn
    [named] = with_event_titles(articles, articles) if few else [articles]
    drawn = coverage_matrix(small_together(named), groups=groups)
    shown: Any = show_figure(drawn, "events_covered", out, caption=caption)
    read = linked_reading(READ_PAGE if (out / READ_PAGE).is_file() else "")
    links = linked_table("articles", page="1_corpus")
    return html_output(section(heading, shown.data, _list_of_events(articles), links, read))


def small_together(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the outlets with fewest articles as one, where there are too many to draw.

    Parameters
    ----------
    articles : DataFrame
        With the column outlet.

    Returns
    -------
    DataFrame
    """
    number = articles["outlet"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    small = number.index[MOST_OUTLETS - 1 :] if len(number) > MOST_OUTLETS else []
    return articles.assign(outlet=articles["outlet"].mask(articles["outlet"].isin(small), OTHERS))


def _list_of_events(articles: pd.DataFrame) -> str:
    """Link the page of each event, the earliest first."""
    addresses, titles = event_addresses(articles), event_titles(articles)
    order = articles.groupby("event", sort=True)["published"].min().sort_values(kind="stable").index
    outlets = articles.groupby("event")["outlet"].unique()
    lines = [
        f'<li><a href="{addresses[event]}">{escape_html(titles[event])}</a> '
        f"<span>{', '.join(outlet_head(name) for name in outlets_in_order(outlets[event]))}</span></li>"
        for event in order
        if event in addresses
    ]
    if not lines:
        return ""
    listed = f'<ul class="events">{"".join(lines)}</ul>'
    if len(lines) <= MOST_LISTED:
        return f'<div id="events">{listed}</div>'
    every = f"All {len(lines)} events with articles of several outlets"
    return f'<details id="events"><summary>{every}</summary>{listed}</details>'
