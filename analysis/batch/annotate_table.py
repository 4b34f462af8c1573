"""`annotate_table`: a table of any size -> a bundle, in batches that are kept when the work is stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis._utils.command_exit import print_message
from analysis._utils.number_parameters import checked_number, checked_whole
from analysis._utils.parallel import cores
from analysis._utils.progress_bar import progress
from analysis._utils.system_errors import system_reason
from analysis.batch.concatenation import join
from analysis.batch.executors import executor
from analysis.batch.finished_batches import finished_batches
from analysis.batch.spool import Batch, spooled
from analysis.batch.table_survey import survey_table
from analysis.batch.worker import score
from analysis.batch.workers import KEPT, Workers
from analysis.corpus.article_tables import EVENT, bundle_place, corpus_name
from analysis.corpus.cleaning.veto import vetoes_beside
from analysis.corpus.event_table import is_event_table
from analysis.corpus.events import shareable_events
from analysis.corpus.streaming import MEGABYTES, batches_of, fingerprint, size_of
from analysis.corpus.survey import Survey, write_survey
from analysis.exceptions import FailedWork, WrongUse
from analysis.io.output_kinds import BUNDLE
from analysis.io.outputs import Output, output_folder
from analysis.io.paths import expanded, resolve
from analysis.io.run_registry import begin_run
from analysis.language.dictionaries.dictionary import read_dictionary

SPOOL, SURVEY = "spool", "survey.json"
MOST_WORKERS = 512


def annotate_table(
    path: str | Path,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    house_style: bool = True,
    dictionary: str = "",
    megabytes: float = 8,
    workers: int = 0,
    cluster: str = "",
    force: bool = False,
) -> Path:
    """Annotate and score a table of any size in batches, and write it as a bundle without text.

    Memory is bounded by the size of a batch. If the work is stopped, the same call continues after the batches that are
    finished, which are kept in `out`. The tables do not depend on `workers` and `cluster`. Notes of the reader of the
    table are printed to standard error.

    Parameters
    ----------
    path : str or Path
        Table of any kind that `read_corpus` reads, or a folder of Parquet files.
    out : str or Path
        Folder to write.
    columns : mapping of str to str, optional
        Our column name -> the table's, as in `read_corpus`; for event also the file of a table of events.
    house_style : bool
        Count variants of house style as one word, as in `annotate`.
    dictionary : str
        File of frames, as in `framing`.
    megabytes : float
        Approximate size of the text of a batch.
    workers : int
        Number of processes; 0 for one per core.
    cluster : str
        '' for processes of this machine, 'local' for a Dask cluster on it, or the address of a Dask scheduler, whose
        workers must see the folder of `out` under the same path.
    force : bool
        Replace a bundle that already exists, and drop finished batches of another corpus or with other settings.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    WrongUse
        If the table, a parameter or `out` cannot be used, or no scheduler answers.
    FailedWork
        If a batch fails, or the disk is full.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.annotate_table("articles.parquet", "bundle", workers=2)  # doctest: +SKIP
    PosixPath('bundle')
    """
    megabytes = checked_number(megabytes, "megabytes", *MEGABYTES)
    workers = checked_whole(workers, "workers", 0, MOST_WORKERS)
    path, out = resolve(path), expanded(out)
    book = str(resolve(dictionary).resolve()) if dictionary else ""
    made_with = read_dictionary(book).sha256
    frames = batches_of(path, columns=columns, megabytes=megabytes, note=print_message)
    name = corpus_name(path)
    settings = {"house_style": house_style, "corpus": name, "dictionary": made_with}
    workers = workers or cores()
    with (
        begin_run("annotate"),
        output_folder(
            out, BUNDLE, inputs=(path, book), allowed_inside=bundle_place(path), force=force, allow_batches=True
        ) as output,
    ):
        finished = output.batches.open({
            "corpus": f"{name} {fingerprint(path)}", "columns": json.dumps(dict(columns or {}), sort_keys=True),
            "house_style": json.dumps(house_style), "dictionary": made_with,
        }, force=force)  # fmt: skip
        spool = output.staging / SPOOL
        spool.mkdir()
        parts: list[Path] = []
        size = size_of(path, columns=columns) / 1e6
        try:
            with Workers(partial(executor, workers, cluster), workers) as pool:
                rows = _read(batches_of(path, columns=columns, megabytes=megabytes), output)
                surveyed = survey_table(rows, spool, pool, size=size, megabytes=megabytes, keep=vetoes_beside(path))
                settings["survey"] = write_survey(surveyed, spool / SURVEY)
                told = _events(surveyed, columns or {})
                del surveyed
                work = partial(score, name=name, house_style=house_style, dictionary=book, survey=str(spool / SURVEY))
                with progress("annotating", size, "MB") as advance:
                    batches = _noted(spooled(_read(frames, output), spool, finished, settings), parts)
                    for batch in finished_batches(batches, pool, work):
                        advance(batch.size / 1e6)
            join(parts, output.new, name, told)
        except OSError as error:
            raise FailedWork(f"'{out}': {system_reason(error)}; {KEPT}") from None
    return out


def _events(surveyed: Survey, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what the bundle tells of the column of events."""
    assert surveyed.events is not None
    event = columns.get(EVENT, EVENT)
    column = Path(event).name if is_event_table(event) else event
    return shareable_events(surveyed.events.assign(column=column).astype({"column": "str"}))


def _read(frames: Iterator[pd.DataFrame], output: Output) -> Iterator[pd.DataFrame]:
    """Yield the articles. Finished batches are dropped if the table has an error, as it has to be corrected."""
    try:
        yield from frames
    except WrongUse:
        output.batches.remove()
        raise


def _noted(batches: Iterator[Batch], parts: list[Path]) -> Iterator[Batch]:
    """Yield the batches, and list the part of each in their order."""
    for batch in batches:
        parts.append(batch.part)
        yield batch
