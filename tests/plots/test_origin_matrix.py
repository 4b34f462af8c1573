"""Whose text outlets have, as a picture."""

import numpy as np
import pandas as pd

from analysis import plots
from analysis.plots.origin_matrix import OTHER_ORIGINS, OWN, UNKNOWN


def origins(*rows: tuple[str, str]) -> pd.DataFrame:
    """rows: outlet, origin; the outlet itself for its own text, '' where it is not known who was first."""
    table = pd.DataFrame(rows, columns=["outlet", "origin"])
    other = (table["origin"] != "") & (table["origin"] != table["outlet"])
    return table.assign(chain=table["outlet"] + (" < " + table["origin"]).where(other, ""))


def heads(table: pd.DataFrame, most: int = 8) -> list[str]:
    ax = plots.origin_matrix(table, most=most).axes[0]
    return [" ".join(label.get_text().split()) for label in ax.get_xticklabels()]


def test_a_column_for_each_origin_those_of_most_articles_first() -> None:
    table = origins(("Post", "Post"), ("Post", "Reuters"), ("Star", "AP"), ("Post", "AP"), ("Star", ""))
    assert heads(table) == [OWN, "AP", "Reuters", UNKNOWN]
    assert heads(table, most=1)[1:] == ["AP", OTHER_ORIGINS, UNKNOWN]


def test_numbers_of_articles_stand_in_the_cells() -> None:
    table = origins(("Post", "Post"), ("Post", "AP"), ("Post", "AP"), ("Star", "Star"))
    figure = plots.origin_matrix(table)
    texts = [(text.get_position(), text.get_text()) for text in figure.axes[0].texts if text.get_text()]
    assert texts == [((0, 0), "1"), ((0, 1), "1"), ((1, 0), "2")]
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Post 3", "Star 1"]
    assert figure.alt == "From whom the articles of 2 outlets are. Post: 2 from AP."


def test_without_articles_and_with_own_text_only() -> None:
    assert plots.origin_matrix(origins()).blank == "There are no articles."
    assert plots.origin_matrix(origins(("Post", "Post"))).alt.endswith("All are own text.")


def test_names_above_many_columns_do_not_overlap() -> None:
    names = [f"The Osterby Evening News {number}" for number in range(10)]
    outlet = "The Christian Observer of Osterby"
    figure = plots.origin_matrix(origins((outlet, outlet), *((outlet, name) for name in names), (outlet, "")))
    figure.draw_without_rendering()
    labels = figure.axes[0].get_xticklabels()
    angles = {label.get_rotation() for label in labels}
    starts = [label.get_window_extent().x0 for label in labels if label.get_text()]
    [angle] = angles
    # Lines of text that are parallel: their distance is that of their columns, across the lines.
    across = np.diff(starts) * np.sin(np.radians(angle))
    assert len(across) >= 8 and (across[:-2] >= labels[0].get_fontsize() * figure.dpi / 72 * 0.95).all()
