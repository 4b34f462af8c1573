"""A corpus -> a report: notebooks run in parallel, parameters checked, everything moved into place at the end."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import platform
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import __version__
from analysis.annotate.vader import lexicon
from analysis.bundle import share
from analysis.compare import ALL, REST
from analysis.corpus.read import Corpus, read_corpus
from analysis.errors import WrongUse, quoted
from analysis.paths import replace_folder
from analysis.report import notebooks
from analysis.report.page import write_pages
from analysis.schema import VOICES

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PACKAGES = ("pandas", "polars", "numpy", "scipy", "nltk", "vaderSentiment", "matplotlib", "papermill", "nbconvert")


def report(
    path: str,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    folder: Path | None = None,
    force: bool = False,
) -> dict[str, str]:
    """Run the notebooks on a corpus and write pages, tables and figures to out.

    columns: our column name -> the table's. parameters: of the notebooks. folder: of the notebooks, the project's own
    without one. force: replace the report of another corpus.
    Returns: name of each notebook -> '' or what went wrong in it; the report is written, and says so, either way.
    Raises: WrongUse, with nothing written, where the input, a parameter or out cannot be used."""
    out, given = Path(out), dict(parameters or {})
    books = notebooks.find(folder)
    known = {name: text for book in books for name, text in notebooks.parameters(book).items()}
    known = {name: text for name, text in known.items() if name not in ("corpus", "out")}
    notebooks.check_parameters(given, known)
    corpus = read_corpus(path, columns=columns)
    _check_values(given, corpus)
    _check_out(out, corpus.name, force)
    with replace_folder(out) as work, _progress() as progress, _pool() as pool:
        steps = progress.add_task("reading and scoring", total=len(books) + 2)
        private = _prepare(corpus, work / ".corpus", path)
        progress.advance(steps)
        faults = _run(pool, books, work, private, given, progress, steps)
        progress.update(steps, description="writing pages")
        for book in sorted((work / "notebooks").glob("*.ipynb")):
            notebooks.settle(book, {private: str(path), str(work): out.name})
        write_pages(work, faults)
        _remove_private(work / ".corpus")
        _write_run(work, path, corpus, columns or {}, given, faults)
        progress.advance(steps)
    return faults


def _prepare(corpus: Corpus, target: Path, path: str) -> str:
    """Score the corpus once for all notebooks, in a private bundle that holds the text; a bundle serves as it is."""
    if corpus.texts is None:
        return str(corpus.bundle)
    return str(share(corpus, target, with_text=True).resolve())


def _remove_private(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _run(
    pool: ProcessPoolExecutor,
    books: list[Path],
    work: Path,
    corpus: str,
    given: Mapping[str, Any],
    progress: Progress,
    steps: TaskID,
) -> dict[str, str]:
    (work / "notebooks").mkdir()
    values = {**given, "corpus": corpus, "out": str(work)}
    faults = {book.stem: "" for book in books}
    first = [book for book in books if book.stem != notebooks.SUMMARY]
    try:
        for group in (first, [book for book in books if book not in first]):
            running = {
                pool.submit(notebooks.execute, book, work / "notebooks" / book.name, values): book.stem
                for book in group
            }
            for done in as_completed(running):
                faults[running[done]] = done.result()
                progress.update(steps, advance=1, description=f"{running[done]} done")
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        _stop_children()
        raise
    return faults


def _pool() -> ProcessPoolExecutor:
    """Processes, not threads, since papermill changes the working directory; they are forked from one clean process
    that has papermill loaded, which happens while the corpus is read."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["papermill", "nbclient", "analysis.report.notebooks"])
    pool = ProcessPoolExecutor(os.cpu_count() or 1, mp_context=context, initializer=_ignore_interrupts)
    pool.submit(int)
    return pool


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop_children() -> None:
    """Kernels run in sessions of their own, so that Ctrl-C does not reach them."""
    import psutil

    for child in psutil.Process().children(recursive=True):
        child.kill()


@contextmanager
def _progress() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    before = dict(os.environ)
    os.environ |= {"PYTHONHASHSEED": "0", "JUPYTER_PREFER_ENV_PATH": "1", "MPLBACKEND": "agg"}
    try:
        with Progress(*bar, console=Console(stderr=True)) as progress:
            yield progress
    finally:
        os.environ.clear()
        os.environ.update(before)


def _check_values(given: Mapping[str, Any], corpus: Corpus) -> None:
    outlets = given.get("outlets", [])
    if not isinstance(outlets, list):
        raise WrongUse(f"outlets must be a list such as [CNN, wire]; given was {outlets!r}")
    chosen = corpus.only(outlets).outlets
    against = given.get("against", REST)
    if against != REST and against not in chosen:
        raise WrongUse(f"against '{against}' is neither 'rest' nor an outlet compared; those are {quoted(chosen)}")
    voice = given.get("voice", ALL)
    if voice not in (*VOICES, ALL):
        raise WrongUse(f"voice '{voice}' is not one there is; voices are {quoted((*VOICES, ALL))}")
    confidence = given.get("confidence", 0.95)
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        raise WrongUse(f"confidence must lie between 0 and 1, such as 0.95; given was {confidence!r}")
    seed = given.get("seed", 0)
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        raise WrongUse(f"seed must be a whole number from 0 up; given was {seed!r}")
    if len(chosen) < 2:
        raise WrongUse(f"a comparison needs two outlets or more; given was {quoted(chosen)}")


def _check_out(out: Path, corpus: str, force: bool) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    try:
        there = json.loads((out / "run.json").read_text("utf-8"))["corpus"]["name"]
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongUse(
            f"'{out}' holds something that is not a samestory report; name another folder with --out"
        ) from None
    if there != corpus and not force:
        raise WrongUse(
            f"'{out}' holds the report of '{there}'; name another folder with --out, or replace it with --force"
        )


def sha256(data: bytes) -> str:
    """SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _write_run(
    work: Path, path: str, corpus: Corpus, columns: Mapping[str, str], given: Mapping[str, Any], faults: dict[str, str]
) -> None:
    lexicons = {f.name: sha256(f.read_bytes()) for f in files("analysis.lexicons").iterdir() if f.is_file()}
    articles = "\n".join(sorted(corpus.articles["article_id"] + " " + corpus.articles["sha256"]))
    run = {
        "samestory": __version__,
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "status": "failed" if any(faults.values()) else "complete",
        "faults": {name: fault for name, fault in faults.items() if fault},
        "corpus": {
            "path": str(path),
            "name": corpus.name,
            "columns": dict(columns),
            "sha256": sha256(articles.encode()),
            "text": corpus.texts is not None,
        },
        "parameters": dict(given),
        "seed": given.get("seed", 0),
        "lexicons": {**lexicons, lexicon().name: sha256(lexicon().read_bytes())},
        "files": {
            str(file.relative_to(work)): sha256(file.read_bytes()) for file in sorted(work.rglob("*")) if file.is_file()
        },
    }
    (work / "run.json").write_text(json.dumps(run, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
