"""Values of outlets beside those of the other side, with the interval of the difference, on one axis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.wording import percent, two_digits
from analysis.comparison.enough_sentences import few_units, is_too_few
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.plots.alt_text import differences_alt_text
from analysis.plots.findings import finding
from analysis.plots.interval_arrows import draw_arrows
from analysis.plots.picture import Picture, blank, figure_of, note_left_out, write_title
from analysis.plots.style import HIGHLIGHT, MUTED, OTHER, ROW, label_legend, named, other_side, styled
from analysis.schema import REST

PANELS = ("outlet", "item")
# Without them a table is not one of comparisons, such as a table of scores.
_NEEDED = ("outlet", "item", "value", "value_against", "estimate", "low", "high", "n_articles")
# How far beyond the values the axis goes for the sake of intervals, in widths of the values.
_BEYOND = 0.7
_COLUMNS = 2


def differences(
    table: pd.DataFrame,
    *,
    question: str = "",
    panel: str = "item",
    top: int = 8,
    most: int = 12,
    fig: Figure | SubFigure | None = None,
) -> Figure:
    """Draw the value of each outlet beside that of the other side, in panels with the same rows and one axis.

    A dot is the value of the outlet, the short line across the row that of the other side. The line along the row
    is the confidence interval of the difference, laid off from the value of the other side: where it does not reach
    that value, the interval excludes a difference of zero. Clear differences, those with a false discovery rate of at
    most 0.05, are blue. Intervals end at the limits of the scale; an arrow says that one goes on beyond the axis.

    Parameters
    ----------
    table : DataFrame
        Comparisons.
    question : str
        Title of the figure where no difference is clear; by default it says so, with what is commonest. Otherwise the
        title states the first clear difference.
    panel : {'item', 'outlet'}
        What each panel shows; the rows of a panel are the other one.
    top : int
        Items shown: the first of the table that occur.
    most : int
        Outlets shown: those with most articles.
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
    checked_choice(panel, "panel", PANELS)
    shown = _shown(busiest(table, most), top)
    rows = shown[_other_panel(panel)].drop_duplicates().tolist()
    panels = list(shown.groupby(panel, sort=False))
    across = min(_COLUMNS, max(len(panels), 1))
    down = -(-len(panels) // across) or 1
    with styled():
        height = down * (max(len(rows), 1) * ROW + 0.36) + 1.0
        figure = fig or Picture(height, alt=differences_alt_text(table))
        axes = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).ravel()
        for ax in axes[len(panels) :]:
            ax.set_axis_off()
        if shown.empty:
            whole = figure_of(figure) if isinstance(figure, SubFigure) else figure
            return blank(whole, axes[0], _reason(table))
        write_title(figure, finding(table, question))
        note_left_out(figure, shown["outlet"].nunique(), table["outlet"].nunique())
        scale = schema.MEASURES[table["measure"].iat[0]]
        limits = _limits(shown, scale)
        for ax, (name, group) in zip(axes, panels, strict=False):
            # Nothing stands above the axes; without y, matplotlib would look for it at each layout and drawing.
            ax.set_title(named(name) if len(panels) > 1 or scale.items != "score" else "", y=1.0)
            _rows(ax, group.set_index(_other_panel(panel)).reindex(rows[::-1]), scale, limits)
        # The panels share their axes; labels are made here, where $ is a letter, and not when they are drawn.
        axes[0].set_yticks(range(len(rows)), [named(name) for name in rows[::-1]])
        for ax in axes[: len(panels)]:
            ax.get_yticklabels()
        axes[0].set_ylim(-0.7, len(rows) - 0.3)
        axes[0].set_xlim(limits)
        for ax in axes[: len(panels)][-across:]:
            ax.tick_params(axis="x", labelbottom=True)
            ax.set_xlabel(scale.unit)
        _legend(figure, table)
    return figure_of(figure) if isinstance(figure, SubFigure) else figure


def busiest(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """Select the rows of the outlets with most articles."""
    articles = table.groupby("outlet")["n_articles"].max().sort_index()
    order = articles.sort_values(ascending=False, kind="stable")
    return table[table["outlet"].isin(order.index[:most])]


def _reason(table: pd.DataFrame) -> str:
    """Say why nothing is drawn: most often, of what a side has too few."""
    methods = table["method"].drop_duplicates() if "method" in table else ()
    few = next(filter(None, map(few_units, methods)), "")
    return f"Not compared: {few} on a side." if few else "Nothing to compare."


def _other_panel(panel: str) -> str:
    return "item" if panel == "outlet" else "outlet"


def _shown(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Select the first items that occur, items in the order of the table and outlets in the order of all pages."""
    if "method" in table:
        few = is_too_few(table["method"])
        table = table.assign(**{name: table[name].mask(few) for name in ("value", "value_against")})
    occurring = table[(table[["value", "value_against"]].fillna(0) != 0).any(axis="columns")]
    tested_first = occurring.sort_values("p", key=pd.isna, kind="stable")
    items = tested_first["item"].drop_duplicates().head(top).tolist()
    rows = table[table["item"].isin(items)].astype(dict.fromkeys(("item", "outlet", "against"), "str"))
    place = {name: number for number, name in enumerate(schema.outlets_in_order(table["outlet"].unique()))}
    rows = rows.assign(_item=rows["item"].map(items.index), _outlet=rows["outlet"].map(place))
    rows = rows.sort_values(["_item", "_outlet", "against"], kind="stable")
    if rows["against"].nunique() > 1 and not rows["against"].isin([REST]).any():
        rows = rows.assign(outlet=rows["outlet"] + " – " + rows["against"])
    return rows


def _rows(ax: Axes, rows: pd.DataFrame, scale: schema.Scale, limits: tuple[float, float]) -> None:
    """Draw one row per outlet or item, and its value in digits at the right edge."""
    if not scale.is_rate:
        ax.axvline(0, color=MUTED, lw=0.6, zorder=0)
    for y, row in enumerate(rows.itertuples()):
        value = _row(ax, y, row, scale, limits)
        ax.text(1.03, y, value, transform=ax.get_yaxis_transform(), va="center", color=OTHER)
    ax.grid(axis="x", color="#e8eaed", lw=0.6)
    ax.set_axisbelow(True)


def _row(ax: Axes, y: int, row: Any, scale: schema.Scale, limits: tuple[float, float]) -> str:
    """Draw the value of an outlet, that of the other side, and the interval; return the value in digits."""
    if np.isnan(row.value):
        reason = few_units(str(getattr(row, "method", ""))) or "not compared"
        ax.text(0.02, y, reason, transform=ax.get_yaxis_transform(), color=OTHER, va="center")
        return ""
    clear = schema.is_clear(row.q)
    colour = HIGHLIGHT if clear else OTHER
    low, high = scale.range_of(row.item) if hasattr(row, "item") else scale.range_of("")
    if not np.isnan(row.low):
        ends = np.clip([row.value_against + row.low, row.value_against + row.high], low, high)
        line = colour if clear else MUTED
        ax.plot(scale.factor * ends, [y, y], color=line, lw=1.6, solid_capstyle="butt", zorder=1)
        draw_arrows(ax, y, scale.factor * ends, limits, line)
    ax.plot(scale.factor * row.value_against, y, "|", color="#202124", ms=9, mew=1.2, zorder=2, clip_on=False)
    face = colour if clear else "white"
    ax.plot(scale.factor * row.value, y, "o", ms=5, mec=colour, mfc=face, zorder=3, clip_on=False)
    return two_digits(scale.factor * row.value, scale.sign_of(getattr(row, "item", "")))


def _limits(rows: pd.DataFrame, scale: schema.Scale) -> tuple[float, float]:
    """Return ends of the axis: all values are inside, and as much of the intervals as leaves the values apart."""
    values = scale.factor * rows[["value", "value_against"]].to_numpy().ravel()
    values = values[~np.isnan(values)] if not np.isnan(values).all() else np.zeros(1)
    low, high = min(values.min(), 0.0), max(values.max(), 0.0)
    room = _BEYOND * (high - low or 1)
    ends = scale.factor * np.concatenate([rows["value_against"] + rows[name] for name in ("low", "high")])
    lowest, highest = (scale.factor * limit for limit in scale.range_of(""))
    ends = np.clip(ends[~np.isnan(ends)], lowest, highest)
    least, most = min([low, *ends]), max([high, *ends])
    margin = 0.03 * room
    return (
        0.0 - margin if scale.is_rate else max(least, low - room) - margin,
        min(most, high + room) + margin,
    )


def _legend(figure: Figure | SubFigure, table: pd.DataFrame) -> None:
    other = "the other outlet" if table["against"].nunique() > 1 else other_side(table)
    level = percent(table["confidence"].iat[0]) if "confidence" in table else ""
    handles = [
        Line2D([], [], marker="o", ls="", mec=OTHER, mfc="white", ms=5),
        Line2D([], [], marker="|", ls="", color="#202124", ms=9, mew=1.2),
        Line2D([], [], color=MUTED, lw=1.6),
        Line2D([], [], marker="o", color=HIGHLIGHT, lw=1.6, ms=5),
    ]
    names = ["outlet", other, f"{level} interval of the difference".strip(), "clear difference"]
    labels = [f"row {number}" for number in range(len(names))]
    legend = figure.legend(handles, labels, loc="outside lower left", ncols=2, handlelength=1.2,
                           columnspacing=1, frameon=False)  # fmt: skip
    label_legend(legend, names)


def _check_comparisons(table: object) -> None:
    if not isinstance(table, pd.DataFrame):
        raise WrongUse(f"Invalid `table`: {excerpt(table)}. Expected a table that `compare` returns.")
    missing = [name for name in _NEEDED if name not in table]
    if missing:
        raise WrongUse(f"Invalid `table`: no column {quoted(missing)}. Expected a table that `compare` returns.")
