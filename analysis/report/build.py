"""A report of a corpus: parameters checked, notebooks run in parallel, everything moved into place at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from analysis._utils.freed_memory import release_memory
from analysis._utils.process_pool import Pool
from analysis._utils.progress_bar import progress
from analysis.comparison.validation import check_against, check_outlets
from analysis.corpus.corpus import Corpus
from analysis.corpus.reading import read_corpus
from analysis.corpus.working_copy import write_working_copy
from analysis.exceptions import FailedWork, quoted
from analysis.io.files import sha256_of
from analysis.io.output_kinds import REPORT
from analysis.io.outputs import Output, output_folder
from analysis.io.paths import resolve
from analysis.io.shared_results import RESULTS
from analysis.language.attribution.parsing.spacy_pipeline import reader
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.identification import forget_model
from analysis.language.sentiment.target_encoder import checksum
from analysis.report import notebook_runner as notebooks
from analysis.report.browser import find_browser
from analysis.report.explorer_page import source_code, write_explorer
from analysis.report.html_pages import write_pages
from analysis.report.input_checks import FILES, check_files
from analysis.report.methods import write_methods
from analysis.report.parameters import SET_BY_REPORT, check_known, validated
from analysis.report.pdf import write_pdf
from analysis.report.provenance import absolute_paths, articles_sha256, corpus_parts, kept_passages, sources, versions
from analysis.report.research_object import NAME as CRATE
from analysis.report.research_object import date_of_report, write_crate
from analysis.report.run_record import write_record
from analysis.report.tables_workbook import write_tables_workbook
from analysis.report.worker_pool import workers
from analysis.schema import REST

# Characters of a corpus on which the two notebooks that need most memory do not run beside each other.
LARGE = 10_000_000


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
    pool: Pool | None = None,
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
    pool : Pool, optional
        Processes from `workers`, which a command starts before it imports this module; by default new ones.

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
    out, given, date = Path(out), validated(parameters or {}), date or date_of_report()
    books = notebooks.find(folder)
    here = (at or {}).get(path, path)
    files = absolute_paths(given, at or {})
    absolute, inputs = {**given, **files}, (here, folder, *books, *files.values())
    running = nullcontext(pool) if pool else workers()
    with output_folder(out, REPORT, inputs=inputs, force=force, allow_same_kind=True) as output, running as processes:
        corpus = read_corpus(here, columns=columns, event=absolute.get("event", ""), group=given.get("group", ""))
        output.check_same_corpus(partial(_description_of_other_corpus, path=path, corpus=corpus))
        _check_values(absolute, corpus)
        explained = {name: text for book in processes.map(notebooks.parameters, books) for name, text in book.items()}
        check_known(given, (name for name in explained if name not in SET_BY_REPORT))
        check_files(absolute, corpus)
        work = output.new
        with progress("report", len(books) + 2) as advance:
            made_from = sources(books, absolute)
            private = _prepare(corpus, output.staging / "corpus")
            is_large = sum(map(len, (corpus.texts or {}).values())) > LARGE
            about = _about_corpus(path, corpus, columns or {})
            parse = given.get("parse", "") if corpus.texts is not None else ""
            made_with = {**versions(parse, pdf=pdf), "date": date}
            # The notebooks read it from there; here it would only take up memory.
            del corpus
            forget_model()
            release_memory()
            advance(stage="corpus read")
            # Whatever the folder is called: a report may be renamed.
            shown = {private: str(path), str(work): "report"}
            shown |= {absolute[name]: given[name] for name in FILES if absolute.get(name) != given.get(name)}
            faults, explorer, first = {}, None, {book.stem for book in books} - {notebooks.SUMMARY}
            values = {**absolute, "corpus": private, "out": str(work)}
            for name, fault in _run(processes, notebooks.in_order(books, is_large=is_large), work, values, shown):
                faults[name] = fault
                advance(stage=f"{name} done")
                if faults.keys() == first:  # the summary, which comes last, leaves a core idle
                    code, words = source_code(str(path), columns or {}, given), absolute.get("dictionary", "")
                    explorer = processes.submit(
                        write_explorer, work, private, code, given, words, work.parent / RESULTS
                    )
            workbook = processes.submit(write_tables_workbook, work)
            complete = not any(faults.values())
            made = {**made_with, "corpus": about, "parameters": given}
            closing = write_methods(work, made, pdf=pdf) if complete else ""
            write_pages(processes, work, faults, explorer, closing=closing)
            if pdf and complete:
                _print(processes, work, date)
            workbook.result()
            _write_run(work, about, given, faults, made_from, made_with)
            advance(stage="pages written")
        outcome = Outcome(sorted(faults.items()))
        outcome.folder = _folder(output, out, faults)
    return outcome


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


def _prepare(corpus: Corpus, target: Path) -> str:
    """Write the cleaned corpus once for all notebooks; a bundle is used as it is."""
    if corpus.texts is None and corpus.bundle is not None:
        return str(corpus.bundle.resolve())
    return str(write_working_copy(corpus, target))


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


def _check_values(given: Mapping[str, Any], corpus: Corpus) -> None:
    chosen = corpus.only(given.get("outlets", [])).outlets
    against = given.get("against", REST)
    check_outlets(chosen)
    check_against(against, chosen)
    parse = given.get("parse", "")
    if parse and corpus.texts is not None:
        reader(parse)
    checksum(given.get("encoder", ""))
    read_dictionary(given.get("dictionary", ""))


def _description_of_other_corpus(record: Mapping[str, Any], *, path: str, corpus: Corpus) -> str:
    """Describe the corpus of an earlier report; '' if it is the same one.

    It is the same if it has the same name, and the same articles or the same path.
    """
    made = record["corpus"]
    if made.get("name") != corpus.name:
        return f"{quoted([made.get('name')])}"
    before = made.get("path")
    if made.get("sha256") == articles_sha256(corpus):
        return ""
    if isinstance(before, str) and resolve(before).resolve() == resolve(path).resolve():
        return ""
    return f"another corpus of the name {quoted([corpus.name])}, read from {quoted([before])}"


def _about_corpus(path: str, corpus: Corpus, columns: Mapping[str, str]) -> dict[str, Any]:
    """Return what the record says of a corpus."""
    parts = corpus_parts(corpus)
    return {
        "path": str(path),
        "name": corpus.name,
        "columns": dict(columns),
        "keep": kept_passages(corpus),
        "text": corpus.texts is not None,
        "sha256": parts["texts"],
        "parts": parts,
    }


def _write_run(
    work: Path,
    about: Mapping[str, Any],
    given: Mapping[str, Any],
    faults: Mapping[str, str],
    made_from: Mapping[str, Any],
    made_with: Mapping[str, Any],
) -> None:
    written = sorted(file for file in work.rglob("*") if file.is_file())
    record = {
        **made_with,
        "status": "failed" if any(faults.values()) else "complete",
        "faults": {name: fault for name, fault in sorted(faults.items()) if fault},
        "corpus": about,
        "parameters": dict(given),
        "seed": given.get("seed", 0),
        **made_from,
        "files": {file.relative_to(work).as_posix(): sha256_of(file) for file in written},
    }
    write_crate(work, record)
    record["files"][CRATE] = sha256_of(work / CRATE)
    write_record(work, record)
