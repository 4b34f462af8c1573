"""Effect by frequency: which words set an outlet apart, and how common they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis.plots.alt_text import differences_alt_text
from analysis.plots.label_placement import write_names
from analysis.plots.picture import axes_to_draw, blank
from analysis.plots.style import OTHER, ink, named, other_side, palette, plain_log, short, styled

HEIGHT = 4.6  # inches


def keyness_map(table: pd.DataFrame, *, outlet: str, top: int = 20, ax: Axes | None = None) -> Figure:
    """Draw each item by how common it is and how far an outlet differs in it.

    A filled dot has a false discovery rate of at most 0.05. The effect is log₂ of
    (value + k) / (value_against + k), where k is half an occurrence in the outlet, so that an item that is absent on
    one side has a place. Frequency is the mean of both sides. Items that neither side has are not drawn.

    Parameters
    ----------
    table : DataFrame
        Comparisons.
    outlet : str
        The outlet shown.
    top : int
        Items named, the first of the table; a name for which there is no room is left out.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default. Names are placed at its present size.

    Returns
    -------
    matplotlib Figure

    Raises
    ------
    WrongUse
        If the outlet is not in the table.

    References
    ----------
    Kilgarriff (2009), "Simple maths for keywords": the constant added to both sides.
    """
    outlets = sorted(table["outlet"].unique())
    if outlets:
        checked_choice(outlet, "outlet", outlets)
    rows = _measured(table[table["outlet"] == outlet])
    alt = differences_alt_text(table[table["outlet"] == outlet])
    with styled():
        figure, ax = axes_to_draw(ax, HEIGHT, alt)
        if rows.empty:
            return blank(figure, ax, f"Nothing to compare for {short(outlet)}.")
        colours = palette(table)
        sides = colours[outlet], colours.get(table["against"].iat[0], OTHER)
        _dots(ax, rows, sides)
        _scales(ax, rows)
        ax.set_title(short(outlet), color=ink(sides[0]))
        _names(ax, rows, top, sides, _corners(ax, outlet, other_side(table), sides))
    return figure


def _dots(ax: Axes, rows: pd.DataFrame, sides: tuple[str, str]) -> None:
    """Draw a dot per item, in the colour of the side that uses it more; certain ones filled and on top."""
    ax.axhline(0, color="#9aa0a6", lw=0.8, zorder=0)
    more = rows["effect"] >= 0
    for sure in (False, True):
        size, alpha = (4.5, 1.0) if sure else (3.0, 0.55)
        for side, colour in ((more, sides[0]), (~more, sides[1])):
            dots = _distinct(rows[(rows["sure"] == sure) & side])
            fill = colour if sure else "white"
            ax.plot(
                dots["frequency"], dots["effect"], "o", zorder=2 + sure,
                ms=size, mfc=fill, mec=colour, mew=0.7, alpha=alpha,
            )  # fmt: skip


def _scales(ax: Axes, rows: pd.DataFrame) -> None:
    """Set the logarithmic axis of frequency, the grid, and the labels of both axes."""
    ax.set_xscale("log")
    plain_log(ax.xaxis)
    ax.margins(0.08, 0.1)
    ax.grid(axis="y", color="#e3e6e8", lw=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(labelsize=7)
    unit = schema.MEASURES[rows["measure"].iat[0]].unit
    filled = f"filled dots: q ≤ {schema.FALSE_DISCOVERY_RATE:.2g}"
    ax.set_xlabel(f"frequency ({unit}; mean of both sides, log scale)\n{filled}")
    ax.set_ylabel("log₂ ratio, half an occurrence added to both sides")


def _corners(ax: Axes, outlet: str, against: str, sides: tuple[str, str]) -> list[Text]:
    """Write what up and down mean, in the corners to the right."""
    corners = (
        (1, "top", f"↑ more in {short(outlet)}", sides[0]),
        (0, "bottom", f"↓ more in {against}", sides[1]),
    )
    return [
        ax.text(
            1, y, text, va=va, color=ink(colour), transform=ax.transAxes, ha="right", fontsize=7, style="italic",
            parse_math=False,
        )
        for y, va, text, colour in corners
    ]  # fmt: skip


def _names(ax: Axes, rows: pd.DataFrame, top: int, sides: tuple[str, str], corners: list[Text]) -> None:
    """Write the names of the first items beside their dots."""
    chosen = _joined(rows.head(top))
    write_names(
        ax,
        chosen[["frequency", "effect"]].to_numpy(),
        chosen["item"].tolist(),
        colours=[ink(sides[0] if effect >= 0 else sides[1]) for effect in chosen["effect"]],
        avoid=_distinct(rows)[["frequency", "effect"]].to_numpy(),
        keep=corners,
    )


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    """Compute frequency, effect and whether it is distinguishable from zero; tested items first."""
    rows = rows[rows["value"].notna() & rows["value_against"].notna()]
    rows = rows[rows["value"] + rows["value_against"] > 0]
    if rows.empty:
        return rows
    factor = schema.MEASURES[rows["measure"].iat[0]].factor
    half = 0.5 / rows["n"]
    measured = rows.assign(
        frequency=factor * (rows["value"] + rows["value_against"]) / 2,
        effect=np.log2((rows["value"] + half) / (rows["value_against"] + half)),
        sure=schema.is_clear(rows["q"]),
    )
    return measured.sort_values("p", key=pd.isna, kind="stable")


def _near(rows: pd.DataFrame) -> list[pd.Series]:
    """Return where a dot lies, at the resolution that can be seen."""
    return [np.log10(rows["frequency"]).round(2), rows["effect"].round(2)]


def _distinct(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one dot of those that would lie on each other."""
    return rows[~pd.concat(_near(rows), axis=1).duplicated()]


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Join the words of one dot to one name, one below the other."""
    named_rows = rows.assign(item=rows["item"].map(named))
    groups = named_rows.groupby(_near(rows), sort=False)
    return groups.agg(item=("item", "\n".join), frequency=("frequency", "first"), effect=("effect", "first"))
