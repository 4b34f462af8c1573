"""The articles of each outlet as dots, where there are enough to see how they spread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.display.figures import show_figure
from analysis.display.html_output import html_output
from analysis.plots.beeswarm import beeswarm

if TYPE_CHECKING:
    from IPython.display import HTML

LEAST = 5  # articles of one outlet at least


def articles_as_dots(table: pd.DataFrame, name: str, out: Path, *, caption: str) -> HTML:
    """Draw one dot per article, a row for each outlet.

    Parameters
    ----------
    table : DataFrame
        From `ss.article_values`.
    name : str
        Name under which the table is saved, and the figure is to be.
    out : Path
        Folder of the notebook, from `output_folder`.
    caption : str

    Returns
    -------
    IPython.display.HTML
        Empty if no outlet has five articles.
    """
    if table.empty or table["outlet"].value_counts().iat[0] < LEAST:
        return html_output("")
    shown: Any = show_figure(beeswarm(table), name, out, caption=caption)
    return html_output(shown.data)
