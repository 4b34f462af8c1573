"""Runs of commands: which are active, and what those that were killed have left.

Each run has an entry (`run_entries`) with a lock, which the run holds as long as it is active. Where the lock is free,
the process has ended: `sweep` removes the staging folders that name that run, and then the entry.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from analysis.io.locks import Lock
from analysis.io.run_entries import (
    RunEntry,
    all_entries,
    create_entry,
    find_entry,
    registry_roots,
    remove_incomplete_entries,
)
from analysis.io.staging import STAGING_INFIX, StagingMarker, hidden_path_beside, make_staging_folder

# The environment variable by which child processes find the run they belong to.
RUN_VARIABLE = "SAMESTORY_RUN"


class ActiveRun(NamedTuple):
    """The command, process and staging folders of a run that is active."""

    command: str
    process: int
    folders: tuple[Path, ...]


class Run:
    """One run of a command.

    Attributes
    ----------
    id : str
        Identifier; written into every staging folder, and known to child processes as SAMESTORY_RUN.
    process : int
        The process that began or joined the run.
    """

    def __init__(self, identifier: str, entry: RunEntry | None, lock: Lock | None) -> None:
        self.id = identifier
        self.process = os.getpid()
        self._entry = entry
        self._lock = lock

    def staging_folder(self, target: Path) -> Path:
        """Make a staging folder beside a target, which need not exist.

        Raises
        ------
        OSError
            If nothing can be written beside the target.
        """
        folder = hidden_path_beside(target, f"{STAGING_INFIX}{self.id}-{secrets.token_hex(3)}")
        self.register(folder)
        make_staging_folder(folder, StagingMarker(self.id, str(target)))
        return folder

    def scratch_folder(self) -> Path:
        """Make a staging folder among the temporary files, for work that has no target."""
        return self.staging_folder(Path(tempfile.gettempdir()).resolve() / "scratch")

    def register(self, path: Path) -> None:
        """List a staging folder or a lock that is to be removed if this run is killed."""
        if self._entry is not None:
            self._entry.add_path(path)

    def end(self) -> None:
        """Remove the staging folders that are left, and the entry of the run."""
        if self._lock is None or self._entry is None:
            return
        self._entry.clear()
        self._lock.release(remove=False)


_open_runs: list[Run] = []
_open_runs_lock = threading.Lock()


@contextmanager
def begin_run(command: str) -> Iterator[Run]:
    """Begin a run: remove what killed runs have left, and hold an entry until the end.

    Within a run, also in a child process of it, that run is continued.

    Parameters
    ----------
    command : str
        Name that `samestory clean` shows while the run is active.

    Yields
    ------
    Run
    """
    with _open_runs_lock:
        # A forked process inherits the list, but not the runs.
        _open_runs[:] = [run for run in _open_runs if run.process == os.getpid()]
        is_outermost = not _open_runs
        run = _new_or_parent_run(command) if is_outermost else _open_runs[0]
        _open_runs.append(run)
    before = os.environ.get(RUN_VARIABLE)
    os.environ[RUN_VARIABLE] = run.id
    try:
        yield run
    finally:
        if is_outermost:
            _restore_variable(before)
        with _open_runs_lock:
            _open_runs.remove(run)
            if not _open_runs:
                run.end()


def _restore_variable(value: str | None) -> None:
    if value is None:
        os.environ.pop(RUN_VARIABLE, None)
    else:
        os.environ[RUN_VARIABLE] = value


def _new_or_parent_run(command: str) -> Run:
    parent = os.environ.get(RUN_VARIABLE, "")
    entry = find_entry(parent) if parent.isalnum() else None
    if entry is not None:
        return Run(parent, entry, None)
    sweep()
    identifier = secrets.token_hex(6)
    for root in registry_roots():
        with suppress(OSError):
            return Run(identifier, *create_entry(root, identifier, command))
    # No root can be written: what such a run leaves is removed by the next run on the same target.
    return Run(identifier, None, None)


def sweep() -> list[str]:
    """Remove the staging folders and entries of runs that were killed.

    Returns
    -------
    list of str
        The folders removed. A finished output is never among them.
    """
    removed: list[str] = []
    remove_incomplete_entries()
    for entry in all_entries():
        with suppress(OSError):
            lock = entry.acquire()
            if lock is not None:
                removed += entry.clear()
                lock.release(remove=False)
    return removed


def active_runs() -> list[ActiveRun]:
    """Return the runs of this user that are active."""
    active = []
    for entry in all_entries():
        with suppress(OSError, ValueError, KeyError, TypeError):
            if entry.is_active():
                active.append(ActiveRun(*entry.read_description(), entry.staging_folders()))
    return active
