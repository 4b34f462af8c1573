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
        """Free the lock, and remove its file unless `remove` is False."""
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
    """Lock a file; the file is made where it does not exist.

    Parameters
    ----------
    path : Path
        The lock file; its folder must exist.

    Returns
    -------
    Lock or None
        None if another process, or another part of this one, holds the lock.

    Raises
    ------
    OSError
        If the file cannot be made or opened.
    """
    while True:
        number = _open_file(path)
        try:
            held = _try_lock(number)
        except BaseException:
            os.close(number)
            raise
        if not held:
            os.close(number)
            return None
        if _is_same_file(path, number):
            return Lock(path, number)
        # The last holder removed the file after it was opened here.
        os.close(number)


def _open_file(path: Path) -> int:
    flags = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
    except PermissionError:
        # The file of another user can be locked without being writable.
        return os.open(path, os.O_RDONLY | flags)


def _is_same_file(path: Path, number: int) -> bool:
    try:
        existing = path.stat(follow_symlinks=False)
    except OSError:
        return False
    opened = os.fstat(number)
    return (existing.st_dev, existing.st_ino) == (opened.st_dev, opened.st_ino)


def _try_lock(number: int) -> bool:
    if fcntl is None:
        return _try_lock_on_windows(number)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        if error.errno in _UNSUPPORTED:
            return _try_record(number)
        raise
    return True


def _try_lock_on_windows(number: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def _try_record(number: int) -> bool:
    """Lock by writing host and process into the file, for file systems without locks.

    The lock is free where the process that the file names has ended on this machine.
    """
    with suppress(ValueError, OSError):
        host, process = os.pread(number, 200, 0).decode("utf-8").split()
        if host != socket.gethostname() or (int(process) != os.getpid() and _is_running(int(process))):
            return False
    os.ftruncate(number, 0)
    os.pwrite(number, f"{socket.gethostname()} {os.getpid()}".encode(), 0)
    return True


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
