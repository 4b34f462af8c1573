from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, figure_relations, read_corpus, schema
from analysis.annotation.annotations import Annotations
from analysis.exceptions import WrongUse

NEWS = [
    ("a", "hall", "Post", "Osterby plans a hall", "The hall will cost 8 million crowns, the mayor said. It seats 300."),
    ("a2", "hall", "Post", "Again on the hall", "The hall will cost 8 million crowns, and nobody minds."),
    ("b", "hall", "Herald", "Hall too dear", "It will cost 9.5 million crowns, the opposition said. Birds sing."),
]


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Annotations:
    file = tmp_path_factory.mktemp("news") / "news.csv"
    pd.DataFrame(NEWS, columns=["article_id", "event", "outlet", "headline", "body"]).to_csv(file, index=False)
    return annotate(read_corpus(file))


def test_both_sentences_stand_beside_each_other(notes: Annotations) -> None:
    table = figure_relations(notes, relation="differs")
    schema.check(table, "shown_figure_relations")
    sides = ["relation", "about", "outlet", "figure", "source", "sentence", "other_outlet", "other_figure"]
    assert table[sides].to_numpy().tolist() == [[
        "figures differ by source", "money, cost", "Post", "8 million crowns", "the mayor",
        "The hall will cost 8 million crowns, the mayor said.", "Herald", "9.5 million crowns",
    ]]  # fmt: skip
    assert table["other_sentence"].tolist() == ["It will cost 9.5 million crowns, the opposition said."]


def test_articles_of_one_outlet_that_repeat_a_figure_are_shown_once(notes: Annotations) -> None:
    assert len(notes.figure_relations.query("relation == 'differs'")) == 2
    assert len(figure_relations(notes, event="hall", relation="differs")) == 1


def test_a_figure_of_one_outlet_has_no_other_side(notes: Annotations) -> None:
    only = figure_relations(notes, relation="only here")
    assert only[["outlet", "figure", "other_outlet", "other_sentence"]].to_numpy().tolist() == [["Post", "300", "", ""]]


def test_without_events_the_note_says_what_is_needed(tmp_path: Path) -> None:
    pd.DataFrame([row[:1] + row[2:] for row in NEWS], columns=["article_id", "outlet", "headline", "body"]).to_csv(
        tmp_path / "news.csv", index=False
    )
    table = figure_relations(annotate(read_corpus(tmp_path / "news.csv")))
    assert not len(table) and table.attrs["note"].startswith("The corpus names no events.")


def test_a_bundle_holds_relations_without_sentences() -> None:
    table = figure_relations(annotate(read_corpus(Path(__file__).parents[2] / "data" / "atacms" / "bundle")))
    miles = table[(table["relation"] == "figures differ") & (table["about"] == "range")]
    assert set(miles["figure"]) | set(miles["other_figure"]) == {"180 miles", "about 190 miles", "about 200 miles"}
    assert set(table["sentence"]) == set(table["other_sentence"]) == {""}


@pytest.mark.parametrize(("given", "message"), [
    ({"event": "moon"}, "Invalid `event`: 'moon'. Expected 'hall'."),
    ({"relation": "quarrel"}, "Invalid `relation`: 'quarrel'. Expected '', 'differs', 'updated'"),
])  # fmt: skip
def test_unknown_events_and_relations_are_refused(notes: Annotations, given: dict[str, str], message: str) -> None:
    with pytest.raises(WrongUse) as raised:
        figure_relations(notes, **given)
    assert str(raised.value).startswith(message)
