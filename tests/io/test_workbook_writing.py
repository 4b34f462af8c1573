"""What an Excel file holds: texts that stay texts, and the same bytes each time."""

import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.io.workbook_writing import MOST_CHARACTERS, Sheet, number_format, sheet_names, write_workbook
from tests.io.excel_cells import cells_of_workbook

HOSTILE = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "https://example.org",
    "internal:terms!A1",
    "<b>&\"'",
    "a\0b\ud800",
    "_x0041_",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text_also_as_a_name(tmp_path: Path, text: str) -> None:
    write_workbook(
        [Sheet(text, pd.DataFrame([[text]], columns=pd.Index([text], dtype=object), dtype=object))], tmp_path / "a.xlsx"
    )
    (cells,) = cells_of_workbook(tmp_path / "a.xlsx").values()
    shown = text.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    assert cells == [[shown], [shown]]


def test_numbers_truth_times_and_missing_values(tmp_path: Path) -> None:
    table = pd.DataFrame({
        "n": [1, 2],
        "share": [0.25, np.nan],
        "most": [np.inf, -np.inf],
        "clear": [True, False],
        "time": pd.to_datetime(["2024-11-17T12:00Z", None]),
        "name": ["Gazette", None],
    })  # fmt: skip
    write_workbook([Sheet("a", table)], tmp_path / "a.xlsx")
    (cells,) = cells_of_workbook(tmp_path / "a.xlsx").values()
    # Days since the end of 1899, as Excel counts them.
    assert cells[1] == [1, 0.25, "inf", True, 45613.5, "Gazette"]
    assert cells[2] == [2, None, "-inf", False]


def test_other_programs_read_the_cells_where_they_stand_and_all_digits(tmp_path: Path) -> None:
    numbers = [0.0937328, 1 / 3, 1e-300]
    table = pd.DataFrame({"outlet": ["Gazette", None, "Courier"], "note": None, "share": numbers})
    write_workbook([Sheet("a", table)], tmp_path / "a.xlsx")
    read = pd.read_excel(tmp_path / "a.xlsx", engine="calamine")
    assert read["outlet"].fillna("").tolist() == ["Gazette", "", "Courier"] and read["note"].isna().all()
    # Excel has 16 digits.
    assert read["share"].tolist() == pytest.approx(numbers, rel=1e-15)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert b"<v>0.0937328</v>" in book.read("xl/worksheets/sheet1.xml")


def test_a_text_that_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    write_workbook([Sheet("a", pd.DataFrame({"text": ["b" * (MOST_CHARACTERS + 1)]}))], tmp_path / "a.xlsx")
    (cells,) = cells_of_workbook(tmp_path / "a.xlsx").values()
    assert len(cells[1][0]) == MOST_CHARACTERS and cells[1][0].endswith("b […]")


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook([Sheet("a", pd.DataFrame({"text": ["ferry"], "n": [0.5]}))], tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_names_of_sheets_are_short_and_unique() -> None:
    assert sheet_names(["a" * 40, "A" * 40, "History", "'x'", "[]:*?/\\", ""]) == [
        "a" * 31, f"{'A' * 29} 2", "History 2", "x", "2", "3",
    ]  # fmt: skip


def test_an_empty_table_is_an_empty_sheet(tmp_path: Path) -> None:
    write_workbook([Sheet("a", pd.DataFrame()), Sheet("b", pd.DataFrame({"x": []}))], tmp_path / "a.xlsx")
    assert cells_of_workbook(tmp_path / "a.xlsx") == {"a": [], "b": [["x"]]}


@pytest.mark.parametrize(
    ("values", "expected"), [([1.0, 2.0], "#,##0"), ([0.5, None], "0.0000"), (["a"], "@"), ([], "@")]
)
def test_number_formats(values: list[object], expected: str) -> None:
    assert number_format(pd.Series(values, dtype=None if values else object)) == expected
