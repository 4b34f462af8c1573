"""The notebooks themselves: where they are, which parameters they take, and running one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from analysis._utils.escape import bounded_lines, escape_html, escape_markdown
from analysis.exceptions import WrongUse, bounded
from analysis.io.paths import PROJECT
from analysis.report.parameters import plain

SUMMARY = "7_summary"
# Characters of what an exception says, and of each frame of its traceback.
LONGEST_FAULT = 600
LONGEST_TRACEBACK = 4_000
MOST_FRAMES = 40
# How a path is written in an output of this kind.
MARKUP = {"text/html": escape_html, "text/markdown": escape_markdown}


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
    return {name: entry["help"] for name, entry in inspect_notebook(_unformatted(notebook)).items()}


def execute(notebook: Path, target: Path, values: Mapping[str, Any], shown: Mapping[str, str]) -> str:
    """Run a notebook with papermill and write it, executed, to target.

    shown: what stands in the executed notebook -> what it shall show instead, such as working folders.
    Returns: '' or what went wrong."""
    fault = _execute(notebook, target, values)
    if target.exists():
        fault = fault or _idle(target)
        _settle(target, shown)
    return bounded(_shown(fault, shown), LONGEST_FAULT)


def _execute(notebook: Path, target: Path, values: Mapping[str, Any]) -> str:
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError

    from analysis.report.kernel_start import NAME, kernel_settings

    taken = parameters(notebook)
    try:
        with kernel_settings() as settings:
            execute_notebook(
                _unformatted(notebook),
                _unformatted(target),
                # Last of all, since papermill writes them into the notebook as code.
                {name: plain(name, value) for name, value in values.items() if name in taken},
                kernel_name=NAME,
                progress_bar=False,
                log_output=False,
                **settings,
            )
    except PapermillExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    except Exception as error:
        # A kernel that dies takes its notebook with it, not the others.
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
    return ""


def _unformatted(path: Path) -> str:
    """A path as papermill takes it, which fills in what stands between braces."""
    return str(path.resolve()).replace("{", "{{").replace("}", "}}")


def _idle(notebook: Path) -> str:
    """papermill ends without a word where a cell calls sys.exit(0)."""
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells
    idle = [i for i, c in enumerate(cells) if c.cell_type == "code" and c.source.strip() and not c.execution_count]
    return f"{len(idle)} cells were not run: the notebook ended before them" if idle else ""


def _settle(notebook: Path, shown: Mapping[str, str]) -> None:
    """Take out of an executed notebook what differs between two runs: times, random ids, working folders, versions."""
    import nbformat

    book = nbformat.read(notebook, as_version=4)
    book.metadata.pop("papermill", None)
    book.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        cell.source = _shown(cell.source, shown, as_code)
        for output in cell.get("outputs", []):
            _settle_output(output, shown)
    nbformat.write(book, notebook)


def _settle_output(output: Any, shown: Mapping[str, str]) -> None:
    """Take working folders out of the output of a cell, and bound what an exception says."""
    if output.output_type == "error":
        output.evalue = bounded_lines(_shown(output.evalue, shown), LONGEST_FAULT)
        output.traceback = [
            bounded_lines(_shown(text, shown), LONGEST_TRACEBACK) for text in output.traceback[-MOST_FRAMES:]
        ]
    elif output.output_type == "stream":
        output.text = _shown(output.text, shown)
    else:
        for kind, content in output.data.items():
            if isinstance(content, str):
                output.data[kind] = _shown(content, shown, MARKUP.get(kind, str))


def _shown(text: str, shown: Mapping[str, str], form: Callable[[str], str] = str) -> str:
    """A text in which working folders are replaced; form: how a path is written there."""
    for old, new in shown.items():
        text = text.replace(form(old), form(new))
    return text


def as_code(text: str) -> str:
    """A text as papermill writes it between quotation marks."""
    return text.encode("unicode_escape").decode("ascii").replace('"', r"\"")
