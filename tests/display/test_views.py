"""Rows and names that a notebook shows."""

import pandas as pd

from analysis.display.views import outlets_with_most_articles


def test_outlets_with_most_articles_and_one_more() -> None:
    table = pd.DataFrame({"outlet": ["C", "B", "A", "D", "C"], "n_articles": [5, 9, 5, 1, 7]})
    assert outlets_with_most_articles(table, 2) == ["B", "C"]
    assert outlets_with_most_articles(table, 3) == ["A", "B", "C"]
    assert outlets_with_most_articles(table, 1, also="D") == ["B", "D"]
    assert outlets_with_most_articles(table, 9, also="D") == ["A", "B", "C", "D"]
