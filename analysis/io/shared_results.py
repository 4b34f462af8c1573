"""Results that one of several processes computes for all: those of a report work on the same corpus.

Nothing is shared unless a process has named a folder for it (`share_in`), which is private and removed with its work.
"""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

Result = TypeVar("Result")
RESULTS = "results"  # name of the folder of a report
_folder: ContextVar[Path | None] = ContextVar("folder", default=None)


def share_in(folder: Path | None) -> None:
    """Share results of this process with others.

    Parameters
    ----------
    folder : Path or None
        A private folder, made where it does not exist; None to share no longer.
    """
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    _folder.set(folder)


def shared_result(name: str, made_from: Callable[[], Any], compute: Callable[[], Result]) -> Result:
    """Return a result that another process has computed from the same, or compute it for all.

    Processes that need a result while one computes it wait for it.

    Parameters
    ----------
    name : str
        What is computed.
    made_from : callable
        Returns all that it depends on; it is compared by its bytes, as `pickle` writes it. Not called unless results
        are shared.
    compute : callable

    Returns
    -------
    object
        As `compute` returns it; it can be pickled.
    """
    folder = _folder.get()
    if folder is None:
        return compute()
    file = folder / f"{name}-{_digest(made_from())}"
    with file.with_suffix(".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.is_file():
            result = compute()
            with suppress(OSError):  # such as a full disk
                _write(result, file)
            return result
    with file.open("rb") as opened:
        kept: Result = pickle.load(opened)
    return kept


class _Hashed:
    """A file of which only the hash is kept, so that a large corpus is not copied."""

    def __init__(self) -> None:
        self.hash = blake2b(digest_size=16)

    def write(self, data: ReadableBuffer) -> int:
        """Hash some bytes."""
        self.hash.update(data)
        return memoryview(data).nbytes


def _digest(value: object) -> str:
    hashed = _Hashed()
    pickle.dump(value, hashed, 5)
    return hashed.hash.hexdigest()


def _write(result: object, file: Path) -> None:
    """Write a result, whole or not at all."""
    unfinished = file.with_suffix(".new")
    try:
        with unfinished.open("wb") as opened:
            pickle.dump(result, opened, 5)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
