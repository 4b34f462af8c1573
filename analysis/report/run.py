"""A corpus -> a report: notebooks run in parallel, parameters checked, everything moved into place at the end."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import __version__
from analysis.annotate.dictionary import read_dictionary
from analysis.annotate.encoder import checksum
from analysis.annotate.pipeline import reader, version
from analysis.annotate.vader import lexicon
from analysis.bundle import share
from analysis.compare import REST
from analysis.corpus.read import Corpus, read_corpus
from analysis.errors import WrongUse, excerpt, quoted
from analysis.io.outputs import REPORT, Output, output_folder
from analysis.paths import resolve
from analysis.report import notebooks
from analysis.report.checks import FILES, check_files
from analysis.report.page import write_pages
from analysis.report.parameters import SET_BY_REPORT, check_known, validated
from analysis.report.workers import ended_when_stopped, workers

if TYPE_CHECKING:
    from rich.progress import Progress


class Outcome(dict[str, str]):
    """Name of each notebook -> '' or what went wrong in it.

    folder: where the report is; beside the one that was asked for where that holds an earlier one without faults."""

    folder: Path


PACKAGES = ("pandas", "polars", "numpy", "scipy", "nltk", "vaderSentiment", "matplotlib", "papermill", "nbconvert")


def report(
    path: str,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    parameters: Mapping[str, Any] | None = None,
    folder: Path | None = None,
    force: bool = False,
) -> Outcome:
    """Run the notebooks on a corpus and write pages, tables and figures to out.

    columns: our column name -> the table's. parameters: of the notebooks. folder: of the notebooks, the project's own
    without one. force: replace the report of another corpus, and one in which files were changed.
    Returns: what went wrong in each notebook; the report is written, and says so, either way. One with faults does not
    replace one without: it is written beside it, as OUT.failed.
    Raises: WrongUse, with nothing written, where the input, a parameter or out cannot be used."""
    out, given = Path(out), validated(parameters or {})
    books = notebooks.find(folder)
    inputs = (path, folder, *books, *(given.get(name) for name in FILES if isinstance(given.get(name), str)))
    with output_folder(out, REPORT, inputs=inputs, force=force, asks=True) as output, workers() as pool:
        corpus = read_corpus(path, columns=columns)
        output.check_same(lambda about: _other(about["corpus"], path, corpus))
        _check_values(given, corpus)
        explained = {name: text for book in pool.map(notebooks.parameters, books) for name, text in book.items()}
        check_known(given, (name for name in explained if name not in SET_BY_REPORT))
        check_files(given, corpus)
        work = output.new
        with ended_when_stopped(), _progress() as progress:
            steps = progress.add_task("reading and scoring", total=len(books) + 2)
            private = _prepare(corpus, output.staging / "corpus", given.get("parse", ""), given.get("dictionary", ""))
            progress.advance(steps)
            shown = {private: str(path), str(work): out.name}
            faults = {}
            for name, fault in _run(pool, books, work, {**given, "corpus": private, "out": str(work)}, shown):
                faults[name] = fault
                progress.update(steps, advance=1, description=f"{name} done")
            write_pages(pool, work, faults)
            _write_run(work, path, corpus, columns or {}, given, faults)
            progress.update(steps, advance=1, description="pages written")
        outcome = Outcome(sorted(faults.items()))
        outcome.folder = _folder(output, out, faults)
    return outcome


def _folder(output: Output, out: Path, faults: Mapping[str, str]) -> Path:
    """Where the report goes: beside out where it has faults and out holds an earlier one that has none."""
    if any(faults.values()) and output.replaces(lambda about: about["status"] == "complete"):
        return output.put_beside(lambda about: about["status"] != "complete")
    return out


def _prepare(corpus: Corpus, target: Path, parse: str, dictionary: str) -> str:
    """Score the corpus once for all notebooks, in a private bundle that holds the text; a bundle serves as it is."""
    if corpus.texts is None and corpus.bundle is not None:
        return str(corpus.bundle.resolve())
    return str(share(corpus, target, with_text=True, parse=parse, dictionary=dictionary).resolve())


def _run(
    pool: Executor, books: list[Path], work: Path, values: Mapping[str, Any], shown: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Each notebook's name and fault as it ends; the summary runs last, since it reads what the others saved."""
    (work / "notebooks").mkdir()
    for last in (False, True):
        group = [book for book in books if (book.stem == notebooks.SUMMARY) is last]
        running = {
            pool.submit(notebooks.execute, book, work / "notebooks" / book.name, values, shown): book.stem
            for book in group
        }
        for done in as_completed(running):
            yield running[done], done.result()


@contextmanager
def _progress() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*bar, console=Console(stderr=True)) as progress:
        yield progress


def _check_values(given: Mapping[str, Any], corpus: Corpus) -> None:
    chosen = corpus.only(given.get("outlets", [])).outlets
    against = given.get("against", REST)
    if against != REST and against not in chosen:
        raise WrongUse(
            f"against {excerpt(against)} is neither 'rest' nor an outlet compared; those are {quoted(chosen)}"
        )
    parse = given.get("parse", "")
    if parse and corpus.texts is not None:
        reader(parse)
    checksum(given.get("encoder", ""))
    read_dictionary(given.get("dictionary", ""))
    if len(chosen) < 2:
        raise WrongUse(f"a comparison needs two outlets or more; given was {quoted(chosen)}")


def _other(made: Mapping[str, Any], path: str, corpus: Corpus) -> str:
    """Of what an earlier report is; '' where it is of the same corpus: of its name, and of the same articles or read
    from the same place."""
    if made.get("name") != corpus.name:
        return f"{quoted([made.get('name')])}"
    before = made.get("path")
    if made.get("sha256") == _articles_sha256(corpus):
        return ""
    if isinstance(before, str) and resolve(before).resolve() == resolve(path).resolve():
        return ""
    return f"another corpus that is called {quoted([corpus.name])} too, read from {quoted([before])}"


def _articles_sha256(corpus: Corpus) -> str:
    articles = "\n".join(sorted(corpus.articles["article_id"] + " " + corpus.articles["sha256"]))
    return sha256(articles.encode())


def sha256(data: bytes) -> str:
    """SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _write_run(
    work: Path, path: str, corpus: Corpus, columns: Mapping[str, str], given: Mapping[str, Any], faults: dict[str, str]
) -> None:
    lexicons = {f.name: sha256(f.read_bytes()) for f in files("analysis.lexicons").iterdir() if f.is_file()}
    parse = given.get("parse", "") if corpus.texts is not None else ""
    dictionary = given.get("dictionary", "")
    run = {
        "samestory": __version__,
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        **({"parse": version(parse)} if parse else {}),
        **({"dictionary": read_dictionary(dictionary).sha256} if dictionary else {}),
        "status": "failed" if any(faults.values()) else "complete",
        "faults": {name: fault for name, fault in faults.items() if fault},
        "corpus": {
            "path": str(path),
            "name": corpus.name,
            "columns": dict(columns),
            "sha256": _articles_sha256(corpus),
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
