"""Effect against frequency: which words set an outlet apart, and how common they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis import schema
from analysis.exceptions import WrongUse, quoted
from analysis.plots.label_placement import place
from analysis.plots.style import OTHER, WIDTH, blank, ink, named, other_side, palette, plain_log, short, styled


def keyness_map(table: pd.DataFrame, *, outlet: str, top: int = 20) -> Figure:
    """Each item by how common it is and how far an outlet differs in it; a filled dot has a false discovery rate of
    at most 1 − confidence.

    table: comparisons. top: items named, most certain first; a name for which there is no room is left out.
    The effect is log₂ of (value + k) / (value_against + k), where k is half an occurrence in the outlet, so that an
    item that is absent on one side has a place (the added constant of Kilgarriff 2009, "Simple maths for keywords").
    Frequency is the mean of both sides. Items that neither side has are not drawn.
    Raises: WrongUse where the outlet is not one there is."""
    outlets = sorted(table["outlet"].unique())
    if outlet not in outlets and outlets:
        raise WrongUse(f"outlet '{outlet}' is not in the table; outlets are {quoted(outlets)}")
    rows = _measured(table[table["outlet"] == outlet])
    with styled():
        figure = Figure(figsize=(WIDTH, 4.6), layout="constrained", dpi=100)
        ax = figure.subplots()
        if rows.empty:
            return blank(figure, ax, f"Nothing to compare for {short(outlet)}.")
        scale = schema.MEASURES[table["measure"].iat[0]]
        colours = palette(table)
        mine, theirs = colours[outlet], colours.get(table["against"].iat[0], OTHER)
        ax.axhline(0, color="#9aa0a6", lw=0.8, zorder=0)
        for sure in (False, True):
            for side, colour in ((rows["effect"] >= 0, mine), (rows["effect"] < 0, theirs)):
                dots = _distinct(rows[(rows["sure"] == sure) & side])
                fill = colour if sure else "white"
                look: dict[str, Any] = {
                    "ms": 4.5 if sure else 3,
                    "mfc": fill,
                    "mec": colour,
                    "mew": 0.7,
                    "alpha": 1 if sure else 0.55,
                }
                ax.plot(dots["frequency"], dots["effect"], "o", zorder=2 + sure, **look)
        ax.set_xscale("log")
        plain_log(ax.xaxis)
        ax.margins(0.08, 0.1)
        ax.grid(axis="y", color="#e3e6e8", lw=0.6)
        ax.set_axisbelow(True)
        ax.tick_params(labelsize=7)
        against = other_side(table)
        level = 1 - rows["confidence"].iat[0]
        ax.set_xlabel(
            f"frequency, {scale.unit} (mean of both sides, log scale)\nfilled: beyond chance, q ≤ {level:.2g}"
        )
        ax.set_ylabel("log₂ ratio, half an occurrence added to both sides")
        ax.set_title(short(outlet), color=ink(mine))
        sides = ((1, "top", f"↑ more in {short(outlet)}", mine), (0, "bottom", f"↓ more in {against}", theirs))
        look = {"transform": ax.transAxes, "ha": "right", "fontsize": 7, "style": "italic", "parse_math": False}
        corners = [ax.text(1, y, words, va=va, color=ink(colour), **look) for y, va, words, colour in sides]
        chosen = _joined(rows.head(top))
        place(
            ax,
            chosen[["frequency", "effect"]].to_numpy(),
            chosen["item"].tolist(),
            colours=[ink(mine if e >= 0 else theirs) for e in chosen["effect"]],
            avoid=_distinct(rows)[["frequency", "effect"]].to_numpy(),
            keep=corners,
        )
    return figure


def _measured(rows: pd.DataFrame) -> pd.DataFrame:
    """Frequency, effect and whether it is beyond chance; most certain first."""
    rows = rows[rows["value"].notna() & rows["value_against"].notna()]
    rows = rows[rows["value"] + rows["value_against"] > 0]
    if rows.empty:
        return rows
    factor = schema.MEASURES[rows["measure"].iat[0]].factor
    half = 0.5 / rows["n"]
    measured = rows.assign(
        frequency=factor * (rows["value"] + rows["value_against"]) / 2,
        effect=np.log2((rows["value"] + half) / (rows["value_against"] + half)),
        sure=rows["q"] <= 1 - rows["confidence"],
    )
    size = measured["effect"].abs()
    order = measured.assign(_size=size).sort_values(["p", "_size", "item"], ascending=[True, False, True])
    return order.drop(columns="_size")


def _near(rows: pd.DataFrame) -> list[pd.Series]:
    """Where a dot lies, as finely as can be seen."""
    return [np.log10(rows["frequency"]).round(2), rows["effect"].round(2)]


def _distinct(rows: pd.DataFrame) -> pd.DataFrame:
    """One dot where many words of the same counts would lie on each other."""
    return rows[~pd.concat(_near(rows), axis=1).duplicated()]


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Words of one dot under each other, as one name."""
    named_rows = rows.assign(item=rows["item"].map(named))
    groups = named_rows.groupby(_near(rows), sort=False)
    return groups.agg(item=("item", "\n".join), frequency=("frequency", "first"), effect=("effect", "first"))
