"""A progress bar: how much text is done, how fast, and how long the rest will take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analysis.corpus.streaming import size_of


@contextmanager
def progress(path: Path, columns: Mapping[str, str] | None) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on the terminal.

    Parameters
    ----------
    path : Path
        The table.
    columns : mapping of str to str, optional
        As in `read_corpus`.

    Yields
    ------
    callable
        To be called with the bytes of text that were done since the last call.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    bar = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*bar, console=Console(stderr=True)) as shown:
        task = shown.add_task("annotating", total=size_of(path, columns=columns))
        yield lambda size: shown.advance(task, size)
        shown.update(task, completed=shown.tasks[0].total)
