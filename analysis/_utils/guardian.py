"""Ends the processes of a command that is gone, and removes what it could not remove itself.

`kill -9` gives a command no chance to clear up. So each command that starts processes first starts this file, as a
process that reads from a pipe to which only the command can write. The pipe is closed when the command ends, whatever
the cause. If the command has not written DONE by then, its processes are killed and its folders removed.

It must start at once, so it is started without site-packages and uses the standard library only.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

# Processes of one command carry this variable; its value begins with the identifier of the command.
GROUP = "SAMESTORY_GROUP"
DONE, FOLDER = b"done", b"folder "
GONE = (
    b"samestory: the command was ended from outside, as when there is too little memory; what it had not finished is "
    b"removed, and it can be run again\n"
)
_TRACKER = b"multiprocessing.resource_tracker"
_PAUSE = 0.02  # seconds between two looks at the processes
_QUIET = 3  # looks in a row that find none, as a process that is just being started cannot be seen yet
_PATIENCE = 5.0  # seconds for killed processes to be gone; the system may be busy writing out their memory


def end_processes(group: str) -> bool:
    """Kill every process whose GROUP begins with `group`, until none is left.

    The tracker of semaphores of Python's multiprocessing is spared: it ends with the others, and cleans up after them.

    Returns
    -------
    bool
        Whether all are gone.
    """
    found_none, until = 0, time.monotonic() + _PATIENCE
    while found_none < _QUIET and time.monotonic() < until:
        alive = list(members(group))
        # All are stopped first, so that none starts another or reports that another is gone.
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for process in alive:
                _send(process, number)
        found_none = 0 if alive else found_none + 1
        time.sleep(_PAUSE)
    return found_none == _QUIET


def members(group: str) -> Iterator[int]:
    """Yield the identifiers of this user's running processes whose GROUP begins with `group`, except this one."""
    wanted = f"{GROUP}={group}".encode()
    for process, environment, command in _processes():
        mine = any(entry.startswith(wanted) for entry in environment)
        if mine and process != os.getpid() and not any(_TRACKER in word for word in command):
            yield process


def children(parent: int) -> list[int]:
    """Return the identifiers of the processes that a process has started."""
    if not os.path.isdir("/proc/self"):  # noqa: PTH112
        import psutil

        return [child.pid for child in psutil.Process(parent).children()]
    # The state and the parent follow the name, which may contain blanks and brackets.
    found = ((process, _read(f"/proc/{process}/stat").rpartition(b")")[2].split()) for process in _numbers())
    return [process for process, fields in found if len(fields) > 1 and int(fields[1]) == parent]


def _send(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process, number)


def _processes() -> Iterator[tuple[int, list[bytes], list[bytes]]]:
    """Each process with its environment and its command, both empty where they cannot be read."""
    if not os.path.isdir("/proc/self"):  # noqa: PTH112
        yield from _processes_of_psutil()
        return
    for process in _numbers():
        environment = _read(f"/proc/{process}/environ").split(b"\0")
        if len(environment) > 1:
            yield process, environment, _read(f"/proc/{process}/cmdline").split(b"\0")


def _numbers() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def _processes_of_psutil() -> Iterator[tuple[int, list[bytes], list[bytes]]]:
    import psutil

    for process in psutil.process_iter():
        try:
            environment = [f"{name}={value}".encode() for name, value in process.environ().items()]
            yield process.pid, environment, [word.encode() for word in process.cmdline()]
        except psutil.Error:
            continue


def _remove(folders: list[bytes]) -> None:
    import shutil

    for folder in folders:
        shutil.rmtree(os.fsdecode(folder), ignore_errors=True)


def _sweep(project: str) -> None:
    """Remove the staging folders of commands that are gone."""
    from importlib import import_module
    from types import ModuleType

    # analysis/__init__.py imports a package of others, which is not found without site-packages; the registry does not.
    package = ModuleType("analysis")
    package.__path__ = [os.path.join(project, "analysis")]  # noqa: PTH118
    sys.modules.setdefault("analysis", package)
    sys.path.append(project)
    with suppress(ImportError):
        import_module("analysis.io.run_registry").sweep()


def main(group: str, project: str) -> None:
    """Wait until the command is gone, and clear up after it unless it has done so itself."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    lines = sys.stdin.buffer.read().splitlines()
    if DONE in lines:
        return
    end_processes(group)
    _remove([line.removeprefix(FOLDER) for line in lines if line.startswith(FOLDER)])
    _sweep(project)
    with suppress(OSError):
        os.write(2, GONE)


if __name__ == "__main__":
    main(*sys.argv[1:])
