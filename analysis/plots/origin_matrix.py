"""Outlets and origins: from whom the articles of each outlet are."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from analysis._utils.wording import counted
from analysis.plots.fact_matrix import UPRIGHT
from analysis.plots.outlet_rows import label_rows, outlet_rows
from analysis.plots.picture import axes_to_draw, blank
from analysis.plots.style import HIGHLIGHT, MUTED, ROW, short, styled

OWN, UNKNOWN, OTHER_ORIGINS = "own text", "shared, first not known", "other origins"
_BLUES, _GREYS = (LinearSegmentedColormap.from_list("", ["white", colour]) for colour in (HIGHLIGHT, MUTED))
_DARK = 0.5  # share from which on numbers are white


def origin_matrix(origins: pd.DataFrame, *, most: int = 8, ax: Axes | None = None) -> Figure:
    """Draw from whom the articles of each outlet are: a column for each origin, with numbers of articles.

    The darker a cell, the larger its share of the articles of the outlet. Own text is grey, text of others blue.

    Parameters
    ----------
    origins : DataFrame
        From `ss.measures.origins`.
    most : int
        Origins that have a column of their own, those of most articles of other outlets.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure
    """
    table = pd.crosstab(origins["outlet"], _columns(origins, most))
    rows = outlet_rows(table.index, None, lambda name: f"{short(name, 26)} {table.loc[name].sum():,}")
    named = [name for name in table if name not in (OWN, OTHER_ORIGINS, UNKNOWN)]
    named.sort(key=lambda name: (-table[name].sum(), name))
    order = [name for name in (OWN, *named, OTHER_ORIGINS, UNKNOWN) if name in table]
    is_turned = len(order) > UPRIGHT
    with styled():
        figure, ax = axes_to_draw(ax, ROW * len(rows) + (2.1 if is_turned else 1.3), _alt_text(table))
        if table.empty:
            return blank(figure, ax, "There are no articles.")
        table = table.reindex([row.outlet for row in rows])
        number = table.sum(axis=1)
        for x, name in enumerate(order):
            share = (table[name] / number).to_numpy()
            colours = (_GREYS if name == OWN else _BLUES)(np.where(share > 0, 0.15 + 0.85 * share, 0))
            ax.bar(x, 0.9, 0.94, np.arange(len(table)) - 0.45, color=colours, linewidth=0)
            for y, count in enumerate(table[name]):
                letters = "white" if name != OWN and share[y] > _DARK else "black"
                ax.text(x, y, f"{count:,}" if count else "", ha="center", va="center", color=letters)
        ax.set_xlim(-0.5, max(len(order), 4) - 0.5)
        ax.set_ylim(len(table) - 0.5, -0.5)
        ax.hlines(np.arange(len(table) + 1) - 0.5, *ax.get_xlim(), color="#e8eaed", lw=0.6, zorder=0)
        label_rows(ax, rows)
        turned: dict[str, Any] = {"rotation": 60, "ha": "left", "rotation_mode": "anchor"} if is_turned else {}
        ax.set_xticks(range(len(order)), [fill(short(name, 24), 99 if is_turned else 12) for name in order], **turned)
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.spines["bottom"].set_visible(False)
    return figure


def _columns(origins: pd.DataFrame, most: int) -> pd.Series:
    """Return the column of each article: its origin where that is another outlet, rare ones as one."""
    own = origins["chain"] == origins["outlet"]
    kind = origins["origin"].mask(own, OWN).mask(origins["origin"] == "", UNKNOWN)
    times = kind[~own & (kind != UNKNOWN)].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return kind.mask(kind.isin(times.index[most:]), OTHER_ORIGINS)


def _alt_text(table: pd.DataFrame) -> str:
    largest = table.drop(columns=OWN, errors="ignore").stack().nlargest(3)
    cells = "; ".join(f"{short(outlet)}: {n:,} from {short(origin)}" for (outlet, origin), n in largest.items() if n)
    cells = cells.replace(f"from {UNKNOWN}", UNKNOWN)
    return f"From whom the articles of {counted(len(table), 'outlet')} are. {cells or 'All are own text'}."
