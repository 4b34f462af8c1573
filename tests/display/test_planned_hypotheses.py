"""Planned hypotheses as a page shows them."""

from pathlib import Path

import pandas as pd

import analysis as ss
from analysis._utils.table_notes import note_of
from analysis.comparison.plan import read_plan
from analysis.comparison.planned_results import planned_results
from analysis.display.planned_hypotheses import planned_hypotheses
from analysis.display.saving import load_comparisons, save_table
from analysis.display.tables import show_table

TEXT = """
- {hypothesis: It is <b>loud</b>, measure: voices, item: quoted, outlet: Herald, direction: higher}
- {measure: voices, item: whispered, outlet: Herald}
"""


def test_a_plan_from_the_file_to_the_page(notes, tmp_path: Path) -> None:
    (tmp_path / "plan.yml").write_text(TEXT, "utf-8")
    plan = read_plan(tmp_path / "plan.yml")
    save_table(ss.in_family(ss.compare(ss.measures.voices(notes)), "voices", plan=plan), "voices", tmp_path)
    tables = load_comparisons(plan["measure"], tmp_path)
    assert list(tables) == ["voices"]
    results = planned_results(plan, tables)
    view = planned_hypotheses(results)
    assert list(view) == [
        "planned", "result", "difference", "95 % interval", "outlet", "other side", "p", "corrected p",
    ]  # fmt: skip
    assert view.loc[0, "planned"] == "It is <b>loud</b> – quoted: Herald higher than the rest (voices, % of words)"
    assert view.loc[0, "result"] == "not supported"
    assert view.loc[0, "difference"] == f"{100 * results.loc[0, 'estimate']:+.2f}".replace("-", "−")
    assert " to +" in view.loc[0, "95 % interval"]
    assert view.loc[1].tolist() == [
        "whispered: Herald different from the other side (voices, % of words)",
        "cannot be tested: the table does not have this item: it does not occur, or too rarely",
        "–", "", "–", "–", "", "",
    ]  # fmt: skip
    html = show_table(view, "Planned").data
    assert "&lt;b&gt;loud" in html and "<b>loud" not in html
    assert "1 of 2 planned hypotheses can be tested." in html
    saved = tmp_path / "tables" / "planned.csv"
    save_table(results, "planned", tmp_path)
    assert pd.read_csv(saved)["verdict"].tolist() == ["not supported", "cannot be tested"]


def test_a_planned_word_of_house_style_is_named_as_such(notes, tmp_path: Path) -> None:
    items = ["Said", "ten", "R-Ky.", "Xylophones"]
    lines = "".join(f"- {{measure: terms, item: {item}, outlet: Herald}}\n" for item in items)
    (tmp_path / "plan.yml").write_text(lines, "utf-8")
    table = ss.compare(ss.measures.terms(notes, min_count=1))
    view = planned_hypotheses(planned_results(read_plan(tmp_path / "plan.yml"), {"terms": table}))
    said, ten, party, absent = view["result"]
    assert "house style" in said and said.endswith("(style_choices, reporting)")
    assert ten.endswith("(style_choices, numbers below 100)")
    assert party.endswith("(house_style, party_and_place)")
    assert "does not occur, or too rarely, or it is house style" in absent


def test_without_a_plan_the_page_says_so() -> None:
    results = planned_results(read_plan(), {})
    assert note_of(planned_hypotheses(results)) == note_of(results)
    assert "all differences in this report are exploratory" in show_table(planned_hypotheses(results), "Planned").data


def test_none_can_be_tested(tmp_path: Path) -> None:
    (tmp_path / "plan.yml").write_text(TEXT, "utf-8")
    view = planned_hypotheses(planned_results(read_plan(tmp_path / "plan.yml"), {}))
    assert "interval" in view
    assert view["result"].tolist() == ["cannot be tested: there is no table 'voices'"] * 2
