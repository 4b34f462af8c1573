"""Notebooks named for their fault, and one whole report that many tests look at."""

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from analysis.report.worker_pool import Workers

PLAN = "- {measure: voices, item: quoted, outlet: Gazette, direction: lower}\n"


@pytest.fixture
def notebooks(tmp_path: Path) -> Callable[..., Path]:
    """A folder of notebooks, each a list of code cells; the first is tagged as parameters."""

    def make(**books: list[str]) -> Path:
        folder = tmp_path / "notebooks"
        folder.mkdir()
        for name, cells in books.items():
            tagged = [
                v4.new_code_cell(code, metadata={"tags": ["parameters"]} if i == 0 else {})
                for i, code in enumerate(cells)
            ]
            book = v4.new_notebook(cells=[v4.new_markdown_cell(f"# Title of {name}"), *tagged])
            book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
            nbformat.write(book, folder / f"{name.lstrip('_')}.ipynb")
        return folder

    return make


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, processes: Workers) -> Path:
    """A report on a table with hostile names, made once in the folder of a project."""
    import pandas as pd

    from analysis.report.build import report

    folder = tmp_path_factory.mktemp("whole")
    bodies = {
        "Gazette": "The bridge closed on Monday. “We could not wait for the bridge,” said the mayor. Ferries run.",
        "<script>alert(1)</script>": "The council is to blame for the bridge. A bitter fight broke out. "
        "Nobody <script>alert(2)</script> warned us of the bridge.",
        "Post & *Mail*": "Inspectors found cracks in the bridge. Repairs of the bridge take months. Rides are free.",
    }  # fmt: skip
    rows = [{"paper": outlet, "content": body, "title": f"Story by {outlet}"} for outlet, body in bodies.items()]
    pd.DataFrame(rows).to_csv(folder / "bridge.csv", index=False)
    shutil.copy(files("analysis.lexicons") / "frames.yml", folder / "mine.yml")
    (folder / "plan.yml").write_text(PLAN, "utf-8")
    columns = {"outlet": "paper", "body": "content", "headline": "title"}
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        parameters = {"confidence": 0.9, "dictionary": "mine.yml", "plan": "plan.yml"}
        faults = report("bridge.csv", "reports/first", columns=columns, parameters=parameters, processes=processes)
    assert not any(faults.values()), faults
    return folder / "reports" / "first"
