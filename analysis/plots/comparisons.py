"""Comparisons as dots with their intervals, and as bars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.plots.alt_text import differences_alt_text, proportions_alt_text
from analysis.plots.picture import Picture, axes_to_draw, figure_of, legend_above
from analysis.plots.style import OTHER, ROW, label_legend, named, other_side, palette, short, styled

# What a panel shows -> what its rows show.
ROWS = {"outlet": "item", "item": "outlet"}
# Without them a table is not one of comparisons, such as a table of scores.
_NEEDED = ("outlet", "item", "estimate", "low", "high", "n_articles")
ZERO_LINE = "#9aa0a6"
# Of parts from the left, with the colour of letters on it.
_PART_COLOURS = (("#0072B2", "w"), ("#c9d3dc", "k"), ("#8b98a5", "k"), ("#E69F00", "k"))
# Percentage from which a part is wide enough for its number.
_SHOWN_FROM = 7


def differences(
    table: pd.DataFrame, *, panel: str = "outlet", top: int = 8, most: int = 8, fig: Figure | SubFigure | None = None
) -> Figure:
    """Draw differences as dots with their confidence intervals, one panel per outlet or per item.

    A filled dot has a false discovery rate of at most 0.05.

    Parameters
    ----------
    table : DataFrame
        Comparisons.
    panel : {'outlet', 'item'}
        What each panel shows; the rows of a panel are the other one.
    top : int
        Rows in a panel of an outlet, the first of the table.
    most : int
        Outlets shown, those with most articles first.
    fig : matplotlib Figure or SubFigure, optional
        Empty figure or subfigure to draw into; a new one by default. The plot has several panels, so that it takes
        no single axes.

    Returns
    -------
    matplotlib Figure

    Raises
    ------
    WrongUse
        If `panel` is not one of the choices, or `table` is not a table of comparisons.
    """
    _check_comparisons(table)
    checked_choice(panel, "panel", tuple(ROWS))
    limit = top if panel == "outlet" else most
    panels = [(name, _first_tested(group, limit)) for name, group in _busiest(table, most).groupby(panel)]
    heights = [max(len(rows), 1) for _, rows in panels] or [1]
    colours = palette(table)
    with styled():
        height = sum(heights) * ROW + 0.42 * len(heights) + 0.5
        figure = fig or Picture(height, alt=differences_alt_text(table))
        axes = figure.subplots(len(heights), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
        for ax, (name, rows) in zip(axes, panels, strict=False):
            ax.set_title(named(name))
            _intervals(ax, rows, ROWS[panel], colours)
        if panels:
            scale = schema.MEASURES[table["measure"].iat[0]]
            axes[-1].set_xlabel(f"difference ({scale.unit}), outlet minus {other_side(table)}")
        else:
            _nothing(axes[0])
    return figure_of(figure) if isinstance(figure, SubFigure) else figure


def proportions(table: pd.DataFrame, *, items: Iterable[str], most: int = 12, ax: Axes | None = None) -> Figure:
    """Draw shares of a whole as bars, one per outlet.

    Parameters
    ----------
    table : DataFrame
        Comparisons whose items are parts of one whole.
    items : iterable of str
        The parts, from the left.
    most : int
        Outlets shown, those with most articles first.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure
    """
    parts = list(items)
    values = _busiest(table, most).pivot_table(index="outlet", columns="item", values="value", dropna=False)
    shares = 100 * values.reindex(columns=parts).fillna(0).sort_values(parts[0])
    with styled():
        figure, ax = axes_to_draw(ax, 0.3 * len(shares) + 0.9, proportions_alt_text(table))
        if table.empty:
            _nothing(ax)
            return figure
        _stacked_bars(ax, shares)
        ax.set_yticks(range(len(shares)), [short(name) for name in shares.index])
        ax.set_xlim(0, 100)
        ax.set_xlabel(schema.MEASURES[table["measure"].iat[0]].unit)
        legend = legend_above(figure, ax, ncols=4)
        label_legend(legend, [named(part) for part in parts[: len(legend.get_texts())]])
    return figure


def _nothing(ax: Axes) -> None:
    ax.set_axis_off()
    ax.text(0, 0.5, "nothing to compare", transform=ax.transAxes)


def _stacked_bars(ax: Axes, shares: pd.DataFrame) -> None:
    """Draw one bar per row of percentages, one colour per column, wide parts with their number."""
    rows = range(len(shares))
    left = np.zeros(len(shares))
    for part, (colour, ink) in zip(shares, _PART_COLOURS, strict=False):
        width = shares[part].to_numpy()
        ax.barh(rows, width, left=left, color=colour, height=0.7, label=f"part {part}")
        for y, (start, size) in enumerate(zip(left, width, strict=True)):
            if size >= _SHOWN_FROM:
                ax.text(start + size / 2, y, f"{size:.0f}", ha="center", va="center", color=ink)
        left += width


def _busiest(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Select the rows of the outlets with most articles."""
    articles = table.groupby("outlet")["n_articles"].max().sort_index()
    order = articles.sort_values(ascending=False, kind="stable")
    return table[table["outlet"].isin(order.index[:most])]


def _first_tested(group: pd.DataFrame, top: int) -> pd.DataFrame:
    """Select the first differences of a table, largest at the top; rows that were not tested come last."""
    chosen = group.sort_values("p", key=pd.isna, kind="stable").head(top)
    return chosen.sort_values("estimate", ascending=True, na_position="first", kind="stable")


def _intervals(ax: Axes, rows: pd.DataFrame, label: str, colours: dict[str, str]) -> None:
    """Draw one row per difference: its interval and its dot."""
    factor = schema.MEASURES[rows["measure"].iat[0]].factor
    ax.axvline(0, color=ZERO_LINE, lw=0.8, zorder=0)
    for y, row in enumerate(rows.itertuples()):
        _interval(ax, y, row, factor, colours)
    ax.set_yticks(range(len(rows)), [named(name) for name in rows[label]])
    ax.set_ylim(-0.7, len(rows) - 0.3)
    ax.tick_params(axis="x", labelsize=7)


def _interval(ax: Axes, y: int, row: Any, factor: float, colours: dict[str, str]) -> None:
    if np.isnan(row.p):
        few = getattr(row, "method", "") == schema.FEW_SENTENCES
        reason = f" fewer than {schema.LEAST_SENTENCES} sentences" if few else " not tested"
        ax.text(0, y, reason, color=OTHER, va="center", fontsize=7, style="italic")
        return
    colour = colours[row.outlet]
    fill = colour if schema.is_clear(row.q) else "white"
    ax.plot([factor * row.low, factor * row.high], [y, y], color=colour, lw=1.4, solid_capstyle="butt")
    ax.plot(factor * row.estimate, y, "o", ms=5, mec=colour, mfc=fill)


def _check_comparisons(table: object) -> None:
    if not isinstance(table, pd.DataFrame):
        raise WrongUse(f"Invalid `table`: {excerpt(table)}. Expected a table that `compare` returns.")
    missing = [name for name in _NEEDED if name not in table]
    if missing:
        raise WrongUse(f"Invalid `table`: no column {quoted(missing)}. Expected a table that `compare` returns.")
