"""Passages that several articles share, and words that only one outlet uses."""

from pathlib import Path

import pandas as pd

import analysis as ss
from analysis.annotation.text_places import text_places
from analysis.annotation.words_in_order import WordsInOrder

# Seven words in a row are shared by a and b, with another form of a word; six by a and c.
STORIES = [
    ("a", "Post", "The ferry ran aground on a reef near the lighthouse in heavy fog. Sabotage, they say. Sabotage!"),
    ("b", "Star", "A ferries ran aground on a reef near a beach. They say a harbour is closed."),
    ("c", "Post", "In the lighthouse in heavy fog nobody slept. Harbours are quiet."),
]


def words(folder: Path, ids: list[str]) -> tuple[WordsInOrder, dict[str, str]]:
    pd.DataFrame(STORIES, columns=["article_id", "outlet", "body"]).to_csv(folder / "a.csv", index=False)
    notes = ss.annotate(ss.read_corpus(folder / "a.csv"))
    return WordsInOrder.of(notes, text_places(notes, ["a", "b", "c"])).of_articles(ids), dict(notes.texts)


def test_seven_words_in_a_row_of_another_article_are_a_shared_passage(tmp_path: Path) -> None:
    some, texts = words(tmp_path, ["a", "b", "c"])
    assert [(one, texts[one][start:end]) for one, start, end in some.shared()] == [
        ("a", "ferry ran aground on a reef near"),
        ("b", "ferries ran aground on a reef near"),
    ]
    assert list(some.of_articles(["a", "c"]).shared()) == []


def test_a_word_of_one_outlet_is_used_twice_and_by_no_other(tmp_path: Path) -> None:
    some, texts = words(tmp_path, ["a", "b", "c"])
    found = [(one, texts[one][start:end]) for one, start, end in some.only_here()]
    expected = [("a", "lighthouse"), ("a", "heavy"), ("a", "fog"), ("a", "Sabotage"), ("a", "Sabotage"),
                ("c", "lighthouse"), ("c", "heavy"), ("c", "fog")]  # fmt: skip
    assert found == expected
    assert list(some.of_articles(["a", "c"]).only_here()) == []
