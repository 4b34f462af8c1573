"""Processes forked from one clean server of this module's own.

Unlike the server of `multiprocessing`, which a program has one of, it ends with the work it was started for; its
processes get an environment of their own, and neither the working directory in their search path nor the main module
of the program: a script without `if __name__ == "__main__"` is not run again in each of them."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import context, forkserver, popen_forkserver, process, reduction, resource_tracker, util
from pathlib import Path
from typing import Any

from samestory_start import trusted


class Context(context.BaseContext):
    """What a ProcessPoolExecutor takes as `mp_context`."""

    _name = "forkserver"

    def __init__(self, server: forkserver.ForkServer) -> None:
        self._server = server

    def Process(self, *given: Any, **named: Any) -> Process:
        """A process that the server will fork."""
        made = Process(*given, **named)
        made.server = self._server
        return made


class Process(process.BaseProcess):
    """A process that is forked from a server."""

    _start_method = "forkserver"
    server: forkserver.ForkServer

    @staticmethod
    def _Popen(process_obj: Process) -> _Popen:
        return _Popen(process_obj)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "server"}


class _Popen(popen_forkserver.Popen):
    def _launch(self, process_obj: Process) -> None:
        """As in the class above, with other preparations and another server."""
        data = io.BytesIO()
        context.set_spawning_popen(self)
        try:
            reduction.dump(_preparation(process_obj.name), data)
            reduction.dump(process_obj, data)
        finally:
            context.set_spawning_popen(None)
        self.sentinel, writing = process_obj.server.connect_to_new_process(self._fds)  # type: ignore[attr-defined]
        # The process notices by its end that this one is gone.
        kept = os.dup(writing)
        self.finalizer = util.Finalize(self, _close, (kept, self.sentinel))
        with open(writing, "wb", closefd=True) as file:  # noqa: PTH123
            file.write(data.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


def _close(*numbers: int) -> None:
    for number in numbers:
        os.close(number)


def _preparation(name: str) -> dict[str, Any]:
    """What a new process sets before it unpickles its work."""
    here = os.getcwd()  # noqa: PTH109
    return {
        "name": name,
        "authkey": process.current_process().authkey,
        "sys_path": trusted(sys.path),
        "sys_argv": sys.argv,
        "dir": here,
        "orig_dir": here,
        "start_method": "forkserver",
    }


@contextmanager
def server(folder: Path, preload: Sequence[str], environment: Mapping[str, str]) -> Iterator[forkserver.ForkServer]:
    """A server of processes; they must be gone at the end of the block.

    Parameters
    ----------
    folder : Path
        Of its socket.
    preload : sequence of str
        Modules that it imports before it forks.
    environment : mapping of str
        Its whole environment.
    """
    made = forkserver.ForkServer()
    made.set_forkserver_preload(list(preload))
    with _sockets_in(folder), replaced(environment):
        start_tracker()
        with blocked(signal.SIGINT):
            made.ensure_running()
    try:
        yield made
    finally:
        with suppress(OSError):
            made._stop()  # type: ignore[attr-defined]


def start_tracker() -> None:
    """Start the tracker of semaphores before all other processes, since its start unblocks signals.

    It is not to warn of what it removes after a command that was killed."""
    with replaced({**os.environ, "PYTHONWARNINGS": "ignore"}):
        resource_tracker.ensure_running()


@contextmanager
def replaced(environment: Mapping[str, str]) -> Iterator[None]:
    """The environment of processes that are started meanwhile."""
    before = dict(os.environ)
    _set_environment(environment)
    try:
        yield
    finally:
        _set_environment(before)


def _set_environment(values: Mapping[str, str]) -> None:
    for name in os.environ.keys() - values.keys():
        del os.environ[name]
    os.environ.update(values)


@contextmanager
def blocked(*signals: signal.Signals) -> Iterator[None]:
    """Processes that are started meanwhile never get these signals; this one gets them at the end."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _sockets_in(folder: Path) -> Iterator[None]:
    """The folder in which multiprocessing makes sockets: a path that is long is no valid address."""
    settings = process.current_process()._config  # type: ignore[attr-defined]
    before = settings.get("tempdir")
    settings["tempdir"] = str(folder)
    try:
        yield
    finally:
        settings["tempdir"] = before
