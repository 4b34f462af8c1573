"""Whose text outlets have, as a picture."""

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
