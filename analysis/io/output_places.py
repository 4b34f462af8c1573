"""Where an output may be: a place of its own, apart from every input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from analysis._utils.system_errors import system_reason
from analysis.exceptions import WrongUse
from analysis.io.output_errors import shown
from analysis.io.paths import PROJECT, is_there, resolve

_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def place_of(out: str | Path) -> Path:
    """Return the absolute path that an output is written to; links are followed.

    Raises
    ------
    WrongUse
        If the path cannot be that of an output: it contains a line break, is a link to nothing, or is or contains the
        root of the file system, the home folder, the working directory or samestory itself.
    """
    if _CONTROL_CHARACTER.search(str(out)):
        raise WrongUse(f"{shown(out)} contains a line break or another control character; give a path without it")
    try:
        given = Path(out).expanduser()
        place = given.resolve()
        if given.is_symlink() and not place.exists():
            raise WrongUse(
                f"{shown(out)} is a link to {shown(place)}, which does not exist; create it, or name another place"
            )
    except FileNotFoundError:
        raise WrongUse("the working directory no longer exists; change to another one and run again") from None
    except OSError as error:
        raise WrongUse(f"{shown(out)} cannot be written: {system_reason(error)}") from None
    except (RuntimeError, ValueError) as error:
        raise WrongUse(f"{shown(out)} cannot be written: {error}") from None
    _check_not_reserved(out, place)
    return place


def check_apart(place: Path, inputs: Iterable[str | Path | None], *, allowed_inside: Path | None = None) -> None:
    """Check that an output and the inputs lie apart.

    No input may be the output or lie in it, and the output may not lie in a folder that is an input. Links are
    followed, also those in an input folder, and folders are compared by device and inode too. One exception: the
    bundle of a corpus folder may lie in it, as CORPUS/bundle.

    Parameters
    ----------
    place : Path
        The output, as `place_of` returns it.
    inputs : iterable of str or Path
        Files and folders that are read; '', None and paths that do not exist are left out.
    allowed_inside : Path, optional
        The one folder within an input folder that may be written.

    Raises
    ------
    WrongUse
        Naming the input and the output.
    """
    is_allowed = allowed_inside is not None and _is_same(place, allowed_inside)
    for given in inputs:
        if given is None or not str(given):
            continue
        for path in _input_and_link_targets(resolve(given)):
            if is_within(path, place):
                relation = "is" if is_within(place, path) else "contains"
                raise WrongUse(
                    f"{shown(place)} {relation} the input {shown(path)}, which writing would replace; name another "
                    "place for the output"
                )
            if path.is_dir() and is_within(place, path) and not (is_allowed and _is_same(path, place.parent)):
                raise WrongUse(f"{shown(place)} lies in the input {shown(path)}; name a place outside of it")


def is_within(path: Path, folder: Path) -> bool:
    """Return whether a path is a folder or lies in it, by the resolved paths or by device and inode."""
    resolved = path.resolve()
    chain = [resolved, *resolved.parents]
    return folder.resolve() in chain or _identity(folder) in {_identity(step) for step in chain} - {None}


def is_mount(folder: Path) -> bool:
    """Return whether a folder is where another file system, or another folder, is mounted."""
    if folder.is_mount():
        return True
    with suppress(OSError):
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
        return os.fspath(folder) in {_unescaped(line.split(" ")[4]) for line in lines}
    return False


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)


def _check_not_reserved(out: str | Path, place: Path) -> None:
    for name, folder in _reserved_folders():
        if is_within(folder, place):
            # The folder may be the output itself, or lie somewhere below it.
            raise WrongUse(f"{shown(out)} is or contains {name}, which cannot be replaced; name a separate folder")
    if is_within(place, PROJECT / "analysis"):
        raise WrongUse(f"{shown(out)} lies inside the package of samestory; name a separate folder")
    if place.is_dir() and is_mount(place):
        raise WrongUse(f"{shown(out)} is a mount point, which cannot be replaced; name a folder in it")


def _reserved_folders() -> Iterator[tuple[str, Path]]:
    """Names of folders that no output may be or contain, and their paths."""
    current = _working_directory()
    yield "the root of the file system", Path(current.anchor if current else os.sep)
    if current:
        yield "the working directory", current
    with suppress(RuntimeError):
        yield "the home folder", Path.home()
    yield "samestory itself", PROJECT / "analysis"
    yield "the notebooks of samestory", PROJECT / "notebooks"


def _working_directory() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode, None where the path does not exist."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return about.st_dev, about.st_ino


def _is_same(one: Path, other: Path) -> bool:
    identity = _identity(one)
    return one.resolve() == other.resolve() or (identity is not None and identity == _identity(other))


def _input_and_link_targets(path: Path) -> Iterator[Path]:
    """Yield an input and, where it is a folder, the links in it and in text/, whose targets are read too."""
    if not is_there(path):
        return
    yield path
    for folder in (path, path / "text"):
        with suppress(OSError):
            links = (Path(entry.path) for entry in os.scandir(folder) if entry.is_symlink())
            yield from (link for link in links if link.exists())
