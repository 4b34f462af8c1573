"""What a notebook shows of a coder, and what it says where there is none."""

import pandas as pd
import pytest

import analysis as ss
from analysis.display import describe
from analysis.display.tables import show_table


@pytest.fixture(scope="module")
def folder(town, tmp_path_factory):
    out = tmp_path_factory.mktemp("coder") / "made"
    return ss.coding.save(ss.coding.fit(*town, encoder=False), out)


def table_of(codes: pd.DataFrame, tmp_path) -> str:
    codes.assign(probability=1.0).to_csv(tmp_path / "codes.csv", index=False)
    return str(tmp_path / "codes.csv")


def test_without_a_coder_the_reason_is_given(town) -> None:
    notes, _ = town
    assert ss.coding.cross_validation_table("").empty and ss.coding.predicted_scores(notes, "").empty
    assert (
        ss.coding.cross_validation_table("")
        .attrs["note"]
        .startswith("No coder is given. The parameter coder takes the folder")
    )
    nothing = ss.compare(ss.coding.predicted_scores(notes, ""))
    assert "No coder is given" in show_table(nothing, "Codes").data
    assert (
        "No coder is given"
        in ss.coding.correction_table(notes, ss.coding.predicted_scores(notes, ""), "").attrs["note"]
    )


def test_its_figures_and_scores(town, folder) -> None:
    notes, _ = town
    table = ss.coding.cross_validation_table(str(folder))
    assert table["code"].tolist() == ["money", "quarrel"]
    assert table["items"].tolist() == [60, 60]
    pd.testing.assert_frame_equal(ss.coding.predicted_scores(notes, str(folder)), ss.coding.apply(notes, folder))


def test_a_bundle_is_told_to_bring_its_text(bundled, folder) -> None:
    assert "This needs the articles themselves" in ss.coding.predicted_scores(bundled, str(folder)).attrs["note"]


def test_corrected_by_what_people_coded(town, folder, tmp_path) -> None:
    notes, codes = town
    scores = ss.coding.predicted_scores(notes, str(folder))
    # A code that the coder does not know has no part in it.
    more = pd.concat([codes, codes.head(30).assign(code="weather", coder="B")])
    made = ss.coding.correction_table(notes, scores, table_of(more, tmp_path))
    assert set(made["item"]) == {"money", "quarrel"}
    by_hand = ss.coding.human_code_table(ss.coding.read_codes(more.assign(probability="1"), notes)).query(
        "item != 'weather'"
    )
    pd.testing.assert_frame_equal(made, ss.corrected_comparison(ss.coding.machine_code_table(scores), by_hand))
    # Both ways stand in one table, so each row says which it is.
    assert "corrected by articles coded by hand" in show_table(made, "Corrected").data


def test_what_cannot_be_corrected_is_told(town, folder, tmp_path) -> None:
    notes, codes = town
    scores = ss.coding.predicted_scores(notes, str(folder))
    assert "samestory code sample draws" in ss.coding.correction_table(notes, scores, "").attrs["note"]
    other = table_of(codes.assign(code="weather"), tmp_path)
    assert ss.coding.correction_table(notes, scores, other).attrs["note"] == (
        "The table of codes has none of the codes of the coder, 'money', 'quarrel'."
    )
    segments = scores.assign(measure="coded_segments")
    assert "this coder codes segments" in ss.coding.correction_table(notes, segments, other).attrs["note"]


def test_the_item_of_the_most_certain_difference(town) -> None:
    table = ss.compare(ss.measures.framing(town[0]))
    assert describe.most_certain_item(table) == table["item"].iat[0]
    assert describe.most_certain_item(table.assign(p=float("nan"))) == table["item"].iat[0]
    assert describe.most_certain_item(table.head(0)) == ""
