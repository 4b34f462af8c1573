"""How far work has come that takes longer than two seconds: what is done, how fast, and how long the rest will take.

A bar on a terminal, a line that changes in a notebook, and else a plain line now and then. Processes that work for
another one show nothing but in `shown_for_parent`, nor does work that is a part of other work.
"""

from __future__ import annotations

import math
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
_shown: list[object] = []  # the work that is shown now, with all that is a part of it
_for_parent: list[bool] = []  # not empty while this process shows progress in place of its parent
# Seconds before anything is shown, between two changes in a notebook, and between two plain lines.
PATIENCE, SHORT_PAUSE, LONG_PAUSE = 2.0, 0.5, 10.0


class Advance(Protocol):
    """Called as work goes on."""

    def __call__(self, amount: float = 1, stage: str = "") -> None:
        """Count what was done since the last call; `stage` says what that was, or what comes next."""


@contextmanager
def progress(what: str, total: float, unit: str = "") -> Iterator[Advance]:
    """Show how far work has come.

    Parameters
    ----------
    what : str
        What is done, such as 'annotating'.
    total : float
        How much there is to do.
    unit : str
        What is counted, such as 'MB': for equal amounts the rate is shown, and how long the rest will take.

    Yields
    ------
    callable
        To be called with the amount that was done since the last call.
    """
    sink, start = _Sink() if _shown else _sink(), time.monotonic()
    _shown.append(sink)
    done, shown_at, shown_stage = 0.0, -LONG_PAUSE, ""

    def advance(amount: float = 1, stage: str = "") -> None:
        nonlocal done, shown_at, shown_stage
        done += amount
        passed = time.monotonic() - start
        if passed >= PATIENCE and (passed - shown_at >= sink.pause or stage != shown_stage):
            shown_at, shown_stage = passed, stage
            sink.show(in_words(what, done, total, unit, passed) + (f": {stage}" if stage else ""), done / (total or 1))

    try:
        yield advance
    finally:
        _shown.remove(sink)
        sink.close()


@contextmanager
def shown_for_parent() -> Iterator[None]:
    """Show progress from a process that works for another one, which waits for it and shows nothing meanwhile."""
    _for_parent.append(True)
    try:
        yield
    finally:
        _for_parent.pop()


def tracked(steps: Iterable[T], total: float, what: str, unit: str = "") -> Iterator[T]:
    """Pass steps on, and show how far they have come.

    Parameters
    ----------
    steps : iterable
    total : float
        Number of steps.
    what, unit : str
        As in `progress`.

    Yields
    ------
    object
        Each step.
    """
    with progress(what, total, unit) as advance:
        for step in steps:
            yield step
            advance()


def in_words(what: str, done: float, total: float, unit: str, passed: float) -> str:
    """Return how far work has come after some seconds.

    Examples
    --------
    >>> in_words("annotating", 12, 50, "MB", 2.0)
    'annotating, 12 of 50 MB, 6.0 MB/s, 6 s left'
    >>> in_words("report", 3, 9, "", 20.0)
    'report, 3 of 9, 20 s'
    """
    told = f"{what}, {done:,.0f} of {total:,.0f} {unit}".rstrip()
    if not unit:
        return f"{told}, {_time(passed)}"
    rate = done / passed if passed else 0.0
    left = f", {_time((total - done) / rate)} left" if rate and done < total else ""
    return f"{told}, {rate:,.{0 if rate >= 10 else 1}f} {unit}/s{left}"


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


class _Sink:
    """Shows nothing: of a process that works for another one.

    Attributes
    ----------
    pause : float
        Seconds between two lines of one stage.
    """

    pause = math.inf

    def show(self, line: str, share: float) -> None:
        """Show a line, and the share that is done."""

    def close(self) -> None:
        """Show nothing from now on."""


class _Lines(_Sink):
    """Plain lines, such as for a log."""

    pause = LONG_PAUSE

    def show(self, line: str, share: float) -> None:
        print(line, file=sys.stderr, flush=True)


class _Notebook(_Sink):
    """A line below the cell of a notebook, which is empty in the end."""

    pause = SHORT_PAUSE

    def __init__(self) -> None:
        self._shown: Any = None

    def show(self, line: str, share: float) -> None:
        import IPython.display

        if self._shown is None:
            display: Callable[..., Any] = IPython.display.display
            self._shown = display({"text/plain": line}, raw=True, display_id=True)
        else:
            self._shown.update({"text/plain": line}, raw=True)

    def close(self) -> None:
        if self._shown is not None:
            self._shown.update({"text/plain": ""}, raw=True)


class _Bar(_Sink):
    """A bar on a terminal."""

    pause = 0.0

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        columns = BarColumn(bar_width=20), TextColumn("{task.description}", markup=False)
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=1.0)

    def show(self, line: str, share: float) -> None:
        if not self._bar.live.is_started:
            self._bar.start()
        self._bar.update(self._task, completed=share, description=line)

    def close(self) -> None:
        self._bar.stop()


def _sink() -> _Sink:
    """Return what shows how far work has come, by where this process runs."""
    if multiprocessing.parent_process() is not None and not _for_parent:
        return _Sink()
    ipython = sys.modules.get("IPython")
    if ipython is not None and getattr(ipython.get_ipython(), "kernel", None) is not None:
        return _Notebook()
    return _Bar() if sys.stderr.isatty() else _Lines()
