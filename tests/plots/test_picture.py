"""Plots in notebooks, and in axes of the caller."""

from pathlib import Path

import matplotlib as mpl
import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure
from nbclient import NotebookClient
from nbformat import v4

import analysis as ss
from analysis import plots
from analysis.exceptions import WrongUse
from analysis.plots.picture import Picture


@pytest.fixture
def terms(notes) -> pd.DataFrame:
    return ss.measures.terms(notes, min_count=1, with_function_words=True)


@pytest.fixture
def compared(terms) -> pd.DataFrame:
    return ss.compare(terms)


@pytest.mark.slow
def test_the_last_line_of_a_cell_shows_the_picture_and_its_alternative_text(compared, tmp_path: Path) -> None:
    compared.to_parquet(tmp_path / "terms.parquet")
    code = "import pandas as pd\nimport samestory as ss\nss.plots.differences(pd.read_parquet('terms.parquet'))"
    book = v4.new_notebook(cells=[v4.new_code_cell(code)])
    NotebookClient(book, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = book.cells[0].outputs
    assert output.data["image/png"].startswith("iVBORw0KGgo")
    assert output.metadata["image/png"]["alt"] == plots.differences(compared).alt
    assert output.metadata["image/png"]["width"] == 500
    assert nbformat.validate(book) is None


def test_every_plot_says_what_it_shows(compared, terms) -> None:
    shift = ss.word_shift(terms, ss.measures.sentiment_weights(), outlet="Herald")
    distances = ss.similarity(terms, unit="segment")
    assert plots.differences(compared).alt.startswith("Dots for outlets beside the others: no difference is clear.")
    assert plots.keyness_map(compared, outlet="Post").alt.count("Post, ") == 1
    assert plots.word_shift(shift).alt.startswith("Bars, one")
    assert plots.similarity_map(distances).alt.startswith("Distances of outlets. Nearest: ")
    assert plots.proportions(compared, items=["the"]).alt.startswith("Bars: per 1,000 words: ")


def test_plots_draw_into_given_axes_and_leave_settings_and_size_alone(compared, terms) -> None:
    shift = ss.word_shift(terms, ss.measures.sentiment_weights(), outlet="Herald")
    distances = ss.similarity(terms, unit="segment")
    draws = (
        lambda ax: plots.keyness_map(compared, outlet="Post", ax=ax),
        lambda ax: plots.word_shift(shift, ax=ax),
        lambda ax: plots.similarity_map(distances, ax=ax),
        lambda ax: plots.proportions(compared, items=["the", "a"], ax=ax),
        lambda ax: plots.word_shift(shift.head(0), ax=ax),
    )
    settings = dict(mpl.rcParams)
    for draw in draws:
        figure = Figure(figsize=(9, 4))
        left, right = figure.subplots(1, 2)
        assert draw(right) is figure
        assert not left.has_data() and not left.texts
        assert right.texts or right.get_legend()
        assert figure.get_size_inches().tolist() == [9, 4]
        figure.draw_without_rendering()
    assert dict(mpl.rcParams) == settings


def test_differences_draw_into_a_subfigure(compared) -> None:
    figure = Figure(figsize=(9, 6))
    left, right = figure.subfigures(1, 2)
    assert plots.differences(compared, fig=right) is figure
    assert (len(left.axes), len(right.axes)) == (0, 8)


def test_an_unknown_panel_is_refused(compared) -> None:
    with pytest.raises(WrongUse, match="Invalid `panel`: 'event'. Expected 'outlet' or 'item'."):
        plots.differences(compared, panel="event")


def test_a_picture_has_its_width_whatever_it_shows(compared) -> None:
    figure = plots.differences(compared)
    assert isinstance(figure, Picture) and figure.get_figwidth() == plots.WIDTH
