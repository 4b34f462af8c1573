"""The notebooks as they are stored, and as papermill and Run All run them."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
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
    "6_facts": {"dictionary", "shown_events"},
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
def test_plain_papermill_from_anywhere(tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    values = f"{{outlets: [CNN, wire], out: {tmp_path}}}"
    papermill_command(BOOKS[1], out, "-y", values, "--no-progress-bar", "--cwd", tmp_path)
    cells = json.loads(out.read_text("utf-8"))["cells"]
    assert not [o for c in cells if c["cell_type"] == "code" for o in c["outputs"] if o["output_type"] == "error"]


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


def with_parameters(book: Path, values: dict[str, object]) -> list[NotebookNode]:
    """Cells of a notebook, with these parameters after its own."""
    cells = nbformat.read(book, as_version=4).cells
    place = next(i for i, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", []))
    cells[place + 1 : place + 1] = [new_code_cell(f"{name} = {value!r}") for name, value in values.items()]
    return cells


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, without_speakers: Path, shared_table: Path) -> dict[str, list[str]]:
    """What notebooks show, by run; one kernel runs all from a folder elsewhere, so that imports are done once."""
    folder = tmp_path_factory.mktemp("shown")
    codes = pd.read_csv(shared_table)[["article_id"]].assign(code="conflict", coder="A", probability=1.0)
    codes.to_csv(folder / "codes.csv", index=False)
    runs = {
        "two outlets": (BOOKS[:-1], {"outlets": ["CNN", "wire"]}),
        "no saved table": (BOOKS[-1:], {}),
        "without speakers": ([b for b in BOOKS if b.stem[0] in "245"], {"corpus": str(without_speakers)}),
        "coder": (
            [b for b in BOOKS if b.stem == "4_framing"],
            {"corpus": str(shared_table), "coder": "frames", "codes": str(folder / "codes.csv")},
        ),
    }
    cells = {
        name: [with_parameters(book, {"out": str(folder / name), **values}) for book in books]
        for name, (books, values) in runs.items()
    }
    every = [cell for books in cells.values() for book in books for cell in book]
    for number, cell in enumerate(every):
        cell.id = f"cell-{number}"
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(new_notebook(cells=every), kernel_name="python3", resources=resources).execute()
    return {name: [str([cell.get("outputs") for cell in book]) for book in books] for name, books in cells.items()}


@pytest.mark.slow
def test_every_notebook_of_measures_runs_on_two_outlets_of_a_bundle(shown: dict[str, list[str]]) -> None:
    assert ["CNN" in outputs for outputs in shown["two outlets"]] == [True] * 6


@pytest.mark.slow
def test_a_summary_without_tables_says_so(shown: dict[str, list[str]]) -> None:
    assert "There is no saved table" in shown["no saved table"][0]


@pytest.mark.slow
def test_a_bundle_without_who_speaks_is_told_apart(shown: dict[str, list[str]]) -> None:
    assert ["The bundle contains no scores of" in outputs for outputs in shown["without speakers"]] == [True] * 3


@pytest.mark.slow
def test_a_coder_and_codes_are_shown(shown: dict[str, list[str]]) -> None:
    assert "Coder against human coders" in shown["coder"][0]
    assert "articles of a side are coded, 20 are needed" in shown["coder"][0]


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
