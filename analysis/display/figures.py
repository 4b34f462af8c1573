"""Figures as a notebook shows and saves them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis._utils.escape import escape_html
from analysis.display.figure_files import compact_svg, svg_address
from analysis.display.html_output import html_output
from analysis.display.html_parts import table_links
from analysis.display.png_files import png_of_few_colours
from analysis.exceptions import WrongUse
from analysis.io.notebook_saves import saved_file
from analysis.io.staging import in_staging_folder

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure

# A figure of 5 inches becomes 1050 pixels, which at 300 dpi are a column of a journal, 89 mm.
PNG_DPI = 210
PRINT_DPI = 300
SVG_DPI = 72  # of the format


def show_figure(figure: Figure, name: str, out: Path, *, caption: str, alt: str | None = None) -> HTML:
    """Save a figure as SVG and PNG, and show it with its caption and alternative text.

    Parameters
    ----------
    figure : matplotlib Figure
        A figure of `ss.plots`, or any other.
    name : str
        Name of the files, figures/<name>.svg and figures/<name>.png below `out`, which are linked; so is a table
        that was saved under the same name.
    out : Path
        Folder of the notebook, from `output_folder`.
    caption : str
        Shown below the figure, with which outlets are drawn if a figure of `ss.plots` leaves some out.
    alt : str, optional
        The figure in words, for readers who do not see it. Figures of `ss.plots` have one of their own.

    Returns
    -------
    IPython.display.HTML
        Of a figure of `ss.plots` in which nothing can be drawn: the reason, and no files.

    Raises
    ------
    WrongUse
        If there is no alternative text.
    """
    alt = getattr(figure, "alt", "") if alt is None else alt
    if not alt:
        raise WrongUse("Missing `alt`. Describe the figure in words; only figures of ss.plots describe themselves.")
    if reason := getattr(figure, "blank", ""):
        saved = f" Table: {table_links(name)}" if _has_table(name, out) else ""
        return html_output(f'<p class="note">{escape_html(reason)}<span class="links">{saved}</span></p>')
    caption = " ".join(filter(None, [caption, getattr(figure, "left_out", "")]))
    folder = out / "figures"
    svg, png = _drawn(figure)
    for kind, content in (("svg", svg.encode()), ("png", png)):
        with saved_file(folder / f"{name}.{kind}") as work:
            work.write_bytes(content)
    # The notebooks of a report stand beside its figures; its pages hold them.
    source = f"../figures/{name}.svg" if in_staging_folder(out.absolute()) else svg_address(svg)
    return html_output(
        f'<figure><img src="{source}" alt="{escape_html(alt)}">'
        f"<figcaption>{escape_html(caption)} {_links(name, out)}</figcaption></figure>"
    )


def _links(name: str, out: Path) -> str:
    """Link the figure, and the table behind it if one was saved under the same name."""
    figure = f"figures/{escape_html(name)}"
    links = f'Figure: <a href="{figure}.svg">SVG</a>, <a href="{figure}.png">PNG</a>'
    table = f"; table: {table_links(name)}" if _has_table(name, out) else ""
    return f'<span class="links">{links}{table}</span>'


def _has_table(name: str, out: Path) -> bool:
    return (out / "tables" / f"{name}.csv").is_file()


def _drawn(figure: Figure) -> tuple[str, bytes]:
    """Return a figure as SVG and as PNG, with one layout.

    `Figure.savefig` would lay it out twice for each of the two, which takes most of its time.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from PIL.Image import fromarray

    from analysis.plots.style import styled

    canvas, dpi, layout = figure.canvas, figure.dpi, figure.get_layout_engine()
    svg = io.StringIO()
    try:
        with styled():
            as_svg: Any = FigureCanvasSVG(figure)
            figure.dpi = SVG_DPI
            if layout is not None:
                layout.execute(figure)
                figure.set_layout_engine("none")
            as_svg.print_svg(svg, metadata={"Date": None, "Creator": None})
            as_png: Any = FigureCanvasAgg(figure)
            figure.dpi = PNG_DPI
            as_png.draw()
    finally:
        figure.dpi = dpi
        figure.set_canvas(canvas)
        if layout is not None:
            figure.set_layout_engine(layout)
    return compact_svg(svg.getvalue()), png_of_few_colours(fromarray(np.asarray(as_png.buffer_rgba())), PRINT_DPI)
