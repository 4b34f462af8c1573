"""A page for each event: headlines, who tells what, who speaks, and the longest shared quote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis._utils.choices import checked_choice
from analysis._utils.escape import escape_html
from analysis._utils.wording import capitalized, counted, short_name
from analysis.display.fact_rows import facts_by_event
from analysis.display.headlines import headlines_by_event
from analysis.display.html_output import html_output
from analysis.display.html_parts import table_links
from analysis.display.longest_quote import longest_quote_by_event
from analysis.display.page_addresses import LinkedPage, event_addresses, event_titles
from analysis.display.reading.page_names import read_page_name
from analysis.display.saving import load_table
from analysis.display.speakers import speakers_by_event
from analysis.display.title_block import dates_of, name_and_date

if TYPE_CHECKING:
    from IPython.display import HTML

_LINKED = re.compile(r'<p class="links">Table: .*?</p>')
_SAVED = {"articles": "articles", "facts": "facts", "who says what": "attributions"}
_TABLES = (
    f'<p class="links">Tables of all events: {"; ".join(f"{name}: {table_links(_SAVED[name])}" for name in _SAVED)}</p>'
)


def event_page(event: str, out: str | Path) -> HTML:
    """Show one event: headlines, who tells what, who speaks, and the longest shared quote.

    Parameters
    ----------
    event : str
        Name of an event.
    out : str or Path
        Folder of a report, or of the notebook that saved the tables, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        The page on the event that a report holds.

    Raises
    ------
    WrongUse
        If there is no such event.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.event_page("bridge", "reports/bridge")  # doctest: +SKIP
    """
    articles = load_table("articles", out, table="articles")
    checked_choice(event, "event", sorted(articles["event"].unique()))
    return html_output(_pages(articles[articles["event"] == event], {event: ""}, out)[0].body)


def event_pages(out: str | Path) -> list[LinkedPage]:
    """Return a page for each event with articles of several outlets, from the tables that notebooks saved.

    Parameters
    ----------
    out : str or Path
        Folder of a report.

    Returns
    -------
    list of LinkedPage
        Empty if all articles are about one event, which has the front page, or no events are named.
    """
    articles = load_table("articles", out, table="articles")
    columns = load_table("event_columns", out, table="event_columns")
    addresses = event_addresses(articles) if columns["used"].any() else {}
    return _pages(articles[articles["event"].isin([*addresses])], addresses, out) if addresses else []


def _pages(articles: pd.DataFrame, addresses: dict[str, str], out: str | Path) -> list[LinkedPage]:
    """Return the pages of some events; their parts are made for all of them at once."""
    facts, statements = (
        _of(load_table(name, out, table=table), "event", addresses)
        for name, table in (("facts", ""), ("statements", "statements"))
    )
    # Figures are numbered over all events, as on the pages Read.
    relations = load_table("figure_relations", out, table="shown_figure_relations")
    names = {event: read_page_name(event) for event in addresses}
    read_pages = {event: name for event, name in names.items() if (Path(out) / name).is_file()}
    sides = load_table("source_affiliation", out)
    parts = (
        headlines_by_event(articles),
        facts_by_event(facts, statements, relations, articles, read_pages),
        speakers_by_event(load_table("attributions", out, table="attributions"), articles, sides),
        longest_quote_by_event(load_table("shared_quotes", out, table=""), articles),
    )
    titles = event_titles(articles, words=load_table("terms", out)["item"])
    of_event = dict(iter(articles.groupby("event")))
    return [
        LinkedPage(address, titles[event], _head(titles[event], event, of_event[event]) + _joined(parts, event))
        for event, address in addresses.items()
    ]


def _of(table: pd.DataFrame, column: str, events: dict[str, str]) -> pd.DataFrame:
    return table[table[column].isin([*events])] if column in table else table


def _joined(parts: tuple[dict[str, str], ...], event: str) -> str:
    """Return the sections of an event, with links to their tables once, at the end."""
    return _LINKED.sub("", "".join(part.get(event, "") for part in parts)) + _TABLES


def _head(title: str, event: str, articles: pd.DataFrame) -> str:
    """Return the title of an event with its date, and the numbers of articles and outlets."""
    named = f"Event {short_name(event)}" if capitalized(name_and_date(event)[0]) != title else ""
    numbers = [counted(len(articles), "article"), counted(articles["outlet"].nunique(), "outlet")]
    about = " · ".join(filter(None, [named, name_and_date(event)[1] or dates_of(articles), *numbers]))
    return (
        f'<h1>{escape_html(title)}</h1><p class="about">{escape_html(about)} · '
        '<a href="index.html#events">All events</a></p>'
    )
