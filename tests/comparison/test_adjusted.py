"""Comparisons within strata, and of groups of outlets."""

import numpy as np
import pandas as pd
import pytest

from analysis import compare, schema
from analysis.comparison.adjusted import adjusted, length_classes
from analysis.comparison.contrasts import independent
from analysis.comparison.score_matrices import by_unit, matrices
from analysis.exceptions import WrongUse


def table_of(articles: list[tuple[str, str, str, float, float]]) -> pd.DataFrame:
    """Scores of one item; each article is (outlet, event, article_id, x, n)."""
    rows = [
        ("framing", "war", event, outlet, name, "narration", x, n, n, x, x, n) for outlet, event, name, x, n in articles
    ]
    return pd.DataFrame(rows, columns=schema.columns("scores"))


def drawn(seed: int, *, slope: float) -> tuple[pd.DataFrame, pd.Series]:
    """Twenty articles a side; A writes mostly in May, when there is `slope` times as much of the item."""
    rng = np.random.default_rng(seed)
    articles, month = [], {}
    for k in range(40):
        outlet, name = "AB"[k % 2], f"a{k}"
        month[name] = "May" if rng.random() < (0.8 if outlet == "A" else 0.2) else "June"
        n = int(rng.integers(20, 60))
        articles.append((outlet, "e", name, float(rng.binomial(n, 0.1 * (slope if month[name] == "May" else 1))), n))
    return table_of(articles), pd.Series(month)


def test_the_estimate_is_the_weighted_mean_of_the_differences_within_strata() -> None:
    scores = table_of([
        ("A", "e", "a1", 4, 10), ("A", "e", "a2", 2, 10), ("A", "e", "a3", 1, 20),
        ("B", "e", "b1", 1, 10), ("B", "e", "b2", 0, 20), ("B", "e", "b3", 2, 20),
    ])  # fmt: skip
    months = pd.Series({"a1": "May", "a2": "May", "a3": "June", "b1": "May", "b2": "June", "b3": "June"})
    row = compare(scores, against="B", adjust=months).iloc[0]
    # May: 6 / 20 and 1 / 10, weight 20 · 10 / 30; June: 1 / 20 and 2 / 40, weight 20 · 40 / 60.
    may, june = 200 / 30, 800 / 60
    assert row["estimate"] == pytest.approx((may * 0.2 + june * 0.0) / (may + june))
    assert row["value"] == pytest.approx((may * 0.3 + june * 0.05) / (may + june))
    assert row["unit"] == "article"
    assert "within strata" in row["method"]


def test_one_stratum_is_the_comparison_without_strata() -> None:
    scores, _ = drawn(1, slope=1)
    table = matrices(scores, None)
    labels = table.articles["outlet"].to_numpy()
    size = len(labels)
    (within,) = adjusted(table, labels, [("A", "B")], 0.95, strata=np.zeros(size, int), units=np.arange(size))
    (plain,) = independent(by_unit(table, "article"), labels, [("A", "B")], 0.95)
    for ours, theirs in zip(within.difference, plain.difference, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9)
    np.testing.assert_allclose([within.x, within.n], [plain.x, plain.n])


def test_a_difference_of_months_is_no_difference_of_outlets() -> None:
    found = {True: 0, False: 0}
    for seed in range(40):
        scores, months = drawn(seed, slope=3)
        for with_months in found:
            table = compare(scores, against="B", adjust=[months] if with_months else [])
            found[with_months] += int(table["p"].iat[0] < 0.05)
    # 40 trials at 5 %: more than 6 would happen in 1 of 100 only
    assert found[True] <= 6
    assert found[False] > 20


def test_signed_scores_are_compared_by_what_they_exceed_the_strata() -> None:
    rng = np.random.default_rng(3)
    scores, months = drawn(2, slope=1)
    tone = scores.assign(measure="sentiment", x=rng.normal(0, 1, len(scores)) * scores["n"])
    row = compare(tone, against="B", adjust=months).iloc[0]
    assert 0 < row["p"] <= 1
    assert row["low"] < row["estimate"] < row["high"]


def test_groups_have_outlets_as_units_within_events() -> None:
    rng = np.random.default_rng(4)
    articles = []
    for event in range(9):
        for number, outlet in enumerate("ABCDEFGH"):
            rate = (0.1 + 0.05 * (event % 3)) * (2 if number < 4 else 1)
            articles.append((outlet, f"e{event}", f"{outlet}{event}", float(rng.binomial(40, rate)), 40))
    groups = pd.Series({name: "left" if name < "E" else "right" for name in "ABCDEFG"})
    table = compare(table_of(articles), by=groups, against="each")
    row = table.iloc[0]
    assert (row["outlet"], row["against"], row["unit"]) == ("left", "right", "cluster")
    assert row["n_articles_against"] == 3 * 9, "an outlet without a group is left out"
    assert 1 / 35 <= row["p"] < 0.1, "seven outlets can be divided into four and three in 35 ways"
    assert row["low"] > 0


def test_shares_of_articles_are_compared_within_classes_of_the_length_of_their_text() -> None:
    # Long articles reach three segments more easily; three of four of A's articles are long, and one of eight of B's.
    rng, articles = np.random.default_rng(7), []
    for k in range(80):
        long = k % 4 > 0 if k < 40 else k % 8 == 0
        n = 60 + k % 7 if long else 12 + k % 7
        articles.append(("A" if k < 40 else "B", "e", f"a{k}", float(rng.binomial(n, 0.12)), n))
    scores = table_of(articles)
    plain = compare(scores, articles_with=3, against="B").iloc[0]
    within = compare(scores, articles_with=3, against="B", adjust="length").iloc[0]
    assert plain["p"] < 0.05
    assert within["p"] > 0.05
    assert abs(within["estimate"]) < plain["estimate"] / 2


def test_length_is_in_four_classes() -> None:
    table = matrices(table_of([("A", "e", f"a{k}", 1, 10 + k) for k in range(8)]), None)
    assert length_classes(table).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"adjust": "month"}, "Invalid `adjust`: the scores have no column 'month'"),
        ({"adjust": [3]}, "Invalid `adjust`: 3. Expected a column of the scores or a Series"),
        ({"adjust": "length", "unit": "segment"}, "Invalid `unit`: 'segment'. With `adjust` or groups"),
        ({"adjust": "length", "correction": "maxt"}, "With `adjust` or groups, expected the correction"),
        ({"by": pd.Series({"X": "left"})}, "Invalid `by`: no outlet of the scores has a group"),
        ({"by": pd.Series(["left", "right"], index=["A", "A"])}, "Invalid `by`: an outlet has two groups"),
        ({"cluster": pd.Series({"none": "x"})}, "Invalid `cluster`: no article of the scores has a label"),
        ({"cluster": "item", "unit": "event"}, "Invalid `unit`: 'event'. With `cluster`"),
    ],
)
def test_wrong_use_is_named(options: dict, message: str) -> None:
    scores, _ = drawn(5, slope=1)
    with pytest.raises(WrongUse, match=message):
        compare(scores, **options)


def test_clusters_are_units_and_articles_are_counted() -> None:
    scores, _ = drawn(6, slope=1)
    authors = pd.Series({f"a{k}": f"author {k // 10}" for k in range(36)})
    row = compare(scores, against="B", cluster=authors).iloc[0]
    summed = scores.assign(
        article_id=scores["outlet"] + scores["article_id"].map(authors).fillna(scores["article_id"])
    ).groupby(["measure", "item", "event", "outlet", "article_id", "voice"], as_index=False).sum()  # fmt: skip
    by_hand = compare(summed, against="B", unit="article").iloc[0]
    assert row["p"] == pytest.approx(by_hand["p"])
    assert (row["unit"], row["n_articles"], by_hand["n_articles"]) == ("cluster", 20, 6)


def test_copies_of_an_article_are_counted_once_and_said(tmp_path) -> None:
    from analysis import annotate, measures, read_corpus

    bodies = {"A": ["The bridge is shut.", "Ferries run late.", "The bridge is shut."],
              "B": ["A bridge is old.", "Nobody pays.", "The bridge is shut."]}  # fmt: skip
    rows = [{"outlet": outlet, "body": body} for outlet, some in bodies.items() for body in some]
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", index=False)
    scores = measures.terms(annotate(read_corpus(tmp_path / "a.csv")), min_count=1)
    table = compare(scores, against="B")
    assert table.attrs["note"] == "1 exact copy of an article of the same outlet is not counted."
    row = table[table["item"] == "bridge"].iloc[0]
    assert (row["n_articles"], row["n_articles_against"], row["x"]) == (2, 3, 1)
