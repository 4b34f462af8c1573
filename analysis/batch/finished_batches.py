"""Has workers finish the batches of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from analysis.batch.spool import Batch
from analysis.batch.workers import Workers


def finished_batches(batches: Iterator[Batch], workers: Workers, work: partial[str]) -> Iterator[Batch]:
    """Yield each batch when it is finished.

    Parameters
    ----------
    batches : iterator of Batch
    workers : Workers
    work : partial
        What a worker calls with the paths of a batch's rows and part.

    Yields
    ------
    Batch

    Raises
    ------
    FailedWork
        As `Workers.finished` does.
    """
    for exists, some in groupby(batches, lambda batch: batch.part.exists()):
        if exists:
            yield from some
        else:
            yield from _annotated(some, workers, work)


def _annotated(batches: Iterator[Batch], workers: Workers, work: partial[str]) -> Iterator[Batch]:
    """Have workers annotate batches."""
    begun: dict[str, Batch] = {}

    def jobs() -> Iterator[tuple[str, Callable[[], str]]]:
        for batch in batches:
            begun[batch.part.name] = batch
            yield batch.part.name, partial(work, str(batch.rows), str(batch.part))

    for name, _ in workers.finished(jobs()):
        yield begun.pop(name)
