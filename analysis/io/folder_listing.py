"""The files of a folder that a user would miss: all but those that file managers and Jupyter leave everywhere."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from analysis.exceptions import WrongUse
from analysis.io.output_errors import cannot_write, shown

_LITTER, _CHECKPOINTS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"}), ".ipynb_checkpoints"
_CHECKPOINT = re.compile(r"(.+)-checkpoint(\.[^.]+)?")


def list_files(folder: Path, *, without_empty: Collection[str] = ()) -> list[str]:
    """Return the names of the files, links and empty folders below a folder.

    Parameters
    ----------
    folder : Path
        Need not exist.
    without_empty : collection of str
        Names of folders that are left out where they are empty.

    Returns
    -------
    list of str
        Relative to the folder, with '/', sorted within each folder.

    Raises
    ------
    WrongUse
        If the folder is a file, or cannot be read.
    """
    return list(_names_below(folder, _sorted_entries(folder), without_empty))


def list_entries(folder: Path) -> list[str]:
    """Return the names directly in a folder, which need not exist; raise WrongUse as `list_files` does."""
    return [entry.name for entry in _sorted_entries(folder) if entry.name not in {*_LITTER, _CHECKPOINTS}]


def _names_below(folder: Path, entries: list[os.DirEntry[str]], without_empty: Collection[str]) -> Iterator[str]:
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            if entry.name not in _LITTER:
                yield entry.name
            continue
        inner = _sorted_entries(folder / entry.name)
        if entry.name == _CHECKPOINTS:
            inner = _without_checkpoints(inner, {sibling.name for sibling in entries})
        elif not inner and entry.name not in without_empty:
            yield entry.name
        for name in _names_below(folder / entry.name, inner, without_empty):
            yield f"{entry.name}/{name}"


def _sorted_entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        if isinstance(error, NotADirectoryError) and os.path.lexists(folder):
            raise WrongUse(f"{shown(folder)} is a file; name a folder") from None
        raise cannot_write(folder, error) from None


def _without_checkpoints(entries: list[os.DirEntry[str]], names: set[str]) -> list[os.DirEntry[str]]:
    """Leave out Jupyter's copies of files that still exist; names: those in the folder of the originals."""
    return [entry for entry in entries if not _is_checkpoint(entry, names)]


def _is_checkpoint(entry: os.DirEntry[str], names: set[str]) -> bool:
    match = _CHECKPOINT.fullmatch(entry.name)
    original = f"{match[1]}{match[2] or ''}" if match else ""
    return original in names and entry.is_file(follow_symlinks=False)
