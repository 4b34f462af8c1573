"""Halves of one outlet compared like two outlets."""

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.comparison.placebo import placebo, share_as_large
from analysis.exceptions import WrongUse


def words(articles: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    """Scores of one word: article, outlet, event and its count in 100 words."""
    rows = pd.DataFrame(articles, columns=["article_id", "outlet", "event", "x"])
    rows = rows.assign(measure="terms", item="bridge", voice="narration", n=100.0, units=5.0)
    rows = rows.assign(xx=rows["x"], xn=20 * rows["x"], nn=2000.0)
    totals = rows.assign(item=schema.TOTAL, x=0.0, xx=0.0, xn=0.0)
    return pd.concat([rows, totals], ignore_index=True)[schema.columns("scores")]


FOUR = words([(f"a{i}", "A", "fire", float(i)) for i in range(4)] + [("b0", "B", "fire", 9.0)])


def test_too_few_articles_are_named(notes) -> None:
    made = placebo(ss.measures.terms(notes))
    assert made.empty
    assert made.attrs["note"] == "Fewer than four articles, so not halved: 'Gazette', 'Herald', 'Post'."


def test_halves_by_hand() -> None:
    made = placebo(FOUR, draws=20)
    assert list(made) == schema.columns("placebo")
    assert made.attrs["note"] == "Fewer than four articles, so not halved: 'B'."
    assert made["draw"].tolist() == list(range(20))
    # 0 + 1 v 2 + 3, 0 + 2 v 1 + 3 and 0 + 3 v 1 + 2 per 200 words.
    assert {round(200 * abs(size)) for size in made["estimate"]} == {4, 2, 0}
    assert set(made["n_articles"]) == set(made["n_articles_against"]) == {2}
    assert set(made["outlet"]) == {"A"} and set(made["unit"]) == {"article"}


def test_articles_of_an_event_are_divided_between_the_halves() -> None:
    # Each event has its own rate: halves within events do not differ.
    scores = words([(f"{event}{i}", "A", event, float(at)) for at, event in enumerate("pqrs") for i in range(2)])
    made = placebo(pd.concat([scores, words([("lone", "A", "t", 50.0)])]), draws=4)
    assert set(made["unit"]) == {"event"} and set(made["n_articles"]) == {4}
    assert np.abs(made["estimate"]).max() == pytest.approx(0)


def test_how_often_a_difference_is_reached() -> None:
    halves = pd.DataFrame({
        "outlet": ["A", "A", "B", "B"], "draw": [0, 1, 0, 1], "item": ["bridge", "bridge", "bridge", "town"],
        "estimate": [0.1, -0.3, 0.2, 0.1],
    })  # fmt: skip
    asked = pd.DataFrame({"item": ["bridge", "bridge", "town", "sea", "sea"], "estimate": [-0.2, 0.4, 0.1, 0.1, 0.0]})
    assert share_as_large(asked, halves).tolist() == [0.5, 0, 0.25, 0, 1]
    assert share_as_large(asked, halves.head(0)).isna().all()


def test_the_same_seed_gives_the_same_halves() -> None:
    pd.testing.assert_frame_equal(placebo(FOUR, seed=3), placebo(FOUR, seed=3))
    assert not placebo(FOUR, seed=3)["estimate"].equals(placebo(FOUR, seed=4)["estimate"])


def test_a_sentence_of_the_report() -> None:
    scores = words([(f"{o}{i}", o, "fire", float(i + at)) for at, o in enumerate("ABC") for i in range(6)])
    told = ss.describe.differences_between_halves(ss.compare(scores), placebo(scores))
    assert told.startswith(
        "Placebo: random halves of one outlet, compared in the same way, have a difference with q of at most 5 % in "
        "**0 of 15 pairs** of 3 outlets. Pairs of halves that differ at least as much as the outlets: *bridge* (A) "
    )
    assert ss.describe.differences_between_halves(ss.compare(FOUR).head(0), placebo(FOUR)) == ""


@pytest.mark.parametrize(("most", "draws"), [(2, 1), (3, 1), (5, 2), (100, 5)])
def test_many_outlets_are_divided_less_often(most: int, draws: int) -> None:
    # Two outlets can be divided, one of one article cannot.
    scores = words([(f"{o}{i}", o, "fire", float(i)) for o, n in (("A", 4), ("B", 5), ("C", 1)) for i in range(n)])
    made = placebo(scores, most=most)
    assert made.groupby("outlet")["draw"].nunique().to_dict() == {"A": draws, "B": draws}


def test_wrong_use() -> None:
    with pytest.raises(WrongUse, match="most"):
        placebo(FOUR, most=0)
    with pytest.raises(WrongUse, match="draws"):
        placebo(FOUR, draws=0)
    with pytest.raises(WrongUse, match="Expected a table that a measure returns"):
        placebo([])


def test_without_scores_the_note_of_the_scores_stays() -> None:
    halves = placebo(schema.empty("scores", "The bundle contains none."))
    assert halves.empty
    assert halves.attrs["note"] == "The bundle contains none."
