"""Tables as notebooks show them."""

import pandas as pd

from analysis.report.show import show


def test_names_of_frames_are_read_without_underscores() -> None:
    table = pd.DataFrame({"frame": ["human_interest"], "other": ["domestic_politics"], "item": ["a_b"]})
    shown = show(table, "Pairs").data
    assert "human interest" in shown and "domestic politics" in shown
    assert "a_b" in shown


def test_what_is_left_out_is_said_below_a_table() -> None:
    table = pd.DataFrame({"item": ["war–peace"]})
    table.attrs["note"] = "The axis <slow–fast> is left out."
    assert "The axis &lt;slow–fast&gt; is left out." in show(table, "Axes").data
