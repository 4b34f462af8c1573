"""One dot per article: how much the articles of an outlet differ among themselves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import schema
from analysis._utils.wording import counted, two_digits
from analysis.plots.alt_text import bounded_alt
from analysis.plots.picture import axes_to_draw, blank, set_title
from analysis.plots.style import HIGHLIGHT, OTHER, ROW, short, styled

PLACES = 80  # along the axis: dots in one place stand above each other
LARGEST_STEP, BAND = 0.16, 0.42  # of a row: between two dots, and from its middle to its edge


def beeswarm(table: pd.DataFrame, *, outlet: str = "", most: int = 24, ax: Axes | None = None) -> Figure:
    """Draw the value of each article as a dot, a row for each outlet; an upright mark is the mean of several dots.

    Parameters
    ----------
    table : DataFrame
        Table article_values.
    outlet : str
        Outlet whose dots are blue; none by default.
    most : int
        Outlets shown: those with most articles.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure
    """
    number = table["outlet"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    outlets = schema.outlets_in_order(number.index[:most])
    with styled():
        figure, ax = axes_to_draw(ax, 1.5 * ROW * max(len(outlets), 1) + 0.7, _alt_text(table, outlets))
        if not outlets:
            return blank(figure, ax, "No article to show.")
        scale = schema.MEASURES[table["measure"].iat[0]]
        values = scale.factor * table["value"].to_numpy(float)
        low, width = values.min(), np.ptp(values) or 1.0
        for row, name in enumerate(outlets):
            own = np.sort(values[(table["outlet"] == name).to_numpy()])
            above = stacked(np.floor((own - low) / width * PLACES))
            colour = HIGHLIGHT if name == outlet else OTHER
            ax.plot(own, row - above, "o", ms=3.2, mew=0, alpha=0.75, color=colour)
            if len(own) > 1:
                ax.plot([own.mean()] * 2, [row - BAND, row + BAND], color="#202124", lw=1.4)
        ax.set_yticks(range(len(outlets)), [f"{short(name, 26)} {number[name]:,}" for name in outlets])
        ax.set_ylim(len(outlets) - 0.4, -0.6)
        ax.set_xlabel(scale.unit)
        set_title(figure, ax, "One dot per article; beside each outlet: how many")
    return figure


def stacked(places: np.ndarray) -> np.ndarray:
    """Return how far each dot stands above the middle of its row, so that those in one place are apart.

    Parameters
    ----------
    places : array of float, shape (n_dots,)
        Place of each dot along the axis, in order.

    Returns
    -------
    array of float, shape (n_dots,)
        In rows; symmetric around 0.

    Examples
    --------
    >>> stacked(np.array([1.0, 1.0, 4.0])).tolist()
    [-0.08, 0.08, 0.0]
    """
    _, first, size = np.unique(places, return_index=True, return_counts=True)
    within = np.arange(len(places)) - np.repeat(first, size)
    step = np.minimum(LARGEST_STEP, 2 * BAND / np.maximum(size, 1))
    made: np.ndarray = (within - np.repeat((size - 1) / 2, size)) * np.repeat(step, size)
    return made


def _alt_text(table: pd.DataFrame, outlets: list[str]) -> str:
    """State how many dots there are, and between which values."""
    if not outlets:
        return "No article to show."
    scale = schema.MEASURES[table["measure"].iat[0]]
    ends = (two_digits(scale.factor * end, scale.sign_of("")) for end in (table["value"].min(), table["value"].max()))
    dots = counted(len(table), "article")
    return bounded_alt(f"A dot for each of {dots} of {counted(len(outlets), 'outlet')}, from {' to '.join(ends)}.")
