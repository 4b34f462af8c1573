"""A report of a corpus: parameters checked, notebooks run in parallel, everything moved into place at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from analysis._utils.process_pool import Pool
from analysis._utils.progress_bar import progress
from analysis.exceptions import FailedWork, quoted
from analysis.io.output_kinds import REPORT
from analysis.io.outputs import Output, output_folder
from analysis.io.paths import resolve
from analysis.io.shared_results import RESULTS
from analysis.report import notebook_runner as notebooks
from analysis.report.browser import find_browser
from analysis.report.explorer_page import source_code, write_explorer
from analysis.report.html_pages import write_pages
from analysis.report.named_files import absolute_paths
from analysis.report.parameters import SET_BY_REPORT, check_known, validated
from analysis.report.pdf import write_pdf
from analysis.report.steps import Prepared, prepare, write_methods, write_run, write_workbook
from analysis.report.worker_pool import Workers, workers


class Outcome(dict[str, str]):
    """Name of each notebook -> '' or what went wrong in it.

    Attributes
    ----------
    folder : Path
        Folder of the report: the one given, or one beside it if the one given contains an earlier report without
        faults.
    """

    folder: Path


def report(
    path: str,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    folder: Path | None = None,
    force: bool = False,
    at: Mapping[str, str] | None = None,
    date: str = "",
    pdf: bool = False,
    processes: Workers | None = None,
) -> Outcome:
    """Run the notebooks on a corpus and write pages, tables and figures to out.

    Parameters
    ----------
    path : str
        The corpus: a folder, a table or a bundle.
    out : str or Path
        Folder of the report.
    columns : mapping of str to str, optional
        Name of a column of samestory -> its name in the table.
    parameters : mapping, optional
        Parameters of the notebooks.
    folder : Path, optional
        Folder of the notebooks; by default those of the project.
    force : bool
        Replace the report of another corpus, and one in which files were changed.
    at : mapping of str to str, optional
        Path as recorded -> path now, of files that were moved; pages show the path as recorded.
    date : str
        Date of the report, as recorded by an earlier run; by default from `date_of_report`.
    pdf : bool
        Print the pages as report.pdf, too, if no notebook fails.
    processes : Workers, optional
        From `workers`, for several reports; by default new ones.

    Returns
    -------
    Outcome
        What went wrong in each notebook. The report is written either way, and states it. One with faults does not
        replace one without: it is written beside it, as OUT.failed.

    Raises
    ------
    WrongUse
        If the input, a parameter or `out` cannot be used, or there is no browser for `pdf`; nothing is written.
    """
    if pdf:
        find_browser()
    out, given, columns = Path(out), validated(parameters or {}), dict(columns or {})
    books = notebooks.find(folder)
    here, files = (at or {}).get(path, path), absolute_paths(given, at or {})
    absolute, inputs = {**given, **files}, (here, folder, *books, *files.values())
    running = nullcontext(processes) if processes else workers()
    with output_folder(out, REPORT, inputs=inputs, force=force, allow_same_kind=True) as output, running as started:
        private = output.staging / "corpus"
        made = _prepared(started.reading, path, here, columns, absolute, books, private, date=date, pdf=pdf)
        if not processes:
            started.reading.kill()
        output.check_same_corpus(partial(_description_of_other_corpus, about=made.about))
        explained = started.pages.alone(notebooks.all_parameters, books)
        check_known(given, (name for name in explained if name not in SET_BY_REPORT))
        work, pages = output.new, started.pages
        with progress("report", len(books) + 2) as advance:
            advance(stage="corpus read")
            # Whatever the folder is called: a report may be renamed.
            shown = {made.corpus: str(path), str(work): "report"}
            shown |= {file: given[name] for name, file in files.items() if file != given[name]}
            faults, explorer, first = {}, None, {book.stem for book in books} - {notebooks.SUMMARY}
            values = {**absolute, "corpus": made.corpus, "out": str(work)}
            for name, fault in _run(pages, notebooks.in_order(books, is_large=made.is_large), work, values, shown):
                faults[name] = fault
                advance(stage=f"{name} done")
                if faults.keys() == first:  # the summary, which comes last, leaves a core idle
                    code, words = source_code(str(path), columns, given), absolute.get("dictionary", "")
                    results = work.parent / RESULTS
                    explorer = pages.submit(write_explorer, work, made.corpus, code, given, words, results)
            record = {**made.made_with, "corpus": made.about, "parameters": given}
            workbook, complete = pages.submit(write_workbook, work), not any(faults.values())
            closing = pages.submit(write_methods, work, record, pdf=pdf).result() if complete else ""
            write_pages(pages, work, faults, explorer, closing=closing)
            if pdf and complete:
                _print(pages, work, made.made_with["date"])
            workbook.result()
            pages.submit(write_run, work, _record(made, given, faults)).result()
            advance(stage="pages written")
        outcome = Outcome(sorted(faults.items()))
        outcome.folder = _folder(output, out, faults)
    return outcome


def _prepared(pool: Pool, *arguments: Any, **options: Any) -> Prepared:
    try:
        made: Prepared = pool.alone(prepare, *arguments, **options)
    except EOFError:
        raise FailedWork(
            "the process that reads the corpus was killed, perhaps for lack of memory; nothing was written. Close "
            "other programs and run the same command again"
        ) from None
    return made


def _print(pool: Pool, work: Path, date: str) -> None:
    """Print a report in a process of the pool, so that the browser ends with the command, whatever ends it."""
    try:
        pool.alone(write_pdf, work, date)
    except EOFError:
        raise FailedWork("the process that prints report.pdf was killed; run again, or leave out --pdf") from None


def _folder(output: Output, out: Path, faults: Mapping[str, str]) -> Path:
    """Return where the report goes: beside out if it has faults and out contains an earlier one that has none."""
    if any(faults.values()) and output.replaces(lambda about: about["status"] == "complete"):
        return output.put_beside(lambda about: about["status"] != "complete")
    return out


def _run(
    pool: Pool, books: list[Path], work: Path, values: Mapping[str, Any], shown: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield name and fault of each notebook as it ends; the summary runs last, since it loads what the others save."""
    target, results = work / "notebooks", work.parent / RESULTS
    target.mkdir()

    def executed(book: Path) -> str:
        """Run a notebook in a process of its own: one that dies ends its notebook, not the others."""
        try:
            fault: str = pool.alone(notebooks.execute, book, target / book.name, values, shown, results)
        except EOFError:
            return "DeadKernelError: Kernel died"
        return fault

    with ThreadPoolExecutor(pool.workers) as threads:
        try:
            for last in (False, True):
                group = [book for book in books if (book.stem == notebooks.SUMMARY) is last]
                running = {threads.submit(executed, book): book.stem for book in group}
                for done in as_completed(running):
                    yield running[done], done.result()
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            pool.kill()
            raise


def _description_of_other_corpus(record: Mapping[str, Any], *, about: Mapping[str, Any]) -> str:
    """Describe the corpus of an earlier report; '' if it is the same one.

    It is the same if it has the same name, and the same articles or the same path.
    """
    made = record["corpus"]
    if made.get("name") != about["name"]:
        return f"{quoted([made.get('name')])}"
    before = made.get("path")
    if made.get("sha256") == about["sha256"]:
        return ""
    if isinstance(before, str) and resolve(before).resolve() == resolve(about["path"]).resolve():
        return ""
    return f"another corpus of the name {quoted([about['name']])}, read from {quoted([before])}"


def _record(made: Prepared, given: Mapping[str, Any], faults: Mapping[str, str]) -> dict[str, Any]:
    """Return run.json but for the checksums of the files of the report."""
    return {
        **made.made_with,
        "status": "failed" if any(faults.values()) else "complete",
        "faults": {name: fault for name, fault in sorted(faults.items()) if fault},
        "corpus": made.about,
        "parameters": dict(given),
        "seed": given.get("seed", 0),
        **made.made_from,
    }
