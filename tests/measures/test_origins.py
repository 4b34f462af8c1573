"""Where articles are from, with the evidence."""

import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.corpus.from_rows import corpus_of
from analysis.measures import event_origins, origins

FERRY = (
    "The council of Brenholm will close the old ferry landing in May because its piles are rotten. "
    "A new landing north of the harbour costs nine million crowns and opens in two years."
)
FIRE = "Smoke hung over the mill on Sunday while forty firemen pumped water from the canal until the roof came down."
OWN = "Fishers gathered at the quay on Friday with torches and a brass band. Most of them went home before midnight."

# outlet, event, published, credit, body
ARTICLES = [
    ("Post", "ferry", "", "AP", FERRY),
    ("Herald", "ferry", "", "", f"{FERRY}\n{OWN}"),
    ("Star (Online News)", "ferry", "", "Star", "Torches burned at the quay. A band played."),
    ("Post", "fire", "2024-05-02", "", FIRE),
    ("Herald", "fire", "2024-05-01", "", f"{FIRE}\nNobody was hurt."),
    ("Star (Online News)", "fire", "", "", "Nobody was hurt in the mill, Reuters reported Sunday. The roof is gone."),
    ("Post", "fog", "", "", FIRE),
    ("Herald", "fog", "", "", f"Fog again.\n{FIRE}"),
    ("Star (Online News)", "fog", "", "", "BRENHOLM (AFP) — Fog stopped the boats."),
]  # fmt: skip


@pytest.fixture(scope="module")
def notes() -> Annotations:
    rows = pd.DataFrame(ARTICLES, columns=["outlet", "event", "published", "credit", "body"])
    rows.insert(0, "article_id", rows["event"] + "-" + rows["outlet"].str[:4].str.strip())
    return ss.annotate(corpus_of(rows, "news"))


@pytest.fixture
def found(notes: Annotations) -> pd.DataFrame:
    return schema.check(origins(notes), "origins").set_index("article_id")


def test_what_one_copy_credits_is_the_origin_of_all(found: pd.DataFrame) -> None:
    rows = found[["origin", "evidence", "chain", "group"]].loc[["ferry-Post", "ferry-Hera"]].to_numpy().tolist()
    assert rows[0][:3] == ["Associated Press", "credit", "Post < Associated Press"]
    assert rows[1][:3] == ["Associated Press", "shared text", "Herald < Associated Press"]
    assert rows[0][3] == rows[1][3]


def test_an_outlet_that_credits_itself_is_its_own_origin(found: pd.DataFrame) -> None:
    row = found.loc["ferry-Star"]
    assert (row["origin"], row["evidence"], row["chain"]) == ("Star", "credit", "Star (Online News)")


def test_without_a_credit_the_article_that_was_certainly_first_is_the_origin(found: pd.DataFrame) -> None:
    assert found.loc[["fire-Post", "fire-Hera"], "chain"].tolist() == ["Post < Herald", "Herald"]
    assert found.loc["fire-Post", "evidence"] == "time"


def test_who_was_first_is_not_guessed(found: pd.DataFrame) -> None:
    assert found.loc[["fog-Post", "fog-Hera"], "origin"].tolist() == ["", ""]
    assert found.loc["fog-Post", "group"] == found.loc["fog-Hera", "group"]


def test_a_dateline_and_a_report_in_the_lead_name_the_origin(found: pd.DataFrame) -> None:
    assert found.loc["fog-Star", ["origin", "evidence", "words"]].tolist() == [
        "Agence France-Presse",
        "dateline",
        "AFP",
    ]
    row = found.loc["fire-Star"]
    assert (row["origin"], row["evidence"]) == ("Reuters", "attribution")
    assert row["words"] == "Nobody was hurt in the mill, Reuters reported Sunday."


def test_independent_origins_of_each_event(notes: Annotations) -> None:
    table = schema.check(event_origins(notes), "event_origins").set_index("event")
    assert table["origins"].to_dict() == {"ferry": 2, "fire": 2, "fog": 2}
    assert table["with_shared_text"].tolist() == [2, 2, 2]
    assert table["from_others"].to_dict() == {"ferry": 2, "fire": 2, "fog": 1}


def test_without_events_origins_are_counted_only_of_one_article_an_outlet() -> None:
    rows = pd.DataFrame({"article_id": list("abc"), "outlet": ["Post", "Star", "Star"], "body": [FERRY, FERRY, OWN]})
    assert event_origins(ss.annotate(corpus_of(rows[:2], "news")))["origins"].tolist() == [1]
    table = event_origins(ss.annotate(corpus_of(rows, "news")))
    assert table.empty and table.attrs["note"].startswith("The corpus names no events.")
    assert event_origins(ss.annotate(corpus_of(rows.assign(event="ferry"), "news")))["origins"].tolist() == [2]


def test_copies_are_one_unit_where_groups_are_clusters(notes: Annotations, found: pd.DataFrame) -> None:
    table = ss.compare(ss.measures.voices(notes), cluster=found["group"])
    assert table["unit"].unique().tolist() == ["cluster"]


def test_an_article_on_the_page_of_another_outlet() -> None:
    rows = pd.DataFrame({
        "article_id": ["a", "b", "c"], "outlet": ["Post", "Star", "Herald"], "credit": ["Post", None, "AP"],
        "publisher": ["Herald", "Star Media Group", "Post"], "body": [FERRY, FIRE, OWN],
    })  # fmt: skip
    found = origins(ss.annotate(corpus_of(rows, "news")))
    # A company is no page of another outlet.
    assert found["chain"].tolist() == ["Herald < Post", "Star", "Post < Herald < Associated Press"]
