import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import compare, keyness, measures, schema
from analysis.exceptions import WrongUse
from analysis.stats import exact_tests, keyness_tests


def scores(articles: list[tuple[str, str, int, dict[str, int]]], event: str = "e") -> pd.DataFrame:
    """articles: name, outlet, words, and the occurrences of some of them, in one segment of narration."""
    made = []
    for name, outlet, n, words in articles:
        for item, x in {"": 0, **words}.items():
            made.append(("terms", item, event, outlet, name, "narration", x, n, 1, x * x, x * n, n * n))
    frame = pd.DataFrame(made, columns=schema.columns("scores"))
    return frame.astype({c.name: c.dtype for c in schema.TABLES["scores"]})


def row(table: pd.DataFrame, item: str, outlet: str) -> pd.Series:
    return table[(table["item"] == item) & (table["outlet"] == outlet)].iloc[0]


# 30 and 60 words; boat 6 : 3, rain 0 : 4, salt 2 : 0
TWO = scores([("a", "A", 30, {"boat": 6, "salt": 2}), ("b", "B", 60, {"boat": 3, "rain": 4})])


def test_same_counts_differ_in_nothing() -> None:
    table = keyness(scores([(o, o, 50, {"boat": 4, "rain": 1}) for o in "AB"]))
    for name in ("g2_2term", "g2_4term", "chi_squared", "log_ratio", "conservative_log_ratio", "percent_diff", "pmi"):
        assert table[name].tolist() == pytest.approx([0] * 4), name
    assert table["log_odds_z"].tolist() == pytest.approx([0] * 4)


def test_by_hand() -> None:
    boat = row(keyness(TWO), "boat", "A")
    assert boat[["against", "x", "n", "x_against", "n_against"]].tolist() == ["rest", 6, 30, 3, 60]
    assert boat["per_1000"] == pytest.approx(1000 * 6 / 30)
    assert boat["per_1000_against"] == pytest.approx(1000 * 3 / 60)
    assert boat["log_ratio"] == pytest.approx(np.log2((6 / 30) / (3 / 60)))
    assert boat["percent_diff"] == pytest.approx(100 * (0.2 - 0.05) / 0.05)
    assert boat["pmi"] == pytest.approx(np.log(6 * 90 / (9 * 30)))
    # both sides pooled, 9 of 90, are the prior of either
    odds = np.log((6 + 9) / (30 + 90 - 15)) - np.log((3 + 9) / (60 + 90 - 12))
    assert boat["log_odds"] == pytest.approx(odds)
    assert boat["log_odds_z"] == pytest.approx(odds / np.sqrt(1 / 15 + 1 / 105 + 1 / 12 + 1 / 138))


@pytest.mark.parametrize("against", ["rest", "each", "B"])
def test_rows_of_chosen_outlets_are_those_among_all(against: str) -> None:
    third = pd.concat([TWO, scores([("c", "C", 20, {"wind": 3})])])
    every = keyness(third, against=against)
    pd.testing.assert_frame_equal(
        keyness(third, against=against, outlets=["A"]), every[every["outlet"] == "A"].reset_index(drop=True)
    )
    with pytest.raises(WrongUse, match="Invalid `outlets`"):
        keyness(third, against=against, outlets=["D"])


def test_absent_words_are_zeros_and_words_of_neither_side_have_no_answer() -> None:
    third = pd.concat([TWO, scores([("c", "C", 20, {"wind": 3})])])
    table = keyness(third, against="B")
    assert set(table["outlet"]) == {"A", "C"}
    assert row(table, "rain", "A")[["x", "x_against", "per_1000", "percent_diff"]].tolist() == [0, 4, 0, -100]
    assert row(table, "salt", "A")["percent_diff"] == np.inf
    nothing = row(table, "wind", "A")
    assert nothing[["x", "x_against", "range"]].tolist() == [0, 0, 0]
    assert np.isnan(nothing[["g2_4term", "log_ratio", "log_odds_z", "dp_norm"]].astype(float)).all()


def test_a_frequency_list_as_the_other_side() -> None:
    table = keyness(TWO, against=pd.Series({"boat": 10, "rain": 0, "other": 90}, name="list"))
    boat = row(table, "boat", "A")
    assert boat[["against", "x", "n", "x_against", "n_against"]].tolist() == ["list", 6, 30, 10, 100]
    assert set(table["outlet"]) == {"A", "B"}


def test_what_is_asked_must_be_possible(notes) -> None:
    with pytest.raises(WrongUse, match="Invalid `against`: 'Gazette'. Expected 'rest', 'each'"):
        keyness(TWO, against="Gazette")
    with pytest.raises(WrongUse, match="Invalid `voice`: 'loud'."):
        keyness(TWO, voice="loud")
    with pytest.raises(
        WrongUse, match="keyness takes counts, such as those of terms; the scores of 'sentiment' are not"
    ):
        keyness(measures.sentiment(notes))
    with pytest.raises(WrongUse, match="needs the totals of the scores, the rows whose item is ''"):
        keyness(TWO[TWO["item"] != ""])


def test_chi_squared_and_g2_are_scipys() -> None:
    boat = row(keyness(TWO), "boat", "A")
    cells = [[6, 24], [3, 57]]
    assert boat["chi_squared"] == pytest.approx(stats.chi2_contingency(cells, correction=False).statistic)
    assert boat["chi_squared_yates"] == pytest.approx(stats.chi2_contingency(cells, correction=True).statistic)
    g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    assert boat["g2_4term"] == pytest.approx(g2)


def test_published_keyness() -> None:
    """quanteda.textstats, tests/testthat/test-textstat_keyness.R."""
    toy = scores([("d1", "A", 10, {"b": 7, "a": 3}), ("d2", "B", 9, {"a": 7, "b": 2})])
    b = row(keyness(toy), "b", "A")
    assert b["chi_squared"] == pytest.approx(4.337160, abs=1e-6)
    assert b["chi_squared_yates"] == pytest.approx(2.632438, abs=1e-6)
    assert b["g2_4term"] == pytest.approx(4.534939, abs=1e-6)
    other = row(keyness(scores([("a", "A", 100, {"w": 10}), ("b", "B", 200, {"w": 5})])), "w", "A")
    assert other["g2_4term"] == pytest.approx(7.329812, abs=1e-6)
    assert other["g2_2term"] == pytest.approx(6.931472, abs=1e-6)
    assert other["log_ratio"] == pytest.approx(2)


def test_published_dispersion() -> None:
    """scattertext, test_Dispersion.py: five documents of 9, 10, 10, 10 and 11 words."""
    words = [{"b": 2, "i": 1}, {"b": 2, "q": 1}, {"b": 2}, {"b": 2}, {"b": 2, "x": 1}]
    sizes = (9, 10, 10, 10, 11)
    parts = [(f"d{i}", "A", n, counts) for i, (n, counts) in enumerate(zip(sizes, words, strict=True))]
    table = keyness(scores([*parts, ("e", "B", 10, {"b": 1})]))
    found = {item: row(table, item, "A") for item in "biqx"}
    assert [round(found[item]["dp_norm"], 3) for item in "biqx"] == [0.024, 1, 0.976, 0.951]
    assert [round(found[item]["juilland_d"], 3) for item in "biqx"] == [0.968, 0, 0, 0]
    assert [found[item]["range"] for item in "biqx"] == [5, 1, 1, 1]
    assert found["b"][["n_articles", "range_all", "n_articles_all"]].tolist() == [5, 6, 6]
    # one article is not spread over anything
    assert np.isnan(row(table, "b", "B")["dp_norm"])
    assert row(table, "b", "B")["dp_norm_all"] == found["b"]["dp_norm_all"] > 0


@pytest.mark.parametrize("against", ["rest", "each", "Herald"])
@pytest.mark.parametrize("voice", [None, "narration", "quoted"])
def test_counts_are_those_compare_tests(notes, against: str, voice: str | None) -> None:
    terms = measures.terms(notes, min_count=2)
    ours, theirs = (
        f(terms, against=against, voice=voice).set_index(["item", "outlet", "against"]) for f in (keyness, compare)
    )
    theirs = theirs.loc[ours.index]
    assert (ours[["x", "n"]] == theirs[["x", "n"]]).all(axis=None)
    np.testing.assert_allclose(ours["per_1000"], 1000 * theirs["value"])
    np.testing.assert_allclose(ours["per_1000_against"], 1000 * theirs["value_against"])


def test_with_several_events_the_counts_are_of_those_both_sides_cover() -> None:
    first = scores([("a1", "A", 40, {"boat": 4}), ("b1", "B", 30, {"boat": 1})], "one")
    second = scores([("a2", "A", 50, {"boat": 2}), ("b2", "B", 60, {"boat": 3})], "two")
    alone = scores([("a3", "A", 70, {"boat": 9})], "alone")
    several = pd.concat([first, second, alone])
    ours, theirs = keyness(several), compare(several)
    for outlet, x, n in (("A", 6, 90), ("B", 4, 90)):
        for table in (ours, theirs):
            assert row(table, "boat", outlet)[["x", "n"]].tolist() == [x, n]
    assert row(ours, "boat", "A")[["range", "n_articles", "range_all", "n_articles_all"]].tolist() == [2, 2, 5, 5]


def test_order_of_the_scores_does_not_matter(notes) -> None:
    terms = measures.terms(notes, min_count=2)
    mixed = terms.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(keyness(terms), keyness(mixed))


def test_highest_z_first_in_each_outlet(notes) -> None:
    for _, rows in keyness(measures.terms(notes, min_count=2)).groupby("outlet"):
        assert rows["log_odds_z"].is_monotonic_decreasing


def test_scores_without_items_give_no_rows() -> None:
    assert keyness(scores([("a", "A", 30, {}), ("b", "B", 60, {})])).empty


def test_measures_can_be_chosen(notes) -> None:
    terms = measures.terms(notes, min_count=1)
    chosen = keyness(terms, measures=["g2_williams", "conditional_odds_ratio", "log_ratio"])
    full = keyness(terms)
    pd.testing.assert_series_equal(chosen["log_ratio"], full["log_ratio"])
    pd.testing.assert_frame_equal(chosen[["item", "outlet", "x"]], full[["item", "outlet", "x"]])
    assert "g2_4term" not in chosen
    first = chosen.iloc[0]
    counts = first[["x", "x_against", "n", "n_against"]].to_numpy(float)
    assert first["g2_williams"] == pytest.approx(keyness_tests.g2_williams(*counts))
    assert first["conditional_odds_ratio"] == pytest.approx(exact_tests.conditional_odds_ratio(*counts))
    with pytest.raises(WrongUse, match="Invalid `measures`: 'mi3'. Expected 'g2_2term'"):
        keyness(terms, measures=["mi3"])


# Six and four articles of 50 words; boat in 5 of 6 and 1 of 4, rain in all, salt in one.
MANY = scores(
    [(f"a{i}", "A", 50, {"boat": boat, "rain": 2}) for i, boat in enumerate((4, 3, 3, 2, 1, 0))]
    + [(f"b{i}", "B", 50, {"boat": boat, "rain": 2, "salt": 9 * boat}) for i, boat in enumerate((2, 0, 0, 0))]
)


def test_measures_over_articles_by_hand() -> None:
    table = keyness(MANY)
    boat = row(table, "boat", "A")
    assert boat[["range", "n_articles", "range_against", "n_articles_against"]].tolist() == [5, 6, 1, 4]
    cells = [(5, 6 * 6 / 10), (1, 6 * 4 / 10), (1, 4 * 6 / 10), (3, 4 * 4 / 10)]
    assert boat["text_dispersion_g2"] == pytest.approx(2 * sum(seen * np.log(seen / mean) for seen, mean in cells))
    # Of 24 pairs of articles A has more in 4 + 4 + 4 + 3 + 3 and less in 1 + 1; in 1 + 3 both have as much.
    assert boat["rank_biserial"] == pytest.approx((18 - 2) / 24)
    assert row(table, "boat", "B")["rank_biserial"] == pytest.approx(-16 / 24)
    rain = row(table, "rain", "A")
    assert rain[["text_dispersion_g2", "wilcoxon_z", "rank_biserial"]].tolist() == [0, 0, 0]
    assert not table.attrs.get("note")


def test_wilcoxon_is_scipys() -> None:
    chosen = keyness(MANY, measures=["wilcoxon_p", "wilcoxon_z"])
    for item, ours, theirs in (("boat", (4, 3, 3, 2, 1, 0), (2, 0, 0, 0)), ("salt", [0] * 6, (18, 0, 0, 0))):
        expected = stats.mannwhitneyu(ours, theirs, method="asymptotic")
        found = row(chosen, item, "A")
        assert found["wilcoxon_p"] == pytest.approx(expected.pvalue)
        assert np.sign(found["wilcoxon_z"]) == np.sign(expected.statistic - 12)


def test_measures_over_articles_need_two_on_both_sides() -> None:
    over_articles = ["text_dispersion_g2", "wilcoxon_z", "rank_biserial"]
    three = pd.concat([MANY, scores([("c", "C", 50, {"boat": 1})])])
    table = keyness(three)
    missing = table[over_articles].isna().all(axis=1)
    assert set(table.loc[missing, "outlet"]) == {"C"}
    assert table.attrs["note"] == (
        "Missing in comparisons of 'C': measures that compare articles. They need at least 2 on both sides."
    )
    assert not keyness(three, measures=["g2_4term"]).attrs.get("note")
    listed = keyness(MANY, against=pd.Series({"boat": 10, "other": 90}))
    assert listed[over_articles].isna().all(axis=None) and (listed["n_articles_against"] == 0).all()
    assert listed.attrs["note"].startswith("Missing here: measures that compare articles.")


def test_articles_of_the_other_side_are_of_events_that_both_cover() -> None:
    twice = [scores([(f"{o}{e}{i}", o, 40, {"boat": i}) for o in "AB" for i in range(2)], e) for e in ("one", "two")]
    alone = scores([("b9", "B", 70, {"boat": 9})], "alone")
    boat = row(keyness(pd.concat([*twice, alone])), "boat", "A")
    assert boat[["range", "n_articles", "range_against", "n_articles_against", "range_all"]].tolist() == [2, 4, 2, 4, 5]
