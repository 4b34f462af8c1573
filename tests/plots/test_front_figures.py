"""Figures of the front page."""

import pandas as pd

from analysis import plots
from analysis.plots.stated_figures import comparable

ROWS = pd.DataFrame({"outlet": ["Post", "Star"], "figure": ["120-metre", "130 metres"], "value": [120.0, 130.0]})


def test_figures_stand_on_one_axis_with_their_labels() -> None:
    figure = plots.stated_figures(ROWS)
    assert [text.get_text() for text in figure.axes[0].texts] == ["130 metres", "120 metres"]
    assert figure.alt == "Dots on one axis: Post 120 metres; Star 130 metres."
    assert len(plots.stated_figures(pd.concat([ROWS] * 9)).alt) <= 150


def test_figures_in_other_units_are_not_drawn() -> None:
    assert comparable(ROWS) and not comparable(ROWS.assign(figure=["120 metres", "400 feet"]))
    assert not plots.stated_figures(ROWS.assign(figure=["120 metres", "400 feet"])).axes[0].lines


def test_events_are_columns_and_what_is_not_covered_is_empty() -> None:
    articles = pd.DataFrame({
        "event": ["b", "b", "a"], "outlet": ["Post", "Star", "Post"],
        "published": pd.to_datetime(["2025-01-02", "2025-01-02", "2025-01-09"], utc=True),
    })  # fmt: skip
    ax = plots.coverage_matrix(articles).axes[0]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["b", "a"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Post 2", "Star 1"]
    places = {
        (round(bar.get_x() + bar.get_width() / 2), round(bar.get_y() + bar.get_height() / 2)) for bar in ax.patches
    }
    assert places == {(0, 0), (1, 0), (0, 1)}
