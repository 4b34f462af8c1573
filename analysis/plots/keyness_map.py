"""Effect by frequency: which words set an outlet apart, and how common they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MultipleLocator

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis.plots.alt_text import differences_alt_text
from analysis.plots.findings import finding
from analysis.plots.label_placement import write_names
from analysis.plots.picture import axes_to_draw, blank, set_title
from analysis.plots.style import HIGHLIGHT, OTHER, named, other_side, plain_log, short, styled

HEIGHT = 4.2  # inches
# Words written beside one dot; the others are counted.
MOST_AT_ONE_DOT = 3
# From this number of dots on, they are a cloud: those that are not clear are small, and only words at its edge and
# outside have names. A name that covers other dots, or is far from its own, would be read as that of another word.
CLOUD = 150
IN_CLOUD = {"farthest": 19.0, "most_covered": 2.0}
_INK = "#202124"


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
        _dots(ax, rows)
        _scales(ax, rows)
        items = schema.MEASURES[rows["measure"].iat[0]].items
        set_title(figure, ax, finding(rows, f"No {items} is clearly more or less frequent in {short(outlet)}"))
        _names(ax, rows, top, _corners(ax, outlet, other_side(table)))
    return figure


def _dots(ax: Axes, rows: pd.DataFrame) -> None:
    """Draw a dot per item; clear ones filled and on top."""
    ax.axhline(0, color="#9aa0a6", lw=0.8, zorder=0)
    small = 1.8 if _is_cloud(rows) else 3.0
    for sure, size, colour, fill in ((False, small, OTHER, "white"), (True, 4.5, HIGHLIGHT, HIGHLIGHT)):
        dots = _distinct(rows[rows["sure"] == sure])
        ax.plot(dots["frequency"], dots["effect"], "o", zorder=2 + sure, ms=size, mfc=fill, mec=colour, mew=0.7)


def _scales(ax: Axes, rows: pd.DataFrame) -> None:
    """Set the logarithmic axis of frequency, the grid, and the labels of both axes."""
    ax.set_xscale("log")
    plain_log(ax.xaxis)
    ax.margins(0.08, 0.1)
    ax.grid(axis="y", color="#e3e6e8", lw=0.6)
    ax.set_axisbelow(True)
    ax.yaxis.set_major_locator(MultipleLocator(1))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _times(round(value))))
    unit = schema.MEASURES[rows["measure"].iat[0]].unit
    ax.set_xlabel(f"how common: {unit}, mean of both sides")


def _times(power: int) -> str:
    """Write 2 to a power as how often one side has something compared with the other."""
    words = {0: "equally often", 1: "twice as often", -1: "half as often"}
    return words.get(power) or (f"{2**power:,} times as often" if power > 0 else f"1/{2**-power:,} as often")


def _corners(ax: Axes, outlet: str, against: str) -> list[Text]:
    """Write what up and down mean, in the corners to the right."""
    corners = ((1, "top", f"↑ more in {short(outlet)}"), (0, "bottom", f"↓ more in {against}"))
    return [
        ax.text(
            1, y, text, va=va, color=OTHER, transform=ax.transAxes, ha="right", style="italic",
            parse_math=False,
        )
        for y, va, text in corners
    ]  # fmt: skip


def _names(ax: Axes, rows: pd.DataFrame, top: int, corners: list[Text]) -> None:
    """Write the names of the first items beside their dots."""
    chosen = _joined(rows.head(top))
    write_names(
        ax,
        chosen[["frequency", "effect"]].to_numpy(),
        chosen["item"].tolist(),
        colours=[_INK] * len(chosen),
        avoid=_distinct(rows)[["frequency", "effect"]].to_numpy(),
        keep=corners,
        **(IN_CLOUD if _is_cloud(rows) else {}),
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


def _is_cloud(rows: pd.DataFrame) -> bool:
    """Whether there are so many dots that few can have a name."""
    return len(_distinct(rows)) >= CLOUD


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Join the words of one dot to one name, one below the other."""
    named_rows = rows.assign(item=rows["item"].map(named))
    groups = named_rows.groupby(_near(rows), sort=False)
    return groups.agg(item=("item", _stacked), frequency=("frequency", "first"), effect=("effect", "first"))


def _stacked(names: pd.Series) -> str:
    """Join the first names of one dot, one below the other, and count the others."""
    more = len(names) - MOST_AT_ONE_DOT
    listed = names.head(MOST_AT_ONE_DOT).tolist() if more > 1 else names.tolist()
    return "\n".join([*listed, f"and {more} more"] if more > 1 else listed)
