"""Outlets compared by a machine's codes, corrected by articles coded by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis import schema
from analysis.comparison.misclassification import corrected_comparison, corrected_proportions
from analysis.exceptions import WrongUse


def study(seed: int, articles: int = 400, drawn: int = 80) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Outlet A has the code in half of its articles, B in a third; the machine misses most of it in A."""
    rng = np.random.default_rng(seed)
    machine, coded = [], []
    for outlet, rate, found in (("A", 0.5, 0.5), ("B", 0.3, 1.0)):
        truth = rng.random(articles) < rate
        seen = np.where(truth, rng.random(articles) < found, rng.random(articles) < 0.1)
        machine += [(f"{outlet}{i}", outlet, "conflict", float(one)) for i, one in enumerate(seen)]
        chosen = rng.choice(articles, drawn, replace=False)
        coded += [(f"{outlet}{i}", "conflict", float(truth[i]), drawn / articles) for i in chosen]
    return (
        pd.DataFrame(machine, columns=["article_id", "outlet", "item", "value"]),
        pd.DataFrame(coded, columns=["article_id", "item", "value", "probability"]),
    )


def test_both_rows_of_each_outlet_and_which_is_right() -> None:
    machine, coded = study(8)
    table = corrected_comparison(machine, coded, against="B")
    assert list(table) == schema.columns("comparisons")
    naive, mended = (table[table["method"].str.startswith(start)].iloc[0] for start in ("mean", "machine"))
    assert naive["high"] < 0.1, "by the machine alone A has no more of it than B"
    assert mended["low"] < 0.2 < mended["high"]
    assert mended["value"] == pytest.approx(0.5, abs=0.12)
    assert mended["n_articles"] == 400


def test_against_the_rest_of_one_outlet_is_against_that_outlet() -> None:
    machine, coded = study(2)
    rest = corrected_comparison(machine, coded).query("outlet == 'A'")
    other = corrected_comparison(machine, coded, against="B")
    np.testing.assert_allclose(rest[["estimate", "low", "high"]], other[["estimate", "low", "high"]])


def test_the_rest_is_one_side_with_outlets_of_one_article_too() -> None:
    machine, coded = study(5)
    more = pd.concat([machine, pd.DataFrame([("C0", "C", "conflict", 1.0)], columns=machine.columns)])
    alone = more.assign(outlet=more["outlet"].replace("C", "B"))
    rest, other = (
        corrected_comparison(more, coded).query("outlet == 'A'"),
        corrected_comparison(alone, coded, against="B"),
    )
    np.testing.assert_allclose(rest[["estimate", "low", "high"]], other[["estimate", "low", "high"]])
    assert rest["p"].notna().all()


def test_a_rest_that_was_not_drawn_from_is_told() -> None:
    machine, coded = study(6)
    never = machine[machine["outlet"] == "B"].assign(outlet="C")
    never = never.assign(article_id="C" + never["article_id"])
    table = corrected_comparison(pd.concat([machine, never]), coded).query("outlet == 'A'")
    assert set(table["method"]) >= {"not tested: nothing of 'C' is coded; draw from all outlets of a side"}
    assert table["p"].notna().sum() == 1


def test_shares_of_each_outlet() -> None:
    table = corrected_proportions(*study(3)).set_index("outlet")
    assert table.loc["A", "naive"] < 0.4
    assert table.loc["A", "low"] < 0.5 < table.loc["A", "high"]
    assert table["n_coded"].tolist() == [80, 80]


def test_too_few_coded_articles_are_said() -> None:
    table = corrected_comparison(*study(4, drawn=12))
    mended = table[~table["method"].str.startswith("mean")]
    assert mended["p"].isna().all()
    assert mended["method"].eq("not tested: 12 articles of a side are coded, 20 are needed").all()
    assert table[table["method"].str.startswith("mean")]["p"].notna().all()


def change(table: pd.DataFrame, **columns: object) -> pd.DataFrame:
    changed = table.copy()
    for name, value in columns.items():
        changed.loc[changed.index[0], name] = value
    return changed


@pytest.mark.parametrize(
    ("mend", "message"),
    [
        (lambda m, c: (m.drop(columns="item"), c), "Invalid `machine`: the table has no column 'item'."),
        (lambda m, c: (m, pd.concat([c, c.head(1)])), "occurs more than once. Expected one row per article and item."),
        (lambda m, c: (change(m, value=3.0), c), "Invalid `machine`: the value 3.0. Expected codes from 0 to 1."),
        (lambda m, c: (m, change(c, probability=0.0)), "Invalid `coded`: the probability 0.0."),
        (lambda m, c: (m, change(c, article_id="Z1")), "Invalid `machine`: no code of 'Z1'."),
        (lambda m, c: (m[m["outlet"] == "A"], c[c["article_id"].str.startswith("A")]), "needs at least two outlets"),
    ],
)
def test_what_cannot_be_used_is_said(mend, message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        corrected_comparison(*mend(*study(5)))


def test_an_outlet_that_is_not_there_is_said() -> None:
    with pytest.raises(WrongUse, match="Invalid `against`: 'C'. Expected 'rest', 'A' or 'B'."):
        corrected_comparison(*study(6), against="C")
