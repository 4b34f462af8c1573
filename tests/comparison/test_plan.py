"""Lists of planned hypotheses, as they are written in a file."""

from pathlib import Path

import pytest

from analysis import schema
from analysis._utils.table_notes import note_of
from analysis.comparison.plan import read_plan
from analysis.exceptions import LONGEST_MESSAGE, WrongUse

ONE = "{measure: framing, item: diplomacy, outlet: CNN}"


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.yml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_plans_nothing() -> None:
    plan = read_plan()
    assert plan.empty and list(plan) == schema.columns("plan")
    assert note_of(plan) == "No hypotheses were planned: all differences in this report are exploratory."


def test_what_is_not_given_is_empty(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, f"- {ONE}"))
    assert plan.to_dict("records") == [
        {"hypothesis": "", "measure": "framing", "item": "diplomacy", "outlet": "CNN", "against": "", "voice": "",
         "direction": ""}
    ]  # fmt: skip


def test_names_stay_as_they_are_written(tmp_path: Path) -> None:
    text = """
- hypothesis: The Nos
    and its readers
  measure: terms
  item: no
  outlet: 2024
  against: rest
  voice: quoted
  direction: lower
- {measure: terms, item: no, outlet: 2024, against: rest, voice: all}
"""
    plan = read_plan(written(tmp_path, text))
    assert plan.loc[0].tolist() == ["The Nos and its readers", "terms", "no", "2024", "rest", "quoted", "lower"]
    assert plan.loc[1, "voice"] == "all"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not a list of planned hypotheses. Expected entries such as"),
        (ONE, "is not a list of planned hypotheses"),
        ("[]", "is not a list of planned hypotheses"),
        ("- diplomacy", "entry 1 of .* is not a hypothesis. Expected entries such as"),
        (f"- {ONE}\n- [a, b]", "entry 2 of .* is not a hypothesis"),
        ("- {measure: framing, item: a, outlet: b, sides: two}", "entry 1 of .* has the unknown keys 'sides'"),
        ("- {measure: framing, outlet: b}", "entry 1 of .* has no 'item'. Expected entries such as"),
        ("- {measure: framing, item: [a, b], outlet: b}", r"item of entry 1 of .* must be text; got \['a', 'b'\]"),
        ("- {measure: framing, item: , outlet: b}", "item of entry 1 of .* must be text; got None"),
        ("- {measure: framing, item: '  ', outlet: b}", "item of entry 1 of .* must be text; got '  '"),
        (f"- {{measure: framing, item: {'a' * 201}, outlet: b}}", "item of entry 1 of .* has 201 characters"),
        (
            "- {measure: frames, item: a, outlet: b}",
            "measure of entry 1 of .* is 'frames'; a report compares agency, attention",
        ),
        ("- {measure: framing, item: a, outlet: b, voice: loud}", "voice of entry 1 of .* is 'loud'; expected"),
        ("- {measure: framing, item: a, outlet: b, direction: more}", "is 'more'; expected 'higher' or 'lower'"),
        ("- {measure: framing, item: a, outlet: b, against: b}", "entry 1 of .* compares 'b' with itself"),
        (f"- {ONE}\n- {ONE[:-1]}, direction: higher}}", "entries 1 and 2 of .* plan the same comparison; keep one"),
        (f"- {ONE}\n" * 101, "plans 101 hypotheses. Expected at most 100"),
        ("- {measure: framing, measure: terms, item: a, outlet: b}", "line 1: 'measure' is already in line 1"),
        ("- {measure: framing", "this is not YAML"),
    ],
)  # fmt: skip
def test_wrong_lists(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told) as error:
        read_plan(written(tmp_path, text))
    assert len(str(error.value)) <= LONGEST_MESSAGE


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="nowhere.yml"):
        read_plan(tmp_path / "nowhere.yml")
