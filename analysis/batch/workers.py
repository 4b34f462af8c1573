"""Workers to whom a bounded number of jobs is given at a time, and who are replaced where one of them is killed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager, ExitStack, suppress
from types import TracebackType
from typing import Self, TypeVar

from analysis.exceptions import FailedWork

T = TypeVar("T")
# A pool that loses a worker is replaced until this many have been started.
ATTEMPTS = 3
KEPT = "finished batches are kept, and the same command continues from there"


class Workers:
    """Workers, for the time of a `with` block; they are started with the first job.

    Parameters
    ----------
    start_pool : callable
        Starts workers, for the time of a `with` block.
    number : int
        How many there are; twice as many jobs are given to them at a time, at most.
    in_batches : bool
        Whether jobs are batches of text whose size can be chosen, and those that are finished are kept.
    """

    def __init__(
        self, start_pool: Callable[[], AbstractContextManager[Executor]], number: int, *, in_batches: bool = True
    ) -> None:
        self.number = number
        self._smaller, self._after = (" or --megabytes", f"; {KEPT}") if in_batches else ("", "")
        self._start_pool = start_pool
        self._stack = ExitStack()
        self._pool: Executor | None = None
        self._started = 0

    def __enter__(self) -> Self:
        """Start nobody yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool | None:
        """End the workers; at once if the block ends with an exception."""
        return self._stack.__exit__(kind, error, traceback)

    def finished(self, jobs: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[tuple[str, T]]:
        """Yield each job when it is finished; those that a broken pool was working on are given to a new one.

        Parameters
        ----------
        jobs : iterable of (str, callable)
            Name of each, which no other has, and what a worker calls.

        Yields
        ------
        name : str
        result : object

        Raises
        ------
        FailedWork
            If a job fails, or the pool breaks again and again.
        """
        waiting, unfinished = iter(jobs), dict[str, Callable[[], T]]()
        while True:
            try:
                running = {self._submit(job): name for name, job in unfinished.items()}
                for name, job in waiting:
                    unfinished[name] = job
                    running[self._submit(job)] = name
                    if len(running) >= 2 * self.number:
                        yield from self._completed(running, unfinished)
                while running:
                    yield from self._completed(running, unfinished)
            except BrokenExecutor as error:
                self._end(error)
            else:
                return

    def _submit(self, job: Callable[[], T]) -> Future[T]:
        if self._pool is None:
            self._pool = self._stack.enter_context(self._start_pool())
            self._started += 1
        return self._pool.submit(job)

    def _end(self, error: BrokenExecutor) -> None:
        """End a pool that is broken. Raises: FailedWork where too many were."""
        self._pool = None
        with suppress(BrokenExecutor), self._stack.pop_all():
            raise error
        if self._started >= ATTEMPTS:
            raise FailedWork(
                f"workers were killed {ATTEMPTS} times, as happens with too little memory; use fewer --workers"
                f"{self._smaller}{self._after}"
            ) from None

    def _completed(
        self, running: dict[Future[T], str], unfinished: dict[str, Callable[[], T]]
    ) -> Iterator[tuple[str, T]]:
        """Wait until a job is finished. Raises: FailedWork where one has failed."""
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            name = running[future]
            if future.cancelled():
                raise FailedWork(f"batch {name} was cancelled: the scheduler of the cluster is gone{self._after}")
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                raise error
            if error is not None:
                fault = " ".join(str(error).split()) or type(error).__name__
                raise FailedWork(f"batch {name} failed: {fault}{self._after}")
            del running[future], unfinished[name]
            yield name, future.result()
