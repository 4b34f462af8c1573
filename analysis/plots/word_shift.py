"""Word shifts as bars."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis._utils.content_hiding import hides_content
from analysis._utils.table_notes import note_of
from analysis._utils.wording import counted, two_digits
from analysis.comparison.word_shift import KINDS
from analysis.exceptions import WrongUse, quoted
from analysis.plots.alt_text import word_shift_alt_text
from analysis.plots.label_placement import widths
from analysis.plots.picture import axes_to_draw, blank, legend_below, set_title
from analysis.plots.style import ROW, other_side, short, styled

# Brewer's purple and orange: apart for the colour-blind, and not the colour of an outlet; pale where used less.
_COLOURS = dict(zip(KINDS, ("#5e3c99", "#a397cf", "#b35806", "#f2a03d"), strict=True))
_TOTAL = "#3c4043"
# Share of the axis that a name has at most; a longer one reaches beyond it.
_WIDEST = 0.42


@hides_content
class Bar(NamedTuple):
    """One bar: its name, its length and its colour."""

    name: str
    length: float
    colour: str


def word_shift(
    table: pd.DataFrame,
    *,
    top: int = 20,
    unit: str = "average weight",
    factor: float = 1,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Draw a word shift as bars: what each word adds to the difference of two averages, or takes from it.

    The first bar is the whole difference, the last all words that are not shown; the bars below the first add up
    to it.

    Parameters
    ----------
    table : DataFrame
        A word shift of one outlet.
    top : int
        Words shown, largest contribution first.
    unit : str
        Unit of the averages, such as 'VADER valence of a scored word'.
    factor : float
        What contributions are multiplied by to be in that unit, such as 1000 for words per 1,000.
    colours : dict, optional
        Colours of outlets for the bar of the total, such as those of `palette`; by default dark grey.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure

    Raises
    ------
    WrongUse
        If the table contains several word shifts.
    """
    pairs = table[["outlet", "against"]].drop_duplicates()
    if len(pairs) > 1:
        given = quoted(" against ".join(pair) for pair in pairs.to_numpy())
        raise WrongUse(f"Invalid `table`: it contains {given}. Expected one word shift.")
    alt = word_shift_alt_text(table)
    with styled():
        if table.empty:
            figure, ax = axes_to_draw(ax, 1, alt)
            return blank(figure, ax, note_of(table, "The two sides do not differ, so there is no word shift."))
        bars = _bars(table, top, factor, (colours or {}).get(table["outlet"].iat[0], _TOTAL))
        figure, ax = axes_to_draw(ax, len(bars) * ROW + 1.35, alt)
        _draw(ax, bars)
        _titles(figure, ax, table, unit, factor)
        _legend(figure, ax, table.head(top), factor)
    return figure


def _bars(table: pd.DataFrame, top: int, factor: float, colour: str) -> list[Bar]:
    """Return the whole difference, the words shown, and the sum of all others."""
    total = factor * _difference(table)
    bars = [Bar(f"total {two_digits(total, '+')}", total, colour)]
    for row in table.head(top).itertuples():
        arrow = "↑" if row.kind.endswith("more") else "↓"
        bars.append(Bar(f"{short(row.item)} {arrow}", factor * row.contribution, _COLOURS[row.kind]))
    others = table.iloc[top:]
    if len(others):
        length = factor * others["contribution"].sum()
        bars.append(Bar(f"{counted(len(others), 'other word')} {two_digits(length, '+')}", length, "#a7adb4"))
    return bars


def _draw(ax: Axes, bars: list[Bar]) -> None:
    lengths = np.array([bar.length for bar in bars])
    y = -np.arange(len(bars))
    ax.barh(y, lengths, color=[bar.colour for bar in bars], height=0.72)
    ax.axvline(0, color="#3c4043", lw=0.8)
    ax.axhline(-0.5, color="#dadce0", lw=0.6)
    for at, bar in zip(y, bars, strict=True):
        right = bar.length >= 0
        # The axis leaves room for the names; the layout must not narrow the axes for them before.
        ax.annotate(bar.name, (bar.length, at), xytext=(3 if right else -3, 0), textcoords="offset points", va="center",
                    ha="left" if right else "right", fontweight="bold" if at == 0 else "normal",
                    parse_math=False, in_layout=False)  # fmt: skip
    ax.set_xlim(_limits(lengths, widths(ax, [bar.name for bar in bars], bold=True) + 0.02))
    ax.set_ylim(y[-1] - 0.7, 0.7)
    ax.set_yticks([])


def _titles(figure: Figure, ax: Axes, table: pd.DataFrame, unit: str, factor: float) -> None:
    """Write both averages above the bars, and the quantity shown below them."""
    outlet, against = short(table["outlet"].iat[0]), other_side(table)
    own, other = (two_digits(factor * table[name].iat[0]) for name in ("average", "average_against"))
    set_title(figure, ax, f"{outlet} {own}, {against} {other}: {unit}")
    ax.set_xlabel("what each adds to the difference")


def _difference(table: pd.DataFrame) -> float:
    return float(table["average"].iat[0] - table["average_against"].iat[0])


def _limits(size: np.ndarray, room: np.ndarray) -> tuple[float, float]:
    """Return ends of the axis that leave room (as a share of the axis) for the name beyond the tip of each bar."""
    right = size >= 0
    low, high = min(size.min(), 0), max(size.max(), 0)
    room = np.minimum(room, _WIDEST)
    # Each round widens the axis less than the one before, since two names are narrower than it.
    for _ in range(60):
        span = high - low
        low = min(0, *(size - room * span)[~right], 0)
        high = max(0, *(size + room * span)[right], 0)
    return low, high


def _legend(figure: Figure, ax: Axes, shown: pd.DataFrame, factor: float) -> None:
    from matplotlib.patches import Patch

    neutral = two_digits(factor * shown["reference"].iat[0])
    weighted = shown["weight"].nunique() > 1
    patches = []
    for kind in KINDS:
        if (shown["kind"] == kind).any():
            place, how = kind.split(", ")
            weight = _weight(place, neutral) if weighted else ""
            used = "used more ↑" if how == "more" else "used less ↓"
            patches.append(Patch(color=_COLOURS[kind], label=weight + used))
    legend_below(figure, ax, handles=patches, ncols=2, handlelength=1)


def _weight(place: str, neutral: str) -> str:
    """Say in words on which side of the neutral weight a word is."""
    if neutral == "0":
        return "positive word, " if place == "above" else "negative word, "
    return f"weight {place} {neutral}, "
