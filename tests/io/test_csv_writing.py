"""CSV files that a spreadsheet opens."""

import ast
import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.display.saving import save_table
from analysis.io import csv_writing
from analysis.io.csv_writing import escape_formula, unescape_formula, write_csv

PACKAGE = Path(csv_writing.__file__).parent.parent

ARMED = ['=HYPERLINK("http://x.invalid")', "+1+1", "+5", "-1+1", "-a", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1",
         "  \u00a0=1", '"=1', "'=1", "''=1", "“=1", "＝1", "＋1", "－1", "＠a", "\ufeff=1", "\u200b=1", "-", "--",
         "-5a", "- 5", "\ta", "= ", "\r\n=1"]  # fmt: skip
PLAIN = ["", "a", "a=b", "a\n=b", "-5", "-5.25", "-1,000.5", "−5", "5", "'a", '"a"', "(=)", "…", "’tis", "–", "1-2"]


@pytest.mark.parametrize("text", ARMED)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    written = str(escape_formula(text))
    assert written[0] == "'"
    assert unescape_formula(written) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays(text: str) -> None:
    assert escape_formula(text) == text == unescape_formula(text)


@pytest.mark.parametrize("value", [-5, -5.5, None, np.float64(-1), True, pd.Timestamp("2024-11-17")])
def test_what_is_no_text_stays(value: object) -> None:
    assert escape_formula(value) is value


@given(st.text())
@example("'\n")
@example("'=1")
def test_a_table_read_again_is_the_table(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(pd.DataFrame({"a": [text, "end"], "b": [-1.5, 2.0]}), path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["a", "b"]
    expected = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    assert [unescape_formula(cell) for cell, _ in rows[1:]] == [expected, "end"]
    assert [number for _, number in rows[1:]] == ["-1.5", "2.0"]


def test_names_of_columns_and_all_kinds_of_text_are_disarmed(tmp_path: Path) -> None:
    table = pd.DataFrame({"=a": ["=1"], "b": pd.Categorical(["@c"]), "n": [-1], "o": pd.Series(["+1"], dtype=object)})
    write_csv(table, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8") == "'=a,b,n,o\n'=1,'@c,-1,'+1\n"
    assert list(table) == ["=a", "b", "n", "o"]


def test_lone_surrogates_and_nul_become_replacement_characters(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"a": pd.Series(["x\ud800\0y"], dtype=object)}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8") == "a\nx\ufffd\ufffdy\n"


def test_tables_of_a_report(tmp_path: Path) -> None:
    save_table(pd.DataFrame({"outlet": ["=1+1", "＝2"], "value": [-1.0, 2.0]}), "t", tmp_path)
    assert (tmp_path / "tables" / "t.csv").read_text("utf-8") == "outlet,value\n'=1+1,-1.0\n'＝2,2.0\n"
    assert pd.read_parquet(tmp_path / "tables" / "t.parquet")["outlet"].tolist() == ["=1+1", "＝2"]


def test_only_one_module_writes_csv() -> None:
    writers = {"to_csv", "writer", "DictWriter", "savetxt"}
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(writer in (source := path.read_text("utf-8")) for writer in writers)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writers
    }
    assert found == {"io/csv_writing.py"}
