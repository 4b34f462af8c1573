"""Where an output may be: a place of its own, apart from every input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from analysis.exceptions import WrongUse
from analysis.io.output_errors import shown, system_reason
from analysis.io.paths import PROJECT, is_there, resolve

_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def place_of(out: str | Path) -> Path:
    """The absolute path that an output is written to; links are followed.

    Raises
    ------
    WrongUse
        Where the path cannot be that of an output: it holds a line break, is a link to nothing, or is or holds the
        root of the file system, the home folder, the working directory or samestory itself.
    """
    if _CONTROL_CHARACTER.search(str(out)):
        raise WrongUse(f"{shown(out)} holds a line break or another control character; name it without")
    try:
        given = Path(out).expanduser()
        place = given.resolve()
        if given.is_symlink() and not place.exists():
            raise WrongUse(f"{shown(out)} is a link to {shown(place)}, which does not exist; make it, or name another")
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

    The rule: no input may be the output or lie in it, and the output may not lie in a folder that is an input. It
    holds for the paths with links followed, for what links in an input folder point to, and for every other
    spelling of a path: folders are compared by device and inode too. One exception: the bundle of a corpus folder may
    lie in it, as CORPUS/bundle.

    Parameters
    ----------
    place : Path
        Of the output, as `place_of` returns it.
    inputs : iterable of str or Path
        Files and folders that are read; '' and None, and what does not exist, are left out.
    allowed_inside : Path, optional
        The one folder within an input folder that may be written.

    Raises
    ------
    WrongUse
        Naming the input and the output.
    """
    excepted = allowed_inside is not None and _is_same(place, allowed_inside)
    for given in inputs:
        if given is None or not str(given):
            continue
        path = resolve(given)
        for part in _input_and_link_targets(path):
            if is_within(part, place):
                raise WrongUse(
                    f"{shown(place)} {'is' if is_within(place, part) else 'holds'} the input {shown(part)}, which "
                    "writing would replace; name another place for the output"
                )
            if part.is_dir() and is_within(place, part) and not (excepted and _is_same(part, place.parent)):
                raise WrongUse(f"{shown(place)} lies in the input {shown(part)}; name a place outside of it")


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder, or lies in it, by the spelling of the resolved paths or by device and inode."""
    chain = _with_parents(path)
    return folder.resolve() in chain or _identity(folder) in {_identity(step) for step in chain} - {None}


def is_mount(folder: Path) -> bool:
    """Whether a folder is where another file system, or another folder, is mounted."""
    if folder.is_mount():
        return True
    with suppress(OSError):
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
        return os.fspath(folder) in {_unescaped(line.split(" ")[4]) for line in lines}
    return False


def _unescaped(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def _check_not_reserved(out: str | Path, place: Path) -> None:
    for what, folder in _reserved_folders():
        if is_within(folder, place):
            # The folder may be the output itself, or lie somewhere below it.
            raise WrongUse(f"{shown(out)} is or holds {what}, which cannot be replaced; name a folder of its own")
    if is_within(place, PROJECT / "analysis"):
        raise WrongUse(f"{shown(out)} lies within samestory itself; name a folder of its own")
    if place.is_dir() and is_mount(place):
        raise WrongUse(f"{shown(out)} is a mount point, which cannot be replaced; name a folder in it")


def _reserved_folders() -> Iterator[tuple[str, Path]]:
    yield "the root of the file system", Path(Path.cwd().anchor if _working_directory() else os.sep)
    if there := _working_directory():
        yield "the working directory", there
    with suppress(RuntimeError):
        yield "the home folder", Path.home()
    yield "samestory itself", PROJECT / "analysis"
    yield "the notebooks of samestory", PROJECT / "notebooks"


def _working_directory() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None


def _with_parents(path: Path) -> list[Path]:
    whole = path.resolve()
    return [whole, *whole.parents]


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return about.st_dev, about.st_ino


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve() or (_identity(one) is not None and _identity(one) == _identity(other))


def _input_and_link_targets(path: Path) -> Iterator[Path]:
    """An input, and what links in it point to, where it is a folder: its tables, actors and texts."""
    if not is_there(path):
        return
    yield path
    for folder in (path, path / "text"):
        with suppress(OSError):
            yield from (Path(one.path) for one in os.scandir(folder) if one.is_symlink() and Path(one.path).exists())
