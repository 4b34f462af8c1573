"""Pools of processes that end with the work they were started for, whatever ends it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing.connection import Connection
from signal import SIGKILL
from traceback import format_exc
from typing import Any

from analysis._utils.fork_server import Context, server
from analysis._utils.guardian import GROUP, children, end_processes
from analysis._utils.process_guard import guarded, private_folder
from analysis._utils.search_path import child_environment

QUIET = "analysis._utils.quiet_imports"
_starting = threading.Lock()


class Pool(ProcessPoolExecutor):
    """Processes of one group, with all processes that they start."""

    def __init__(self, workers: int, context: Context, group: str) -> None:
        super().__init__(workers, mp_context=context, initializer=end_with_parent)
        self.workers = workers
        self._context, self._group = context, group
        self._starting, self._killed = threading.Lock(), False

    def alone(self, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Call a function in a process of its own, which ends with the call, and wait for it.

        Parameters
        ----------
        work : callable
            Found by its name in its module.
        *arguments, **options : object
            Its arguments, which are pickled, as what it returns is.

        Returns
        -------
        object
            What it returned.

        Raises
        ------
        EOFError
            If the process is killed, or ends otherwise before the function returns.
        """
        (result,) = self.stream(_result, partial(work, *arguments, **options))
        return result

    def stream(self, work: Callable[..., Iterator[Any]], *arguments: Any) -> Iterator[Any]:
        """Iterate in a process of its own, which is a few items ahead; as `alone` otherwise.

        Yields
        ------
        object
            What the function yields there.
        """
        receiving, sending = multiprocessing.Pipe(duplex=False)
        process = self._context.Process(target=_send_items, args=(sending, work, arguments))
        with self._starting:
            if self._killed:
                raise EOFError
            process.start()
        sending.close()
        with receiving:
            try:
                while (sent := receiving.recv()) is not None:
                    if isinstance(sent, Exception):
                        raise sent
                    (item,) = sent
                    yield item
            except GeneratorExit:
                process.kill()
                raise
            finally:
                process.join()

    def kill(self) -> None:
        """Kill all of them at once, such as before the folder they write to is removed, and start no others."""
        with self._starting:
            self._killed = True
        end_processes(self._group)


def _result(work: Callable[[], Any]) -> Iterator[Any]:
    yield work()


def _send_items(sending: Connection, work: Callable[..., Iterator[Any]], arguments: tuple[Any, ...]) -> None:
    """Send each item as a tuple of one, then None, or the exception that ends the work."""
    end_with_parent()
    try:
        for item in work(*arguments):
            sending.send((item,))
    except Exception as error:
        # Pickling drops the traceback; the note keeps it for debugging.
        error.add_note(f"In the process that worked for it:\n{format_exc()}")
        sending.send(error)
    else:
        sending.send(None)


@contextmanager
def pool(
    workers: int,
    *,
    environment: Mapping[str, str] | None = None,
    preload: Sequence[str] = (),
    quiet: bool = True,
) -> Iterator[Pool]:
    """Start a pool of processes that are forked from one clean process.

    Parameters
    ----------
    workers : int
        Number of processes.
    environment : mapping of str, optional
        Variables of the processes besides those of this process.
    preload : sequence of str
        Modules that they share, imported in the meantime.
    quiet : bool
        Discard what they print; otherwise it mixes with what this process prints.

    Yields
    ------
    Pool
        Killed at once if the block ends with an exception.
    """
    with guarded() as guard, ExitStack() as stack:
        # A server is started by changing the environment of this process for a moment: one thread at a time.
        with _starting:
            folder = stack.enter_context(private_folder())
            group = guard.part()
            variables = {**child_environment(), **(environment or {}), GROUP: group, "TMPDIR": str(folder)}
            forks = stack.enter_context(server(folder, [QUIET, *preload] if quiet else preload, variables))
        processes = Pool(workers, Context(forks), group)
        try:
            yield processes
            processes.shutdown(cancel_futures=True)
        finally:
            processes.kill()
            processes.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """End this process, and those it starts, when the process that it works for is gone."""
    threading.Thread(target=_wait_for_parent, daemon=True, name="samestory-parent").start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    for child in children(os.getpid()):
        try:
            os.kill(child, SIGKILL)
        except ProcessLookupError:
            continue
    os._exit(1)
