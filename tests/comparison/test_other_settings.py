"""Differences with one setting changed at a time."""

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.comparison.other_settings import AS_REPORTED, NOTHING, other_settings
from analysis.exceptions import WrongUse

WITHOUT_ARTICLE = "without the article that speaks most for it"
WITHOUT_EVENT = "without the event that speaks most for it"
WITHOUT_OUTLET = "without the other outlet that differs most"
BONFERRONI = "corrected for the number of tests (Bonferroni)"


def words(articles: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    """Scores of one word: article, outlet, event and its count in 100 words of five sentences."""
    rows = pd.DataFrame(articles, columns=["article_id", "outlet", "event", "x"])
    rows = rows.assign(measure="terms", item="bridge", voice="narration", n=100.0, units=5.0)
    rows = rows.assign(xx=rows["x"], xn=20 * rows["x"], nn=2000.0)
    totals = rows.assign(item=schema.TOTAL, x=0.0, xx=0.0, xn=0.0)
    return pd.concat([rows, totals], ignore_index=True)[schema.columns("scores")]


def often(outlet: str, counts: list[float], event: str = "fire") -> list[tuple[str, str, str, float]]:
    return [(f"{outlet}{event}{i}", outlet, event, count) for i, count in enumerate(counts)]


@pytest.fixture(scope="module")
def checked() -> pd.DataFrame:
    scores = words([*often("A", [9.0, 10.0, 11.0, 30.0]), *often("B", [2.0, 1.0, 0.0, 1.0]), *often("C", [3.0] * 4),
                    *often("D", [0.0] * 4)])  # fmt: skip
    made = ss.compare(scores)
    return other_settings(made.assign(q=made["p"].where(made["outlet"] == "A", 1.0)), scores)


def test_the_difference_as_reported_comes_first(checked: pd.DataFrame) -> None:
    assert list(checked) == schema.columns("other_settings")
    first = checked.iloc[0]
    assert (first["outlet"], first["item"], first["setting"], first["holds"]) == ("A", "bridge", AS_REPORTED, "yes")
    # 60 of 400 words against 16 of 1,200.
    assert first["estimate"] == pytest.approx(60 / 400 - 16 / 1_200)
    assert checked["setting"].is_unique


def test_the_article_that_speaks_most_for_it_is_left_out(checked: pd.DataFrame) -> None:
    without = checked.set_index("setting").loc[WITHOUT_ARTICLE]
    # That with 30: 30 of 300 words are left.
    assert without["estimate"] == pytest.approx(30 / 300 - 16 / 1_200)
    assert without["n_articles"] == 3


def test_scores_that_were_measured_otherwise_are_a_setting() -> None:
    counts = {"A": [9.0, 10.0, 11.0, 30.0], "B": [2.0, 1.0, 0.0, 1.0], "C": [3.0] * 4, "D": [0.0] * 4}
    scores = words([row for outlet, found in counts.items() for row in often(outlet, found)])
    alike = words([row for outlet in counts for row in often(outlet, [3.0, 2.0, 4.0, 3.0])])
    made = ss.compare(scores)
    clear = made.assign(q=made["p"].where(made["outlet"] == "A", 1.0))
    found = other_settings(clear, scores, also={"by another list": alike}).set_index("setting")
    assert found.loc["by another list", ["estimate", "holds"]].tolist() == [pytest.approx(0, abs=1e-12), "no"]
    with pytest.raises(WrongUse):
        other_settings(clear, scores, also={"by another list": alike.drop(columns="x")})


def test_the_other_outlet_that_differs_most_is_left_out(checked: pd.DataFrame) -> None:
    without = checked.set_index("setting").loc[WITHOUT_OUTLET]
    # D, which never has the word.
    assert without["estimate"] == pytest.approx(60 / 400 - 16 / 800)
    assert without["n_articles_against"] == 8


def test_the_shortest_quarter_of_the_articles_is_left_out() -> None:
    scores = words([*often("A", [9.0, 10.0, 11.0, 30.0]), *often("B", [2.0, 1.0, 0.0, 1.0])])
    is_short = scores["article_id"].isin(["Afire3", "Bfire0"])
    scores = scores.assign(n=scores["n"].where(~is_short, 50.0), nn=scores["nn"].where(~is_short, 500.0))
    made = ss.compare(scores)
    found = other_settings(made.assign(q=np.where(made["outlet"] == "A", 0.01, 1.0)), scores).set_index("setting")
    longer = found.loc["without the quarter of the articles that is shortest"]
    assert longer["estimate"] == pytest.approx(30 / 300 - 2 / 300)
    assert (longer["n_articles"], longer["n_articles_against"]) == (3, 3)


def test_p_is_multiplied_by_the_number_of_tests(checked: pd.DataFrame) -> None:
    p = checked.set_index("setting")["p"]
    assert p[BONFERRONI] == pytest.approx(4 * p[AS_REPORTED])


def test_a_difference_of_one_article_does_not_hold_without_it() -> None:
    scores = words([*often("A", [0.0, 1.0, 0.0, 50.0]), *often("B", [1.0] * 4), *often("C", [1.0] * 4)])
    made = ss.compare(scores)
    found = other_settings(made.assign(q=np.where(made["outlet"] == "A", 0.01, 1.0)), scores).set_index("setting")
    # Without it A has 1 of 300 words, the others 8 of 800.
    assert found.loc[WITHOUT_ARTICLE, ["estimate", "holds"]].tolist() == [pytest.approx(1 / 300 - 0.01), "no"]


def test_the_length_of_headlines_is_no_finding_and_a_share_of_the_error_rate_counts() -> None:
    scores = words([*often("A", [9.0, 10.0, 11.0, 30.0]), *often("B", [1.0] * 4)])
    made = ss.compare(scores).assign(q=0.01)
    assert other_settings(made.assign(item="headline"), scores).empty
    p = other_settings(made.assign(family_share=0.5), scores).set_index("setting")["p"]
    assert p[BONFERRONI] == pytest.approx(2 * p[AS_REPORTED])  # one difference, told of both outlets


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"confidence": 2}, "confidence"), ({"seed": -1}, "seed"), ({"voice": "loud"}, "voice"), ({"top": 0}, "top")],
)
def test_wrong_use_is_refused_and_no_setting_that_is_left_out(wrong: dict[str, object], message: str) -> None:
    scores = words([*often("A", [1.0, 2.0]), *often("B", [2.0, 1.0])])
    with pytest.raises(WrongUse, match=f"Invalid `{message}`"):
        other_settings(ss.compare(scores), scores, **wrong)


def test_a_table_of_comparisons_is_needed() -> None:
    with pytest.raises(WrongUse, match="Invalid `comparisons`"):
        other_settings(pd.DataFrame({"a": [1]}), words(often("A", [1.0])))


def test_only_events_of_the_outlet_decide_which_one_is_left_out() -> None:
    counts = {"A": [8.0, 9.0], "B": [1.0, 1.0], "C": [2.0, 1.0]}
    events = ("fire", "flood", "vote")
    shared = [row for outlet in counts for event in events for row in often(outlet, counts[outlet], event)]
    scores = words([*shared, *often("D", [0.0] * 9, "elsewhere"), *often("B", [0.0], "elsewhere")])
    made = ss.compare(scores)
    found = other_settings(made.assign(q=np.where(made["outlet"] == "A", 0.01, 1.0)), scores).set_index("setting")
    # D has no article on these events: it is B that is left out, and C is compared with.
    assert found.loc[WITHOUT_OUTLET, "estimate"] < found.loc[AS_REPORTED, "estimate"]
    assert WITHOUT_EVENT in found.index and found.loc[WITHOUT_EVENT, "n_articles"] == 4


def test_without_a_clear_difference_nothing_is_compared() -> None:
    scores = words([*often("A", [1.0, 2.0]), *often("B", [2.0, 1.0])])
    found = other_settings(ss.compare(scores), scores)
    assert found.empty and found.attrs["note"] == NOTHING
    assert ss.describe.differences_in_other_settings(found) == NOTHING
    assert ss.plots.other_settings(found).alt == "No clear difference."


def test_without_scores_their_note_is_passed_on() -> None:
    none = schema.empty("scores", "A bundle has no hedges.")
    assert other_settings(schema.empty("comparisons"), none).attrs["note"] == "A bundle has no hedges."


def test_scores_of_one_measure_are_needed() -> None:
    with pytest.raises(WrongUse, match="scores"):
        other_settings(schema.empty("comparisons"), pd.DataFrame({"a": [1]}))


def rows(**holds: str) -> pd.DataFrame:
    table = pd.DataFrame({"setting": [AS_REPORTED, *holds], "holds": ["yes", *holds.values()]})
    return table.assign(
        measure="terms", item="bridge", outlet="Herald", against="rest", estimate=0.1, low=0.05, high=0.2
    )


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (rows(x="yes", y="yes"), "Holds in 2 of 2 other settings."),
        (rows(x="yes", y="no"), "Holds in 1 of 2 other settings; not y."),
        (
            rows(x="cannot tell", y="no", z="no"),
            "Holds in 0 of 3 other settings; not y; not z; in 1 it cannot be told.",
        ),
    ],
)
def test_what_holds_in_a_sentence(table: pd.DataFrame, told: str) -> None:
    assert ss.describe.differences_in_other_settings(table) == f"- **Herald**, *bridge*: {told}"


def test_the_figure_has_a_row_for_each_setting() -> None:
    figure = ss.plots.other_settings(rows(x="yes", y="no"))
    (ax,) = figure.axes
    assert [label.get_text() for label in ax.get_yticklabels()] == [AS_REPORTED, "x", "y"]
    assert figure.alt == "Difference of Herald, bridge: holds in 1 of 2 other settings."
