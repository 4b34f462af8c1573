"""Limits of the machine that a command needs, checked before any work is done.

Native libraries end the process, without an exception, where a limit of memory or threads is too low for them.
"""

from __future__ import annotations

import threading
from contextlib import suppress

from analysis.exceptions import FailedWork

MEMORY = 3 * 2**30  # bytes of address space; measured for four articles, rounded up
FILES = 256  # of one process: a kernel has about 100 sockets and pipes
THREADS = 32


def check_limits() -> None:
    """Raise soft limits that are too low, and check those that cannot be raised.

    Raises
    ------
    FailedWork
        If a limit is too low; the message says how to raise it.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, number, needed, unit, option in (
        ("memory", resource.RLIMIT_AS, MEMORY, 2**10, "-v"),
        ("open files", resource.RLIMIT_NOFILE, FILES, 1, "-n"),
    ):
        given = _raised(number, needed)
        if given is not None:
            raise FailedWork(
                f"the limit of {what} is too low; raise it to {needed // unit} or more: `ulimit {option} "
                f"{needed // unit}` (it is {given // unit} now)"
            )
    _check_threads()


def _raised(number: int, needed: int) -> int | None:
    """Raise a soft limit to what is needed. Returns: the limit where it stays too low."""
    import resource

    soft, hard = resource.getrlimit(number)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return None
    if hard != resource.RLIM_INFINITY and hard < needed:
        return hard
    with suppress(OSError, ValueError):
        resource.setrlimit(number, (needed, hard))
        return None
    return soft


def _check_threads() -> None:
    """Start the number of threads that the libraries will start."""
    over = threading.Event()
    started = []
    try:
        for _ in range(THREADS):
            thread = threading.Thread(target=over.wait, daemon=True)
            thread.start()
            started.append(thread)
    except RuntimeError:
        raise FailedWork(
            f"only {len(started)} threads can be started, and {THREADS} are needed; close other programs, or raise the "
            "limit `ulimit -u`"
        ) from None
    finally:
        over.set()
        for thread in started:
            thread.join()
