"""What articles are called."""

import pandas as pd

from analysis import describe
from analysis._utils.table_notes import note_of, with_note

ARTICLES = pd.DataFrame({
    "article_id": ["T_1", "T_2"], "outlet": ["Post", "Star"],
    "headline": ["The ferry to Osterby runs again after a winter of repairs in the yard", "Ferry back"],
})  # fmt: skip


def test_articles_are_named_by_headline_and_outlet() -> None:
    table = with_note(pd.DataFrame({"article_id": ["T_2", "T_1"], "pieces": [2, 1]}), "Two rows.")
    named = describe.named_by_headline(table, ARTICLES)
    assert named.to_numpy().tolist() == [
        ["Ferry back", "Star", 2],
        ["The ferry to Osterby runs again after a winter of repairs …", "Post", 1],
    ]
    assert note_of(named) == "Two rows." and table["article_id"].tolist() == ["T_2", "T_1"]
    assert list(describe.named_by_headline(ARTICLES, ARTICLES)) == list(ARTICLES)


def test_without_a_headline_of_each_article_ids_stay() -> None:
    table = pd.DataFrame({"article_id": ["T_1"], "pieces": [1]})
    for headlines in (["A", None], ["A", ""]):
        assert describe.named_by_headline(table, ARTICLES.assign(headline=headlines)) is table
