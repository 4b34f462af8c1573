"""One row of measures for each outlet: a dot with an interval in each cell, one axis for each column."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import schema
from analysis._utils.wording import counted, two_digits
from analysis.plots.alt_text import bounded_alt
from analysis.plots.comparisons import busiest
from analysis.plots.interval_arrows import draw_arrows
from analysis.plots.outlet_rows import label_rows, outlet_rows
from analysis.plots.picture import Picture, blank
from analysis.plots.style import HIGHLIGHT, MUTED, OTHER, ROW, short, styled

FEW = 10  # articles: outlets with fewer are pale
_NEEDED = ("column", "measure", "outlet", "value", "low", "high", "mean", "clear", "n_articles")
# How far beyond the values an axis goes for the sake of intervals, in widths of the values.
_BEYOND = 0.35
_HEAD = 0.45  # inches


def profile(table: pd.DataFrame, *, most: int = 24, groups: pd.DataFrame | None = None) -> Figure:
    """Draw a row for each outlet and a column for each measure.

    A dot is the value of the outlet; the line through it is the interval of its difference from the other side; the
    upright line is the mean of all; an arrow says that an interval goes on beyond the axis.
    Clear differences are blue; outlets with fewer than ten articles are pale.

    Parameters
    ----------
    table : DataFrame
        Table profile, from `ss.describe.outlet_profile`.
    most : int
        Outlets shown: those with most articles.
    groups : DataFrame, optional
        Table groups: outlets stand group by group.

    Returns
    -------
    matplotlib Figure
    """
    table = busiest(table, most)
    rows = outlet_rows(table["outlet"], groups, lambda name: short(name, 18))
    outlets = [row.outlet for row in rows]
    columns = table["column"].drop_duplicates().tolist()
    with styled():
        figure = Picture(ROW * len(outlets) + _HEAD + 0.3, alt=_alt_text(table))
        if not columns:
            return blank(figure, figure.subplots(), "Nothing to compare.")
        axes = figure.subplots(1, len(columns), sharey=True, squeeze=False)[0]
        for ax, name in zip(axes, columns, strict=True):
            _column(ax, name, table[table["column"] == name].set_index("outlet").reindex(outlets))
        label_rows(axes[0], rows)
        axes[0].set_ylim(len(outlets) - 0.4, -0.6)
    return figure


def _column(ax: Axes, name: str, rows: pd.DataFrame) -> None:
    """Draw one measure of all outlets."""
    scale = schema.MEASURES[rows["measure"].dropna().iat[0]]
    numbers = scale.factor * rows[["value", "low", "high", "mean"]].astype("float64")
    mean = numbers["mean"].dropna().iat[0]
    for y in range(0, len(rows), 2):
        ax.axhspan(y - 0.5, y + 0.5, color="#f3f5f7", zorder=0)
    ax.axvline(mean, color="#202124", lw=0.8, zorder=1)
    left, right = _limits(numbers, scale)
    for y, (row, drawn) in enumerate(zip(rows.itertuples(), numbers.itertuples(), strict=True)):
        _cell(ax, y, row, drawn, scale, (left, right))
    ax.set_xlim(left, right)
    ax.set_title(name.replace(" ", "\n"), fontweight="normal", loc="center")
    ax.set_xticks([mean], [two_digits(mean, scale.sign_of(""))])
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)


def _cell(ax: Axes, y: int, row: Any, drawn: Any, scale: schema.Scale, limits: tuple[float, float]) -> None:
    """Draw the value of one outlet with its interval."""
    if np.isnan(drawn.value):
        return
    colour = HIGHLIGHT if row.clear else OTHER
    pale = 0.6 if row.n_articles < FEW else 1.0
    if not np.isnan(drawn.low):
        line = colour if row.clear else MUTED
        lowest, highest = scale.factor * np.array(scale.range_of(""))
        ends = np.clip([drawn.low, drawn.high], lowest, highest)
        ax.plot(ends, [y, y], color=line, lw=1.4, alpha=pale, zorder=2)
        draw_arrows(ax, y, ends, limits, line, size=3.5, alpha=pale)
    ax.plot(drawn.value, y, "o", ms=4, mew=0, color=colour, alpha=pale, zorder=3)


def _limits(numbers: pd.DataFrame, scale: schema.Scale) -> tuple[float, float]:
    """Return ends of the axis: all values are inside, and as much of the intervals as leaves the values apart."""
    low, high = numbers["value"].min(), numbers["value"].max()
    room = _BEYOND * (high - low or 1)
    left, right = max(low - room, numbers["low"].min(skipna=True)), min(high + room, numbers["high"].max(skipna=True))
    left, right = np.nanmin([low, left]), np.nanmax([high, right])
    margin = 0.06 * (right - left or 1)
    return max(left - margin, -margin) if scale.is_rate else left - margin, right + margin


def _alt_text(table: pd.DataFrame) -> str:
    """State how many differences are clear, and the first of them."""
    clear = table[table["clear"]]
    measures = counted(table["column"].nunique(), "measure")
    first = "no difference is clear" if clear.empty else f"{counted(len(clear), 'difference')} clear"
    named = "".join(f"; {short(row.outlet)}: {row.column}" for row in clear.head(1).itertuples())
    return bounded_alt(f"Dots for {counted(table['outlet'].nunique(), 'outlet')} in {measures}: {first}{named}.")
