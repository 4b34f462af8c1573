"""The notebooks as they are stored, and as papermill and Run All run them."""

import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient
from papermill.cli import papermill as papermill_cli

from analysis.report.notebook_runner import execute, find, parameters

BOOKS = find()
SHARED = {
    "corpus",
    "event",
    "group",
    "outlets",
    "min_articles",
    "against",
    "voice",
    "plan",
    "confidence",
    "seed",
    "out",
}
SUMMARY = {"corpus", "voice", "plan", "out"}
OWN = {
    "3_sentiment": {"encoder"},
    "4_framing": {"dictionary", "coder", "codes", "vectors"},
    "5_sourcing": {"parse"},
    "6_facts": {"dictionary", "shown_events"},
}
# Facts are compared over all voices. Groups of outlets are compared in tone, frames and sourcing.
WITHOUT = {"2_terms": {"group"}, "6_facts": {"voice", "group"}}


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
    papermill_command(BOOKS[5], out, "-y", values, "--no-progress-bar", "--cwd", tmp_path)
    shown = [output for cell in json.loads(out.read_text("utf-8"))["cells"] for output in cell.get("outputs", [])]
    assert not [output for output in shown if output["output_type"] == "error"]
    assert "CNN" in str(shown) and "OduNews" not in str(shown)


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


def outputs(book: Path, folder: Path, **values: object) -> str:
    """What a notebook shows, run in this process; tests/report/test_cell_shell.py compares that with a kernel."""
    target = folder / book.name
    assert execute(book, target, {"out": str(folder), **values}, {}) == ""
    return str([cell.get("outputs") for cell in nbformat.read(target, as_version=4).cells])


@pytest.mark.slow
@pytest.mark.parametrize("book", BOOKS[:5], ids=lambda p: p.stem)
def test_every_notebook_of_measures_runs_on_two_outlets_of_a_bundle(
    book: Path, shared_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = outputs(book, tmp_path, corpus=str(shared_bundle), outlets=["Gazette", "Post"])
    assert "Gazette" in shown
    assert ("Herald" in shown) == (book.stem == "1_corpus"), "the whole corpus is described, and two outlets compared"


@pytest.mark.slow
@pytest.mark.parametrize("book", [b for b in BOOKS if b.stem[0] in "245"], ids=lambda p: p.stem)
def test_a_bundle_without_who_speaks_is_told_apart(book: Path, without_speakers: Path, tmp_path: Path) -> None:
    assert "The bundle contains no scores of" in outputs(book, tmp_path, corpus=str(without_speakers))


@pytest.mark.slow
def test_a_summary_without_tables_says_so(tmp_path: Path) -> None:
    assert "There is no saved table" in outputs(BOOKS[-1], tmp_path)


@pytest.mark.slow
def test_a_coder_and_codes_are_shown(table: Path, tmp_path: Path) -> None:
    codes = pd.read_csv(table)[["article_id"]].assign(code="conflict", coder="A", probability=1.0)
    codes.to_csv(tmp_path / "codes.csv", index=False)
    (framing,) = (book for book in BOOKS if book.stem == "4_framing")
    shown = outputs(framing, tmp_path, corpus=str(table), coder="frames", codes=str(tmp_path / "codes.csv"))
    assert "Coder against human coders" in shown
    assert "articles of a side are coded, 20 are needed" in shown


@pytest.mark.slow
def test_run_all_in_jupyterlab() -> None:
    # JupyterLab starts the kernel in the folder of the notebook and injects nothing.
    book = nbformat.read(BOOKS[0], as_version=4)
    NotebookClient(book, resources={"metadata": {"path": str(BOOKS[0].parent)}}).execute()
    assert "CNN" in str(book.cells)


@pytest.mark.slow
def test_help_explains_the_parameters() -> None:
    told = papermill_command("--help-notebook", BOOKS[2])
    for name in SHARED:
        assert name in told
    assert "What each outlet is compared with" in told
