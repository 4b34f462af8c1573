"""Planned hypotheses and their own part of the error rate."""

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis._utils.table_notes import note_of
from analysis.comparison.family import PLANNED_SHARE, in_family
from analysis.comparison.plan import read_plan
from analysis.comparison.planned_results import planned_results
from analysis.exceptions import WrongUse
from analysis.stats.multiple_testing import benjamini_hochberg, holm

ITEMS = list("abcd")


def plan_of(*hypotheses: dict[str, str]) -> pd.DataFrame:
    rows = [dict.fromkeys(schema.columns("plan"), "") | {"measure": "framing", "outlet": "CNN"} | h for h in hypotheses]
    return schema.typed(pd.DataFrame(rows), "plan")


@pytest.fixture(scope="module")
def compared() -> pd.DataFrame:
    """A row of comparisons for each of the items a to d, in order, of CNN and the rest."""
    values = dict.fromkeys(schema.columns("comparisons"), 0.1)
    words = {"measure": "framing", "outlet": "CNN", "against": "rest", "unit": "article", "method": "by moments"}
    p = {"item": ITEMS, "p": [0.01, 0.02, 0.03, np.nan], "estimate": [0.2, 0.3, -0.1, np.nan], "confidence": 0.95}
    return schema.typed(
        pd.DataFrame({**values, **words, "n_articles": 4, "seed": 0, **p}, index=range(4)), "comparisons"
    )


def test_nothing_is_planned(compared: pd.DataFrame) -> None:
    results = planned_results(read_plan(), {"framing": compared})
    assert results.empty and list(results) == schema.columns("planned")
    assert note_of(results).startswith("No hypotheses were planned")


def test_holm_by_hand(compared: pd.DataFrame) -> None:
    plan = plan_of(*({"item": item} for item in "cbad"))
    # Three are tested: .01 · 3 = .03; .02 · 2 = .04; .03 · 1 is not below .04. Then all are divided by the share.
    alone = planned_results(plan, {"framing": compared}, share=1)
    assert list(alone["p_corrected"][:3]) == pytest.approx([0.04, 0.04, 0.03])
    assert list(alone["verdict"]) == ["supported"] * 3 + ["cannot be tested"]
    assert list(alone["reason"]) == ["", "", "", "by moments"]
    half = planned_results(plan, {"framing": compared})
    assert list(half["p_corrected"][:3]) == pytest.approx([0.08, 0.08, 0.06])
    assert list(half["verdict"][:3]) == ["not supported"] * 3
    assert set(half["family_share"]) == {0.5}
    assert half.loc[0, ["estimate", "p", "voice", "against"]].tolist() == [-0.1, 0.03, "narration", "rest"]
    assert note_of(half).startswith("3 of 4 planned hypotheses can be tested. p is corrected for this number by Holm's")
    assert "is at most 2.5 %." in note_of(half)


@pytest.mark.parametrize(
    ("item", "direction", "verdict"),
    [
        ("a", "higher", "supported"),
        ("a", "lower", "not supported"),
        ("c", "lower", "not supported"),
        ("c", "higher", "not supported"),
    ],
)
def test_directions(compared: pd.DataFrame, item: str, direction: str, verdict: str) -> None:
    # p is .01 for a and .03 for c, twice that with half of the error rate.
    found = planned_results(plan_of({"item": item, "direction": direction}), {"framing": compared}).loc[0]
    other = verdict == "not supported" and item == "a"
    assert found["verdict"] == verdict
    assert found["reason"] == ("the difference is clear, but in the other direction" if other else "")


@pytest.mark.parametrize(
    ("hypothesis", "reason"),
    [
        ({"item": "zebra"}, "the table does not have this item: it does not occur, or too rarely"),
        ({"item": "a", "outlet": "BBC"}, "this outlet is not compared"),
        ({"item": "a", "against": "wire"}, "the outlet is compared with the rest, not with wire"),
        ({"item": "a", "voice": "headline"}, "this measure is compared in narration and quotes, not in headlines"),
        ({"item": "a", "measure": "voices", "voice": "quoted"},
         "this measure is compared in all voices together, not in quotes"),
        ({"item": "a", "voice": "quoted"}, "there is no table 'framing_quoted'"),
        ({"item": "a", "measure": "coded"}, "No coder."),
        ({"item": "d"}, "no variation between articles"),
    ],
)  # fmt: skip
def test_what_cannot_be_tested_has_a_reason(compared: pd.DataFrame, hypothesis: dict[str, str], reason: str) -> None:
    table = compared.assign(method="not tested: no variation between articles")
    tables = {"framing": table, "coded": schema.empty("comparisons", "No coder.")}
    found = planned_results(plan_of(hypothesis), tables)
    assert found.loc[0, ["verdict", "reason"]].tolist() == ["cannot be tested", reason]
    assert note_of(found) == "None of the planned hypotheses can be tested."


def test_an_outlet_that_is_compared_with_several(compared: pd.DataFrame) -> None:
    table = pd.concat([compared.assign(against="wire"), compared.assign(against="BBC", p=0.5)], ignore_index=True)
    found = planned_results(plan_of({"item": "a"}, {"item": "a", "against": "wire"}), {"framing": table})
    assert found.loc[0, "reason"] == "the outlet is compared with several others; the plan does not say with which"
    assert found.loc[1, ["against", "p"]].tolist() == ["wire", 0.01]


def test_the_voice_chooses_the_table(compared: pd.DataFrame) -> None:
    tables = {"framing": compared, "framing_quoted": compared.assign(p=0.5)}
    plan = plan_of({"item": "a"}, {"item": "a", "voice": "quoted"}, {"item": "a", "voice": "all"})
    assert planned_results(plan, tables)["p"].tolist()[:2] == [0.01, 0.5]
    whole = planned_results(plan, tables, voice="all")
    assert whole["p"].tolist() == [0.01, 0.5, 0.01]
    assert whole["voice"].tolist() == ["all", "quoted", "all"]


def test_items_may_be_spelt_with_capitals_and_blanks(compared: pd.DataFrame) -> None:
    table = compared.assign(item=["human_interest", "US", "us", "d"])
    plan = plan_of({"item": "Human interest"}, {"item": "us"}, {"item": "Us"})
    found = planned_results(plan, {"framing": table})
    assert found["p"].tolist()[:2] == [0.01, 0.03]
    assert found.loc[2, "reason"] == "several items differ from this one only in capitals"


def test_results_are_those_of_the_comparison(notes) -> None:
    table = ss.compare(ss.measures.terms(notes, min_count=1), voice="narration")
    row = table[(table["item"] == "bridge") & (table["outlet"] == "Herald")].iloc[0]
    plan = plan_of({"measure": "terms", "item": "bridge", "outlet": "Herald"})
    found = planned_results(plan, {"terms": in_family(table, "terms", plan=plan)}, share=1).loc[0]
    same = ["estimate", "low", "high", "p", "x", "n", "n_articles", "unit", "method", "confidence"]
    assert found[same].tolist() == row[same].tolist()
    assert found["p_corrected"] == pytest.approx(row["p"])


def test_a_claim_where_nothing_differs_is_rare() -> None:
    # Four planned hypotheses, of which one is true with a strong difference, are among twenty rows that are explored.
    rng, draws, alpha = np.random.default_rng(1), 2000, 0.05
    p = rng.random((draws, 20))
    p[:, 0] = 1e-6
    planned = np.array([(holm(row[:4]) / PLANNED_SHARE)[1:].min() <= alpha for row in p])
    p[:, 0] = rng.random(draws)
    nothing = np.array([(holm(row[:4]) / PLANNED_SHARE).min() <= alpha for row in p])
    explored = np.array([(benjamini_hochberg(row) / (1 - PLANNED_SHARE)).min() <= alpha for row in p])
    # 2.5 % each and 5 % together, and three standard errors; the planned ones use what they have.
    assert 0.025 - 3 * 0.0035 < planned.mean() < 0.025 + 3 * 0.0035
    assert 0.025 - 3 * 0.0035 < nothing.mean() < 0.025 + 3 * 0.0035
    assert (nothing | explored).mean() < 0.05 + 3 * 0.0049


def test_power_is_that_of_the_larger_share(compared: pd.DataFrame) -> None:
    # One of four is true, p = .006: Holm's .024, over half of the error rate .048.
    table = compared.assign(p=[0.006, 0.5, 0.6, 0.7])
    results = planned_results(plan_of(*({"item": item} for item in ITEMS)), {"framing": table})
    assert results["verdict"].tolist() == ["supported"] + ["not supported"] * 3
    assert results.loc[0, "p_corrected"] == pytest.approx(0.048)


def test_tables_share_what_the_plan_leaves(compared: pd.DataFrame) -> None:
    table = compared.assign(q=[0.01, 0.02, 0.9, np.nan], family_share=1.0)
    made = in_family(table, "framing", plan=plan_of({"item": "a"})).set_index("item")
    assert made["q"]["a"] == pytest.approx(0.01 / (0.15 * (1 - PLANNED_SHARE)))
    assert set(made["family_share"]) == {0.075}
    pd.testing.assert_frame_equal(in_family(table, "framing", plan=read_plan()), in_family(table, "framing"))


@pytest.mark.parametrize(
    ("plan", "tables", "more", "told"),
    [
        ("plan.yml", {}, {}, "Invalid `plan`: 'plan.yml'. Expected a table that `read_plan` returns."),
        (plan_of({"item": "a"}), [], {}, "Invalid `tables`: .* Expected comparisons by name."),
        (
            plan_of({"item": "a"}),
            {"frames": None},
            {},
            "Invalid `tables`: the name 'frames'. Expected 'agency', 'attention', ",
        ),
        (
            plan_of({"item": "a"}),
            {"terms": None},
            {},
            "Invalid table 'terms': None. Expected one that `compare` returns",
        ),
        (plan_of({"item": "a"}), {}, {"share": 0}, "Invalid `share`: 0. Expected a part of the error rate, above 0"),
        (plan_of({"item": "a"}), {}, {"share": 2}, "Invalid `share`: 2. Expected a number from 0 to 1."),
        (plan_of({"item": "a"}), {}, {"voice": "loud"}, "Invalid `voice`: 'loud'. Expected 'headline', "),
    ],
)
def test_wrong_use(plan, tables, more, told: str) -> None:
    with pytest.raises(WrongUse, match=told):
        planned_results(plan, tables, **more)


def test_a_family_takes_a_plan_as_it_was_read(compared: pd.DataFrame) -> None:
    with pytest.raises(WrongUse, match="Invalid `plan`: 'plan.yml'. Expected a table that `read_plan` returns."):
        in_family(compared.assign(family_share=1.0), "framing", plan="plan.yml")
