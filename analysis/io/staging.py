"""Staging folders: where an output is made, beside its target, before it is moved into place.

A staging folder lies on the same file system as its target, so that the output can be moved in one step, and is closed
to other users. The file `STAGING_MARKER` in it names its run and its target; a folder without it is never removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from analysis.io.locks import acquire

STAGING_MARKER = ".samestory-staging.json"
# Parts of a staging folder: the output that is being made, and the earlier one while the two change places.
NEW_OUTPUT, EARLIER_OUTPUT = "new", "old"
# What follows the name of a target in the names of its staging folders, and of its lock.
STAGING_INFIX, LOCK_SUFFIX = ".samestory-", ".samestory-lock"
_REMOVAL_SUFFIX = ".gone"
_LONGEST_NAME = 120  # bytes of a target's name that are kept in the names beside it
_REMOVAL_PAUSES = (0, 0.05, 0.2, 0.5)  # seconds before each attempt


class StagingMarker(NamedTuple):
    """The run that made a staging folder, and the path of the output that it is for."""

    run: str
    target: str


def hidden_path_beside(target: Path, suffix: str) -> Path:
    """Return a hidden path beside a target that begins with its name; a long name is cut, with its checksum added."""
    encoded = os.fsencode(target.name)
    name = target.name
    if len(encoded) > _LONGEST_NAME:
        name = encoded[:_LONGEST_NAME].decode("utf-8", "ignore") + hashlib.sha256(encoded).hexdigest()[:12]
    return target.with_name(f".{name}{suffix}")


def make_staging_folder(folder: Path, marker: StagingMarker) -> None:
    """Make a folder that only this user can open, with its marker."""
    folder.mkdir(mode=0o700)
    (folder / STAGING_MARKER).write_text(json.dumps(marker._asdict()), "utf-8")


def read_staging_marker(folder: Path) -> StagingMarker | None:
    """Return what the marker of a staging folder says, None where the folder has no valid marker."""
    try:
        content = json.loads((folder / STAGING_MARKER).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or folder.is_symlink():
        return None
    run, target = content.get("run"), content.get("target")
    return StagingMarker(run, target) if isinstance(run, str) and isinstance(target, str) else None


def in_staging_folder(path: Path) -> bool:
    """Return whether a path lies in a staging folder, so that it is a part of another output."""
    return any(read_staging_marker(parent) for parent in path.parents)


def clear_staging(path: Path, run: str) -> bool:
    """Remove a staging folder of a run, or the lock of a target.

    An earlier output in the folder is moved back to its place first. A folder that does not name the run is left.

    Parameters
    ----------
    path : Path
        Staging folder or lock file.
    run : str
        Identifier of the run.

    Returns
    -------
    bool
        Whether nothing is left of it.
    """
    if path.name.endswith(LOCK_SUFFIX):
        return _remove_lock(path)
    marker = read_staging_marker(path)
    if marker is None or marker.run != run:
        # A process that was killed before it wrote the marker has left an empty folder.
        with suppress(OSError):
            path.rmdir()
        return not os.path.lexists(path)
    restore_earlier_output(path, Path(marker.target))
    remove_staging(path)
    return not (os.path.lexists(path) or os.path.lexists(removal_name(path)))


def _remove_lock(file: Path) -> bool:
    """Remove the lock of a target, unless another run holds it by now."""
    with suppress(OSError):
        lock = acquire(file)
        if lock is not None:
            lock.release()
    return True


def restore_earlier_output(staging: Path, target: Path) -> None:
    """Move the earlier output back, where a replacement was interrupted between its two steps."""
    earlier = staging / EARLIER_OUTPUT
    if os.path.lexists(earlier) and not os.path.lexists(target):
        with suppress(OSError):
            earlier.rename(target)


def remove_staging(folder: Path) -> None:
    """Remove a staging folder; links are not followed.

    The folder is renamed first, so that a process that is being stopped cannot write into it any more. Its marker is
    removed last, so that the rest can still be identified if this process is killed.
    """
    removed = removal_name(folder)
    with suppress(OSError):
        folder.rename(removed)
    for pause in _REMOVAL_PAUSES:
        time.sleep(pause)
        _make_removable(removed)
        with suppress(OSError):
            _remove_all_but_marker(removed)
            if {entry.name for entry in os.scandir(removed)} <= {STAGING_MARKER}:
                (removed / STAGING_MARKER).unlink(missing_ok=True)
                removed.rmdir()
        if not os.path.lexists(removed):
            return


def removal_name(folder: Path) -> Path:
    """Return the path of a staging folder while it is being removed."""
    return folder if folder.name.endswith(_REMOVAL_SUFFIX) else folder.with_name(folder.name + _REMOVAL_SUFFIX)


def _remove_all_but_marker(folder: Path) -> None:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        elif entry.name != STAGING_MARKER:
            Path(entry.path).unlink()


def _make_removable(folder: Path) -> None:
    """Give this user the permission to remove what is in a folder."""
    for path, subfolders, _ in os.walk(folder):
        for name in subfolders:
            subfolder = Path(path, name)
            if not subfolder.is_symlink():
                with suppress(OSError):
                    subfolder.chmod(0o700)
