"""Word shifts as bars."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis._utils.table_notes import note_of
from analysis.comparison.word_shift import KINDS
from analysis.exceptions import WrongUse, quoted
from analysis.plots.label_placement import widths
from analysis.plots.style import ROW, WIDTH, blank, other_side, palette, short, styled

# Brewer's purple and orange: apart for the colour-blind, and not the colour of an outlet; pale where used less.
_COLOURS = dict(zip(KINDS, ("#5e3c99", "#b2abd2", "#b35806", "#fdb863"), strict=True))


def word_shift(
    table: pd.DataFrame,
    *,
    top: int = 20,
    unit: str = "average weight",
    factor: float = 1,
    colours: dict[str, str] | None = None,
) -> Figure:
    """A word shift as bars: what each word adds to the difference of two averages, or takes from it.

    The first bar is the whole difference, the last all words that are not shown; the bars below the first add up
    to it.
    table: shifts, of one outlet. top: words shown, largest contribution first. unit: of the averages, such as
    'VADER valence of a scored word'; factor: what contributions are multiplied with to be in that unit, such as 1000
    for words per 1,000. colours: of outlets, from palette(); without it the table's own.
    Raises: WrongUse where the table holds several word shifts."""
    pairs = table[["outlet", "against"]].drop_duplicates()
    if len(pairs) > 1:
        given = quoted(" against ".join(pair) for pair in pairs.to_numpy())
        raise WrongUse(f"a figure shows one word shift; the table holds {given}")
    with styled():
        figure = Figure(figsize=(WIDTH, 1), layout="constrained", dpi=100)
        ax = figure.subplots()
        if table.empty:
            return blank(figure, ax, note_of(table, "The two sides do not differ: there is no word shift."))
        shown, left = table.head(top), table.iloc[top:]
        outlet, against = short(table["outlet"].iat[0]), other_side(table)
        total = factor * (table["average"].iat[0] - table["average_against"].iat[0])
        places = _places(total)
        bars = [
            (f"all together {_number(total, places, '+')}", total, (colours or palette(table))[table["outlet"].iat[0]])
        ]
        bars += [
            (
                f"{short(row.item)} {'↑' if row.kind.endswith('more') else '↓'}",
                factor * row.contribution,
                _COLOURS[row.kind],
            )
            for row in shown.itertuples()
        ]
        if len(left):
            others = factor * left["contribution"].sum()
            bars.append((f"{len(left):,} others {_number(others, places, '+')}", others, "#c4c8cc"))
        figure.set_size_inches(WIDTH, len(bars) * ROW + 1.35)
        _bars(ax, bars)
        own, other = (_number(factor * table[name].iat[0], places) for name in ("average", "average_against"))
        ax.set_title(fill(f"{outlet} {own}, {against} {other}: {unit}", 62))
        ax.set_xlabel(fill(f"contribution to the difference, {outlet} minus {against}, in {unit}", 72))
        _legend(figure, shown, factor)
    return figure


def _bars(ax: Axes, bars: list[tuple[str, float, str]]) -> None:
    size = np.array([bar[1] for bar in bars])
    y = -np.arange(len(bars))
    ax.barh(y, size, color=[bar[2] for bar in bars], height=0.72)
    ax.axvline(0, color="#3c4043", lw=0.8)
    ax.axhline(-0.5, color="#dadce0", lw=0.6)
    for at, (name, value, _) in zip(y, bars, strict=True):
        right = value >= 0
        ax.annotate(name, (value, at), xytext=(3 if right else -3, 0), textcoords="offset points", va="center",
                    ha="left" if right else "right", fontsize=7, fontweight="bold" if at == 0 else "normal",
                    parse_math=False)  # fmt: skip
    ax.set_xlim(_limits(size, widths(ax, [bar[0] for bar in bars], size=7, bold=True) + 0.02))
    ax.set_ylim(y[-1] - 0.7, 0.7)
    ax.set_yticks([])
    ax.tick_params(axis="x", labelsize=7)


def _limits(size: np.ndarray, room: np.ndarray) -> tuple[float, float]:
    """Ends of the axis that leave room (share of the axis) for the name beyond the tip of each bar."""
    right = size >= 0
    low, high = min(size.min(), 0), max(size.max(), 0)
    # Each round widens the axis less than the one before, as long as two names are narrower than it.
    for _ in range(60):
        span = high - low
        low = min(0, *(size - room * span)[~right], 0)
        high = max(0, *(size + room * span)[right], 0)
    return low, high


def _legend(figure: Figure, shown: pd.DataFrame, factor: float) -> None:
    from matplotlib.patches import Patch

    neutral = f"{factor * shown['reference'].iat[0]:.3g}".replace("-", "−")
    there = [kind for kind in KINDS if (shown["kind"] == kind).any()]
    weighted = shown["weight"].nunique() > 1
    texts = {
        kind: f"{f'weight {place} {neutral}, ' if weighted else ''}used {'more ↑' if how == 'more' else 'less ↓'}"
        for kind in there
        for place, how in [kind.split(", ")]
    }
    patches = [Patch(color=_COLOURS[kind], label=texts[kind]) for kind in there]
    figure.legend(handles=patches, loc="outside lower left", ncols=2, frameon=False, fontsize=7, handlelength=1)


def _places(total: float) -> int:
    """Decimals that show two digits of a difference."""
    return int(np.clip(1 - np.floor(np.log10(abs(total))), 0, 5)) if total else 2


def _number(value: float, places: int, sign: str = "") -> str:
    return f"{value:{sign}.{places}f}".replace("-", "−")
