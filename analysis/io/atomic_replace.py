"""Replacing a folder or file in one step, after the disk holds the new one."""

from __future__ import annotations

import ctypes
import os
import stat
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_WORKING_DIRECTORY, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
_WRITERS = 8  # disks take many requests at once


def replace_folder(new: Path, target: Path, aside: Path) -> None:
    """Move a folder to its place; an earlier folder there changes places with it, and its mode is kept.

    Parameters
    ----------
    new : Path
        The folder to move, on the same file system.
    target : Path
        Its place.
    aside : Path
        Where the earlier folder goes where the system cannot exchange two folders in one step.
    """
    _flush_tree(new)
    if not target.exists():
        new.rename(target)
        return
    _copy_mode(target, new)
    if not _exchange(new, target):
        target.rename(aside)
        new.rename(target)


def replace_file(new: Path, target: Path) -> None:
    """Move a file to its place; where it replaces an earlier one, the mode of that is kept."""
    if target.exists():
        _copy_mode(target, new)
    _flush(new)
    new.replace(target)


def flush_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder, as far as the system can."""
    with suppress(OSError):
        _flush(folder)


def _copy_mode(source: Path, target: Path) -> None:
    target.chmod(stat.S_IMODE(source.stat().st_mode))


def _flush_tree(folder: Path) -> None:
    with ThreadPoolExecutor(_WRITERS) as pool:
        deque(pool.map(_flush, (path for path in folder.rglob("*") if path.is_file())), 0)
        deque(pool.map(flush_folder, (Path(path) for path, _, _ in os.walk(folder))), 0)


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot
            os.fsync(number)
    finally:
        os.close(number)


@cache
def _renameat2() -> Any:
    with suppress(OSError, AttributeError):
        return ctypes.CDLL(None, use_errno=True).renameat2
    return None


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step; False where the system cannot."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    paths = (_WORKING_DIRECTORY, os.fsencode(one), _WORKING_DIRECTORY, os.fsencode(other))
    return bool(renameat2(*paths, _EXCHANGE) == 0)
