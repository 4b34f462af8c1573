"""Sentences on what a comparison is about: which events, and what its intervals generalize to."""

from __future__ import annotations

import pandas as pd

from analysis._utils.escape import escape_markdown
from analysis._utils.table_notes import note_of
from analysis._utils.wording import MarkdownText, capitalized, counted, markdown_name
from analysis.corpus.article_tables import EVENT, SAME
from analysis.corpus.event_table import is_event_table

_SCOPES = {
    "segment": "**These results describe these articles only.** With one article for most outlets, sentences are the "
    "units of the test: an interval states the uncertainty of a difference between these texts, and nothing about the "
    "outlets in general.",
    "outlet": "With one or two articles for most outlets, how much articles of one outlet on one topic vary is taken "
    "from other outlets: an interval states how much a difference would vary with other articles of the same outlets "
    "{about}.",
    "article": "Articles are the units of the test: an interval states how much a difference would vary with other "
    "articles of the same outlets {about}.",
    "event": "Events are the units of the test: outlets are compared within the events that both sides cover, and an "
    "interval states how much a difference would vary with other such events.",
}
_MIXED = (
    "The corpus names no events, so that topic and style are mixed: a difference may come from what the outlets write "
    "about, not from how they write about it."
)
_HOW = (
    "To compare articles of the same events, add a column `event` to the table, with the same value for articles about "
    "the same event, or let `samestory events` propose groups of articles, to read and correct. If all articles are "
    "about one event, say so by `-p event=same`."
)


def events_compared(columns: pd.DataFrame) -> MarkdownText:
    """State which events the articles are about; where none is named, which columns could name them.

    Parameters
    ----------
    columns : DataFrame
        Table event_columns, as a corpus has it.

    Returns
    -------
    MarkdownText
    """
    used = columns[columns["used"]]
    if used.empty:
        return MarkdownText(f"**{_MIXED}** {_offer(columns)}")
    column, values = used["column"].iat[0], int(used["values"].iat[0])
    if column == SAME:
        return MarkdownText("All articles are about one event, as the parameter `event` says.")
    source = _source(column)
    if values == 1:
        return MarkdownText(f"All articles are about one event, as {source} says.")
    return MarkdownText(
        f"{capitalized(source)} names {values:,} events, with {_mean(used['articles_per_value'])} articles of "
        f"{_mean(used['outlets_per_value'])} outlets each on average. Outlets are compared within the events that both "
        "sides cover."
    )


def interval_scope(table: pd.DataFrame, columns: pd.DataFrame | None = None) -> MarkdownText:
    """State what the intervals of a comparison generalize to.

    Parameters
    ----------
    table : DataFrame
        Comparisons.
    columns : DataFrame, optional
        Table event_columns, as a corpus has it: whether the articles are about an event, or about anything.

    Returns
    -------
    MarkdownText
        One statement for each unit: segments, outlets, articles or events.
    """
    if table.empty:
        return MarkdownText(escape_markdown(note_of(table, "There is nothing to compare.")))
    unit = table["unit"].iat[0]
    if columns is None:
        return MarkdownText(_SCOPES[unit].format(about="that are chosen in the same way"))
    used = columns.loc[columns["used"], "column"]
    if used.empty:
        return MarkdownText(f"{_SCOPES[unit].format(about='on the same mix of topics')} **{_MIXED}**")
    of_column = unit == EVENT and used.iat[0] != EVENT
    values = f" An event is a value of {_source(used.iat[0])}." if of_column else ""
    return MarkdownText(_SCOPES[unit].format(about="on this event") + values)


def _offer(columns: pd.DataFrame) -> str:
    """Name the columns that could serve, and how to use one."""
    if columns.empty:
        return _HOW
    named = "; ".join(
        f"*{markdown_name(row.column)}* ({row.values:,} values, with {row.articles_per_value:,.0f} articles of "
        f"{row.outlets_per_value:,.0f} outlets each on average)"
        for row in columns.itertuples()
    )
    first = columns["column"].iat[0]
    return (
        f"{counted(len(columns), 'column')} could serve: {named}. To compare outlets within its values, add "
        f"`-p {_word(f'event={first}')}` to the command, or set the parameter `event` of the notebooks. The fewer "
        "articles a value has, the closer it comes to an event; a topic is none. `samestory events` proposes groups of "
        "articles by their words and days, to read and correct. If all articles are about one event, say so by "
        "`-p event=same`."
    )


def _source(column: str) -> str:
    """Name the column of events, or the table that gives them."""
    return f"the {'table' if is_event_table(column) else 'column'} *{markdown_name(column)}*"


def _word(text: str) -> str:
    """Write a word of a command line, within a code span."""
    import shlex

    return shlex.quote(" ".join(text.replace("`", "'").split()))


def _mean(values: pd.Series) -> str:
    return f"{values.iat[0]:,.1f}".removesuffix(".0")
