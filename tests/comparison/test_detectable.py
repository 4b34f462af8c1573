"""Which difference could have been shown, through the public path."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from analysis import compare, detectable, in_family, schema
from analysis._utils.wording import two_digits
from analysis.display import describe
from analysis.display.tables import show_table
from analysis.exceptions import WrongUse
from analysis.stats.equivalence import detection_factor

COLUMNS = schema.columns("scores")
# n, units, xx, xn and nn of an article.
OF_ONE = 100.0, 1.0, 0.0, 0.0, 1e4


def scores(counts: dict[str, list[float]], measure: str = "framing", events: int = 1) -> pd.DataFrame:
    """One item, `war`, of articles with 100 segments each, in turn of each event."""
    rows = []
    for outlet, values in counts.items():
        for i, x in enumerate(values):
            for item, numerator in (("war", x), (schema.TOTAL, 100.0)):
                event = f"e{i % events}"
                rows.append(
                    (measure, item, event, outlet, f"{outlet}-{i}", "narration", numerator, 100.0, 1.0, 0.0, 0.0, 1e4)
                )
    return pd.DataFrame(rows, columns=COLUMNS)


RNG = np.random.default_rng(3)
MANY = {outlet: RNG.binomial(100, RNG.beta(2, 18, 40)).astype(float).tolist() for outlet in "AB"}


def test_articles_by_hand() -> None:
    given = scores(MANY)
    row = detectable(compare(given, against="B"), given, against="B").iloc[0]
    assert (row["unit"], row["tests"], row["level"]) == ("article", 1, 0.05)
    x = np.array([*MANY["A"], *MANY["B"]])
    r = x.sum() / 8000
    assert row["value"] == pytest.approx(r)
    # Both sides vary alike, about: the variance within them of the mean of 40 articles.
    within = np.mean([np.var(MANY[o], ddof=1) for o in "AB"]) / 100**2 / 40
    found = row["detectable"]
    own = within * (r + found) * (1 - r - found) / (r * (1 - r))
    assert found == pytest.approx(detection_factor(78) * np.sqrt(own + within), rel=0.05)


def test_articles_are_shown_as_often_as_said() -> None:
    given = scores(MANY)
    found = detectable(compare(given, against="B"), given, against="B").iloc[0]
    rng, share = np.random.default_rng(5), found["value"] + found["detectable"]

    def drawn(outlet: str, mean: float) -> list[tuple]:
        x = rng.binomial(100, rng.beta(20 * mean, 20 * (1 - mean), (40, 200)))
        return [
            ("framing", f"w{item}", "e", outlet, f"{outlet}-{i}", "narration", float(x[i, item]), *OF_ONE)
            for i in range(40) for item in range(200)
        ]  # fmt: skip

    again = compare(pd.DataFrame(drawn("A", share) + drawn("B", found["value"]), columns=COLUMNS), against="B")
    assert len(again) == 200
    shown = ((again["p"] <= 0.05) & (again["estimate"] > 0)).sum()
    assert 140 <= shown <= 178  # 160 expected, ± 3 standard errors


def test_a_family_needs_a_lower_p() -> None:
    given = scores(MANY)
    table = compare(given, against="B")
    alone, family = (detectable(t, given, against="B").iloc[0] for t in (table, in_family(table, "framing")))
    assert family["level"] == pytest.approx(0.05 * 0.15)
    assert family["detectable"] > alone["detectable"]


def test_two_outlets_with_the_rest_are_one_test() -> None:
    given = scores(MANY)
    assert set(detectable(compare(given), given)["tests"]) == {1}


@pytest.mark.parametrize(("events", "never"), [(4, True), (20, False)])
def test_few_events_show_nothing(events: int, never: bool) -> None:
    given = scores(MANY, events=events)
    row = detectable(compare(given, against="B"), given, against="B").iloc[0]
    assert row["unit"] == "event"
    assert np.isinf(row["detectable"]) == never  # Signs of four events give p = 1/8 at least.
    assert ("cannot give" in row["method"]) == never


def test_few_articles_are_compared_by_the_known_variation() -> None:
    given = scores({"A": [9.0], "B": [4.0], "C": [2.0]})
    table = compare(given)
    found = detectable(table, given)
    assert set(found["unit"]) == {"outlet"} and found["typical"].sum() == 1
    assert (found["value"] == 0.05).all()
    assert (found["detectable"] > 0.1).all()


def test_too_few_articles_and_strata_are_said() -> None:
    given = scores({"A": [1.0, 9, 4, 3], "B": [2.0, 8, 7, 5]})
    row = detectable(compare(given, against="B"), given, against="B").iloc[0]
    assert np.isnan(row["detectable"]) and row["method"].startswith("not computed: fewer than 8")
    given = scores(MANY)
    row = detectable(compare(given, adjust="length"), given, adjust="length").iloc[0]
    assert row["method"].startswith("not computed within strata")
    assert describe.detectable_difference(pd.DataFrame([row])) == (
        "**What could have been shown** is not computed within strata or against a reference list."
    )


def test_decreases_by_hand() -> None:
    given = scores(MANY)
    row = detectable(compare(given, against="B"), given, against="B").iloc[0]
    within = np.mean([np.var(MANY[o], ddof=1) for o in "AB"]) / 100**2 / 40
    r, found = row["value"], row["detectable_decrease"]
    own = within * (r - found) * (1 - r + found) / (r * (1 - r))
    assert found == pytest.approx(detection_factor(78) * np.sqrt(own + within), rel=0.05)
    assert found < row["detectable"]  # Lower shares vary less.


def test_five_articles_cannot_show_absence() -> None:
    given = scores({"A": [2.0], "B": [3.0, 3.0], "C": [2.0, 2.0]})
    found = detectable(compare(given), given)
    assert np.isinf(found["detectable_decrease"]).all() and (found["realistic_increase"] > 0).all()


def test_as_many_articles_as_are_needed_show_the_realistic_increase() -> None:
    given = scores({"A": [9.0], "B": [4.0], "C": [2.0]})
    row = detectable(compare(given), given).set_index("outlet").loc["A"]
    r, wanted, level = row["value"], row["realistic_increase"], row["level"]
    assert wanted == pytest.approx(2 * r)  # Three times as much.
    assert row["articles_needed_against"] == pytest.approx(2 * row["articles_needed"], abs=1)
    table = compare(given).set_index("outlet").loc["A"]
    # The interval is ± z standard errors, of which the outlet has two thirds of the squares.
    within = ((table["high"] - table["low"]) / 2 / norm.ppf(0.975)) ** 2
    for articles, enough in ((row["articles_needed"], True), (0.97 * (row["articles_needed"] - 1), False)):
        own = within * 2 / 3 * (r + wanted) * (1 - r - wanted) / (r * (1 - r))
        error = np.sqrt((own + within / 3) / articles)
        factor = detection_factor(3 * articles - 2, confidence=1 - level)
        assert (wanted >= factor * error) == enough


def test_shares_of_vader_end_at_one_and_tone_at_two() -> None:
    wide = [-100.0, 100.0, 90.0], [-90.0, -100.0, 100.0]
    given = scores(dict(zip("AB", wide, strict=True)), "sentiment")
    table = pd.concat([given.assign(item=np.where(given["item"] == "", "", item)) for item in ("compound", "pos")])
    limits = compare(table, unit="article").groupby("item")["high"].max()
    assert limits.to_dict() == {"compound": 2, "pos": 1}


def test_readers_see_it_beside_what_is_not_clear() -> None:
    given = scores({"A": MANY["A"], "B": [x + 1 for x in MANY["A"]]})
    table = compare(given, against="B")
    could = detectable(table, given, against="B")
    more, less = (two_digits(100 * could[name].iat[0]) for name in ("detectable", "detectable_decrease"))
    assert f"at least **{more} more** or **{less} less** of the outlet" in describe.detectable_difference(could)
    assert describe.most_certain_differences(table, could).endswith(
        f"A difference would have been shown from +{more} or −{less} on."
    )
    shown = show_table(table, "Frames", detectable=could).data
    assert f"no, would be from +{more} or −{less}" in shown
    clear = table.assign(q=0.01)
    assert "would have been shown" not in describe.most_certain_differences(clear, could)


@pytest.mark.parametrize(
    ("changes", "words", "row"),
    [
        ({"detectable_decrease": np.inf}, "but not complete absence", "+3.0"),
        ({"detectable": 0.9}, "at least **2.0 less** of the outlet would have been shown", "−2.0"),
        (
            {"detectable": np.inf, "detectable_decrease": np.inf},
            "**no difference of a realistic size** would have been shown with a probability of 80 %: neither 20 more "
            "of the outlet nor complete absence.",
            None,
        ),
    ],
)
def test_what_could_not_be_shown_is_said(changes: dict[str, float], words: str, row: str | None) -> None:
    given = scores(MANY)
    table = compare(given, against="B").assign(q=1.0)
    could = detectable(table, given, against="B")
    could = could.assign(**{"detectable": 0.03, "detectable_decrease": 0.02, "realistic_increase": 0.2, **changes})
    could = could.assign(articles_needed=1234, articles_needed_against=56)
    said = describe.detectable_difference(could)
    assert words in said
    needed = "about 1,200 articles of the outlet and 56 of the others would be needed."
    assert said.endswith(needed) == ("detectable" in changes)
    lines = describe.most_certain_differences(table, could)
    assert lines.endswith(f" from {row} on." if row else " No difference of a realistic size would have been shown.")
    beyond = describe.detectable_difference(could.assign(articles_needed=pd.NA))
    assert ("More than 1,000 times as many articles" in beyond) == ("detectable" in changes)


def test_nothing_tested_and_wrong_use() -> None:
    given = scores(MANY)
    table = compare(given, against="B")
    assert detectable(table.assign(p=np.nan), given).attrs["note"] == "No difference could be tested."
    assert describe.detectable_difference(schema.empty("detectable")) == ""
    with pytest.raises(WrongUse, match="Invalid `comparisons`: 3. Expected a table that `compare` returns."):
        detectable(3, given)
    with pytest.raises(WrongUse, match="Invalid `comparisons`: rows that `scores` do not have."):
        detectable(table, given)
    with pytest.raises(WrongUse, match="Invalid `scores`: they give a comparison of 'framing_articles'"):
        detectable(table, given, against="B", articles_with=1)
    with pytest.raises(WrongUse, match="Invalid `power`: 1."):
        detectable(table, given, power=1)
