"""Distances of outlets, a row for each outlet: what is drawn where a map would mislead."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from analysis._utils.wording import counted
from analysis.plots.style import HIGHLIGHT, MUTED, ROW, short

MOST = 24  # outlets: those with most articles
HEAD = 1.25  # inches


def height_of_rows(outlets: int) -> float:
    """Return the height of the figure in inches."""
    return ROW * min(outlets, MOST) + HEAD


def draw_distance_rows(ax: Axes, names: list[str], distances: np.ndarray, units: np.ndarray, note: str) -> None:
    """Draw the distances of each outlet from the others; the nearest is blue, and named at the right.

    Where several are equally near, their number stands there.

    Parameters
    ----------
    ax : matplotlib Axes
    names : list of str
    distances : array of float, shape (n_outlets, n_outlets)
    units : array of float, shape (n_outlets,)
        Number of articles, or segments, of each outlet.
    note : str
        What stands below.
    """
    chosen = np.sort(np.argsort(-units, kind="stable")[:MOST])
    names, distances = [short(names[i], 24) for i in chosen], distances[np.ix_(chosen, chosen)].astype("float64")
    np.fill_diagonal(distances, np.inf)
    nearest = distances.argmin(axis=1)
    rows = np.arange(len(names))
    for row in rows:
        others = np.delete(distances[row], row)
        ax.plot(others, np.full(len(others), row), "o", ms=4, mew=0, color=MUTED, clip_on=False)
    ax.plot(distances[rows, nearest], rows, "o", ms=5, mew=0, color=HIGHLIGHT, clip_on=False, zorder=3)
    ax.set_yticks(rows, names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    farthest = distances[np.isfinite(distances)].max()
    ax.set_xlim(0, 1.02 * farthest)
    ax.hlines(rows, 0, farthest, color="#e8eaed", lw=0.6, zorder=0)
    ax.set_xlabel(note)
    right = ax.secondary_yaxis("right")
    as_near = np.isclose(distances, distances[rows, nearest][:, None]).sum(axis=1)
    named = (names[i] if n == 1 else counted(int(n), "outlet") for i, n in zip(nearest, as_near, strict=True))
    right.set_yticks(rows, [*named])
    right.tick_params(length=0, labelcolor=HIGHLIGHT)
    right.spines["right"].set_visible(False)
