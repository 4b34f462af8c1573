"""Arrows of intervals that go on beyond an axis, for all figures that draw intervals."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes


def draw_arrows(
    ax: Axes,
    y: int,
    ends: Sequence[float],
    limits: tuple[float, float],
    colour: str,
    *,
    size: float = 5,
    alpha: float = 1,
) -> None:
    """Draw an arrow at each end of the axis beyond which an interval goes on.

    Parameters
    ----------
    ax : matplotlib Axes
    y : int
        The row.
    ends, limits : (float, float)
        Of the interval and of the axis.
    colour : str
    size : float
        In points.
    alpha : float
    """
    beyond = (ends[0] < limits[0], ends[1] > limits[1])
    for edge, arrow, goes_on in zip(limits, "<>", beyond, strict=True):
        if goes_on:
            ax.plot(edge, y, arrow, ms=size, mew=0, color=colour, alpha=alpha, clip_on=False)
