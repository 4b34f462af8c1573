"""Events and outlets: who published articles on what."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis._utils.wording import counted
from analysis.plots.outlet_rows import label_rows, outlet_rows
from analysis.plots.picture import axes_to_draw, blank
from analysis.plots.style import COLOURS, ROW, short, styled

MOST_NAMES = 6  # events whose names stand below their columns


def coverage_matrix(articles: pd.DataFrame, *, groups: pd.DataFrame | None = None, ax: Axes | None = None) -> Figure:
    """Draw which outlet has articles on which event: a column for each event, the earliest first.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus: event, outlet, published.
    groups : DataFrame, optional
        Table groups: outlets stand group by group.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure
    """
    events = articles.groupby("event", sort=True)["published"].min().sort_values(kind="stable").index
    covered = articles.value_counts(["outlet", "event"]).unstack(fill_value=0).reindex(columns=events) > 0
    number = covered.sum(axis=1)
    rows = outlet_rows(covered.index, groups, lambda name: f"{short(name, 26)} {number[name]:,}")
    alt = f"Which of {counted(len(covered), 'outlet')} has articles on which of {counted(len(events), 'event')}."
    with styled():
        figure, ax = axes_to_draw(ax, ROW * len(rows) + 0.6, alt)
        if covered.empty:
            return blank(figure, ax, "There are no articles.")
        covered = covered.reindex([row.outlet for row in rows], fill_value=False)
        row, column = np.nonzero(covered.to_numpy())
        width = 0.9 if len(events) <= 60 else 1.0
        ax.bar(column, 0.8, width, row - 0.4, color=COLOURS[0], linewidth=0)
        ax.set_xlim(-0.5, len(events) - 0.5)
        ax.set_ylim(len(covered) - 0.5, -0.5)
        ax.hlines(range(len(covered)), -0.5, len(events) - 0.5, color="#e8eaed", lw=0.6, zorder=0)
        label_rows(ax, rows)
        names = [short(str(name), 18) for name in events] if len(events) <= MOST_NAMES else []
        ax.set_xticks(range(len(names)), names)
        order = ", the earliest first" if articles["published"].notna().any() else ""
        ax.set_xlabel("" if names else f"events{order}")
        ax.tick_params(axis="x", length=0)
        ax.spines["bottom"].set_visible(False)
    return figure
