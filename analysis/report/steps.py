"""Steps of a report, each for a process that has imported what it needs.

The process that waits for them imports little: it starts faster, and leaves memory to the notebooks.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.io.files import sha256_of
from analysis.report.run_record import write_record


@hides_content
class Prepared(NamedTuple):
    """What the notebooks of a report need.

    Attributes
    ----------
    corpus : str
        Path of the corpus that they read.
    is_large : bool
        Whether two of the notebooks at the same time would need much memory.
    about, made_from, made_with : dict
        What run.json says of the corpus, of all else that affects the report, and of versions.
    """

    corpus: str
    is_large: bool
    about: dict[str, Any]
    made_from: dict[str, Any]
    made_with: dict[str, Any]


def prepare(*arguments: Any, **options: Any) -> Prepared:
    """Read and check the corpus; see `analysis.report.preparation.prepare`."""
    from analysis.report import preparation

    return preparation.prepare(*arguments, **options)


def write_workbook(work: Path) -> None:
    """Write tables.xlsx of a report."""
    from analysis.report.tables_workbook import write_tables_workbook

    write_tables_workbook(work)


def write_methods(work: Path, record: Mapping[str, Any], *, pdf: bool) -> str:
    """Write methods.md and references.bib of a report; return the same as HTML for its front page."""
    from analysis.report import methods

    return methods.write_methods(work, record, pdf=pdf)


def write_run(work: Path, record: Mapping[str, Any]) -> None:
    """Write run.json and the other file of metadata, with checksums of all files of a report."""
    from analysis.report.research_object import NAME, write_crate

    written = sorted(file for file in work.rglob("*") if file.is_file())
    files = {file.relative_to(work).as_posix(): sha256_of(file) for file in written}
    write_crate(work, {**record, "files": files})
    write_record(work, {**record, "files": files | {NAME: sha256_of(work / NAME)}})
