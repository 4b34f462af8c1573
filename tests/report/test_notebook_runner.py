"""Executed notebooks: paths and exceptions in what they show."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from analysis.report import notebook_runner as notebooks
from analysis.report.html_pages import title_and_body
from analysis.report.notebook_runner import execute


def settled(tmp_path: Path, cell: nbformat.NotebookNode, shown: dict[str, str]) -> nbformat.NotebookNode:
    path = tmp_path / "1_a.ipynb"
    nbformat.write(v4.new_notebook(cells=[cell]), path)
    notebooks._settle(path, shown)
    return nbformat.read(path, as_version=4).cells[0]


@pytest.mark.parametrize("name", ['a".csv', "a'.csv", "a\\n.csv", 'a"; import os; "', "a\nb.csv", "é.csv"])
def test_a_path_shown_in_place_of_a_working_folder_stays_a_text(tmp_path: Path, name: str) -> None:
    cell = v4.new_code_cell('corpus = "/tmp/work \\"x\\"/c"')
    output = v4.new_output("display_data", {"text/html": "<p>/tmp/work &quot;x&quot;/c</p>", "text/plain": "a"})
    cell.outputs = [output, v4.new_output("stream", text='/tmp/work "x"/c')]
    cell = settled(tmp_path, cell, {'/tmp/work "x"/c': name})
    assert ast.literal_eval(cell.source.removeprefix("corpus = ")) == name
    assert cell.outputs[1].text == name
    assert "/tmp/work" not in cell.outputs[0].data["text/html"]


def test_an_exception_is_bounded_in_the_notebook_and_its_page(tmp_path: Path) -> None:
    cell = v4.new_code_cell("raise ValueError")
    text = "<script>alert(1)</script>" + "x" * 20_000
    cell.outputs = [v4.new_output("error", ename="ValueError", evalue=text, traceback=[text] * 500)]
    settled(tmp_path, cell, {})
    assert (tmp_path / "1_a.ipynb").stat().st_size < 200_000
    _, page = title_and_body(tmp_path / "1_a.ipynb")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.slow
def test_braces_in_a_path_are_no_template_and_values_are_no_code(tmp_path: Path) -> None:
    cells = [
        v4.new_code_cell('out: str = ""  # Folder', metadata={"tags": ["parameters"]}),
        v4.new_code_cell("print(out)"),
    ]
    book = v4.new_notebook(cells=cells)
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder = tmp_path / "{out.__class__} {0} {pm[run_uuid]}"
    folder.mkdir()
    nbformat.write(book, folder / "1_a.ipynb")
    value = '"+str(__import__("os").getpid())+"\n\''
    assert execute(folder / "1_a.ipynb", folder / "made.ipynb", {"out": value}, {}) == ""
    made = nbformat.read(folder / "made.ipynb", as_version=4)
    assert made.cells[-1].outputs[0].text == value + "\n"
    fault = execute(folder / "1_a.ipynb", folder / "made.ipynb", {"out": b"os.getpid()"}, {})
    assert fault == (
        "WrongUse: Invalid `out`: a value of type bytes. "
        "Expected text, a number, a truth value, or a list of at most 1,000 texts."
    )
