from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, schema
from analysis.annotation import fact_layer
from analysis.annotation.annotations import Annotations
from analysis.annotation.fact_layer import told_facts
from analysis.corpus.from_rows import corpus_of
from analysis.io.kept_outputs import KEEP_VARIABLE, computed_anew

NEWS = [
    ("a", "hall", "Post", "2025-05-02T09:00", "Osterby closes swimming hall",
     "The council of Osterby will close the old swimming hall in August, the mayor said. "
     "Repairing its roof would cost nine million crowns. Children learn to swim there since 1958."),
    ("b", "hall", "Herald", "2025-05-02T12:00", "No more laps",
     "Osterby will shut its old swimming hall in August, according to the mayor. "
     "The library next door stays open. Nobody asked the swimmers first."),
    ("c", "hall", "Gazette", "2025-05-01T12:00", "What a roof costs",
     "The roof of the hall cannot be saved: repairing it would cost nine million crowns. "
     "Swimmers may use the pool of the school in Lund."),
    ("d", "train", "Post", "", "New train", "A faster train to Lund leaves on Sunday. It stops nowhere."),
]  # fmt: skip


def annotated(folder: Path, news: list[tuple[str, ...]]) -> Annotations:
    columns = ["article_id", "event", "outlet", "published", "headline", "body"]
    return annotate(corpus_of(pd.DataFrame(news, columns=columns), "news"))


@pytest.fixture
def notes(tmp_path: Path) -> Annotations:
    return annotated(tmp_path, NEWS)


def test_facts_are_numbered_by_event_those_of_most_outlets_first(notes: Annotations) -> None:
    table = notes.fact_statements
    schema.check(table, "statements")
    shared = (
        table[table["outlets"] > 1]
        .groupby(["event", "fact"])["article_id"]
        .agg(lambda ids: " ".join(dict.fromkeys(ids)))
    )
    assert shared.to_dict() == {("hall", 1): "a b", ("hall", 2): "a c"}
    assert table.groupby("event")["fact"].agg(["min", "nunique", "max"]).to_numpy().tolist() == [[1, 6, 6], [1, 1, 1]]


def test_facts_are_the_same_whether_they_are_kept_or_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEEP_VARIABLE, raising=False)
    monkeypatch.setenv("SAMESTORY_STATE", str(tmp_path / "state"))
    with computed_anew():
        table = annotated(tmp_path, NEWS).fact_statements
    pd.testing.assert_frame_equal(annotated(tmp_path, NEWS).fact_statements, table)
    # Read now, also where another event comes first, so that articles have other numbers.
    monkeypatch.setattr(fact_layer, "_facts", None)
    for news in (NEWS, [NEWS[-1], *NEWS[:-1]]):
        of_hall = annotated(tmp_path, news).fact_statements.query("event == 'hall'").drop(columns="fact")
        expected = table.query("event == 'hall'").drop(columns="fact")
        keys = ["article_id", "sentence"]
        pd.testing.assert_frame_equal(
            of_hall.sort_values(keys, ignore_index=True), expected.sort_values(keys, ignore_index=True)
        )


def test_a_headline_belongs_to_the_fact_of_the_sentence_that_it_resembles(notes: Annotations) -> None:
    headlines = notes.fact_statements.query("position == 'headline' and event == 'hall'").set_index("article_id")
    assert headlines["fact"].to_dict() == {"a": 1}  # those of b and c resemble no sentence enough


def test_terms_are_words_of_the_fact(notes: Annotations) -> None:
    table = notes.fact_statements
    terms = table[(table["event"] == "hall") & (table["fact"] == 2)]["terms"].unique().tolist()
    assert len(terms) == 1 and set(terms[0].split(", ")) <= {"nine", "million", "crowns", "roof", "cost", "repairing"}


def test_sentences_with_figures_of_the_same_thing_tell_the_same_fact(tmp_path: Path) -> None:
    news = [
        (
            "a",
            "hall",
            "Post",
            "",
            "",
            "Swimmers were sad on Monday. The new pool of Osterby will cost 12 million crowns.",
        ),
        (
            "b",
            "hall",
            "Herald",
            "",
            "",
            "Nobody here likes it. Who pays the costs of 12 million crowns, parents asked.",
        ),
    ]
    notes = annotated(tmp_path, news)
    assert notes.grouped_statements["fact"].nunique() == 4
    told = notes.fact_statements
    assert told[told["outlets"] == 2]["article_id"].tolist() == ["a", "b"]
    assert told["fact"].tolist() == [1, 1, 2, 3]


def test_an_article_published_before_the_first_that_tells_a_fact_is_earlier(notes: Annotations) -> None:
    hall = next(told_facts(notes.fact_statements, notes.corpus.articles))
    assert hall.articles["article_id"].tolist() == ["a", "b", "c"]
    assert hall.told[:2].tolist() == [[True, True, False], [True, False, True]]
    assert hall.earlier[:2].tolist() == [[False, False, True], [False, False, False]]


def test_equal_articles_are_compared_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    group = fact_layer.same_facts
    monkeypatch.setattr(
        fact_layer, "same_facts", lambda texts, *rest: compared.append(len(texts)) or group(texts, *rest)
    )
    copies = [(f"{number}", "hall", f"Outlet {number}", *NEWS[0][3:]) for number in range(40)]
    table = annotated(tmp_path, [*copies, NEWS[1]]).fact_statements
    assert compared == [6]
    told = table[table["position"] != "headline"].groupby("fact")["outlet"].nunique().tolist()
    assert told == [41, 40, 40, 1, 1]


def test_a_sentence_of_two_megabytes(tmp_path: Path) -> None:
    long = [("e", "hall", "Tribune", "", "", "The hall " + "and the hall " * 150_000 + "closes in August.")]
    assert "e" in set(annotated(tmp_path, [*NEWS, *long]).fact_statements["article_id"])


def test_a_headline_alone_is_no_fact(tmp_path: Path) -> None:
    table = annotated(
        tmp_path, [("a", "hall", "Post", "", "Osterby closes its swimming hall", "It does.")]
    ).fact_statements
    assert len(table) == 0 and "note" not in table.attrs


def test_facts_of_events_whose_articles_alternate_are_those_of_each_alone(notes: Annotations, tmp_path: Path) -> None:
    train = ("e", "train", "Herald", "", "Slow trains", "On Sunday a faster train to Lund leaves. Buses are cheaper.")
    mixed = annotated(tmp_path, [NEWS[3], NEWS[0], train, *NEWS[1:3]]).fact_statements
    assert mixed["event"].drop_duplicates().tolist() == ["train", "hall"]
    same = ["event", "fact", "outlets", "article_id", "text", "terms"]
    hall = notes.fact_statements.query("event == 'hall'")[same].reset_index(drop=True)
    pd.testing.assert_frame_equal(mixed.query("event == 'hall'")[same].reset_index(drop=True), hall)
    assert mixed.query("event == 'train' and outlets == 2")["article_id"].tolist() == ["d", "e"]


def test_without_statements_there_is_no_row(tmp_path: Path) -> None:
    short = [("a", "hall", "Post", "", "", "Yes."), ("b", "train", "Post", "", "", "No.")]
    assert len(annotated(tmp_path, short).fact_statements) == 0
