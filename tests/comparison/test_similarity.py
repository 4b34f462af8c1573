"""Distances between outlets."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.exceptions import WrongUse


def scores(articles: Sequence[tuple[str, dict[str, int]]]) -> pd.DataFrame:
    """Term scores of articles, each with its outlet and the counts of its words, one segment an article."""
    rows = []
    for number, (outlet, words) in enumerate(articles):
        n = sum(words.values())
        for item, x in [("", 0), *words.items()]:
            rows.append(("terms", item, "e", outlet, f"a{number}", "narration", x, n, 1, x * x, x * n, n * n))
    frame = pd.DataFrame(rows, columns=schema.columns("scores"))
    return frame.astype({c.name: c.dtype for c in schema.TABLES["scores"]})


def drawn(outlet: str, vocabulary: list[str], articles: int, seed: int) -> list[tuple[str, dict[str, int]]]:
    """Articles of 60 words each, drawn from a vocabulary."""
    rng = np.random.default_rng(seed)
    return [(outlet, pd.Series(rng.choice(vocabulary, 60)).value_counts().to_dict()) for _ in range(articles)]


COMMON, OTHER = ([f"{letter}{i}" for i in range(30)] for letter in "ab")


def test_by_hand() -> None:
    # Shares: A boat 1/4, rain 3/4 in each of three articles, so without variance; B boat 1.
    articles = [("A", {"boat": 1, "rain": 3})] * 3 + [("B", {"boat": 5})] * 3
    found = ss.similarity(scores(articles)).iloc[0]
    squared = ((3 / 4) ** 2 + (3 / 4) ** 2) / ((1 / 4) ** 2 + (3 / 4) ** 2 + 1)
    assert found["squared"] == pytest.approx(squared)
    assert found[["distance", "low", "high"]].tolist() == pytest.approx([np.sqrt(squared)] * 3)
    assert found[["n", "n_against", "units", "units_against", "n_events"]].tolist() == [12, 15, 3, 3, 1]


def test_outlets_with_the_same_words_are_alike_and_one_with_others_is_not() -> None:
    articles = [*drawn("A", COMMON, 12, 0), *drawn("B", COMMON, 12, 1), *drawn("C", OTHER, 12, 2)]
    found = ss.similarity(scores(articles)).set_index(["outlet", "against"])
    alike, apart = found.loc[("A", "B")], found.loc[("A", "C")]
    assert abs(alike["squared"]) < 0.05 and alike["low"] == 0 < alike["high"] < 0.5
    assert apart[["distance", "low", "high"]].tolist() == pytest.approx([1, 1, 1])
    assert (found["unit"] == "article").all() and (found["units"] == 12).all()
    assert not ss.similarity(scores(articles)).attrs.get("note")


def test_a_higher_confidence_has_a_wider_interval() -> None:
    table = scores([*drawn("A", COMMON[:20], 6, 3), *drawn("B", COMMON[10:], 9, 4)])
    narrow, wide = (ss.similarity(table, confidence=level).iloc[0] for level in (0.5, 0.95))
    assert 0 < wide["low"] < narrow["low"] < narrow["distance"] < narrow["high"] < wide["high"] < 1
    assert narrow["distance"] == wide["distance"] and wide["confidence"] == 0.95


def test_outlets_of_two_articles_have_a_distance_and_no_interval() -> None:
    table = scores([*drawn("A", COMMON, 5, 5), *drawn("B", COMMON, 2, 6), *drawn("C", COMMON, 5, 7)])
    found = ss.similarity(table).set_index(["outlet", "against"])
    assert found["distance"].notna().all()
    missing = {("A", "B"): True, ("A", "C"): False, ("B", "C"): True}
    assert found["low"].isna().to_dict() == found["high"].isna().to_dict() == missing
    assert ss.similarity(table).attrs["note"] == "Distances of 'B' have no interval; it needs three articles."


def test_segments_have_no_interval(notes) -> None:
    found = ss.similarity(ss.measures.terms(notes, min_count=1), unit="segment")
    assert found["distance"].notna().all() and found[["low", "high"]].isna().all(axis=None)
    assert found.attrs["note"].startswith("Distances have no interval where sentences are the units;")


def test_an_outlet_of_one_article_has_no_distance_between_articles(notes) -> None:
    terms = ss.measures.terms(notes, min_count=1)
    one = terms[terms["article_id"] != "post-2"]
    found = ss.similarity(one, unit="article").set_index(["outlet", "against"])["distance"]
    assert found.isna().to_dict() == {("Gazette", "Herald"): False, ("Gazette", "Post"): True, ("Herald", "Post"): True}
    assert ss.similarity(one, unit="segment")["distance"].notna().all()


def test_similarity_refuses_what_is_not_a_count(notes) -> None:
    with pytest.raises(WrongUse, match="the scores of 'sentiment' have negative values."):
        ss.similarity(ss.measures.sentiment(notes))
    with pytest.raises(WrongUse, match="Invalid `unit`: 'event'. Expected 'auto', 'article' or 'segment'."):
        ss.similarity(ss.measures.terms(notes), unit="event")
    with pytest.raises(WrongUse, match="Invalid `confidence`: 95"):
        ss.similarity(ss.measures.terms(notes), confidence=95)
