"""Locks between processes: a file that one process holds and that the operating system frees when the process ends."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# A file system without locks, as some network file systems are.
_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}


class Lock:
    """A lock file that this process holds."""

    def __init__(self, path: Path, number: int) -> None:
        self.path = path
        self._number = number

    def release(self, *, remove: bool = True) -> None:
        """Free the lock and, unless told otherwise, remove its file."""
        if self._number < 0:
            return
        if remove:
            # Removed while it is held, so that nobody can lock a file that is about to go.
            with suppress(OSError):
                self.path.unlink()
        os.close(self._number)
        self._number = -1
        if remove and fcntl is None:
            with suppress(OSError):
                self.path.unlink()


def acquire(path: Path) -> Lock | None:
    """Lock a file, which is made where there is none.

    Parameters
    ----------
    path : Path
        The lock file; its folder must exist.

    Returns
    -------
    Lock or None
        None where another process, or another part of this one, holds the lock.

    Raises
    ------
    OSError
        Where the file cannot be made or opened.
    """
    while True:
        number = _opened(path)
        try:
            held = _locked(number)
        except BaseException:
            os.close(number)
            raise
        if not held:
            os.close(number)
            return None
        if _still_there(path, number):
            return Lock(path, number)
        # The last holder removed the file after it was opened here.
        os.close(number)


def _opened(path: Path) -> int:
    flags = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
    except PermissionError:
        # The file of another user can be locked without being writable.
        return os.open(path, os.O_RDONLY | flags)


def _still_there(path: Path, number: int) -> bool:
    try:
        there = path.stat(follow_symlinks=False)
    except OSError:
        return False
    opened = os.fstat(number)
    return (there.st_dev, there.st_ino) == (opened.st_dev, opened.st_ino)


def _locked(number: int) -> bool:
    if fcntl is None:
        return _locked_on_windows(number)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        if error.errno in _UNSUPPORTED:
            return _recorded(number)
        raise
    return True


def _locked_on_windows(number: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def _recorded(number: int) -> bool:
    """Where the file system has no locks: the file names its holder, who must be alive or on another machine."""
    with suppress(ValueError, OSError):
        host, process = os.pread(number, 200, 0).decode("utf-8").split()
        if host != socket.gethostname() or (int(process) != os.getpid() and _alive(int(process))):
            return False
    os.ftruncate(number, 0)
    os.pwrite(number, f"{socket.gethostname()} {os.getpid()}".encode(), 0)
    return True


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
