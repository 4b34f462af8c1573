"""The notebooks themselves: where they are, which parameters they take, and running one."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.errors import WrongUse, quoted
from analysis.paths import PROJECT

SUMMARY = "7_summary"


def find(folder: Path | None = None) -> list[Path]:
    """The notebooks of a folder in order of their numbers; the project's own without one.

    Raises: WrongUse where there is none."""
    folder = folder or PROJECT / "notebooks"
    found = sorted(folder.glob("[0-9]_*.ipynb"))
    if not found:
        raise WrongUse(f"there are no notebooks in '{folder}'; samestory report runs from a clone of the project")
    return found


def parameters(notebook: Path) -> dict[str, str]:
    """Names of a notebook's parameters, each with its help.

    Raises: WrongUse where no cell, or more than one, is tagged 'parameters'."""
    import nbformat
    from papermill import inspect_notebook

    cells = nbformat.read(notebook, as_version=4).cells
    tagged = sum("parameters" in cell.metadata.get("tags", []) for cell in cells)
    if tagged != 1:
        raise WrongUse(f"notebook '{notebook.name}' has {tagged} cells tagged 'parameters'; right would be one")
    return {name: entry["help"] for name, entry in inspect_notebook(str(notebook)).items()}


def check_parameters(given: Mapping[str, Any], known: Mapping[str, str]) -> None:
    """Raises: WrongUse where a parameter is not one the notebooks take, with the list of those they do."""
    unknown = [name for name in given if name not in known]
    if unknown:
        listed = "; ".join(f"{name} ({text})" if text else name for name, text in known.items())
        raise WrongUse(f"parameter {quoted(unknown)} is not one the notebooks take; known are: {listed}")


def execute(notebook: Path, target: Path, values: Mapping[str, Any], shown: Mapping[str, str]) -> str:
    """Run a notebook with papermill and write it, executed, to target.

    shown: what stands in the executed notebook -> what it shall show instead, such as working folders.
    Returns: '' or what went wrong."""
    fault = _execute(notebook, target, values)
    if target.exists():
        fault = fault or _idle(target)
        _settle(target, shown)
    for old, new in shown.items():
        fault = fault.replace(old, new)
    return fault


def _execute(notebook: Path, target: Path, values: Mapping[str, Any]) -> str:
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    taken = parameters(notebook)
    try:
        # Sockets in a folder of this run's own, instead of open ports.
        with tempfile.TemporaryDirectory(prefix="samestory-") as sockets:
            execute_notebook(
                notebook,
                target,
                {name: value for name, value in values.items() if name in taken},
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                config=Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}}),
            )
    except PapermillExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    except Exception as error:
        # A kernel that dies takes its notebook with it, not the others.
        return f"{type(error).__name__}: {error}"
    return ""


def _idle(notebook: Path) -> str:
    """papermill ends without a word where a cell calls sys.exit(0)."""
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells
    idle = [i for i, c in enumerate(cells) if c.cell_type == "code" and c.source.strip() and not c.execution_count]
    return f"{len(idle)} cells were not run: the notebook ended before them" if idle else ""


def _settle(notebook: Path, shown: Mapping[str, str]) -> None:
    """Take out of an executed notebook what differs between two runs: times, random ids, working folders, versions."""
    import nbformat

    text = notebook.read_text("utf-8")
    for old, new in shown.items():
        text = text.replace(old, new)
    book = nbformat.reads(text, as_version=4)
    book.metadata.pop("papermill", None)
    book.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
    nbformat.write(book, notebook)
