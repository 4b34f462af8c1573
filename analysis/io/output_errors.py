"""Error messages for outputs that cannot be written: what the system says, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis._utils.system_errors import system_reason
from analysis.exceptions import FailedWork, WrongUse, excerpt
from analysis.io.staging import STAGING_INFIX

_LONGEST_PATH = 160  # characters of a path in a message

_ERRORS_OF_WRITING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENAMETOOLONG,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.EIO,
}


def shown(path: object) -> str:
    """Return a path as a message quotes it: on one line, and cut where it is long."""
    return excerpt(str(path), _LONGEST_PATH)


def cannot_write(place: Path, error: OSError) -> WrongUse:
    """Return the error for an output that cannot be begun."""
    return WrongUse(f"cannot write to {shown(place)}: {system_reason(error)}")


@contextmanager
def errors_before_work(place: Path) -> Iterator[None]:
    """Raise WrongUse for an error of the system that occurs before the work has begun."""
    try:
        yield
    except OSError as error:
        raise cannot_write(place, error) from None


@contextmanager
def errors_of_writing(place: Path) -> Iterator[None]:
    """Raise FailedWork for an error of the system where it is the output that cannot be written."""
    try:
        yield
    except OSError as error:
        if not _concerns(error, place) or error.errno not in _ERRORS_OF_WRITING:
            raise
        raise FailedWork(f"{shown(place)} could not be written: {system_reason(error)}") from None


def _concerns(error: OSError, place: Path) -> bool:
    """Whether an error is about the output or a staging folder, as far as it names a file."""
    if error.filename is None:
        return True
    file = str(error.filename)
    return file.startswith(str(place)) or STAGING_INFIX in file
