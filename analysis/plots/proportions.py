"""Shares of a whole as bars."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import schema
from analysis.plots.alt_text import proportions_alt_text
from analysis.plots.comparisons import busiest
from analysis.plots.findings import smallest_share
from analysis.plots.picture import axes_to_draw, blank, legend_below, note_left_out, set_title
from analysis.plots.style import HIGHLIGHT, label_legend, named, short, styled

# Part -> its colour and that of the letters on it, the same on all pages; parts without one take the others in order.
# Each is seen on white and, in the dark, where dark and light change places.
_COLOURS = {
    "quoted": (HIGHLIGHT, "w"),
    "indirect": ("#8fc1e0", "k"),
    "narration": ("#c3cad1", "k"),
    "headline": ("#737f8b", "k"),
}
_OTHERS = ((HIGHLIGHT, "w"), ("#c3cad1", "k"), ("#8fc1e0", "k"), ("#737f8b", "k"))
# Percentage from which a part is wide enough for its number.
_SHOWN_FROM = 6


def proportions(
    table: pd.DataFrame, *, items: Iterable[str], does_least: str = "", most: int = 12, ax: Axes | None = None
) -> Figure:
    """Draw shares of a whole as bars, one per outlet.

    Parameters
    ----------
    table : DataFrame
        Comparisons whose items are parts of one whole.
    items : iterable of str
        The parts, from the left.
    does_least : str
        What the outlet with the smallest share of the first part does, such as 'quotes least', for the title.
    most : int
        Outlets shown, those with most articles.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure
    """
    parts = list(items)
    values = busiest(table, most).pivot_table(index="outlet", columns="item", values="value", dropna=False)
    shares = values.reindex(columns=parts).dropna(how="all").fillna(0)
    shares = shares.loc[schema.outlets_in_order(shares.index)[::-1]]
    with styled():
        figure, ax = axes_to_draw(ax, 0.28 * len(shares) + 1.0, proportions_alt_text(table, parts))
        if shares.empty:
            return blank(figure, ax, "Nothing to compare.")
        scale = schema.MEASURES[table["measure"].iat[0]]
        _stacked_bars(ax, 100 * shares)
        n_outlets = table["outlet"].nunique()
        set_title(figure, ax, smallest_share(shares[parts[0]], scale, does_least, n_outlets=n_outlets))
        note_left_out(figure, len(shares), n_outlets)
        ax.set_yticks(range(len(shares)), [short(name) for name in shares.index])
        ax.set_xlim(0, 100)
        ax.set_xlabel(scale.unit)
        legend = legend_below(figure, ax, ncols=4, handlelength=1)
        label_legend(legend, [named(part) for part in parts[: len(legend.get_texts())]])
    return figure


def _stacked_bars(ax: Axes, shares: pd.DataFrame) -> None:
    """Draw one bar per row of percentages, one colour per column, wide parts with their number."""
    rows = range(len(shares))
    left = np.zeros(len(shares))
    for part, other in zip(shares, _OTHERS, strict=False):
        colour, ink = _COLOURS.get(part, other)
        width = shares[part].to_numpy()
        ax.barh(rows, width, left=left, color=colour, height=0.7, label=f"part {part}")
        for y, (start, size) in enumerate(zip(left, width, strict=True)):
            if size >= _SHOWN_FROM:
                ax.text(start + size / 2, y, f"{size:.0f}", ha="center", va="center", color=ink)
        left += width
