"""A table of any size -> a bundle, in batches that are kept when the work is stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import polars as pl
import pyarrow as pa

from analysis._utils.command_exit import tell
from analysis._utils.number_parameters import checked_number, checked_whole
from analysis._utils.parallel import cores
from analysis.batch.concatenation import join
from analysis.batch.executors import executor
from analysis.batch.progress import progress
from analysis.batch.worker import score
from analysis.corpus.article_tables import bundle_place, corpus_name
from analysis.corpus.streaming import MEGABYTES, batches_of, fingerprint
from analysis.exceptions import FailedWork, WrongUse
from analysis.io.output_errors import system_reason
from analysis.io.output_kinds import BUNDLE
from analysis.io.outputs import Output, output_folder
from analysis.io.paths import resolve
from analysis.io.run_registry import begin_run
from analysis.language.dictionaries.dictionary import read_dictionary

SPOOL = "spool"
# A pool that loses a worker is begun anew this many times.
ATTEMPTS = 3
MOST_WORKERS = 512
KEPT = "finished batches are kept, and the same command goes on from there"


class Batch(NamedTuple):
    """Articles that are worked on together: their Arrow file, the folder of their tables, the bytes of their text."""

    rows: Path
    part: Path
    size: int


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
    """Annotate and score a table of any size, in batches, and write a bundle of it without text.

    path: a table of any kind that read_corpus takes, or a folder of Parquet files. columns: our column name -> the
    table's. What the reader of the table notes is printed to standard error.
    dictionary: the file of frames, as in framing.
    megabytes: of text in a batch, about. workers: processes, as many as there are cores where 0. cluster: '' for
    processes of this machine, 'local' for a Dask cluster on it, or the address of a Dask scheduler; its workers must
    see the folder that `out` lies in under the same path. force: replace a bundle that is there, and drop batches that
    were made from another corpus or with other settings.
    The tables do not depend on workers and cluster. Stopped, the same call goes on after the batches that are done,
    which lie in `out`; articles that are being worked on lie beside it, and are removed at the end in any case.
    Returns: the folder.
    Raises: WrongUse where the table, a parameter or out cannot be used, or there is no scheduler; FailedWork where a
    batch fails, or nothing can be written."""
    megabytes = checked_number(megabytes, "megabytes", *MEGABYTES)
    workers = checked_whole(workers, "workers", 0, MOST_WORKERS)
    path, out = resolve(path), Path(out).expanduser()
    book = str(resolve(dictionary).resolve()) if dictionary else ""
    made_with = read_dictionary(book).sha256
    frames = batches_of(path, columns=columns, megabytes=megabytes, note=tell)
    name = corpus_name(path)
    settings = {"house_style": house_style, "corpus": name, "dictionary": made_with}
    workers = workers or cores()
    with (
        begin_run("annotate"),
        output_folder(
            out, BUNDLE, inputs=(path, book), allowed_inside=bundle_place(path), force=force, allow_batches=True
        ) as output,
    ):
        kept = output.batches.open({
            "corpus": f"{name} {fingerprint(path)}", "columns": json.dumps(dict(columns or {}), sort_keys=True),
            "house_style": json.dumps(house_style), "dictionary": made_with,
        }, force=force)  # fmt: skip
        spool = output.staging / SPOOL
        spool.mkdir()
        work = partial(score, name=name, house_style=house_style, dictionary=book)
        parts: list[Path] = []
        try:
            with progress(path, columns) as told:
                batches = _spooled(_read(frames, output), spool, kept, settings, parts)
                for batch in _done(batches, partial(executor, workers, cluster), work, 2 * workers):
                    told(batch.size)
            join(parts, output.new, name)
        except OSError as error:
            raise FailedWork(f"'{out}': {system_reason(error)}; {KEPT}") from None
    return out


def _read(frames: Iterator[pd.DataFrame], output: Output) -> Iterator[pd.DataFrame]:
    """The rows; batches of a table that cannot be read to its end are of no use to one that can, and are dropped."""
    try:
        yield from frames
    except WrongUse:
        output.batches.remove()
        raise


def _spooled(
    frames: Iterator[pd.DataFrame], spool: Path, kept: Path, settings: Mapping[str, object], parts: list[Path]
) -> Iterator[Batch]:
    """Each batch, written where a worker finds it unless it is done; parts: gets the folder of every batch."""
    from analysis._version import __version__

    for number, frame in enumerate(frames):
        rows = pa.Table.from_pandas(frame, preserve_index=False)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, rows.schema) as writer:
            writer.write_table(rows)
        data = sink.getvalue()
        made_with = json.dumps({"samestory": __version__, **settings}, sort_keys=True)
        key = hashlib.sha256(made_with.encode() + memoryview(data)).hexdigest()[:16]
        batch = Batch(spool / f"{number:06d}-{key}", kept / f"{number:06d}-{key}", _text_size(frame))
        parts.append(batch.part)
        if not batch.part.exists():
            batch.rows.write_bytes(data)
        yield batch


def _text_size(frame: pd.DataFrame) -> int:
    return int(pl.Series(frame["body"]).str.len_bytes().sum())


def _done(
    batches: Iterator[Batch], start: Callable[[], AbstractContextManager[Executor]], work: partial[str], most: int
) -> Iterator[Batch]:
    """Each batch as it is done, at most `most` of them on their way; those that a broken pool had are begun anew."""
    waiting: list[Batch] = []
    for attempt in range(ATTEMPTS):
        try:
            with start() as pool:
                running = {pool.submit(work, str(b.rows), str(b.part)): b for b in waiting}
                for batch in batches:
                    if batch.part.exists():
                        yield batch
                        continue
                    waiting.append(batch)
                    running[pool.submit(work, str(batch.rows), str(batch.part))] = batch
                    if len(running) >= most:
                        yield from _ended(running, waiting)
                while running:
                    yield from _ended(running, waiting)
            return
        except BrokenExecutor:
            if attempt == ATTEMPTS - 1:
                raise FailedWork(
                    f"workers ended {ATTEMPTS} times without a word, as when there is too little memory; fewer "
                    f"--workers or --megabytes need less; {KEPT}"
                ) from None


def _ended(running: dict[Future[str], Batch], waiting: list[Batch]) -> Iterator[Batch]:
    """The batches that have ended since. Raises: FailedWork where one has failed."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        if future.cancelled():
            raise FailedWork(f"batch {running[future].part.name} was given up, the cluster's scheduler is gone; {KEPT}")
        fault = future.exception()
        if isinstance(fault, BrokenExecutor):
            raise fault
        if fault is not None:
            told = " ".join(str(fault).split()) or type(fault).__name__
            raise FailedWork(f"batch {running[future].part.name} failed: {told}; {KEPT}")
        batch = running.pop(future)
        waiting.remove(batch)
        yield batch
