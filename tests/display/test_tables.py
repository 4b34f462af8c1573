"""Tables as notebooks show them."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis.display.figures import show_figure
from analysis.display.folding import folded
from analysis.display.saving import CSV_ROWS, FIRST_ROWS, load_table, save_table
from analysis.display.tables import show_table
from analysis.exceptions import WrongUse


def test_names_of_frames_are_read_without_underscores() -> None:
    table = pd.DataFrame({"frame": ["human_interest"], "other": ["domestic_politics"], "item": ["a_b"]})
    shown = show_table(table, "Pairs").data
    assert "human interest" in shown and "domestic politics" in shown
    assert "a_b" in shown


def test_what_is_left_out_is_said_below_a_table() -> None:
    table = pd.DataFrame({"item": ["war–peace"]})
    table.attrs["note"] = "The axis <slow–fast> is left out."
    assert "The axis &lt;slow–fast&gt; is left out." in show_table(table, "Axes").data


def test_a_table_needs_no_caption() -> None:
    rows = pd.DataFrame({"word": ["bridge"]})
    assert "<caption>" not in show_table(rows).data and "<caption>Words</caption>" in show_table(rows, "Words").data
    assert show_table(rows.head(0)).data == '<p class="note">None.</p>'


def test_a_note_is_saved_beside_its_table(tmp_path: Path) -> None:
    save_table(schema.empty("comparisons", "There is no list of actors."), "target_sentiment", tmp_path)
    assert note_of(load_table("target_sentiment", tmp_path)) == "There is no list of actors."
    assert (tmp_path / "tables" / "target_sentiment.txt").read_text("utf-8") == "There is no list of actors.\n"
    save_table(with_note(load_table("target_sentiment", tmp_path), ""), "target_sentiment", tmp_path)
    assert (
        note_of(load_table("target_sentiment", tmp_path)) == ""
        and not (tmp_path / "tables" / "target_sentiment.txt").exists()
    )


def test_the_csv_file_of_a_large_table_has_its_first_rows(tmp_path: Path) -> None:
    table = pd.DataFrame({"row": range(CSV_ROWS + 1)})
    save_table(with_note(table, "A note."), "large", tmp_path)
    place = tmp_path / "tables"
    assert (place / "large.csv").read_text("utf-8").split()[-1] == str(FIRST_ROWS - 1)
    assert pd.read_parquet(place / "large.parquet")["row"].tolist() == table["row"].tolist()
    assert (place / "large.txt").read_text("utf-8") == (
        "A note. large.csv holds the first 100 of 501 rows, large.parquet all of them.\n"
    )
    save_table(table.head(CSV_ROWS), "large", tmp_path)
    assert not (place / "large.txt").exists()
    assert (place / "large.csv").read_text("utf-8").split()[-1] == str(CSV_ROWS - 1)


def test_ids_of_a_figure_do_not_hang_on_last_digits(tmp_path: Path) -> None:
    def drawn(bottom: float) -> Path:
        fig = Figure(figsize=(3, 2))
        fig.add_axes((0.1, bottom, 0.8, 0.7)).plot([0, 1], [0, 1], marker="o")
        show_figure(fig, "line", tmp_path, alt="A line.", caption="A line.")
        return tmp_path / "figures" / "line.svg"

    one, other = (drawn(bottom).read_text("utf-8") for bottom in (0.2, np.nextafter(0.2, 1)))
    assert one == other
    ids = re.findall(r'id="([^"]+)"', one)
    assert len(ids) == len(set(ids)) and "i0" in ids
    assert set(re.findall(r'(?:url\(|href=")#([^")]+)', one)) <= set(ids)


def test_saved_tables_do_not_hang_on_last_digits(tmp_path: Path) -> None:
    for value in (57.096495639912135, 57.09649563991214):
        save_table(pd.DataFrame({"score": [value]}), "scores", tmp_path)
        assert (tmp_path / "tables" / "scores.csv").read_text("utf-8") == "score\n57.0965\n"


def test_a_figure_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Missing `alt`. Describe the figure in words"):
        show_figure(Figure(), "blank", tmp_path, caption="A blank figure.")
    assert not list(tmp_path.iterdir())


def test_columns_without_a_value_are_left_out_and_fractions_have_a_sign_where_some_are_negative() -> None:
    table = pd.DataFrame({"outlet": ["", ""], "tone": [-0.5, 0.75], "share": [0.5, 0.2], "byline": [None, "–"]})
    shown = show_table(table, "Tone").data
    assert "byline" not in shown and "outlet" in shown
    assert all(f">{number}<" in shown for number in ("−0.50", "+0.75", "0.50", "0.20"))


def test_below_a_table_it_is_said_why_intervals_are_cut() -> None:
    row = {
        "measure": "framing", "item": "war", "outlet": "A", "against": "rest", "value": 0.5, "value_against": 0.25,
        "estimate": 0.25, "low": -1.0, "high": 0.5, "p": 0.5, "q": 1.0, "confidence": 0.95, "method": "a test",
    }  # fmt: skip
    said = "Intervals are cut at ±100, since no larger difference is possible"
    assert said not in show_table(pd.DataFrame([row]), "Frames").data
    shown = show_table(pd.DataFrame([{**row, "method": "a test" + schema.CUT}, {**row, "outlet": "B"}]), "Frames").data
    assert said in shown and "a test" not in shown


ROW = {
    "measure": "framing", "item": "war", "outlet": "A", "against": "rest", "value": 0.5, "value_against": 0.25,
    "estimate": 0.25, "low": -0.5, "high": 0.5, "p": 0.5, "q": 1.0, "confidence": 0.95, "method": "a test",
}  # fmt: skip


def test_comparisons_have_six_columns_with_units_and_how_certain_they_are() -> None:
    table = pd.DataFrame([{**ROW, "q": 0.01}, {**ROW, "item": "peace"}])
    page = show_table(table, "Frames").data
    heads = re.findall(r"<th scope=.col.[^>]*>([^<]*)", page)
    assert heads == ["frame", "outlet", "clear?", "% of sentences", "the rest", "difference (95 % interval)"]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in page.split("<tr>")[2:]]
    assert rows == [
        ["war", "A", "yes", "50", "25", "+25 (−50 to +50)"],
        ["peace", "A", "no", "50", "25", "+25 (−50 to +50)"],
    ]
    assert '<th scope="row"' in page and "<caption>Frames</caption>" in page and "tabindex" not in page


def test_rows_that_neither_side_has_are_counted_and_a_saved_table_is_linked() -> None:
    table = pd.DataFrame([ROW, {**ROW, "item": "peace", "value": 0.0, "value_against": 0.0, "estimate": 0.0}, ROW])
    page = show_table(table, "Frames", top=1, saved="framing").data
    assert "peace" not in page and "Left out: 1 row in which neither side has any." in page
    assert "The first 1 of 3 rows. " in page and '<a href="tables/framing.csv">CSV</a>' in page


def test_a_table_of_which_nothing_was_tested_is_a_sentence() -> None:
    page = show_table(pd.DataFrame([{**ROW, "p": np.nan, "method": "not tested: too few"}]), "Frames").data
    assert page == '<p class="note">Frames: not tested: too few.</p>'


def test_two_reasons_why_nothing_was_tested_are_a_sentence() -> None:
    rows = [{**ROW, "p": np.nan, "method": f"not tested: {why}"} for why in ("too few", "nothing there")]
    assert show_table(pd.DataFrame(rows), "Frames").data == (
        '<p class="note">Frames: not tested: too few; or nothing there.</p>'
    )


def test_a_note_alone_is_not_folded_and_stands_once() -> None:
    nothing = show_table(with_note(pd.DataFrame({"a": []}), "No coder."))
    assert folded("Coder", nothing, "", nothing) == '<p class="note">No coder.</p>'
    assert folded("Coder", nothing, "Text.").startswith("<details>")


def test_folded_parts_stand_under_their_summary_and_empty_ones_are_left_out() -> None:
    table = show_table(pd.DataFrame({"a": [1]}), "Numbers")
    assert folded("A <b>", "Text.", "", table) == (
        f"<details><summary>A &lt;b&gt;</summary>\n\nText.\n\n{table.data}\n\n</details>"
    )
    assert folded("Nothing", "") == ""
