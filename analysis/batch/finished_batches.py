"""Has workers finish batches, a bounded number at a time, and replaces a pool that has lost a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from functools import partial

from analysis.batch.spool import Batch
from analysis.exceptions import FailedWork

# A pool that loses a worker is replaced until this many have been started.
ATTEMPTS = 3
KEPT = "finished batches are kept, and the same command continues from there"


def finished_batches(
    batches: Iterator[Batch],
    start_pool: Callable[[], AbstractContextManager[Executor]],
    work: partial[str],
    most_running: int,
) -> Iterator[Batch]:
    """Yield each batch when it is finished; those that a broken pool was working on are given to a new one.

    Parameters
    ----------
    batches : iterator of Batch
    start_pool : callable
        Starts workers, for the time of a `with` block.
    work : partial
        What a worker calls with the paths of a batch's rows and part.
    most_running : int
        Batches that are given to workers at a time, at most.

    Yields
    ------
    Batch

    Raises
    ------
    FailedWork
        If a batch fails, or the pool breaks again and again.
    """
    unfinished: list[Batch] = []
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with start_pool() as pool:
                running = {pool.submit(work, str(b.rows), str(b.part)): b for b in unfinished}
                for batch in batches:
                    if batch.part.exists():
                        yield batch
                        continue
                    unfinished.append(batch)
                    running[pool.submit(work, str(batch.rows), str(batch.part))] = batch
                    if len(running) >= most_running:
                        yield from _completed(running, unfinished)
                while running:
                    yield from _completed(running, unfinished)
            return
        except BrokenExecutor:
            if attempt == ATTEMPTS:
                raise FailedWork(
                    f"workers were killed {ATTEMPTS} times, as happens with too little memory; use fewer --workers or "
                    f"--megabytes; {KEPT}"
                ) from None


def _completed(running: dict[Future[str], Batch], unfinished: list[Batch]) -> Iterator[Batch]:
    """Wait until a batch is finished. Raises: FailedWork where one has failed."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        name = running[future].part.name
        if future.cancelled():
            raise FailedWork(f"batch {name} was cancelled: the scheduler of the cluster is gone; {KEPT}")
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            raise error
        if error is not None:
            fault = " ".join(str(error).split()) or type(error).__name__
            raise FailedWork(f"batch {name} failed: {fault}; {KEPT}")
        batch = running.pop(future)
        unfinished.remove(batch)
        yield batch
