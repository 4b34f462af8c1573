"""The notebooks as they are stored, and as papermill and Run All run them."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from papermill.cli import papermill as papermill_cli

from analysis.report.notebook_runner import find, parameters

BOOKS = find()
SHARED = {"corpus", "event", "outlets", "min_articles", "against", "voice", "plan", "confidence", "seed", "out"}
SUMMARY = {"corpus", "voice", "plan", "out"}
OWN = {
    "3_sentiment": {"encoder"},
    "4_framing": {"dictionary", "coder", "codes", "vectors"},
    "5_sourcing": {"parse"},
    "6_facts": {"shown_events"},
}
# Facts are compared over all voices.
WITHOUT = {"6_facts": {"voice"}}


@pytest.mark.parametrize("book", BOOKS, ids=lambda p: p.stem)
def test_stored_clean_and_without_logic(book: Path) -> None:
    cells = nbformat.read(book, as_version=4).cells
    code = [c for c in cells if c.cell_type == "code"]
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert cells[0].source.splitlines()[0].endswith("?"), "the title is a question"
    assert cells[-1].source.startswith("## Limits")
    assert not [c for c in code if c.outputs or c.execution_count]
    words = [line.split()[0] for c in code for line in c.source.splitlines() if line.strip()]
    assert not {"def", "class", "for", "while", "if", "try:", "lambda"} & set(words)


@pytest.mark.parametrize("book", BOOKS, ids=lambda p: p.stem)
def test_every_parameter_is_explained(book: Path) -> None:
    explained = parameters(book)
    expected = (SHARED | OWN.get(book.stem, set())) - WITHOUT.get(book.stem, set())
    assert set(explained) == (expected if book.stem != "7_summary" else SUMMARY)
    assert all(len(text) > 10 for text in explained.values())


def papermill_command(*arguments: object) -> str:
    """What the command papermill prints, in this process."""
    done = CliRunner().invoke(papermill_cli, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.slow
@pytest.mark.parametrize("book", [BOOKS[1], BOOKS[-1]], ids=lambda p: p.stem)
def test_plain_papermill_from_anywhere(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    values = f"{{outlets: [CNN, wire], out: {tmp_path}}}" if book.stem != "7_summary" else f"{{out: {tmp_path}}}"
    papermill_command(book, out, "-y", values, "--no-progress-bar", "--cwd", tmp_path)
    cells = json.loads(out.read_text("utf-8"))["cells"]
    assert not [o for c in cells if c["cell_type"] == "code" for o in c["outputs"] if o["output_type"] == "error"]
    if book.stem == "7_summary":
        assert "There is no saved table" in out.read_text("utf-8")


def shown_by(books: list[Path], **values: object) -> dict[str, str]:
    """What each notebook shows with these parameters; one kernel runs all, so that imports are done once."""
    given = [new_code_cell(f"{name} = {value!r}") for name, value in values.items()]
    cells = {book.stem: nbformat.read(book, as_version=4).cells for book in books}
    for of_book in cells.values():
        place = next(i for i, cell in enumerate(of_book) if "parameters" in cell.metadata.get("tags", []))
        of_book[place + 1 : place + 1] = [NotebookNode(cell) for cell in given]
    every = [cell for of_book in cells.values() for cell in of_book]
    for number, cell in enumerate(every):
        cell.id = f"cell-{number}"
    NotebookClient(new_notebook(cells=every), kernel_name="python3").execute()
    return {name: str([cell.get("outputs") for cell in of_book]) for name, of_book in cells.items()}


@pytest.mark.slow
def test_every_notebook_of_measures_runs_on_two_outlets_of_a_bundle(tmp_path: Path) -> None:
    shown = shown_by(BOOKS[:-1], outlets=["CNN", "wire"], out=str(tmp_path))
    assert shown.keys() == {book.stem for book in BOOKS[:-1]}
    assert [name for name, outputs in shown.items() if "CNN" not in outputs] == []


@pytest.fixture(scope="module")
def without_speakers(tmp_path_factory: pytest.TempPathFactory, annotate_in_threads) -> Path:
    """A bundle that does not say who speaks."""
    folder = tmp_path_factory.mktemp("without_speakers")
    said = "“We could not wait,” said Ms. Okoye, the mayor. The old bridge closed on Monday after cracks were found. "
    told = (
        "Shopkeepers are furious about the closed bridge. The council denies the claim. Trade has fallen by a third. "
    )
    rows = [(f"a{i}", outlet, (said, told)[i % 2] * 3) for i, outlet in enumerate(("Gazette", "Herald") * 2)]
    pd.DataFrame(rows, columns=["article_id", "outlet", "body"]).to_csv(folder / "bridge.csv", index=False)
    return annotate_in_threads(folder / "bridge.csv", folder / "bundle", workers=1)


@pytest.mark.slow
def test_a_bundle_without_who_speaks_is_told_apart(without_speakers: Path, tmp_path: Path) -> None:
    books = [book for book in BOOKS if book.stem[0] in "245"]
    told = shown_by(books, corpus=str(without_speakers), out=str(tmp_path))
    assert [name for name, shown in told.items() if "The bundle contains no scores of" not in shown] == []
    assert len(told) == 3


@pytest.mark.slow
def test_a_coder_and_codes_are_shown(table: Path, rows: pd.DataFrame, tmp_path: Path) -> None:
    out, codes = tmp_path / "out.ipynb", tmp_path / "codes.csv"
    rows[["article_id"]].assign(code="conflict", coder="A", probability=1.0).to_csv(codes, index=False)
    values = {"corpus": str(table), "out": str(tmp_path), "coder": "frames", "codes": str(codes)}
    book = next(b for b in BOOKS if b.stem == "4_framing")
    papermill.execute_notebook(book, out, values, progress_bar=False)
    shown = out.read_text("utf-8")
    assert "Coder against human coders" in shown
    assert "articles of a side are coded, 20 are needed" in shown


@pytest.mark.slow
def test_run_all_in_jupyterlab(tmp_path: Path) -> None:
    # JupyterLab starts the kernel in the folder of the notebook and injects nothing; so does nbconvert.
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", str(tmp_path)]
    subprocess.run([*command, str(BOOKS[0])], cwd="/", check=True, capture_output=True)


@pytest.mark.slow
def test_help_explains_the_parameters() -> None:
    told = papermill_command("--help-notebook", BOOKS[1])
    for name in SHARED:
        assert name in told
    assert "What each outlet is compared with" in told
