"""The Excel file of a report: a list of the tables, what their columns mean, and the tables."""

import pandas as pd
import pytest

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis.display.saving import CSV_ROWS, save_table
from analysis.report.tables_workbook import NAME, write_tables_workbook
from tests.io.excel_cells import cells_of_workbook


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[object]]]:
    """Sheets of a report with a long table, one of facts whose outlets have hostile names, and an empty one."""
    folder = tmp_path_factory.mktemp("report")
    long = pd.DataFrame({"outlet": "=Gazette", "item": range(CSV_ROWS + 1), "measure": "framing", "estimate": 0.25})
    save_table(long.reindex(columns=schema.columns("comparisons")), "framing", folder)
    save_table(pd.DataFrame({"event": ["flood"], "fact": [1], '=HYPERLINK("https://x")': ["lead"]}), "facts", folder)
    save_table(with_note(pd.DataFrame({"x": []}), "There is nothing to compare."), "contents", folder)
    write_tables_workbook(folder)
    return cells_of_workbook(folder / NAME)


def test_the_first_sheet_lists_the_others_with_rows_columns_and_notes(cells) -> None:
    assert list(cells) == ["contents", "columns", "contents 2", "facts", "framing"]
    head, empty, facts, framing = cells["contents"]
    assert head == ["sheet", "table", "what it holds", "rows here", "rows in all", "columns", "note"]
    assert empty == ["contents 2", "contents", "Contents", 0, 0, 1, "There is nothing to compare."]
    assert facts[:6] == ["facts", "facts", "Facts", 1, 1, 3]
    assert framing[2] == "Framing: differences between outlets, % of sentences, the voice of the report"
    assert framing[3:5] == [CSV_ROWS, CSV_ROWS + 1]
    assert framing[6] == "framing.csv holds the first 100 of 501 rows, framing.parquet all of them."


def test_the_second_sheet_says_what_columns_mean_in_which_table(cells) -> None:
    meanings = {row[0]: row[1:] for row in cells["columns"][1:]}
    assert meanings["estimate"] == ["value − value_against", "framing"]
    assert '=HYPERLINK("https://x")' not in meanings


def test_sheets_hold_the_first_rows_as_they_are(cells) -> None:
    assert len(cells["framing"]) == CSV_ROWS + 1
    assert cells["framing"][1][:3] == ["framing", 0, "=Gazette"]
    assert cells["facts"] == [["event", "fact", '=HYPERLINK("https://x")'], ["flood", 1, "lead"]]
