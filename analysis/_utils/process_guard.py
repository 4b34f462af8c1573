"""Watches a command: whatever ends it, its processes end too, and its private folders are removed."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from analysis._utils import guardian
from analysis._utils.search_path import child_environment
from analysis.exceptions import FailedWork
from samestory_start import PROJECT

# Sockets have paths of at most 104 bytes on macOS and 108 on Linux; 40 are kept for names in the folder.
_LONGEST = 64
_SHORT = ("/tmp", "/var/tmp", "/dev/shm")


class Guard:
    """The process that clears up after this one.

    Attributes
    ----------
    group : str
        Identifier of this command in the environment of its processes.
    """

    def __init__(self) -> None:
        self.group = f"{secrets.token_hex(6)}."
        self._numbers = count(1)
        # Without site-packages it starts in 15 ms; it needs them where there is no /proc.
        flags = ["-I", "-S"] if Path("/proc/self").is_dir() else ["-I"]
        command = [sys.executable, *flags, guardian.__file__, self.group, PROJECT]
        environment = child_environment()
        environment.pop(guardian.GROUP, None)
        # In a session of its own, out of reach of the terminal's signals.
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True, env=environment
        )

    def part(self) -> str:
        """Return a new identifier of a group of processes within this command."""
        return f"{self.group}{next(self._numbers)}."

    def send(self, line: bytes) -> None:
        """Write a line to the watching process, which may have been killed."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(line + b"\n")
            self._process.stdin.flush()

    def end(self) -> None:
        """End the watching process without clearing up."""
        self.send(guardian.DONE)
        self.leave()
        self._process.wait()

    def leave(self) -> None:
        """Close this process's end of the pipe."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()


_lock = threading.Lock()
_current: Guard | None = None
_users = 0


@contextmanager
def guarded() -> Iterator[Guard]:
    """Watch this process until the end of the block; blocks that overlap share one watching process."""
    global _current, _users  # noqa: PLW0603
    with _lock:
        if _current is None:
            _current = _started()
        guard, _users = _current, _users + 1
    try:
        yield guard
    finally:
        with _lock:
            _users -= 1
            if not _users:
                _current = None
        if _current is not guard:
            guard.end()


def _started() -> Guard:
    try:
        return Guard()
    except (OSError, RuntimeError) as error:
        raise FailedWork(f"no process can be started: {error}; end others, or raise the limit `ulimit -u`") from None


def _leave_in_child() -> None:
    """Close the pipe in a process that was only forked, which is not watched itself."""
    global _lock, _current, _users
    if _current is not None:
        _current.leave()
    _lock, _current, _users = threading.Lock(), None, 0


os.register_at_fork(after_in_child=_leave_in_child)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder for sockets and temporary files with a short path, closed to other users; remove it at the end.

    Raises
    ------
    FailedWork
        If no folder can be made.
    """
    with guarded() as guard:
        folder = _made()
        guard.send(guardian.FOLDER + os.fsencode(folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _made() -> Path:
    for parent in _candidates():
        with suppress(OSError):
            return Path(tempfile.mkdtemp(prefix="samestory-", dir=parent))
    raise FailedWork(
        f"no folder for temporary files can be written; set TMPDIR to one whose path has at most {_LONGEST} bytes"
    )


def _candidates() -> Iterator[str]:
    """Folders for temporary files, the user's choice first, where their paths are short enough for sockets."""
    with suppress(OSError):
        first = tempfile.gettempdir()
        if len(os.fsencode(first)) <= _LONGEST:
            yield first
    yield from _SHORT
