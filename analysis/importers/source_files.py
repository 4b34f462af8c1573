"""Files, folders and archives that a user names -> sources, one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis._utils.system_errors import system_reason
from analysis.exceptions import WrongUse, excerpt
from analysis.importers.archives import SIGNATURE, opened_archive, read_member
from analysis.importers.source import LARGEST, NO_HINTS, Hints, Source
from analysis.io.paths import is_there, resolve

# What lies beside articles, such as in the folder of a saved page; it is left out without a word.
BESIDE_ARTICLES = frozenset(
    (".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".woff", ".woff2", ".ttf", ".map",
     ".mp3", ".mp4", ".webm", ".avif")
)  # fmt: skip
# Members of ZIP archives that are documents of their own.
_OFFICE = ("word/document.xml", "xl/workbook.xml", "content.xml", "[Content_Types].xml")


@hides_content
class Unusable(NamedTuple):
    """A file that is not read, and why."""

    name: str
    reason: str
    size: int = 0

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.name}\t{self.reason}"


def sources_of(given: Sequence[str | Path], hints: Hints = NO_HINTS) -> Iterator[Source | Unusable]:
    """Yield the sources in files, folders and archives, in the order of their names.

    Parameters
    ----------
    given : sequence of str or Path
        A folder is read with all folders in it; links that lead out of it, hidden files and pictures are not.
    hints : Hints

    Yields
    ------
    Source or Unusable

    Raises
    ------
    WrongUse
        If one of those given is not there.
    """
    places = [_existing(path) for path in given]
    for place in places:
        for path in _files(place) if place.is_dir() else iter([place]):
            name = f"{place.name}/{path.relative_to(place).as_posix()}" if path != place else place.name
            yield from _sources_in_file(path, name, place, hints)


def _existing(given: str | Path) -> Path:
    if not isinstance(given, str | os.PathLike):
        raise WrongUse(f"Invalid source: {excerpt(given)}. Expected the path of a file or folder.")
    path = resolve(given)
    if not is_there(path):
        raise WrongUse(f"there is no file or folder {excerpt(str(path), 200)}; name files, folders or archives")
    return path


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and those in it; links to folders are not followed, so that none leads round."""
    with os.scandir(folder) as entries:
        names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    for name, is_folder in names:
        if _is_hidden(name):
            continue
        if is_folder:
            yield from _files(folder / name)
        elif PurePosixPath(name).suffix.lower() not in BESIDE_ARTICLES:
            yield folder / name


def _is_hidden(name: str) -> bool:
    """Whether a file or folder is one of the system or of a program, not of the user."""
    return name.startswith((".", "~$", "__MACOSX")) and name not in (".", "..")


def _sources_in_file(path: Path, name: str, root: Path, hints: Hints) -> Iterator[Source | Unusable]:
    """Yield a file, or the members of an archive."""
    try:
        if path.is_symlink() and path != root and not path.resolve().is_relative_to(root.resolve()):
            yield Unusable(name, "it is a link out of the folder")
            return
        if not path.is_file():
            yield Unusable(name, "it is no regular file")
            return
        with path.open("rb") as file:
            is_zip = file.read(len(SIGNATURE)) == SIGNATURE
        if is_zip:
            yield from _members(path, name, hints)
        else:
            yield Source(name, path, hints=hints)
    except OSError as error:
        yield Unusable(name, system_reason(error))
    except ValueError as error:
        yield Unusable(name, str(error))


def _members(path: Path, name: str, hints: Hints) -> Iterator[Source | Unusable]:
    """Yield the members of an archive, or the file itself where it is an office document."""
    with opened_archive(path) as archive:
        if any(part in archive.NameToInfo for part in _OFFICE):
            yield Source(name, path, hints=hints)
            return
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            inner = f"{name}/{member.filename}"
            parts = member.filename.split("/")
            if member.is_dir() or any(_is_hidden(part) for part in parts):
                continue
            if PurePosixPath(parts[-1]).suffix.lower() in BESIDE_ARTICLES:
                continue
            if member.file_size > LARGEST:
                yield Unusable(inner, f"it has more than {LARGEST:,} bytes; unpack the archive first")
                continue
            try:
                yield Source(inner, data=read_member(archive, member), hints=hints)
            except ValueError as error:
                yield Unusable(inner, str(error))
