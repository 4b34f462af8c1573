"""How much of each article is agency text, and what says so."""

import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.corpus.from_rows import corpus_of
from analysis.measures import wire_copy, wire_evidence

FERRY = (
    "The council of Brenholm will close the old ferry landing in May because its piles are rotten. "
    "A new landing north of the harbour costs nine million crowns and opens in two years."
)  # 33 words
OWN = "Fishers gathered at the quay on Friday with torches and a brass band. Most of them went home before midnight."
PHRASE = "Its piles are rotten. Nobody knows how the new bridge shall be paid for after the flood of last year."

# article_id, outlet, event, credit, byline, body
ARTICLES = [
    ("agency", "Reuters", "ferry", "", "", FERRY),
    ("dateline", "Post", "ferry", "", "", f"BRENHOLM (AP) — {FERRY}"),
    ("credit", "Post", "fire", "AFP", "", OWN),
    ("byline", "Herald", "fog", "", "Ada Reed, Associated Press", OWN),
    ("quote", "Herald", "flood", "AP", "", f"“{OWN}” {FERRY}"),
    ("shared", "Herald", "ferry", "", "Ben Holt", f"{OWN}\n{FERRY}"),
    ("in part", "Post", "festival", "", "Ada Reed and Associated Press", OWN),
    ("hint", "Post", "frost", "h/t: Reuters", "", OWN),
    ("phrase", "Star", "ferry", "", "", PHRASE),
    ("other event", "Star", "feast", "", "", FERRY),
    ("alone", "Star", "flag", "", "", OWN),
]  # fmt: skip


@pytest.fixture(scope="module")
def notes() -> Annotations:
    rows = pd.DataFrame(ARTICLES, columns=["article_id", "outlet", "event", "credit", "byline", "body"])
    return ss.annotate(corpus_of(rows, "news"))


@pytest.fixture(scope="module")
def scores(notes: Annotations) -> pd.DataFrame:
    return schema.check(wire_copy(notes), "scores").set_index("article_id")


def test_an_article_by_an_agency_is_agency_text_as_a_whole(scores: pd.DataFrame) -> None:
    for article in ("agency", "dateline", "credit", "byline"):
        assert scores.loc[article, "x"] == scores.loc[article, "n"] > 0


def test_only_words_of_narration_are_counted(scores: pd.DataFrame) -> None:
    assert scores.loc["quote", ["x", "n"]].tolist() == [33, 33]


def test_else_only_the_words_are_that_an_agency_has_too(scores: pd.DataFrame) -> None:
    # 20 words of its own, 33 of the agency.
    assert scores.loc["shared", ["x", "n"]].tolist() == [33, 20 + 33]


def test_style_a_share_and_a_hint_do_not_count_nor_does_a_phrase(scores: pd.DataFrame) -> None:
    assert (scores.loc[["in part", "hint", "phrase", "other event", "alone"], "x"] == 0).all()


def test_an_article_is_one_unit(scores: pd.DataFrame) -> None:
    row = scores.loc["shared"]
    assert row[["units", "xx", "xn", "nn"]].tolist() == [1, 33**2, 33 * 53, 53**2]


def test_the_evidence(notes: Annotations) -> None:
    table = schema.check(wire_evidence(notes), "wire_evidence").set_index("article_id")
    assert table[["agency", "evidence", "words"]].T.to_dict("list") == {
        "agency": ["Reuters", "outlet", "Reuters"],
        "dateline": ["Associated Press", "dateline", "AP"],
        "shared": ["Reuters", "shared text", "agency"],
        "credit": ["Agence France-Presse", "credit", "AFP"],
        "quote": ["Associated Press", "credit", "AP"],
        "byline": ["Associated Press", "byline", "Ada Reed, Associated Press"],
    }
    assert table.loc["shared", "share"] == 33 / 53


def test_outlets_are_compared(notes: Annotations) -> None:
    row = ss.compare(wire_copy(notes), against="rest").set_index("outlet").loc["Herald"]
    # On the ferry, where all have written: Reuters and Post 33 of 33 words each, Star none of 20.
    assert (row["value"], row["value_against"]) == pytest.approx((33 / 53, (33 + 33) / (33 + 33 + 20)))


def test_from_a_bundle_shared_text_is_not_counted_and_the_note_says_so() -> None:
    notes = ss.annotate(ss.read_corpus("data/tarnholm"))
    bundle = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    assert "note" not in wire_copy(notes).attrs and "note" not in wire_evidence(notes).attrs
    scores, evidence = wire_copy(bundle), wire_evidence(bundle)
    assert "articles themselves" in scores.attrs["note"] and "articles themselves" in evidence.attrs["note"]
    by_outlet = scores.groupby("outlet")[["x", "n"]].sum()
    assert by_outlet.loc["wire", "x"] == by_outlet.loc["wire", "n"] == by_outlet["x"].sum() > 0
    assert evidence["evidence"].tolist() == ["outlet"] * 2
