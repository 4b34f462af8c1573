"""What all figures have in common: width, colours, and how names are written."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from matplotlib import rc_context
from matplotlib.axis import Axis
from matplotlib.legend import Legend

from analysis import schema
from analysis._utils.escape import one_line
from analysis.exceptions import shortened
from analysis.schema import REST

WIDTH = 5.0
ROW = 0.21
# On a phone, 368 of 400 pixels wide, this is 9 pixels. No text of a figure is smaller.
FONT_SIZE = 9
# Okabe & Ito (2008), without yellow, which is too pale on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
OTHER = "#5f6368"
# What is clear or asked about is blue, everything else grey.
HIGHLIGHT = COLOURS[0]
MUTED = "#8f969e"
NAMELESS = "(no name)"
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": FONT_SIZE,
    "axes.titlesize": FONT_SIZE,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.left": False,
    # Names are never formulas, whatever they hold.
    "text.parse_math": False,
    # Text stays text: it can be searched and edited, and letters that the font lacks are there.
    "svg.fonttype": "none",
    "svg.hashsalt": "samestory",
}


@contextmanager
def styled() -> Iterator[None]:
    """Set the style of all figures while drawing or saving them."""
    with rc_context(STYLE), warnings.catch_warnings():
        # A letter that the font lacks is drawn as an empty box.
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        yield


def palette(table: pd.DataFrame) -> dict[str, str]:
    """Return the colour of each outlet, the same on all figures of a corpus.

    Parameters
    ----------
    table : DataFrame
        With a column outlet, and perhaps against.

    Returns
    -------
    dict of str to str
        In order of the names; grey from the eighth outlet on.
    """
    names = sorted((set(table["outlet"]) | set(table.get("against", ()))) - {REST})
    return {name: COLOURS[i] if i < len(COLOURS) else OTHER for i, name in enumerate(names)}


def other_side(table: pd.DataFrame) -> str:
    """Name what outlets are compared with, as figures do."""
    other = table["against"].iat[0]
    return "the rest" if other == REST else short(other)


def named(name: object) -> str:
    """Name an item as figures do."""
    return short(schema.label(str(name)))


def short(name: str, length: int = 34) -> str:
    """Shorten a name to one line without invisible characters, short enough for a figure."""
    return shortened(one_line(name[: 4 * length]).strip(), length) or NAMELESS


def label_legend(legend: Legend, names: Iterable[str]) -> None:
    """Set the names of a legend, including those that begin with _, which matplotlib would leave out."""
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set_text(name)


def plain_log(axis: Axis) -> None:
    """Write the numbers of a logarithmic axis as 0.1, 1, 10, with 2 and 5 between if there is room."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    low, high = axis.get_view_interval()
    axis.set_major_locator(LogLocator(subs=(1, 2, 5) if high / low < 300 else (1,)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
