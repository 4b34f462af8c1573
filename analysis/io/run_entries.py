"""Entries of runs on disk: one folder per run, with its lock and the list of its staging folders."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from analysis.io.locks import Lock, acquire
from analysis.io.staging import LOCK_SUFFIX, clear_staging, removal_name

ROOT_VARIABLE = "SAMESTORY_STATE"
_ENTRY_PREFIX, _NEW_ENTRY_PREFIX = "run-", "new-"
_LOCK, _DESCRIPTION, _STAGING_LIST = "lock", "about.json", "folders"
_SECONDS_WITHOUT_LOCK = 60  # a new entry gets its lock in much less


class RunEntry:
    """The entry of a run.

    Parameters
    ----------
    folder : Path

    Attributes
    ----------
    run : str
        Identifier of the run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run = folder.name.removeprefix(_ENTRY_PREFIX)

    def acquire(self) -> Lock | None:
        """Lock the entry; None where its run is active."""
        return acquire(self.folder / _LOCK)

    def is_active(self) -> bool:
        """Return whether the run of this entry is active."""
        lock = self.acquire()
        if lock is not None:
            lock.release(remove=False)
        return lock is None

    def read_description(self) -> tuple[str, int]:
        """Return the command and the process of the run."""
        content = json.loads((self.folder / _DESCRIPTION).read_text("utf-8"))
        return str(content["command"]), int(content["process"])

    def add_path(self, path: Path) -> None:
        """Add a staging folder or a lock to the list, and have the disk hold it."""
        with (self.folder / _STAGING_LIST).open("a", encoding="utf-8") as listed:
            listed.write(json.dumps(str(path)) + "\n")
            listed.flush()
            os.fsync(listed.fileno())

    def listed_paths(self) -> list[Path]:
        """Return the staging folders and locks that are listed; an incomplete line is ignored."""
        paths = []
        with suppress(OSError):
            for line in (self.folder / _STAGING_LIST).read_text("utf-8", "replace").splitlines():
                with suppress(ValueError):
                    paths.append(Path(json.loads(line)))
        return paths

    def staging_folders(self) -> tuple[Path, ...]:
        """Return the staging folders that exist."""
        return tuple(path for path in self.listed_paths() if path.exists() and not path.name.endswith(LOCK_SUFFIX))

    def clear(self) -> list[str]:
        """Remove the staging folders of the run, then the entry if none is left; return the folders removed."""
        named = (name for path in self.listed_paths() for name in (path, removal_name(path)))
        existing = [path for path in named if os.path.lexists(path)]
        removed = [path for path in existing if clear_staging(path, self.run)]
        if len(removed) == len(existing):
            shutil.rmtree(self.folder, ignore_errors=True)
        return [str(path) for path in removed if not path.name.endswith(LOCK_SUFFIX)]


def registry_roots() -> list[Path]:
    """Return the folders in which entries may lie, the preferred one first.

    The preferred one is SAMESTORY_STATE, else the user's folder for the state of programs. The last one, among the
    temporary files, serves where the home folder cannot be written.
    """
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    temporary = Path(tempfile.gettempdir()) / f"samestory-{user}"
    if given := os.environ.get(ROOT_VARIABLE):
        return [Path(given).expanduser().absolute(), temporary]
    if sys.platform == "win32":
        state = os.environ.get("LOCALAPPDATA")
    else:
        state = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")  # noqa: PTH111, PTH118
    return [Path(state) / "samestory", temporary] if state and Path(state).is_absolute() else [temporary]


def create_entry(root: Path, run: str, command: str) -> tuple[RunEntry, Lock]:
    """Create the entry of a new run, and lock it.

    The entry gets its final name after it is locked, so that no sweep removes it.

    Raises
    ------
    OSError
        If the root cannot be written, or belongs to another user.
    """
    _make_private_root(root)
    unlocked = root / f"{_NEW_ENTRY_PREFIX}{run}"
    unlocked.mkdir(mode=0o700)
    description = {"command": command, "process": os.getpid()}
    (unlocked / _DESCRIPTION).write_text(json.dumps(description), "utf-8")
    lock = acquire(unlocked / _LOCK)
    if lock is None:
        raise OSError(f"'{unlocked}' is locked")
    folder = root / f"{_ENTRY_PREFIX}{run}"
    unlocked.rename(folder)
    lock.path = folder / _LOCK
    return RunEntry(folder), lock


def _make_private_root(root: Path) -> None:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    about = root.stat(follow_symlinks=False)
    if root.is_symlink() or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
        raise PermissionError(f"'{root}' belongs to another user")


def find_entry(run: str) -> RunEntry | None:
    """Return the entry of an active run, None where there is none."""
    for root in registry_roots():
        entry = RunEntry(root / f"{_ENTRY_PREFIX}{run}")
        if entry.folder.is_dir() and entry.is_active():
            return entry
    return None


def all_entries() -> list[RunEntry]:
    """Return the entries of this user's runs, active or not."""
    entries: list[RunEntry] = []
    for root in registry_roots():
        with suppress(OSError):
            folders = [path for path in sorted(root.iterdir()) if path.is_dir()]
            entries += [RunEntry(path) for path in folders if path.name.startswith(_ENTRY_PREFIX)]
    return entries


def remove_incomplete_entries() -> None:
    """Remove the entries of processes that were killed before they locked them."""
    for root in registry_roots():
        with suppress(OSError):
            for path in root.glob(f"{_NEW_ENTRY_PREFIX}*"):
                if time.time() - path.stat().st_mtime > _SECONDS_WITHOUT_LOCK:
                    shutil.rmtree(path, ignore_errors=True)
