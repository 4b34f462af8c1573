"""Which outlets cover which events, on the front page of a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis._utils.wording import counted, two_digits
from analysis.display.figures import show_figure
from analysis.display.html_output import html_output
from analysis.display.html_parts import linked_reading, linked_table, section
from analysis.display.reading.page_names import READ_PAGE
from analysis.plots.coverage_matrix import coverage_matrix

if TYPE_CHECKING:
    from IPython.display import HTML

MOST_OUTLETS = 24


def events_covered(articles: pd.DataFrame, columns: pd.DataFrame, out: Path) -> HTML:
    """Draw which outlet has articles on which event.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.
    columns : DataFrame
        Table event_columns, as a corpus has it: whether events are named.
    out : Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        Empty without several events, and over more than 24 outlets.
    """
    outlets = articles["outlet"].nunique()
    if not columns["used"].any() or articles["event"].nunique() < 2 or outlets > MOST_OUTLETS:
        return html_output("")
    mean = articles.groupby("event")["outlet"].nunique().mean()
    heading = f"An event has articles of {two_digits(mean)} of {counted(outlets, 'outlet')} on average"
    caption = "A column is an event; empty: no article in this corpus. Beside each outlet: its number of events."
    shown: Any = show_figure(coverage_matrix(articles), "events_covered", out, caption=caption)
    read = linked_reading((out / READ_PAGE).is_file())
    return html_output(section(heading, shown.data, linked_table("articles", page="1_corpus"), read))
