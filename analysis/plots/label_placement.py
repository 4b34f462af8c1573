"""Names beside points, so that no name covers another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import ArrayLike, NDArray

from analysis.plots.picture import figure_of

Array = NDArray[np.float64]

# All in points (1/72 inch).
_PAD = 1.2
_DISTANCES = (1.0, 4.0, 8.0, 13.0, 19.0, 27.0, 37.0, 49.0, 63.0)
_LEADER_FROM = 6.0
# Right and left first, as names are read; then upwards, downwards, and between.
_ANGLES = np.radians([0, 180, 90, 270, 30, 330, 150, 210, 60, 300, 120, 240])
_COST_OF_COVERED_POINT = 8.0


def write_names(
    ax: Axes,
    spots: ArrayLike,
    names: Sequence[str],
    *,
    colours: Sequence[str],
    avoid: ArrayLike | None = None,
    keep: Sequence[Text] = (),
    radii: ArrayLike = 2.5,
    farthest: float = max(_DISTANCES),
    most_covered: float = np.inf,
) -> list[Text]:
    """Write names beside their points; a name far from its point gets a line to it.

    Call it last, when limits and everything else in the axes are set. No name overlaps another or leaves the axes.
    Each takes a place that is near and covers few points, the first name first; a name without a place is left out.

    Parameters
    ----------
    ax : matplotlib Axes
    spots : array of float, shape (n_names, 2)
        Points named, in data coordinates.
    names : sequence of str
    colours : sequence of str
        Of the names.
    avoid : array of float, shape (n_points, 2), optional
        Further points to leave uncovered, in data coordinates.
    keep : sequence of matplotlib Text
        Texts to leave uncovered.
    radii : float or array of float, shape (n_names,)
        Radii of the points named, in points (1/72 inch).
    farthest : float
        Distance of a name from its point at most, in points (1/72 inch).
    most_covered : float
        Points that a name covers at most; without such a place, it is left out.

    Returns
    -------
    list of matplotlib Text
        The names written, in order.
    """
    figure = figure_of(ax)
    renderer = renderer_of(figure)
    figure.draw_without_rendering()
    scale = 72 / figure.dpi
    frame = np.ravel(ax.get_window_extent().get_points()) * scale
    named_points = ax.transData.transform(np.reshape(np.asarray(spots, float), (-1, 2))) * scale
    others = [] if avoid is None else [ax.transData.transform(np.reshape(np.asarray(avoid, float), (-1, 2))) * scale]
    points = np.concatenate([named_points, *others])
    radius = np.full(len(points), 2.5)
    radius[: len(named_points)] = radii
    taken = [np.array(text.get_window_extent(renderer).extents) * scale for text in keep]
    lines: list[Array] = []
    written = []
    for spot, point_radius, name, colour in zip(named_points, radius, names, colours, strict=False):
        text = Text(0, 0, name, color=colour, ha="center", va="center", parse_math=False)
        text.set_figure(figure)
        box = text.get_window_extent(renderer)
        label = _cheapest_box(
            spot,
            np.array([box.width, box.height]) * scale + 2 * _PAD,
            frame,
            taken,
            lines,
            points,
            radius,
            point_radius,
            np.array([one for one in _DISTANCES if one <= farthest]),
            most_covered,
        )
        if label is None:
            continue
        centre, half, line = label
        taken.append(np.concatenate([centre - half, centre + half]))
        lines.append(line)
        written.append(_write(ax, text, spot, centre, line, colour))
    return written


def widths(ax: Axes, names: Sequence[str], *, bold: bool = False) -> Array:
    """Measure names.

    Parameters
    ----------
    ax : matplotlib Axes
    names : sequence of str
    bold : bool

    Returns
    -------
    array of float, shape (n_names,)
        Widths as shares of the width of the axes.
    """
    figure = figure_of(ax)
    renderer = renderer_of(figure)
    figure.draw_without_rendering()
    weight = "bold" if bold else "normal"
    texts = [Text(0, 0, name, fontweight=weight, parse_math=False) for name in names]
    for text in texts:
        text.set_figure(figure)
    wide = [text.get_window_extent(renderer).width for text in texts]
    return np.array(wide) / ax.get_window_extent().width


def renderer_of(figure: Figure) -> Any:
    """Return what measures the texts of a figure."""
    canvas: Any = FigureCanvasAgg(figure)
    return canvas.get_renderer()


def _cheapest_box(
    spot: Array,
    size: Array,
    frame: Array,
    taken: list[Array],
    lines: list[Array],
    points: Array,
    radius: Array,
    point_radius: float,
    distances: Array,
    most_covered: float,
) -> tuple[Array, Array, Array] | None:
    """Return centre and half size of the cheapest free box, and its leader as points on a line (n_points, 2)."""
    half = size / 2
    best, lowest = None, np.inf
    boxes, leaders = np.reshape(taken, (-1, 4)), np.reshape(lines, (-1, 2))
    for distance in distances + point_radius:
        if distance >= lowest:
            break
        for angle in _ANGLES:
            direction = np.array([np.cos(angle), np.sin(angle)])
            centre = spot + direction * (distance + half)
            low, high = centre - half, centre + half
            if (low < frame[:2]).any() or (high > frame[2:]).any():
                continue
            if ((low < boxes[:, 2:]) & (high > boxes[:, :2])).all(axis=1).any():
                continue
            line = np.linspace(spot, np.clip(spot, low, high), 12)
            if _inside(line[:, None], boxes).any() or _inside(leaders, np.concatenate([low, high])).any():
                continue
            covered = _touched(points, radius, low, high)
            cost = distance + _COST_OF_COVERED_POINT * covered
            if covered <= most_covered and cost < lowest:
                best, lowest = (centre, half, line), cost
    return best


def _touched(points: Array, radius: Array, low: Array, high: Array) -> int:
    """Count the points, as discs, that a box covers in part."""
    apart = points - np.clip(points, low, high)
    return int((np.hypot(apart[:, 0], apart[:, 1]) < radius).sum())


def _inside(points: Array, box: Array) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = np.all((points > box[..., :2]) & (points < box[..., 2:]), axis=-1)
    return inside


def _write(ax: Axes, text: Text, spot: Array, centre: Array, line: Array, colour: str) -> Text:
    """Write a name at an offset in points, so that its place is the same at any resolution."""
    x, y = ax.transData.inverted().transform(spot * figure_of(ax).dpi / 72)
    far = np.hypot(*(line[-1] - line[0])) > _LEADER_FROM
    if far:
        ax.annotate(
            "",
            xy=(x, y),
            xytext=tuple(line[-1] - spot),
            textcoords="offset points",
            arrowprops={"arrowstyle": "-", "color": colour, "lw": 0.5, "alpha": 0.6, "shrinkA": 0, "shrinkB": 2},
        ).set_in_layout(False)
    label = ax.annotate(
        text.get_text(),
        xy=(x, y),
        xytext=tuple(centre - spot),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=text.get_fontsize(),
        color=colour,
        parse_math=False,
        bbox={"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.4},
    )
    label.set_in_layout(False)
    return label
