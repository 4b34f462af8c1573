"""Facts and outlets: who tells what, where in the article, and in whose voice."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from analysis._utils.wording import counted
from analysis.exceptions import WrongUse, excerpt
from analysis.plots.alt_text import fact_matrix_alt_text
from analysis.plots.picture import Picture, blank, figure_of, legend_below
from analysis.plots.style import COLOURS, OTHER, short, styled

# Columns of a table of facts that are no outlets.
OF_FACTS = ("event", "fact", "terms", "outlets", "figures")
# Position of a fact in the article -> its mark and the size of it in points.
MARKS = {"headline": ("s", 7.5), "lead": ("o", 6.5), "later": ("o", 3.5)}
EARLIER, ONLY_HERE, QUOTED, DIFFER = "earlier", "only here", "quoted", "differ"
NO_WORDS = "without words in the bundle"
LABEL = 28  # characters of the words of a fact
_ACROSS = 34  # letters above all columns
UPRIGHT = 5  # outlets whose names need not be turned
_SHARED, _ALONE = COLOURS[0], COLOURS[1]
_ROW, _HEAD = 0.2, 0.75  # inches


def fact_matrix(
    facts: pd.DataFrame, *, rows: int = 20, most: int = 10, fig: Figure | SubFigure | None = None
) -> Figure:
    """Draw which outlet tells which fact, one panel per event.

    A square is a fact told in the headline, a large dot in the first three sentences, a small dot later; hollow marks
    are sentences that are mostly a quotation. A cross marks an outlet whose articles were published before the first
    one that tells the fact. An empty cell says that the fact was not found there. Facts of one outlet are counted in
    the last row; those told in a headline or in the first three sentences have a row as long as there is room.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`, for few events.
    rows : int
        Facts shown of an event, the first of the table.
    most : int
        Outlets shown of an event, those that tell most facts.
    fig : matplotlib Figure or SubFigure, optional
        Empty figure or subfigure to draw into; a new one by default.

    Returns
    -------
    matplotlib Figure

    Raises
    ------
    WrongUse
        If `facts` is not a table of facts.
    """
    if not isinstance(facts, pd.DataFrame) or not {*OF_FACTS[:4]} <= {*facts}:
        raise WrongUse(f"Invalid `facts`: {excerpt(facts)}. Expected a table that `ss.facts` returns.")
    panels = [_Panel(event, table, rows, most) for event, table in facts.groupby("event", sort=False)]
    heights = [_ROW * (panel.n_rows + 0.5) for panel in panels] or [0.5]
    alt = fact_matrix_alt_text(facts)
    with styled():
        figure = fig or Picture(sum(heights) + _HEAD * len(heights) + 0.6, alt=alt)
        axes = figure.subplots(len(heights), 1, squeeze=False, height_ratios=heights)[:, 0]
        whole = figure_of(figure) if isinstance(figure, SubFigure) else figure
        if not panels:
            return blank(whole, axes[0], "No facts were found.")
        for ax, panel in zip(axes, panels, strict=True):
            panel.draw(ax)
        legend_below(whole, axes[-1], handles=_legend(facts), ncols=3, handletextpad=0.2)
    return whole


class _Panel:
    """The facts of an event: rows for facts, a last row for those of one outlet, columns for outlets."""

    def __init__(self, event: str, table: pd.DataFrame, rows: int, most: int) -> None:
        cells = table.drop(columns=[name for name in OF_FACTS if name in table])
        there = cells.loc[:, (cells != "").any()]
        told = there.apply(lambda cell: cell.str.startswith(tuple(MARKS)))
        order = told.sum().sort_values(ascending=False, kind="stable").index[:most]
        shown = [name for name in there if name in order]
        self.hidden = there.shape[1] - len(shown)
        self.facts, self.by_all = len(table), int((table["outlets"] == there.shape[1]).sum())
        self.event, self.outlets = event, shown
        alone = (table["outlets"] == 1).to_numpy()
        leads = there.apply(lambda cell: cell.str.startswith(("headline", "lead"))).any(axis=1).to_numpy()
        chosen = np.flatnonzero(~alone | leads)[:rows]
        self.table, self.cells = table.iloc[chosen], there[shown].iloc[chosen]
        rest = np.setdiff1d(np.flatnonzero(alone), chosen)
        self.only_here = told[shown].iloc[rest].sum()
        self.shared_left_out = int((~alone).sum() - (~alone[chosen]).sum())
        self.n_rows = len(chosen) + 1

    def draw(self, ax: Axes) -> None:
        """Draw the panel."""
        last = self.n_rows - 1
        for x, outlet in enumerate(self.outlets):
            for y, says in enumerate(self.cells[outlet]):
                _mark(ax, x, y, says)
            ax.text(x, last, str(self.only_here[outlet]), ha="center", va="center", color=_ALONE)
        ax.set_xlim(-0.5, max(len(self.outlets), 3) - 0.5)
        ax.set_ylim(last + 0.5, -0.5)
        more = "others, " if (self.table["outlets"] == 1).any() else ""
        ax.set_yticks(range(self.n_rows), [*self._labels(), f"{more}told only here"])
        ax.hlines(np.arange(self.n_rows + 1) - 0.5, *ax.get_xlim(), color="#e8eaed", lw=0.6, zorder=0)
        turned = len(self.outlets) > UPRIGHT
        width = min(11, _ACROSS // max(len(self.outlets), 3))
        names = [short(name, 22) if turned else fill(short(name, 24), width) for name in self.outlets]
        turn: dict[str, Any] = {"rotation": 40, "ha": "left"} if turned else {}
        ax.set_xticks(range(len(names)), names, **turn)
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.spines["bottom"].set_visible(False)
        # From the left edge of the figure: the names of the facts take up half of it.
        title = ax.set_title(fill(self._title(), 62), loc="left", x=0.01)
        part: Any = ax.get_figure(root=False)
        title.set_transform(blended_transform_factory(part.transSubfigure, title.get_transform()))

    def _labels(self) -> list[str]:
        differ = self.table["figures"] == DIFFER if "figures" in self.table else self.table["outlets"] < 0
        numbers = zip(self.table["fact"], self.table["terms"], differ, strict=True)
        return [
            f"{'≠ ' if other else ''}{_whole_words(terms) or NO_WORDS} · {number}" for number, terms, other in numbers
        ]

    def _title(self) -> str:
        there = len(self.outlets) + self.hidden
        by_all = f"{self.by_all:,} of {counted(self.facts, 'fact')} in all {there} outlets"
        parts = [short(self.event, 60), *([by_all] if self.by_all and there > 1 else [])]
        if self.hidden:
            parts.append(f"{len(self.outlets)} of {len(self.outlets) + self.hidden} outlets")
        if self.shared_left_out:
            parts.append(f"{counted(self.shared_left_out, 'shared fact')} not drawn")
        return " · ".join(parts)


def _whole_words(terms: str) -> str:
    """Shorten the words of a fact by whole words, but for a first word that is too long itself."""
    first, *others = terms.split(", ")
    label = short(first, LABEL) if first else ""
    for word in others:
        if len(longer := short(f"{label}, {word}", 4 * LABEL)) > LABEL:
            break
        label = longer
    return label


def _mark(ax: Axes, x: int, y: int, says: str) -> None:
    """Draw what a cell says."""
    place = says.partition(",")[0]
    if place in MARKS:
        colour = _ALONE if says.endswith(ONLY_HERE) else _SHARED
        ax.plot(x, y, **_style(place, colour, hollow=QUOTED in says))
    elif says == EARLIER:
        ax.plot(x, y, "x", ms=4, mec=OTHER)


def _style(place: str, colour: str, *, hollow: bool = False) -> dict[str, Any]:
    mark, size = MARKS[place]
    return {"marker": mark, "ms": size, "mec": colour, "mfc": "white" if hollow else colour, "ls": "none"}


def _legend(facts: pd.DataFrame) -> list[Line2D]:
    """Return the marks with their meaning; rare ones only where they occur."""
    cells = facts.drop(columns=[name for name in OF_FACTS if name in facts])
    entries = [
        Line2D([], [], label="headline", **_style("headline", _SHARED)),
        Line2D([], [], label="first three sentences", **_style("lead", _SHARED)),
        Line2D([], [], label="later", **_style("later", _SHARED)),
    ]
    if cells.apply(lambda cell: cell.str.contains(QUOTED)).to_numpy().any():
        entries.append(Line2D([], [], label="hollow: quoted", **_style("lead", _SHARED, hollow=True)))
    entries.append(Line2D([], [], label="told only here", **_style("lead", _ALONE)))
    if (cells == EARLIER).to_numpy().any():
        entries.append(Line2D([], [], marker="x", ms=4, mec=OTHER, ls="none", label="published earlier"))
    entries.append(Line2D([], [], ls="none", label="empty: not found"))
    return entries
