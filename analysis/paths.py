"""Where things are: relative paths count from the working directory, then from the project's own folder."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import WrongUse

PROJECT = Path(__file__).resolve().parent.parent


def resolve(path: str | Path) -> Path:
    """An existing path as given, else the same below the project's folder where that exists, else as given."""
    given = Path(path).expanduser()
    below = PROJECT / given
    return below if not given.exists() and below.exists() else given


def sha256_of(file: Path) -> str:
    """Checksum of a file, read in pieces."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def check_replaceable(out: Path, holds: str, what: str, *, force: bool) -> None:
    """Raises: WrongUse where a folder has something in it that is not `what`, told by the file it holds, or is one and
    may not be replaced."""
    if out.exists() and any(out.iterdir() if out.is_dir() else [out]):
        if not (out / holds).exists():
            raise WrongUse(f"'{out}' holds something that is not a {what}; name another folder")
        if not force:
            raise WrongUse(f"'{out}' holds a {what} already; name another folder, or replace it with --force")


@contextmanager
def replace_folder(target: Path) -> Iterator[Path]:
    """A folder to write in, beside target; moved into target's place at the end, removed when anything fails.

    Raises: WrongUse where nothing can be written there."""
    target = target.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        work.chmod(0o755)
    except OSError as error:
        raise WrongUse(f"nothing can be written to '{target}': {error.strerror}") from None
    try:
        yield work
        old = work.with_name(work.name + ".old")
        if target.exists():
            target.rename(old)
        work.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def replace_file(target: Path) -> Iterator[Path]:
    """A file to write, beside target; moved into target's place at the end, removed when anything fails.

    Raises: WrongUse where nothing can be written there."""
    target = target.resolve()
    if target.is_dir():
        raise WrongUse(f"'{target}' is a folder; name a file to write")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise WrongUse(f"nothing can be written to '{target}': {error.strerror}") from None
    os.close(handle)
    work = Path(name)
    work.chmod(0o644)
    try:
        yield work
        work.replace(target)
    finally:
        work.unlink(missing_ok=True)
