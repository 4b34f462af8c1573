"""The notebooks themselves: where they are, which parameters they take, and running one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis._utils.escape import bounded_lines, escape_html, escape_markdown
from analysis.exceptions import WrongUse, bounded
from analysis.io.paths import PROJECT
from analysis.io.shared_results import share_in
from analysis.report.notebook_files import read_notebook, write_notebook
from analysis.report.parameters import plain

SUMMARY = "7_summary"
# On a large corpus these two, which need most memory, do not run beside each other.
HEAVIEST, SECOND = "2_terms", "4_framing"
# Those that take longest first, so that all processes are busy until the end.
LONGEST = ("6_facts", "3_sentiment", "2_terms", "5_sourcing", "4_framing")
# Characters of the message of an exception, and of each frame of its traceback.
LONGEST_FAULT = 600
LONGEST_TRACEBACK = 4_000
MOST_FRAMES = 40
# Seconds between two savings of a notebook while it runs: of one whose process is killed, what it showed before.
SAVED_EVERY = 5
# How a path is written in an output of this kind.
MARKUP = {"text/html": escape_html, "text/markdown": escape_markdown}


def find(folder: Path | None = None) -> list[Path]:
    """Return the notebooks of a folder, by default those of the project, in order of their numbers.

    Parameters
    ----------
    folder : Path, optional

    Returns
    -------
    list of Path

    Raises
    ------
    WrongUse
        If there is none.
    """
    folder = folder or PROJECT / "notebooks"
    found = sorted(folder.glob("[0-9]_*.ipynb"))
    if not found:
        raise WrongUse(f"there are no notebooks in '{folder}'; samestory report runs from a clone of the project")
    return found


def parameters(notebook: Path) -> dict[str, str]:
    """Return the names of a notebook's parameters, each with its help.

    Parameters
    ----------
    notebook : Path

    Returns
    -------
    dict of str to str

    Raises
    ------
    WrongUse
        If no cell, or more than one, is tagged 'parameters'.
    """
    from papermill import inspect_notebook

    cells = read_notebook(notebook).cells
    tagged = sum("parameters" in cell.metadata.get("tags", []) for cell in cells)
    if tagged != 1:
        raise WrongUse(f"notebook '{notebook.name}' has {tagged} cells tagged 'parameters'; expected one")
    return {name: entry["help"] for name, entry in inspect_notebook(_unformatted(notebook)).items()}


def all_parameters(books: Iterable[Path]) -> dict[str, str]:
    """Return the names of the parameters of several notebooks, each with its help."""
    return {name: text for book in books for name, text in parameters(book).items()}


def in_order(books: list[Path], *, is_large: bool) -> list[Path]:
    """Return the order in which notebooks start: longest first, or the heaviest first and the second heaviest last.

    Parameters
    ----------
    books : list of Path
    is_large : bool
        Whether two of them at the same time would need much memory.

    Returns
    -------
    list of Path
    """
    if not is_large:
        ranks = {name: rank for rank, name in enumerate(LONGEST)}
        return sorted(books, key=lambda book: ranks.get(book.stem, len(ranks)))
    return sorted(books, key=lambda book: (book.stem == SECOND, book.stem != HEAVIEST))


def execute(
    notebook: Path, target: Path, values: Mapping[str, Any], shown: Mapping[str, str], results: Path | None = None
) -> str:
    """Run a notebook with papermill and write it, executed, to a file.

    Parameters
    ----------
    notebook, target : Path
    values : mapping
        Parameters; those that the notebook does not have are ignored.
    shown : mapping of str to str
        Text of the executed notebook -> the text to show instead, such as for working folders.
    results : Path, optional
        Private folder of what the notebooks of a report compute once for all.

    Returns
    -------
    str
        '' or what went wrong.
    """
    share_in(results)
    fault = _execute(notebook, target, values)
    if target.exists():
        fault = fault or _idle(target)
        _settle(target, shown)
    return bounded(_shown(fault, shown), LONGEST_FAULT)


def _execute(notebook: Path, target: Path, values: Mapping[str, Any]) -> str:
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError

    from analysis.report.papermill_engine import NAME

    taken = parameters(notebook)
    try:
        execute_notebook(
            _unformatted(notebook),
            _unformatted(target),
            # Last of all, since papermill writes them into the notebook as code.
            {name: plain(name, value) for name, value in values.items() if name in taken},
            engine_name=NAME,
            progress_bar=False,
            log_output=False,
            autosave_cell_every=SAVED_EVERY,
        )
    except PapermillExecutionError as error:
        return f"{error.ename}: {error.evalue}"
    except Exception as error:
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
    return ""


def _unformatted(path: Path) -> str:
    """Return a path as papermill takes it, which fills in what is between braces."""
    return str(path.resolve()).replace("{", "{{").replace("}", "}}")


def _idle(notebook: Path) -> str:
    """Describe cells that were not run: papermill ends silently if a cell calls sys.exit(0)."""
    cells = read_notebook(notebook).cells
    idle = [i for i, c in enumerate(cells) if c.cell_type == "code" and c.source.strip() and not c.execution_count]
    return f"{len(idle)} cells were not run: the notebook ended before them" if idle else ""


def _settle(notebook: Path, shown: Mapping[str, str]) -> None:
    """Remove what differs between two runs of a notebook: times, random ids, working folders, versions."""
    book = read_notebook(notebook)
    book.metadata.pop("papermill", None)
    book.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        cell.source = _shown(cell.source, shown, as_code)
        for output in cell.get("outputs", []):
            _settle_output(output, shown)
    write_notebook(book, notebook)


def _settle_output(output: Any, shown: Mapping[str, str]) -> None:
    """Remove working folders and what stands there twice from the output of a cell; bound the text of exceptions."""
    if output.output_type == "error":
        output.evalue = bounded_lines(_shown(output.evalue, shown), LONGEST_FAULT)
        output.traceback = [
            bounded_lines(_shown(text, shown), LONGEST_TRACEBACK) for text in output.traceback[-MOST_FRAMES:]
        ]
    elif output.output_type == "stream":
        output.text = _shown(output.text, shown)
    else:
        # Markdown is text that anyone can read; notebooks keep it as plain text a second time.
        if "text/markdown" in output.data:
            output.data.pop("text/plain", None)
        for kind, content in output.data.items():
            if isinstance(content, str):
                output.data[kind] = _shown(content, shown, MARKUP.get(kind, str))


def _shown(text: str, shown: Mapping[str, str], form: Callable[[str], str] = str) -> str:
    """Replace working folders in a text; `form` writes a path as that text does."""
    for old, new in shown.items():
        text = text.replace(form(old), form(new))
    return text


def as_code(text: str) -> str:
    """Return a text as papermill writes it between quotation marks."""
    return text.encode("unicode_escape").decode("ascii").replace('"', r"\"")
