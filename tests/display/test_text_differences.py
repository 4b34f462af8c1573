"""What articles differ in as texts."""

import pandas as pd

from analysis import annotate, compare, measures, read_corpus
from analysis.display import describe


def scores_of(tmp_path, articles: int) -> pd.DataFrame:
    bodies = {"Gazette": "The ferry is late. " * 30, "Herald": "A bridge was shut. " * 30}
    rows = [{"outlet": outlet, "body": f"{body} Day {k}."} for outlet, body in bodies.items() for k in range(articles)]
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", index=False)
    return measures.terms(annotate(read_corpus(tmp_path / "a.csv")))


def test_texts_differ_where_outlets_cannot_be_judged(tmp_path) -> None:
    scores = scores_of(tmp_path, 1)
    table = compare(scores)
    assert table["unit"].iat[0] == "outlet"
    told = str(describe.differences_of_texts(table, scores))
    by_hand = compare(scores, unit="segment", against="Herald")
    clear = by_hand[by_hand["q"] <= 0.05]
    assert len(clear) > 0
    assert f"differ in {len(clear)} of {by_hand['p'].notna().sum()} comparisons" in told
    assert all(f"*{item}*" in told for item in clear["item"])


def test_nothing_is_said_where_articles_are_the_units(tmp_path) -> None:
    scores = scores_of(tmp_path, 3)
    assert describe.differences_of_texts(compare(scores), scores) == ""
    assert describe.differences_of_texts(compare(scores).head(0), scores) == ""
