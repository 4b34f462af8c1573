"""Figures as a notebook shows and saves them."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from analysis._utils.escape import escape_html
from analysis.exceptions import WrongUse
from analysis.io.notebook_saves import saved_file

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure

PNG_DPI = 160


def show_figure(figure: Figure, name: str, out: Path, *, caption: str, alt: str | None = None) -> HTML:
    """Save a figure as SVG and PNG, and show it with its caption and alternative text.

    Parameters
    ----------
    figure : matplotlib Figure
        A figure of `ss.plots`, or any other.
    name : str
        Name of the files, figures/<name>.svg and figures/<name>.png below `out`.
    out : Path
        Folder of the notebook, from `output_folder`.
    caption : str
        Shown below the figure.
    alt : str, optional
        The figure in words, for readers who do not see it. Figures of `ss.plots` have one of their own.

    Returns
    -------
    IPython.display.HTML

    Raises
    ------
    WrongUse
        If there is no alternative text.
    """
    from IPython.display import HTML

    from analysis.plots.style import styled

    alt = getattr(figure, "alt", "") if alt is None else alt
    if not alt:
        raise WrongUse("Missing `alt`. Describe the figure in words; only figures of ss.plots describe themselves.")
    folder = out / "figures"
    svg = io.BytesIO()
    with styled():
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        with saved_file(folder / f"{name}.png") as work:
            figure.savefig(work, format="png", dpi=PNG_DPI, metadata={"Software": None})
    settled = _with_numbered_ids(svg.getvalue())
    with saved_file(folder / f"{name}.svg") as work:
        work.write_bytes(settled)
    data = base64.b64encode(settled).decode()
    return HTML(
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape_html(alt)}">'
        f"<figcaption>{escape_html(caption)}</figcaption></figure>"
    )


def _with_numbered_ids(svg: bytes) -> bytes:
    """An SVG whose hashed ids are numbers, in order.

    matplotlib hashes unrounded coordinates into ids, so that two machines whose last digits differ draw the same
    figure with other ids.
    """
    hashed = dict.fromkeys(re.findall(rb'id="([^"]*[0-9a-f]{10})"', svg))
    numbers = {old: b"id-%d" % number for number, old in enumerate(hashed, start=1)}
    return re.sub(rb'(id="|#)([^"#)]*[0-9a-f]{10})(?=[")])', lambda m: m[1] + numbers.get(m[2], m[2]), svg)
