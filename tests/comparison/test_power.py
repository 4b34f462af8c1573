"""Articles that a difference needs."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.power import TTestIndPower

from analysis import measures, power, schema
from analysis.exceptions import WrongUse
from analysis.io.score_copies import with_copies

COLUMNS = schema.columns("scores")


def scores(counts: dict[str, list[float]], sizes: dict[str, list[float]], measure: str = "terms") -> pd.DataFrame:
    """One item, `war`, and the totals; articles of each outlet in order."""
    rows = []
    for outlet, values in counts.items():
        for i, (x, n) in enumerate(zip(values, sizes[outlet], strict=True)):
            article = f"{outlet}-{i}"
            for item, numerator in (("war", x), (schema.TOTAL, n)):
                rows.append((measure, item, "e", outlet, article, "narration", numerator, n, 1.0, 0.0, 0.0, n * n))
    return pd.DataFrame(rows, columns=COLUMNS)


def same_length(counts: dict[str, list[float]], measure: str = "terms") -> pd.DataFrame:
    return scores(counts, {outlet: [100.0] * len(values) for outlet, values in counts.items()}, measure)


A, B = [2.0, 6, 2, 6, 2, 6], [4.0, 8, 4, 8, 4, 8]
TONE_A, TONE_B = [-3.0, 1, 0, 2, -2, 2], [1.0, -1, 3, 0, 2, 1]


def test_of_no_scores_nothing_is_planned_and_the_reason_is_kept() -> None:
    none = schema.empty("scores", "There is no list of actors.")
    table = power(none, ratio=2)
    assert table.empty
    assert table.attrs["note"] == "There is no list of actors."


def test_pooled_outlets_by_hand() -> None:
    row = power(same_length({"A": A, "B": B}), ratio=1.5).iloc[0]
    # Residuals are ±2 in both outlets: 6/5 · 24 each. Their counts are 24 and 36 of 600 words.
    squares = 2 * 6 / 5 * 24
    assert squares < 24 + 36
    linear = squares / (24 + 36)
    assert row["value"] == pytest.approx(60 / 1200)
    assert row["sd"] == pytest.approx(np.sqrt(linear * 0.05 / 100))
    assert row["difference"] == pytest.approx(0.025)
    assert (row["n_articles"], row["n_articles_against"]) == (6, 6)
    own, other = linear * 0.075 / 100, linear * 0.05 / 100

    def standard_errors(m: int) -> float:
        df = (own + other) ** 2 / (own**2 + other**2) * (m - 1)
        return float((stats.t.ppf(0.975, df) + stats.t.ppf(0.8, df)) * np.sqrt((own + other) / m))

    needed = int(row["articles_needed"])
    assert standard_errors(needed) <= 0.025 < standard_errors(needed - 1)
    assert row["articles_needed_against"] == needed


def test_tone_is_a_t_test_as_statsmodels_plans_it() -> None:
    row = power(same_length({"A": TONE_A, "B": TONE_B}, "sentiment"), difference=0.005, power=0.9).iloc[0]
    # Every article has 100 segments, so the value is the mean tone; one standard deviation within the outlets.
    sd = np.sqrt((np.var(TONE_A, ddof=1) + np.var(TONE_B, ddof=1)) / 2) / 100
    assert row["sd"] == pytest.approx(sd)
    needed = TTestIndPower().solve_power(0.005 / sd, power=0.9, alpha=0.05)
    assert abs(row["articles_needed"] - needed) < 1
    assert TTestIndPower().power(row["detectable"] / sd, 6, 0.05) == pytest.approx(0.9, abs=0.01)


def test_pairs_of_sides_have_their_own_values_and_articles() -> None:
    table = power(same_length({"A": A, "B": B, "C": [3.0, 5, 3, 5]}), ratio=2, against="rest").set_index("outlet")
    assert table["against"].tolist() == ["rest"] * 3
    assert table["value"].to_dict() == pytest.approx({"A": 52 / 1000, "B": 40 / 1000, "C": 60 / 1200})
    assert table["n_articles"].to_dict() == {"A": 6, "B": 6, "C": 4}
    assert table["n_articles_against"].to_dict() == {"A": 10, "B": 10, "C": 12}
    pairs = power(same_length({"A": A, "B": B, "C": [3.0, 5, 3, 5, 1]}), ratio=2, against="each")
    assert set(zip(pairs["outlet"], pairs["against"], strict=True)) == {("A", "B"), ("A", "C"), ("B", "C")}


def test_a_larger_other_side_saves_articles_of_the_outlet() -> None:
    equal, large = (power(same_length({"A": A, "B": B}), ratio=1.2, allocation=k).iloc[0] for k in (1, 5))
    assert large["articles_needed"] < equal["articles_needed"]
    assert large["articles_needed_against"] == 5 * large["articles_needed"]


def test_fewer_articles_than_a_permutation_test_needs_are_not_planned() -> None:
    assert power(same_length({"A": A, "B": B}), difference=0.9)["articles_needed"].iat[0] == 4


def test_half_is_a_difference_too() -> None:
    less = power(same_length({"A": A, "B": B}), ratio=0.5).iloc[0]
    more = power(same_length({"A": A, "B": B}), difference=0.025).iloc[0]
    assert less["difference"] == pytest.approx(-more["difference"])
    # The side with the larger value varies more.
    assert less["articles_needed"] < more["articles_needed"]


@pytest.mark.parametrize(
    ("counts", "asked", "reason"),
    [
        ({"A": [1.0, 3], "B": [2.0, 4]}, {"ratio": 2}, "fewer than 8 articles beyond the first of each outlet"),
        ({"A": [2.0] * 6, "B": [2.0] * 6}, {"ratio": 2}, "no variation between articles"),
        ({"A": A, "B": [0.0] * 6}, {"ratio": 2, "against": "B"}, "the other side has none, and a ratio to 0"),
        ({"A": A, "B": B}, {"ratio": 30}, "no outlet can have such a value"),
        ({"A": A, "B": B}, {"difference": -0.9}, "no outlet can have such a value"),
    ],
)
def test_what_cannot_be_planned_is_missing_with_a_reason(counts: dict, asked: dict, reason: str) -> None:
    row = power(same_length(counts), **asked).iloc[0]
    assert pd.isna(row["articles_needed"])
    assert row["method"].startswith(f"not planned: {reason}")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "Give either `difference` or `ratio`, such as ratio=1.5; neither is given."),
        ({"difference": 0.1, "ratio": 2}, "such as ratio=1.5; both are given."),
        ({"ratio": 1}, "Invalid `ratio`: 1.0. That is no difference, which needs no articles."),
        ({"difference": 0.0}, "Invalid `difference`: 0.0. That is no difference, which needs no articles."),
        ({"ratio": -1}, "Invalid `ratio`: -1. Expected a number from 0 to 1,000."),
        ({"ratio": 2, "power": 1}, "Invalid `power`: 1. Expected a number from 0.5 to 0.999."),
        ({"ratio": 2, "allocation": 0}, "Invalid `allocation`: 0. Expected a number from 0.01 to 100."),
        ({"ratio": 2, "confidence": 1}, "Invalid `confidence`: 1. Expected a number between 0 and 1"),
        ({"ratio": 2, "against": "C"}, "Invalid `against`: 'C'. Expected 'rest', 'each', 'A' or 'B'."),
        ({"ratio": 2, "against": pd.Series({"war": 3})}, "Expected 'rest', 'each', an outlet or None."),
        ({"ratio": 2, "articles_with": 1}, "Invalid `articles_with`: 1 for the scores of 'terms'."),
    ],
)
def test_wrong_use_is_said(asked: dict, message: str) -> None:
    with pytest.raises(WrongUse) as error:
        power(same_length({"A": A, "B": B}), **asked)
    assert message in str(error.value)


def test_a_ratio_of_tone_is_refused() -> None:
    with pytest.raises(WrongUse, match="Invalid `ratio`: the scores of 'sentiment' have negative values."):
        power(same_length({"A": TONE_A, "B": TONE_B}, "sentiment"), ratio=1.5)


def test_what_is_detectable_now_needs_the_articles_that_are_there() -> None:
    rng = np.random.default_rng(0)
    made = {o: rng.negative_binomial(2, 0.4, 25).astype(float).tolist() for o in "AB"}
    given = same_length(made)
    now = power(given, ratio=1.5).iloc[0]
    again = power(given, difference=now["detectable"]).iloc[0]
    assert 25 <= again["articles_needed"] <= 27


def test_copies_are_counted_once_and_said() -> None:
    given = same_length({"A": [*A, 2.0], "B": B})
    table = power(with_copies(given, ["A-6"]), ratio=1.5)
    assert table["n_articles"].iat[0] == 6
    assert table.attrs["note"] == "1 exact copy of an article of the same outlet is not counted."
    plain = power(same_length({"A": A, "B": B}), ratio=1.5)
    assert table["articles_needed"].tolist() == plain["articles_needed"].tolist()


def test_shares_of_articles_can_be_planned(notes) -> None:
    table = power(measures.framing(notes), articles_with=1, difference=0.2)
    assert set(table["measure"]) == {"framing_articles"}
    assert set(table["unit"]) == {"article"}
