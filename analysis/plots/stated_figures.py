"""What each outlet gives as the figure for one thing: dots on one axis."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis._utils.wording import short_name
from analysis.plots.picture import Picture, axes_to_draw, blank
from analysis.plots.style import COLOURS, ROW, short, styled

LONGEST_ALT = 150  # characters
MOST = 12  # outlets
NARROW = 3.4  # inches: it stands beside text
_CAPITAL = re.compile("^[A-Z](?=[a-z]| )")
_LARGE = re.compile(r"(?<![^ ])[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9.,])")
_HYPHENATED = re.compile(r"((?:[A-Za-z]+ )*[0-9][0-9.,]*)-([a-z]+)")


def stated_figures(claim: pd.DataFrame, *, ax: Axes | None = None) -> Figure:
    """Draw the figure that each outlet gives for one thing as a dot on one axis.

    Parameters
    ----------
    claim : DataFrame
        outlet, figure, value and about, one row per outlet, such as the first claim of `choose_facts_in_brief`.
    ax : matplotlib Axes, optional
        Axes to draw into; those of a new figure by default.

    Returns
    -------
    matplotlib Figure
    """
    rows = claim.sort_values("value", ascending=False, kind="stable").head(MOST)
    named = "; ".join(f"{short(row.outlet, 20)} {readable_figure(row.figure)}" for row in rows[::-1].itertuples())
    alt = f"Dots on one axis: {named}."
    with styled():
        figure, ax = axes_to_draw(
            ax, ROW * len(rows) + 0.3, alt if len(alt) <= LONGEST_ALT else f"{alt[: LONGEST_ALT - 1]}…"
        )
        if isinstance(figure, Picture):
            figure.set_figwidth(NARROW)
        if rows.empty or not comparable(rows):
            return blank(figure, ax, "No figures that differ.")
        places = range(len(rows))
        ax.hlines(places, rows["value"].min(), rows["value"], color="#dfe3e8", lw=0.8, zorder=0)
        ax.plot(rows["value"], places, "o", ms=7, color=COLOURS[0], clip_on=False)
        for place, row in zip(places, rows.itertuples(), strict=True):
            ax.annotate(
                readable_figure(str(row.figure)), (row.value, place), (6, 0), textcoords="offset points", va="center"
            )
        ax.set_yticks(places, [short(name, 24) for name in rows["outlet"]])
        ax.set_ylim(-0.6, len(rows) - 0.4)
        ax.margins(x=0.15)
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)
    return figure


def readable_figure(figure: str) -> str:
    """Write a figure as a noun, without the capital of a sentence, and large numbers in millions and billions.

    Examples
    --------
    >>> readable_figure("nearly 180-mile"), readable_figure("Four"), readable_figure("7,100,000,000 USD")
    ('nearly 180 miles', 'four', '7.1 billion USD')
    """
    figure = without_capital(figure)
    whole = _HYPHENATED.fullmatch(figure)
    if whole:
        return f"{whole[1]} {whole[2].removesuffix('s')}s"
    return short_name(_LARGE.sub(_in_words, figure, count=1))


def without_capital(figure: str) -> str:
    """Return a figure as it stands within a sentence: 'thousands' for 'Thousands'."""
    return _CAPITAL.sub(lambda letter: letter[0].lower(), figure)


def _in_words(number: re.Match[str]) -> str:
    value = int(number[0].replace(",", ""))
    size, word = (10**9, "billion") if value >= 10**9 else (10**6, "million")
    return f"{value / size:.4g} {word}" if value < 10**12 else number[0]


def comparable(rows: pd.DataFrame) -> bool:
    """Whether the figures are written in one unit, so that their numbers stand on one axis."""
    behind = rows["figure"].astype("str").str.replace(r"^.*[0-9]", "", regex=True)  # at least 8 miles
    units = {(re.findall("[a-z]+", figure.lower()) or [""])[-1][:4] for figure in behind}
    return len(units) == 1
