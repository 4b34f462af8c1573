"""Figures that notebooks save."""

import io
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.layout_engine import TightLayoutEngine

from analysis.display.figure_files import compact_svg
from analysis.display.figures import PNG_DPI, show_figure
from analysis.exceptions import WrongUse
from analysis.plots.picture import Picture
from analysis.plots.style import styled


def bars(figure: Figure) -> Figure:
    counts = pd.Series([3, 1, 2], index=["a long name of a bar", "b", "c"])
    axes = figure.subplots(1, 2)
    for ax in axes:
        ax.barh(counts.index, counts)
        ax.set_title("Counts of three things")
    figure.legend(["things"], loc="outside lower left") if figure.get_layout_engine() else None
    return figure


@pytest.mark.parametrize("layout", ["constrained", None])
def test_a_figure_is_drawn_as_matplotlib_would(tmp_path: Path, layout: str | None) -> None:
    with styled():
        shown, saved = (bars(Figure(figsize=(5, 2), layout=layout)) for _ in range(2))
        expected = io.StringIO()
        saved.savefig(expected, format="svg", metadata={"Date": None, "Creator": None})
    html = show_figure(shown, "bars", tmp_path, caption="Bars", alt="Three bars.")
    assert (tmp_path / "figures" / "bars.svg").read_text("utf-8") == compact_svg(expected.getvalue())
    assert 'alt="Three bars."' in html.data


def test_the_png_has_its_size(tmp_path: Path) -> None:
    from PIL import Image

    show_figure(bars(Figure(figsize=(5, 2))), "bars", tmp_path, caption="Bars", alt="Three bars.")
    with Image.open(tmp_path / "figures" / "bars.png") as image:
        assert image.size == (5 * PNG_DPI, 2 * PNG_DPI)


def test_showing_leaves_the_figure_as_it_was(tmp_path: Path) -> None:
    figure = Figure(figsize=(5, 2), layout=TightLayoutEngine(), dpi=90)
    bars(figure)
    before = (figure.canvas, figure.dpi, figure.get_layout_engine())
    show_figure(figure, "bars", tmp_path, caption="Bars", alt="Three bars.")
    assert (figure.canvas, figure.dpi, figure.get_layout_engine()) == before
    again = show_figure(figure, "again", tmp_path, caption="Bars", alt="Three bars.")
    assert "figcaption" in again.data


def test_a_figure_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Describe the figure in words"):
        show_figure(Picture(2, alt=""), "bars", tmp_path, caption="Bars")
    assert not (tmp_path / "figures").exists()
