"""The lock of an output: held from the first check to the end, so that no two processes write to one place."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.exceptions import WrongUse
from analysis.io.locks import acquire
from analysis.io.output_errors import errors_before_work, shown
from analysis.io.run_registry import Run
from analysis.io.staging import LOCK_SUFFIX, STAGING_INFIX, clear_staging, hidden_path_beside, read_staging_marker


@contextmanager
def locked_output(place: Path, run: Run) -> Iterator[None]:
    """Hold the lock of an output, and remove what killed processes have left of it.

    Folders above the output are made, and removed again where they are empty at the end.

    Parameters
    ----------
    place : Path
    run : Run
        The run that writes the output.

    Raises
    ------
    WrongUse
        If another process holds the lock, or nothing can be written there.
    """
    lock_file = hidden_path_beside(place, LOCK_SUFFIX)
    with errors_before_work(place):
        made = _make_parents(place.parent)
    try:
        with errors_before_work(place):
            run.register(lock_file)
            lock = acquire(lock_file)
        if lock is None:
            raise WrongUse(
                f"another samestory process is writing to {shown(place)}; wait until it ends, or name another place"
            )
        try:
            _clear_abandoned_staging(place)
            yield
        finally:
            lock.release()
    finally:
        with suppress(OSError):
            for folder in made:
                folder.rmdir()


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and those above it; return those that did not exist, the innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _clear_abandoned_staging(place: Path) -> None:
    """Remove the staging folders of an output whose lock is held here, so that none of them can be in use."""
    prefix = hidden_path_beside(place, STAGING_INFIX).name
    with suppress(OSError):
        for folder in place.parent.glob(f"{glob.escape(prefix)}*"):
            marker = read_staging_marker(folder)
            if marker is not None and marker.target == str(place):
                clear_staging(folder, marker.run)
