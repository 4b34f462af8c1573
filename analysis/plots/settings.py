"""A difference under other settings: a row a setting."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import schema
from analysis.plots.picture import axes_to_draw, blank, set_title
from analysis.plots.style import HIGHLIGHT, MUTED, ROW, named, short, styled

LONGEST_NAME = 52  # letters, which leave room for the axes


def other_settings(table: pd.DataFrame, *, ax: Axes | None = None) -> Figure:
    """Draw a difference with its interval, as reported and with one setting changed at a time.

    Settings in which the difference holds are blue.

    Parameters
    ----------
    table : DataFrame
        From `ss.other_settings`; the first difference is drawn.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure
    """
    same = next((rows for _, rows in table.groupby(["measure", "item", "outlet", "against"], sort=False)), table)
    with styled():
        figure, ax = axes_to_draw(ax, ROW * max(len(same), 1) + 1.0, _alt_text(same))
        if same.empty:
            return blank(figure, ax, "No clear difference to compare under other settings.")
        scale = schema.MEASURES[same["measure"].iat[0]]
        rows = range(len(same))[::-1]
        colours = [HIGHLIGHT if holds == "yes" else MUTED for holds in same["holds"]]
        ax.axvline(0, color="k", linewidth=0.8)
        ax.hlines(rows, scale.factor * same["low"], scale.factor * same["high"], colors=colours)
        ax.scatter(scale.factor * same["estimate"], rows, c=colours, s=18, zorder=3)
        ax.set_yticks(rows, [short(name, LONGEST_NAME) for name in same["setting"]])
        ax.set_ylim(-0.6, len(same) - 0.4)
        ax.set_xlabel(f"difference, {scale.unit}")
        set_title(figure, ax, f"{short(same['outlet'].iat[0])}, {named(same['item'].iat[0])}: {_held(same)}")
    return figure


def _held(table: pd.DataFrame) -> str:
    return f"holds in {(table['holds'].iloc[1:] == 'yes').sum()} of {len(table) - 1} other settings"


def _alt_text(table: pd.DataFrame) -> str:
    if table.empty:
        return "No clear difference."
    return f"Difference of {short(table['outlet'].iat[0])}, {named(table['item'].iat[0])}: {_held(table)}."
