"""What the operating system says of an error, and what to do about it."""

from __future__ import annotations

import errno

_SPACE = "free some space, or name a place on another disk"
_RIGHTS = "name a place that you may read from and write to"
_FILE_IN_PATH = "a part of the path is a file; name another place"
LITTLE_MEMORY = "there is too little memory; close other programs, or use a machine with more"
NO_MORE_PROCESSES = "no further process or thread can be started; close other programs, or raise the limit `ulimit -u`"

_ADVICE = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: "raise the limit on file sizes, for example with `ulimit -f unlimited`, or name another disk",
    errno.EROFS: _RIGHTS,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: "raise the limit of open files, for example with `ulimit -n 1024`",
    errno.ENFILE: "close other programs",
    errno.EAGAIN: NO_MORE_PROCESSES,
    errno.ENOMEM: LITTLE_MEMORY,
    errno.EPIPE: "what reads the output was closed before the end",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ENOTDIR: _FILE_IN_PATH,
    errno.EEXIST: _FILE_IN_PATH,
}


def system_reason(error: OSError) -> str:
    """Return what the system says of an error, and what helps.

    Parameters
    ----------
    error : OSError

    Returns
    -------
    str

    Examples
    --------
    >>> system_reason(OSError(errno.ENOSPC, "No space left on device"))
    'No space left on device; free some space, or name a place on another disk'
    """
    advice = _ADVICE.get(error.errno or 0, "")
    return f"{error.strerror or error}" + (f"; {advice}" if advice else "")
