"""Comparisons as dots with their intervals, and as bars."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import schema
from analysis.exceptions import WrongUse, quoted
from analysis.plots.style import OTHER, ROW, WIDTH, label_legend, named, other_side, palette, short, styled


def differences(table: pd.DataFrame, *, panel: str = "outlet", top: int = 8, most: int = 8) -> Figure:
    """Differences as dots with their confidence intervals; a filled dot has a false discovery rate below 1 −
    confidence.

    table: comparisons. panel: what each panel shows, 'outlet' (rows are items) or 'item' (rows are outlets).
    top: rows a panel, most certain first; most: outlets shown, those with most articles first."""
    if panel not in ("outlet", "item"):
        raise WrongUse(f"panel '{panel}' is not one there is; panels are {quoted(('outlet', 'item'))}")
    shown = _busiest(table, most)
    groups = [(name, _rows(group, top if panel == "outlet" else most)) for name, group in shown.groupby(panel)]
    heights = [max(len(rows), 1) for _, rows in groups] or [1]
    with styled():
        figure = Figure(figsize=(WIDTH, sum(heights) * ROW + 0.42 * len(heights) + 0.5), layout="constrained")
        axes = figure.subplots(len(heights), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
        colours = palette(table)
        for ax, (name, rows) in zip(axes, groups, strict=False):
            ax.set_title(named(name))
            _whiskers(ax, rows, "item" if panel == "outlet" else "outlet", colours)
        if groups:
            scale = schema.MEASURES[table["measure"].iat[0]]
            axes[-1].set_xlabel(f"difference in {scale.unit}, outlet minus {other_side(table)}")
        else:
            _nothing(axes[0])
    return figure


def _nothing(ax: Axes) -> None:
    ax.set_axis_off()
    ax.text(0, 0.5, "nothing to compare", transform=ax.transAxes)


def proportions(table: pd.DataFrame, *, items: Iterable[str], most: int = 12) -> Figure:
    """Shares of a whole as bars, one an outlet.

    table: comparisons whose items are parts of one whole. items: the parts, from the left."""
    shown = _busiest(table, most)
    wide = shown.pivot_table(index="outlet", columns="item", values="value", dropna=False).reindex(columns=list(items))
    wide = wide.fillna(0).sort_values(next(iter(items)))
    with styled():
        figure = Figure(figsize=(WIDTH, 0.3 * len(wide) + 0.9), layout="constrained")
        ax = figure.subplots()
        if table.empty:
            _nothing(ax)
            return figure
        left = np.zeros(len(wide))
        for part, colour in zip(wide.columns, ("#0072B2", "#c9d3dc", "#8b98a5", "#E69F00"), strict=False):
            width = 100 * wide[part].to_numpy()
            ax.barh(range(len(wide)), width, left=left, color=colour, height=0.7, label=f"part {part}")
            dark = colour == "#0072B2"
            for y, (start, size) in enumerate(zip(left, width, strict=True)):
                if size >= 7:
                    ax.text(start + size / 2, y, f"{size:.0f}", ha="center", va="center", color="w" if dark else "k")
            left += width
        ax.set_yticks(range(len(wide)), [short(name) for name in wide.index])
        ax.set_xlim(0, 100)
        ax.set_xlabel(schema.MEASURES[table["measure"].iat[0]].unit)
        legend = figure.legend(loc="outside upper left", ncols=4, frameon=False)
        label_legend(legend, [named(part) for part in wide.columns[: len(legend.get_texts())]])
    return figure


def _busiest(table: pd.DataFrame, most: int) -> pd.DataFrame:
    order = table.groupby("outlet")["n_articles"].max().sort_index().sort_values(ascending=False, kind="stable")
    return table[table["outlet"].isin(order.index[:most])]


def _rows(group: pd.DataFrame, top: int) -> pd.DataFrame:
    """The most certain differences, largest at the top; rows that were not tested come last."""
    chosen = group.sort_values("p", na_position="last", kind="stable").head(top)
    return chosen.sort_values("estimate", ascending=True, na_position="first", kind="stable")


def _whiskers(ax: Axes, rows: pd.DataFrame, label: str, colours: dict[str, str]) -> None:
    factor = schema.MEASURES[rows["measure"].iat[0]].factor
    y = range(len(rows))
    ax.axvline(0, color="#9aa0a6", lw=0.8, zorder=0)
    for at, row in zip(y, rows.itertuples(), strict=True):
        colour = colours[row.outlet]
        if np.isnan(row.p):
            ax.text(0, at, " not tested", color=OTHER, va="center", fontsize=7, style="italic")
            continue
        ax.plot([factor * row.low, factor * row.high], [at, at], color=colour, lw=1.4, solid_capstyle="butt")
        sure = row.q <= 1 - row.confidence
        ax.plot(factor * row.estimate, at, "o", ms=5, mec=colour, mfc=colour if sure else "white")
    ax.set_yticks(y, [named(name) for name in rows[label]])
    ax.set_ylim(-0.7, len(rows) - 0.3)
    ax.tick_params(axis="x", labelsize=7)
