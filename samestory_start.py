"""Entry of the command samestory.

A module of its own, under a name that nobody else uses: it takes the working directory out of the search path before
anything else is imported, so that a researcher's own `analysis.py` or `pandas.py` is never run in place of ours.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterable

PROJECT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120


def trusted(paths: Iterable[str]) -> list[str]:
    """Entries of a module search path without the working directory.

    Parameters
    ----------
    paths : iterable of str
        Entries as in `sys.path` or PYTHONPATH; '' and relative ones count from the working directory.

    Returns
    -------
    list of str
        Absolute entries, in order. The working directory is kept where it is the project's own folder, the standard
        library or a folder of installed packages.
    """
    try:
        here = os.path.realpath(os.getcwd())  # noqa: PTH109
    except OSError:
        # The working directory no longer exists: relative entries lead nowhere.
        return [path for path in paths if os.path.isabs(path)]  # noqa: PTH117
    absolute = [os.path.join(here, path) for path in paths]  # noqa: PTH118
    return [path for path in absolute if os.path.realpath(path) != here or _ours(here)]


def _ours(folder: str) -> bool:
    installed = os.path.basename(folder) in ("site-packages", "dist-packages")  # noqa: PTH119
    return installed or folder in map(os.path.realpath, (PROJECT, os.path.dirname(os.__file__)))  # noqa: PTH120


def main() -> None:
    """Run the command line."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopped_early)
    sys.path[:] = trusted(sys.path)
    from analysis._utils.command_exit import finish

    finish(_command, process_ends=True)


def _stopped_early(number: int, frame: object) -> None:
    """End the process on a signal that arrives before `finish` handles signals: nothing has begun yet."""
    with contextlib.suppress(OSError):
        os.write(2, b"samestory: stopped; nothing was written\n")
    os._exit(130)


def _command() -> None:
    from analysis.cli import app

    app()
