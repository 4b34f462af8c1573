import io

import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure

from analysis import plots
from analysis.exceptions import WrongUse
from analysis.plots.fact_matrix import OF_FACTS

FACTS = pd.DataFrame(
    [
        ("hall", 1, "hall, close", 2, "headline", "lead, quoted", "earlier"),
        ("hall", 2, "roof, crowns", 2, "later", "not found", "lead"),
        ("hall", 3, "library", 1, "", "lead, only here", ""),
        ("hall", 4, "sauna", 1, "later, only here", "", ""),
        ("train", 1, "Lund", 1, "lead, only here", "", ""),
    ],
    columns=[*OF_FACTS[:4], "Gazette", "Herald", "Post"],
)


def marks(figure: Figure, panel: int = 0) -> list[tuple[str, float, float, float]]:
    """Form, size and place of each mark in a panel."""
    lines = [line for line in figure.axes[panel].lines if len(line.get_xdata()) == 1]
    return [(line.get_marker(), line.get_markersize(), line.get_xdata()[0], line.get_ydata()[0]) for line in lines]


def svg(figure: Figure) -> bytes:
    out = io.BytesIO()
    with rc_context(plots.STYLE):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def labels(figure: Figure, panel: int = 0) -> list[str]:
    return [text.get_text() for text in figure.axes[panel].get_yticklabels()]


def test_names_of_facts_are_cut_between_words() -> None:
    terms = ["secretly, February, deliveries", "", "a" * 40]
    named = labels(plots.fact_matrix(FACTS[:3].assign(terms=terms)))
    assert named[:2] == ["secretly, February · 1", "without words in the bundle · 2"]
    assert named[2].startswith("aaa") and len(named[2]) < 40


def test_each_cell_is_a_mark_of_its_own() -> None:
    figure = plots.fact_matrix(FACTS)
    assert sorted(marks(figure), key=lambda mark: (mark[3], mark[2])) == [
        ("s", 7.5, 0, 0), ("o", 6.5, 1, 0), ("x", 4, 2, 0), ("o", 3.5, 0, 1), ("o", 6.5, 2, 1), ("o", 6.5, 1, 2),
    ]  # fmt: skip
    hollow = [line for line in figure.axes[0].lines if line.get_markerfacecolor() == "white"]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in hollow] == [(1, 0)]


def test_facts_of_one_outlet_stand_in_the_last_row_unless_they_are_in_the_lead() -> None:
    figure = plots.fact_matrix(FACTS)
    assert labels(figure) == ["hall, close · 1", "roof, crowns · 2", "library · 3", "others, told only here"]
    assert [text.get_text() for text in figure.axes[0].texts] == ["1", "0", "0"]


def test_each_event_has_a_panel_with_its_own_outlets() -> None:
    figure = plots.fact_matrix(FACTS)
    assert [text.get_text() for text in figure.axes[1].get_xticklabels()] == ["Gazette"]
    assert [ax.get_title("left") for ax in figure.axes] == ["hall", "train"]


def test_facts_and_outlets_beyond_the_limits_are_counted_in_the_title() -> None:
    figure = plots.fact_matrix(FACTS[FACTS["event"] == "hall"], rows=1, most=2)
    assert labels(figure) == ["hall, close · 1", "told only here"]
    assert figure.axes[0].get_title("left") == "hall · 2 of 3 outlets · 1 shared fact not drawn"


def test_facts_whose_figures_differ_are_marked() -> None:
    figure = plots.fact_matrix(FACTS.assign(figures=["", "differ", "", "", ""]))
    assert labels(figure)[:2] == ["hall, close · 1", "≠ roof, crowns · 2"]
    assert [text.get_text() for text in figure.axes[0].get_xticklabels()] == ["Gazette", "Herald", "Post"]


def test_it_describes_itself_and_is_the_same_twice() -> None:
    figure = plots.fact_matrix(FACTS)
    assert "hall: 2 of 4 facts told by several outlets, first hall, close (2 outlets)" in figure.alt
    assert svg(figure) == svg(plots.fact_matrix(FACTS))


def test_it_draws_into_a_figure_of_the_caller() -> None:
    mine = Figure()
    assert plots.fact_matrix(FACTS, fig=mine) is mine
    left, right = Figure().subfigures(1, 2)
    assert plots.fact_matrix(FACTS, fig=right) is left.figure


def test_without_facts_it_is_a_sentence() -> None:
    figure = plots.fact_matrix(FACTS[:0])
    assert [text.get_text() for text in figure.axes[0].texts] == ["No facts were found."]


def test_another_table_is_refused() -> None:
    with pytest.raises(WrongUse, match="^Invalid `facts`: .* Expected a table that `ss.facts` returns.$"):
        plots.fact_matrix(FACTS.drop(columns="terms"))
