"""Figures that notebooks show with an alternative text, and the axes that plots draw into."""

from __future__ import annotations

import io
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.legend import Legend
from matplotlib.transforms import ScaledTranslation

from analysis.plots.style import FONT_SIZE, WIDTH, styled

# Pixels per inch on the screen, and of the image, which is drawn for screens of twice the density.
SHOWN_DPI = 100
IMAGE_DPI = 200


class Picture(Figure):
    """A figure that a notebook shows as an image with an alternative text.

    matplotlib shows figures in notebooks only after pyplot was imported, which plots do not need.

    Attributes
    ----------
    alt : str
        The figure in words.
    blank : str
        Why nothing is drawn.
    left_out : str
        Which outlets are drawn, if not all.
    """

    def __init__(self, height: float, *, alt: str) -> None:
        super().__init__(figsize=(WIDTH, height), layout="constrained", dpi=SHOWN_DPI)
        self.alt, self.blank, self.left_out = alt, "", ""

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        image = io.BytesIO()
        with styled():
            self.savefig(image, format="png", dpi=IMAGE_DPI, metadata={"Software": None})
        return image.getvalue(), {"alt": self.alt, "width": round(self.get_figwidth() * SHOWN_DPI)}


def axes_to_draw(ax: Axes | None, height: float, alt: str) -> tuple[Figure, Axes]:
    """Return the figure and the axes of a plot.

    Parameters
    ----------
    ax : matplotlib Axes or None
        Axes to draw into; None for those of a new picture.
    height : float
        Height of a new picture, in inches.
    alt : str
        Alternative text of a new picture.

    Returns
    -------
    figure : matplotlib Figure
    ax : matplotlib Axes
        Without frame, as in the style of all figures.
    """
    if ax is None:
        picture = Picture(height, alt=alt)
        return picture, picture.subplots()
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", left=False)
    return figure_of(ax), ax


def figure_of(drawn: Axes | SubFigure) -> Figure:
    """Return the whole figure that axes or a subfigure belong to."""
    figure = drawn.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def blank(figure: Figure, ax: Axes, reason: str) -> Figure:
    """Return the figure with a sentence in place of what cannot be drawn; only a picture changes its size."""
    if isinstance(figure, Picture):
        figure.set_size_inches(WIDTH, 0.6)
        figure.blank = reason
    ax.set_axis_off()
    ax.text(0, 0.5, fill(reason, 68), transform=ax.transAxes, va="center", parse_math=False)
    return figure


def note_left_out(figure: Figure | SubFigure, shown: int, there: int) -> None:
    """Note in a picture, for its caption, that only outlets with most articles are drawn."""
    if isinstance(figure, Picture) and shown < there:
        figure.left_out = f"Drawn: the {shown} of {there} outlets with most articles."


def write_title(figure: Figure | SubFigure, title: str) -> None:
    """Write the title of a whole figure."""
    figure.suptitle(fill(title, 62), x=0.01, ha="left", fontsize=FONT_SIZE, fontweight="bold", parse_math=False)


def set_title(figure: Figure, ax: Axes, title: str) -> None:
    """Write the title of a plot: above a picture, or above axes in a figure of the caller."""
    if isinstance(figure, Picture):
        write_title(figure, title)
    else:
        ax.set_title(fill(title, 56))


def legend_below(figure: Figure, ax: Axes, **options: Any) -> Legend:
    """Place a legend below everything else: of a picture, or of axes in a figure of the caller."""
    if isinstance(figure, Picture):
        return figure.legend(loc="outside lower left", frameon=False, **options)
    # 36 points leave room for the numbers and the label of the axis.
    below = ax.transAxes + ScaledTranslation(0, -36 / 72, figure.dpi_scale_trans)
    return ax.legend(loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=below, frameon=False, **options)
