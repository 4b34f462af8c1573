"""Runs of a command and the folders in which their unfinished work lies.

Everything that is not finished lies in a *staging folder* beside its target: on the same file system, so that it can
be moved into place in one step, and closed to other users. Each run has an entry below one root for each user (see
`roots`): a lock that the run holds while it lives, and the list of its staging folders. The entry of a run whose lock
is free belongs to a process that is gone: `sweep` removes its staging folders and then the entry. A folder is removed
only where the file MARKER in it names that run.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from analysis.io.locks import Lock, acquire

# Children find the run they belong to under this name; the root of the entries can be set under the other.
RUN, STATE = "SAMESTORY_RUN", "SAMESTORY_STATE"
MARKER = ".samestory-staging.json"
# Parts of a staging folder: what becomes the target, what was the target, and its only other file, MARKER.
NEW, OLD = "new", "old"
# What names beside a target go on with: of staging folders, and of the lock of the target.
STAGING, LOCK = ".samestory-", ".samestory-lock"
_ENTRY, _LOCK, _ABOUT, _FOLDERS = "run-", "lock", "about.json", "folders"
_GONE = ".gone"
_UNBORN = 60  # seconds in which an entry gets its lock, and more than enough
_LONGEST = 120  # bytes of a target's name that are kept in the names beside it


class InUse(NamedTuple):
    """A run that is at work: its command, its process and its staging folders."""

    command: str
    process: int
    folders: tuple[Path, ...]


class Run:
    """One run of a command.

    Attributes
    ----------
    id : str
        Written into every staging folder, and in the environment of child processes as SAMESTORY_RUN.
    """

    def __init__(self, identity: str, entry: Path | None, lock: Lock | None) -> None:
        self.id = identity
        self.process = os.getpid()
        self._entry = entry
        self._lock = lock

    def folder(self, target: Path) -> Path:
        """Make a staging folder beside a target, which need not exist; only this user can look into it.

        Raises
        ------
        OSError
            Where nothing can be written beside the target.
        """
        folder = beside(target, f"{STAGING}{self.id}-{secrets.token_hex(3)}")
        self.register(folder)
        folder.mkdir(mode=0o700)
        about = json.dumps({"run": self.id, "target": str(target)})
        (folder / MARKER).write_text(about, "utf-8")
        return folder

    def scratch(self) -> Path:
        """Make a staging folder in the folder for temporary files, for work that has no target."""
        return self.folder(Path(tempfile.gettempdir()).resolve() / "scratch")

    def register(self, path: Path) -> None:
        """List a staging folder, or a lock of a target, that is to be removed if this run is killed."""
        if self._entry is None:
            return
        with (self._entry / _FOLDERS).open("a", encoding="utf-8") as listed:
            listed.write(json.dumps(str(path)) + "\n")
            listed.flush()
            os.fsync(listed.fileno())

    def end(self) -> None:
        """Remove the staging folders that are left, and the entry of the run."""
        if self._lock is None or self._entry is None:
            return
        _clear_entry(self._entry, self.id)
        self._lock.release(remove=False)


def beside(target: Path, suffix: str) -> Path:
    """A hidden path beside a target that begins with the target's name; a long name is shortened, with its checksum."""
    whole = os.fsencode(target.name)
    name = target.name
    if len(whole) > _LONGEST:
        name = whole[:_LONGEST].decode("utf-8", "ignore") + hashlib.sha256(whole).hexdigest()[:12]
    return target.with_name(f".{name}{suffix}")


def roots() -> list[Path]:
    """Where entries of runs may lie, the first choice first: SAMESTORY_STATE, else the user's folder for state of
    programs, else a folder of this user's among the temporary files, for a home that cannot be written."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    spare = Path(tempfile.gettempdir()) / f"samestory-{user}"
    if given := os.environ.get(STATE):
        return [Path(given).expanduser().absolute(), spare]
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA")
    else:
        home = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")  # noqa: PTH111, PTH118
    return [Path(home) / "samestory", spare] if home and Path(home).is_absolute() else [spare]


_current: list[Run] = []
_guard = threading.Lock()


@contextmanager
def begin_run(command: str) -> Iterator[Run]:
    """Begin a run: sweep what earlier ones left, and hold an entry until the end.

    Within a run, also in a child process of one, the same run goes on.

    Parameters
    ----------
    command : str
        Name that `samestory clean` shows while the run is at work.

    Yields
    ------
    Run
    """
    with _guard:
        _current[:] = [run for run in _current if run.process == os.getpid()]
        first = not _current
        run = _begin(command) if first else _current[0]
        _current.append(run)
    before = os.environ.get(RUN)
    os.environ[RUN] = run.id
    try:
        yield run
    finally:
        if first:
            if before is None:
                os.environ.pop(RUN, None)
            else:
                os.environ[RUN] = before
        with _guard:
            _current.remove(run)
            if not _current:
                run.end()


def _begin(command: str) -> Run:
    if joined := _of_parent(os.environ.get(RUN, "")):
        return joined
    sweep()
    identity = secrets.token_hex(6)
    for root in roots():
        with suppress(OSError):
            return Run(identity, *_made_entry(root, identity, command))
    # Nothing can be written anywhere for the user: what is left is swept with the next run on the same target.
    return Run(identity, None, None)


def _of_parent(identity: str) -> Run | None:
    """The run of the process that started this one, if it is at work."""
    if not identity.isalnum():
        return None
    for root in roots():
        entry = root / (_ENTRY + identity)
        if entry.is_dir():
            lock = acquire(entry / _LOCK)
            if lock is None:
                return Run(identity, entry, None)
            lock.release(remove=False)
    return None


def _made_entry(root: Path, identity: str, command: str) -> tuple[Path, Lock]:
    """The entry of a new run. Its lock is held before it gets its name, so that no sweep takes it for a dead one."""
    _make_private(root)
    made = root / f"new-{identity}"
    made.mkdir(mode=0o700)
    about = {"command": command, "process": os.getpid()}
    (made / _ABOUT).write_text(json.dumps(about), "utf-8")
    lock = acquire(made / _LOCK)
    if lock is None:
        raise OSError(f"'{made}' is locked")
    entry = root / (_ENTRY + identity)
    made.rename(entry)
    lock.path = entry / _LOCK
    return entry, lock


def _make_private(root: Path) -> None:
    """Make the root where it is missing. Raises: OSError where it belongs to somebody else."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    about = root.stat(follow_symlinks=False)
    if root.is_symlink() or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
        raise PermissionError(f"'{root}' belongs to another user")


def sweep() -> list[str]:
    """Remove what runs that were killed have left: their staging folders, and their entries.

    Returns
    -------
    list of str
        The folders removed. A finished output is never among them.
    """
    removed: list[str] = []
    _remove_unborn()
    for entry in _entries():
        with suppress(OSError):
            lock = acquire(entry / _LOCK)
            if lock is not None:
                removed += _clear_entry(entry, entry.name.removeprefix(_ENTRY))
                lock.release(remove=False)
    return removed


def _remove_unborn() -> None:
    """Entries of processes that were killed before they could lock them."""
    for root in roots():
        with suppress(OSError):
            for path in root.glob("new-*"):
                if time.time() - path.stat().st_mtime > _UNBORN:
                    shutil.rmtree(path, ignore_errors=True)


def in_use() -> list[InUse]:
    """Runs of this user that are at work."""
    found = []
    for entry in _entries():
        with suppress(OSError, ValueError, KeyError, TypeError):
            lock = acquire(entry / _LOCK)
            if lock is not None:
                lock.release(remove=False)
                continue
            about = json.loads((entry / _ABOUT).read_text("utf-8"))
            folders = tuple(f for f in _folders(entry) if f.exists() and not f.name.endswith(LOCK))
            found.append(InUse(str(about["command"]), int(about["process"]), folders))
    return found


def _entries() -> list[Path]:
    found: list[Path] = []
    for root in roots():
        with suppress(OSError):
            found += [path for path in sorted(root.iterdir()) if path.is_dir() and path.name.startswith(_ENTRY)]
    return found


def _folders(entry: Path) -> list[Path]:
    """The staging folders of an entry; a line that was not written to its end counts for nothing."""
    found = []
    with suppress(OSError):
        for line in (entry / _FOLDERS).read_text("utf-8", "replace").splitlines():
            with suppress(ValueError):
                found.append(Path(json.loads(line)))
    return found


def _clear_entry(entry: Path, identity: str) -> list[str]:
    """Remove the staging folders of a run, and its entry once none of them is left. Returns: the folders removed."""
    named = (name for folder in _folders(entry) for name in (folder, _gone(folder)))
    folders = [folder for folder in named if os.path.lexists(folder)]
    removed = [folder for folder in folders if clear(folder, identity)]
    if len(removed) == len(folders):
        shutil.rmtree(entry, ignore_errors=True)
    return [str(folder) for folder in removed if not folder.name.endswith(LOCK)]


def marked(folder: Path) -> dict[str, str] | None:
    """What the marker of a staging folder says, {'run': …, 'target': …}; None where it has none of ours."""
    try:
        about = json.loads((folder / MARKER).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    right = isinstance(about, dict) and all(isinstance(about.get(key), str) for key in ("run", "target"))
    return about if right and not folder.is_symlink() else None


def clear(folder: Path, identity: str) -> bool:
    """Remove a staging folder of a run, after what it holds of an interrupted replacement is put back.

    Returns: whether nothing of it is left; a folder that does not name the run stays."""
    if folder.name.endswith(LOCK):
        return _clear_lock(folder)
    about = marked(folder)
    if about is None or about["run"] != identity:
        # Killed between making the folder and marking it: it is empty.
        with suppress(OSError):
            folder.rmdir()
        return not os.path.lexists(folder)
    put_back(folder, Path(about["target"]))
    remove(folder)
    return not (os.path.lexists(folder) or os.path.lexists(_gone(folder)))


def _clear_lock(file: Path) -> bool:
    """Remove the lock of a target, unless another run holds it by now; then it is that one's."""
    with suppress(OSError):
        lock = acquire(file)
        if lock is not None:
            lock.release()
    return True


def put_back(folder: Path, target: Path) -> None:
    """Where a replacement was interrupted between its two steps, move the earlier output back to its place."""
    old = folder / OLD
    if os.path.lexists(old) and not os.path.lexists(target):
        with suppress(OSError):
            old.rename(target)


def remove(folder: Path) -> None:
    """Remove a staging folder. Links are not followed.

    It gets another name first, so that a process that is just being ended finds no place to write any more; its marker
    goes last, so that what is left is still known if this process is killed."""
    gone = _gone(folder)
    with suppress(OSError):
        folder.rename(gone)
    for pause in (0, 0.05, 0.2, 0.5):
        time.sleep(pause)
        _open_up(gone)
        with suppress(OSError):
            for entry in os.scandir(gone):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                elif entry.name != MARKER:
                    Path(entry.path).unlink()
            if {entry.name for entry in os.scandir(gone)} <= {MARKER}:
                (gone / MARKER).unlink(missing_ok=True)
                gone.rmdir()
        if not os.path.lexists(gone):
            return


def _gone(folder: Path) -> Path:
    """The name of a staging folder that is being removed."""
    return folder if folder.name.endswith(_GONE) else folder.with_name(folder.name + _GONE)


def _open_up(folder: Path) -> None:
    """Give this user the right to remove what is in a folder."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            inner = Path(path, name)
            if not inner.is_symlink():
                with suppress(OSError):
                    inner.chmod(0o700)
