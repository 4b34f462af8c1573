from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import measures, schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.fact_layer import ToldFacts
from analysis.corpus.from_rows import corpus_of
from analysis.measures.coverage import ITEMS, _with_counts

ALL, MOST, ONLY = ITEMS


def told(rows: dict[str, str], earlier: str = "") -> ToldFacts:
    """Facts a, b, ... by article; its outlet is its first letter; earlier: 'article fact'."""
    facts = sorted(set("".join(rows.values())))
    articles = pd.DataFrame({"event": "event", "article_id": list(rows), "outlet": [name[0] for name in rows]})
    tells = [[fact in of_article for of_article in rows.values()] for fact in facts]
    before = [[f"{name} {fact}" == earlier for name in rows] for fact in facts]
    return ToldFacts("event", articles, np.array(tells), np.array(before))


def counts(event: ToldFacts, item: str) -> dict[str, tuple[int, int]]:
    rows = _with_counts(event).query("item == @item").set_index("article_id")
    return {article: (int(rows.loc[article, "x"]), int(rows.loc[article, "n"])) for article in rows.index}


def test_a_case_worked_by_hand() -> None:
    # All four outlets report a; P, Q and R report b; P and Q report c; only S reports d.
    table = told({"P": "abc", "Q": "abc", "R": "ab", "S": "ad"})
    assert counts(table, ALL) == {"P": (1, 1), "Q": (1, 1), "R": (1, 1), "S": (1, 2)}
    assert counts(table, MOST) == {"P": (2, 2), "Q": (2, 2), "R": (2, 3), "S": (1, 3)}
    assert counts(table, ONLY) == {"P": (0, 3), "Q": (0, 3), "R": (0, 2), "S": (1, 2)}


def test_what_an_article_could_not_know_is_not_expected() -> None:
    assert counts(told({"P": "ab", "Q": "ab", "R": "a"}), ALL)["R"] == (1, 2)
    assert counts(told({"P": "ab", "Q": "ab", "R": "a"}, earlier="R b"), ALL)["R"] == (1, 1)


def test_with_two_outlets_only_what_is_told_here_alone_is_counted() -> None:
    table = told({"P": "ab", "Q": "b"})
    assert counts(table, ALL) == counts(table, MOST) == {}
    assert counts(table, ONLY) == {"P": (1, 2), "Q": (0, 1)}
    assert len(_with_counts(told({"P": "ab"}))) == 0


def test_two_articles_of_an_outlet_are_no_others_of_each_other() -> None:
    assert counts(told({"P1": "ab", "Q": "b", "P2": "ab"}), ONLY) == {"P1": (1, 2), "Q": (0, 1), "P2": (1, 2)}


@pytest.fixture
def of_events(tmp_path: Path) -> Annotations:
    told = "Workers repaired seven boats before winter. "
    others = [
        "Bakers complained about the price of flour.",
        "A bridge was painted green in Lund.",
        "Rain fell on the fair.",
    ]
    rows = [
        {"article_id": f"{event}-{place}", "event": f"e{event}", "outlet": outlet, "headline": "",
         "body": (told if place < 2 else "") + others[place]}
        for event in range(4) for place, outlet in enumerate(("Post", "Herald", "Gazette"))
    ]  # fmt: skip
    return ss.annotate(corpus_of(pd.DataFrame(rows), "news"))


def test_scores_of_articles_can_be_compared_over_events(of_events: Annotations) -> None:
    scores = schema.check(measures.coverage(of_events), "scores")
    sums = scores[scores["item"] == ALL].groupby("outlet")[["x", "n"]].sum()
    assert sums.loc["Gazette"].tolist() == [0, 4]  # the boats, in four events; of Post and Herald nothing is expected
    only = scores[scores["item"] == ONLY].groupby("outlet")[["x", "n"]].sum()
    assert only.loc[["Gazette", "Post"]].to_numpy().tolist() == [[4, 4], [4, 8]]
    result = ss.compare(scores, unit="event", voice="all")
    assert set(result["unit"]) == {"event"}
    row = result[(result["item"] == ONLY) & (result["outlet"] == "Gazette")].iloc[0]
    assert row["estimate"] == pytest.approx(0.5)


def test_without_events_the_note_says_what_is_needed(notes: Annotations) -> None:
    assert measures.coverage(notes).attrs["note"].startswith("The corpus names no events.")


def test_events_of_one_outlet_have_no_scores(tmp_path: Path) -> None:
    row = {"article_id": "a", "event": "e", "outlet": "Post", "headline": "", "body": "Workers repaired seven boats."}
    notes = ss.annotate(corpus_of(pd.DataFrame([row]), "news"))
    scores = measures.coverage(notes)
    assert len(scores) == 0 and scores.attrs["note"] == "No event has articles of several outlets."
    assert ss.facts(notes).loc[0, "Post"] == "lead, only here"
