"""Tables as notebooks show them."""

import pandas as pd

from analysis.report.show import show


def test_names_of_frames_are_read_without_underscores() -> None:
    table = pd.DataFrame({"frame": ["human_interest"], "other": ["domestic_politics"], "item": ["a_b"]})
    shown = show(table, "Pairs").data
    assert "human interest" in shown and "domestic politics" in shown
    assert "a_b" in shown
