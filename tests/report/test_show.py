"""Tables as notebooks show them."""

from pathlib import Path

import pandas as pd

from analysis import schema
from analysis._utils.notes import note_of, with_note
from analysis.report.show import save, saved, show


def test_names_of_frames_are_read_without_underscores() -> None:
    table = pd.DataFrame({"frame": ["human_interest"], "other": ["domestic_politics"], "item": ["a_b"]})
    shown = show(table, "Pairs").data
    assert "human interest" in shown and "domestic politics" in shown
    assert "a_b" in shown


def test_what_is_left_out_is_said_below_a_table() -> None:
    table = pd.DataFrame({"item": ["war–peace"]})
    table.attrs["note"] = "The axis <slow–fast> is left out."
    assert "The axis &lt;slow–fast&gt; is left out." in show(table, "Axes").data


def test_a_note_is_saved_beside_its_table(tmp_path: Path) -> None:
    save(schema.empty("comparisons", "There is no list of actors."), "toward", tmp_path)
    assert note_of(saved("toward", tmp_path)) == "There is no list of actors."
    assert (tmp_path / "tables" / "toward.txt").read_text("utf-8") == "There is no list of actors.\n"
    save(with_note(saved("toward", tmp_path), ""), "toward", tmp_path)
    assert note_of(saved("toward", tmp_path)) == "" and not (tmp_path / "tables" / "toward.txt").exists()
