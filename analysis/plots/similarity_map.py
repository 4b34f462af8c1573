"""Outlets on a plane, near each other where they use the same words."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from analysis._utils.wording import counted
from analysis.exceptions import quoted
from analysis.plots.alt_text import similarity_alt_text
from analysis.plots.distance_rows import MOST, draw_distance_rows, height_of_rows
from analysis.plots.label_placement import write_names
from analysis.plots.picture import axes_to_draw, blank
from analysis.plots.style import HIGHLIGHT, short, styled
from analysis.stats.scaling import metric_scaling, stress_1

# Largest stress -> what Kruskal (1964) calls the fit. He calls 0.2 poor: what is worse than fair is no map.
_STRESS = ((0.05, "good"), (0.1, "fair"))
WORST_STRESS = _STRESS[-1][0]
_DISTANCE = "Distance between vocabularies, corrected for chance: 0 identical, 1 no word in common."


def similarity_map(table: pd.DataFrame, *, colours: dict[str, str] | None = None, ax: Axes | None = None) -> Figure:
    """Draw outlets as points, near each other where they use the same words.

    Distances on the map are as near to those of the words as a plane allows (metric multidimensional scaling); the
    note states how near, as Kruskal's stress-1. The area of a point is the number of its articles (or segments):
    where it is small, the place is uncertain. Only distances have a meaning; the map is turned so that its longest
    side is horizontal. Where stress-1 is above 0.1, a plane would show the distances wrongly, and each outlet has a
    row with a dot for each other outlet instead, with the name of the nearest. With fewer than three outlets, or none
    that differ, the figure is a sentence that says so.

    Parameters
    ----------
    table : DataFrame
        Distances, from `ss.similarity`. Outlets without a distance are left out, and named in the note.
    colours : dict, optional
        Colours of outlets, such as those of `palette`; by default all are blue.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default. Names are placed at its present size.

    Returns
    -------
    matplotlib Figure

    References
    ----------
    Kruskal (1964), Multidimensional scaling by optimizing goodness of fit to a nonmetric hypothesis, Psychometrika 29:
    stress of 0.2 is poor, 0.1 fair, 0.05 good.
    """
    names, left_out = _placed(table)
    unit = table["unit"].iat[0] if len(table) else "article"
    distances = _square(table, names)
    refused = _reason_for_no_map(names, left_out, unit, distances)
    alt = similarity_alt_text(table)
    with styled():
        if refused:
            figure, ax = axes_to_draw(ax, 1, alt)
            return blank(figure, ax, refused)
        points = metric_scaling(distances)
        stress = stress_1(distances, points)
        units = _units(table)[names].to_numpy()
        if stress > WORST_STRESS:
            figure, ax = axes_to_draw(ax, height_of_rows(len(names)), alt)
            most = f" The {MOST} of {len(names)} outlets with most {unit}s." if len(names) > MOST else ""
            note = f"{_DISTANCE} Blue: the nearest outlet, named at the right.{most}{_not_shown(unit, left_out)}"
            draw_distance_rows(ax, names, distances, units, fill(note, 64))
            return figure
        spread = np.ptp(points, axis=0)
        height = float(np.clip(4 * spread[1] / spread[0] + 0.8, 1.8, 4.6))
        figure, ax = axes_to_draw(ax, height + 0.7, alt)
        _scales(ax, _step(spread.max()))
        ax.set_xlabel(fill(_note(stress, unit, left_out), 64), parse_math=False)
        _points(ax, points, names, units, colours or {})
    return figure


def _reason_for_no_map(names: list[str], left_out: list[str], unit: str, distances: np.ndarray) -> str:
    if len(names) < 3:
        others = f"; left out for fewer than two {unit}s: {quoted(map(short, left_out))}" if left_out else ""
        return f"A map needs at least three outlets; the table has {quoted(map(short, names))}{others}."
    if not distances.any():
        compared = quoted(map(short, names))
        return f"A map needs outlets that differ; no distance between {compared} exceeds the one expected by chance."
    return ""


def _scales(ax: Axes, step: float) -> None:
    """Set one scale for both directions, with grid lines at round distances."""
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.14, 0.14)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MultipleLocator(step))
    ax.grid(color="#e8eaed", lw=0.6)
    ax.set_axisbelow(True)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(length=0)


def _points(ax: Axes, points: np.ndarray, names: list[str], units: np.ndarray, colours: dict[str, str]) -> None:
    """Draw a point per outlet, with its name beside it; outlets with most units choose their place first."""
    size = 12 + 88 * units / units.max()
    shades = [colours.get(name, HIGHLIGHT) for name in names]
    ax.scatter(points[:, 0], points[:, 1], s=size, c=shades, alpha=0.85, linewidths=0)
    order = np.argsort(-units, kind="stable")
    write_names(
        ax,
        points[order],
        [short(names[i]) for i in order],
        colours=["#202124"] * len(names),
        radii=np.sqrt(size[order] / np.pi),
    )


def _note(stress: float, unit: str, left_out: list[str]) -> str:
    judged = next(word for limit, word in _STRESS if stress <= limit)
    fit = f"Fit to the plane: {judged} (stress-1 = {stress:.2f}). Area of a point: number of {unit}s."
    return f"{_DISTANCE} {fit}{_not_shown(unit, left_out)}"


def _not_shown(unit: str, left_out: list[str]) -> str:
    return f" {counted(len(left_out), 'outlet')} with fewer than two {unit}s not shown." if left_out else ""


def _units(table: pd.DataFrame) -> pd.Series:
    both = [table.set_index("outlet")["units"], table.set_index("against")["units_against"]]
    return pd.concat(both).groupby(level=0).max()


def _placed(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the outlets with a distance, and those without, sorted by name."""
    known = table[table["distance"].notna()]
    names = sorted({*known["outlet"], *known["against"]})
    return names, sorted({*table["outlet"], *table["against"]} - {*names})


def _step(width: float) -> float:
    """Return a round distance between grid lines, so that about five fit into a width."""
    power = 10 ** np.floor(np.log10(width / 5))
    return float(power * next(m for m in (1, 2, 5, 10) if m * power >= width / 5 * 0.99))


def _square(table: pd.DataFrame, names: list[str]) -> np.ndarray:
    number = {name: i for i, name in enumerate(names)}
    square = np.zeros((len(names), len(names)))
    for row in table.itertuples():
        if row.outlet in number and row.against in number:
            i, j = number[row.outlet], number[row.against]
            square[i, j] = square[j, i] = row.distance
    return square
