"""A progress bar on the terminal for what takes longer than a few seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
# Seconds without a bar.
PATIENCE = 3.0


def tracked(steps: Iterable[T], total: int, description: str) -> Iterator[T]:
    """Pass steps on, with a progress bar on stderr once they take more than a few seconds.

    Parameters
    ----------
    steps : iterable
    total : int
        Number of steps.
    description : str
        What is done.

    Yields
    ------
    object
        Each step. Nothing is shown where stderr is not a terminal.
    """
    if not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console
    from rich.progress import Progress

    start = time.monotonic()
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(description, total=total)
    try:
        for step in steps:
            yield step
            bar.advance(task)
            if not bar.live.is_started and time.monotonic() - start > PATIENCE:
                bar.start()
    finally:
        bar.stop()
