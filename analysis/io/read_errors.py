"""The error for a file that the system does not let us read."""

from __future__ import annotations

from pathlib import Path

from analysis.exceptions import WrongUse, excerpt

_LONGEST_PATH = 200  # characters of a path in a message


def cannot_read(path: str | Path, error: OSError, role: str = "") -> WrongUse:
    """Return the error for a file that cannot be opened or read.

    Parameters
    ----------
    path : str or Path
    error : OSError
    role : str
        What the file is to the user, such as 'dictionary'; '' if the path says enough.

    Examples
    --------
    >>> str(cannot_read("a.yml", FileNotFoundError(2, "No such file or directory"), "dictionary"))
    "dictionary 'a.yml' cannot be read: No such file or directory"
    """
    name = f"{role} {excerpt(str(path), _LONGEST_PATH)}".strip()
    reason = error.strerror or str(error).partition("\n")[0] or type(error).__name__
    return WrongUse(f"{name} cannot be read: {reason}")
