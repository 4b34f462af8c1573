"""Processes forked from one clean server of this module's own.

Unlike the server of `multiprocessing`, of which a program has only one, it ends with the work it was started for. Its
processes have their own environment. They have neither the working directory in their search path nor the main module
of the program: a script without `if __name__ == "__main__"` is not run again in each of them.
"""

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
    """A context of processes for `mp_context` of a ProcessPoolExecutor."""

    _name = "forkserver"

    def __init__(self, server: forkserver.ForkServer) -> None:
        self._server = server

    def Process(self, *args: Any, **kwargs: Any) -> Process:
        """Return a process that the server will fork."""
        new_process = Process(*args, **kwargs)
        new_process.server = self._server
        return new_process


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
        """Launch a process as the parent class does, with other preparations and another server."""
        data = io.BytesIO()
        context.set_spawning_popen(self)
        try:
            reduction.dump(_preparation(process_obj.name), data)
            reduction.dump(process_obj, data)
        finally:
            context.set_spawning_popen(None)
        self.sentinel, writing = process_obj.server.connect_to_new_process(self._fds)  # type: ignore[attr-defined]
        # The process learns from its end of the pipe that this one is gone.
        parent_end = os.dup(writing)
        self.finalizer = util.Finalize(self, _close, (parent_end, self.sentinel))
        with open(writing, "wb", closefd=True) as file:  # noqa: PTH123
            file.write(data.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


def _close(*numbers: int) -> None:
    for number in numbers:
        os.close(number)


def _preparation(name: str) -> dict[str, Any]:
    """Return what a new process sets before it unpickles its work."""
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
    """Run a server of processes; they must have ended at the end of the block.

    Parameters
    ----------
    folder : Path
        Folder of its socket.
    preload : sequence of str
        Modules that the server imports before it forks.
    environment : mapping of str
        Its whole environment.

    Yields
    ------
    ForkServer
    """
    fork_server = forkserver.ForkServer()
    fork_server.set_forkserver_preload(list(preload))
    with _sockets_in(folder), replaced(environment):
        start_tracker()
        with blocked(signal.SIGINT):
            fork_server.ensure_running()
    try:
        yield fork_server
    finally:
        with suppress(OSError):
            fork_server._stop()  # type: ignore[attr-defined]


def start_tracker() -> None:
    """Start the tracker of semaphores before all other processes, since its start unblocks signals.

    It prints no warnings about what it removes after a command that was killed.
    """
    with replaced({**os.environ, "PYTHONWARNINGS": "ignore"}):
        resource_tracker.ensure_running()


@contextmanager
def replaced(environment: Mapping[str, str]) -> Iterator[None]:
    """Replace the environment for processes that are started in the block.

    Parameters
    ----------
    environment : mapping of str
        Variables and their values.
    """
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
    """Block signals: processes started in the block never get them, and this process gets them at the end.

    Parameters
    ----------
    *signals : Signals
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _sockets_in(folder: Path) -> Iterator[None]:
    """Set the folder in which multiprocessing makes sockets; a long path is not a valid address."""
    settings = process.current_process()._config  # type: ignore[attr-defined]
    before = settings.get("tempdir")
    settings["tempdir"] = str(folder)
    try:
        yield
    finally:
        settings["tempdir"] = before
