"""Rows and names that a notebook shows."""

import pandas as pd

from analysis._utils.table_notes import note_of
from analysis.display.views import largest_outlets, outlets_with_most_articles


def test_outlets_with_most_articles_and_one_more() -> None:
    table = pd.DataFrame({"outlet": ["C", "B", "A", "D", "C"], "n_articles": [5, 9, 5, 1, 7]})
    assert outlets_with_most_articles(table, 2) == ["B", "C"]
    assert outlets_with_most_articles(table, 3) == ["A", "B", "C"]
    assert outlets_with_most_articles(table, 1, also="D") == ["B", "D"]
    assert outlets_with_most_articles(table, 9, also="D") == ["A", "B", "C", "D"]


def test_outlets_are_in_the_order_of_all_pages_and_the_smallest_are_counted() -> None:
    table = pd.DataFrame({"outlet": ["wire", "CNN", "BBC"], "articles": [9, 5, 1]})
    shown = largest_outlets(table, 2)
    assert shown["outlet"].tolist() == ["CNN", "wire"] and note_of(shown) == "Left out: 1 outlet with fewer articles."
    assert note_of(largest_outlets(table, 3)) == ""
