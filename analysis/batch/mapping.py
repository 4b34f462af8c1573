"""Has workers do the parts of a task, and replaces a pool that has lost a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from analysis._utils.progress_bar import progress
from analysis.batch.executors import executor
from analysis.exceptions import FailedWork

Result = TypeVar("Result")
# A pool that loses a worker is replaced until this many have been started.
ATTEMPTS = 3


def mapped(
    work: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], what: str, *, workers: int, cluster: str
) -> list[Result]:
    """Call a function for each of several tasks, on the workers.

    Parameters
    ----------
    work : callable
        Found by its name in its module.
    tasks : sequence of tuple
        Its arguments.
    what : str
        What is done, for the progress bar.
    workers, cluster
        As in `executor`.

    Returns
    -------
    list
        What it returned, in order of the tasks.

    Raises
    ------
    FailedWork
        If workers are killed again and again, or the scheduler of a cluster is gone.
    Exception
        What the function raised.
    """
    results: dict[int, Result] = {}
    with progress(what, len(tasks)) as advance:
        for _ in range(ATTEMPTS):
            try:
                with executor(workers, cluster) as pool:
                    left = (number for number in range(len(tasks)) if number not in results)
                    running: dict[Future[Result], int] = {pool.submit(work, *tasks[number]): number for number in left}
                    for future in as_completed(running):
                        results[running[future]] = future.result()
                        advance()
                return [results[number] for number in range(len(tasks))]
            except BrokenProcessPool:
                continue
            except CancelledError:
                raise FailedWork("the work was cancelled: the scheduler of the cluster is gone") from None
    raise FailedWork(f"workers were killed {ATTEMPTS} times, as happens with too little memory; use fewer workers")
