"""Names of articles, outlets and events: which are kept, and what replaces the others."""

import pandas as pd
import pytest

from analysis.bundles.disclosure.metadata_labels import Matches, is_name, neutral_name, renamed, shortened_label


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Bank of England", True), ("bank of england", False), ("Bank of England and Wales Board", False)],
)
def test_a_name_is_short_and_in_capitals(cell: str, expected: bool) -> None:
    assert is_name(cell, Matches(set(), set())) == expected


def test_a_run_that_stands_in_a_headline_alone_is_no_name() -> None:
    run = {("old", "bridge", "shut")}
    assert is_name("Old Bridge Shut", Matches(run, run))
    assert not is_name("Old Bridge Shut", Matches(run, set()))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("atacms strikes 2024-11-17 12 00", "atacms strikes 2024-11-17 12 00"),
        ("one two three four five six", "x"),
        ("7 " * 26, "x"),
        ("a" * 201, "x"),
    ],
)
def test_a_label_that_is_longer_than_a_name_is_replaced(label: str, expected: str) -> None:
    assert shortened_label(label, "x") == expected


def test_a_neutral_name_depends_on_name_and_text() -> None:
    names = {neutral_name("article", name, sha256) for name in ("a", "b") for sha256 in ("", "0")}
    assert len(names) == 4
    assert neutral_name("article", "a", "0") == neutral_name("article", "a", "0")


def test_cells_are_replaced_in_the_columns_named() -> None:
    table = pd.DataFrame({"outlet": ["A", "B", "A"], "event": ["A", "A", "B"]}, dtype="str")
    made = renamed(table, {"outlet": {"A": "outlet-1"}, "byline": {"A": "x"}, "event": {}})
    assert made["outlet"].tolist() == ["outlet-1", "B", "outlet-1"]
    assert made["event"].tolist() == ["A", "A", "B"]
