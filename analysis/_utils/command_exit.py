"""The end of a command: its result, or one sentence that says what to do, and never a traceback.

Exit status: 0 done, 1 the work failed, 2 wrong use, 130 stopped by Ctrl-C, SIGTERM or a closed terminal.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from analysis._utils.system_errors import LITTLE_MEMORY, NO_MORE_PROCESSES, system_reason
from analysis.exceptions import LONGEST_MESSAGE, FailedWork, WrongUse, bounded, excerpt

STOPPED = 130
DEBUG = "SAMESTORY_DEBUG"
_STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_AGAIN = signal.SIGALRM
_REPEAT = 1.0  # seconds after which a stop that a library has caught is raised again


class Stopped(BaseException):
    """Ctrl-C, or another request to end. The message says what was kept of the work, which is usually nothing."""


# Outputs that were in place before a stop, for the message; whether the command is over.
_written: list[str] = []
_over = False


def finish(command: Callable[[], Any], *, process_ends: bool = False) -> None:
    """Run a command to its end, and exit.

    Every error is reported in one sentence on standard error.

    Parameters
    ----------
    command : callable
        Called without arguments.
    process_ends : bool
        Whether only the end of the process follows, in which signals are ignored. Otherwise signal handlers are
        restored.

    Raises
    ------
    SystemExit
        Always.
    """
    global _over  # noqa: PLW0603
    _written.clear()
    _over = False
    _open_streams()
    with _stopping(process_ends):
        try:
            status = _status(command)
        except BaseException as error:
            _over = isinstance(error, Stopped)
            status = _report(error)
        _over = True
    sys.exit(status)


def wrote(what: str | os.PathLike[str]) -> None:
    """Note that an output is in place, so that the message of a command that is stopped afterwards names it.

    Parameters
    ----------
    what : str or path-like
        The output.
    """
    _written.append(os.fspath(what))


def _status(command: Callable[[], Any]) -> Any:
    try:
        _check_working_directory()
        command()
        status: Any = 0
    except SystemExit as end:
        status = end.code
    # What was printed may still be in a buffer, and the disk may be full.
    sys.stdout.flush()
    return status


def _report(error: BaseException) -> int:
    """Print an error as one sentence, and return the exit status."""
    # Nothing more may be written to a stream that cannot be written.
    _discard(sys.stdout)
    if os.environ.get(DEBUG) and not isinstance(error, Stopped):
        with suppress(OSError, ValueError):
            traceback.print_exception(error)
    message, status = sentence(error)
    tell(message)
    return status


def tell(message: str) -> None:
    """Print a sentence on standard error, if it can be written.

    Parameters
    ----------
    message : str
    """
    try:
        print(f"samestory: {bounded(message, LONGEST_MESSAGE)}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _discard(sys.stderr)


def sentence(error: BaseException) -> tuple[str, int]:
    """Return what an error says to a user, and the exit status.

    Parameters
    ----------
    error : BaseException

    Returns
    -------
    str
        One sentence, bounded in length.
    int
    """
    if isinstance(error, (Stopped, KeyboardInterrupt)):
        what = str(error) or "nothing was written"
        return f"stopped; {f'{excerpt(_written[-1], 200)} was finished before' if _written else what}", STOPPED
    if isinstance(error, WrongUse):
        return str(error), 2
    if isinstance(error, FailedWork):
        return str(error), 1
    return _unexpected(error), 1


def _unexpected(error: BaseException) -> str:
    if isinstance(error, MemoryError) or "failed to map segment" in str(error):
        return LITTLE_MEMORY
    if isinstance(error, RecursionError):
        return "something in the input is nested too deep; make it flatter"
    if type(error).__name__ in ("BrokenProcessPool", "BrokenExecutor"):
        return f"a process that did part of the work was ended from outside, as when {LITTLE_MEMORY}"
    if isinstance(error, RuntimeError) and "thread" in str(error):
        return NO_MORE_PROCESSES
    if isinstance(error, OSError):
        file = f"{excerpt(str(error.filename), 200)}: " if error.filename is not None else ""
        return f"{file}{system_reason(error)}"
    return f"unexpected {type(error).__name__}: {error}; set {DEBUG}=1 to see where it comes from"


def _check_working_directory() -> None:
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        raise WrongUse("the working directory no longer exists; change to another one and run again") from None


def _open_streams() -> None:
    """Open closed standard streams on the null device; otherwise the next file that is opened would become one."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is given.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard(stream: Any) -> None:
    """Redirect a stream that cannot be written to the null device; Python would report it at its end."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)


@contextmanager
def _stopping(process_ends: bool) -> Iterator[None]:
    """Have SIGINT, SIGTERM and SIGHUP raise Stopped in the main thread; handlers are restored at the end."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread gets signals.
        yield
        return
    numbers = [number for number in _STOPPING if not _is_nohup(number)]
    before = {number: signal.getsignal(number) for number in (*numbers, _AGAIN)}
    hook, sys.unraisablehook = sys.unraisablehook, _quiet_when_stopped(sys.unraisablehook)
    for number in numbers:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.unraisablehook = hook
        for number, answer in before.items():
            ignored = process_ends and number != _AGAIN
            signal.signal(number, signal.SIG_IGN if ignored else answer or signal.SIG_DFL)


def _is_nohup(number: int) -> bool:
    return number == getattr(signal, "SIGHUP", None) and signal.getsignal(number) is signal.SIG_IGN


def _stop(number: int, frame: object) -> None:
    """Raise Stopped, unless it has been raised already: a second signal does not interrupt clearing up.

    A library may catch all exceptions, and Python itself drops those raised in a destructor. So a stop is raised again
    until it arrives.
    """
    if _over:
        return
    signal.signal(_AGAIN, _stop)
    signal.setitimer(signal.ITIMER_REAL, _REPEAT)
    if not _on_its_way(sys.exc_info()[1]):
        raise Stopped


def _on_its_way(error: BaseException | None) -> bool:
    seen = 0
    while error is not None and seen < 100:
        if isinstance(error, (Stopped, SystemExit)):
            return True
        error, seen = error.__context__, seen + 1
    return False


def _quiet_when_stopped(hook: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def quiet(found: Any) -> None:
        if not isinstance(found.exc_value, Stopped):
            hook(found)

    return quiet
