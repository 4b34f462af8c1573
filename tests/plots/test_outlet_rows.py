"""Rows of figures by outlet."""

import pandas as pd

from analysis.plots.outlet_rows import outlet_rows

GROUPS = pd.DataFrame({"outlet": ["Star", "Echo"], "group": ["south", "north"], "column": "region"})


def test_without_groups_outlets_stand_in_one_order() -> None:
    for groups in (None, GROUPS[:0]):
        assert [row.outlet for row in outlet_rows(["Star", "Echo"], groups, str)] == ["Echo", "Star"]


def test_groups_are_named_and_outlets_without_one_come_last() -> None:
    rows = outlet_rows(["Post", "Star", "Echo"], GROUPS, str.upper)
    assert [row.label for row in rows] == ["north", "ECHO", "south", "STAR", "no group", "POST"]
    assert [row.outlet for row in rows] == [None, "Echo", None, "Star", None, "Post"]
