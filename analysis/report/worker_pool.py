"""Processes that run notebooks and write pages."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

from analysis._utils.parallel import cores
from analysis._utils.process_pool import Pool, pool
from analysis.exceptions import FailedWork

LOADED = [
    "analysis.report.no_uri_grammar",
    "papermill",
    "nbclient",
    "nbconvert",
    "analysis.report.kernel_start",
    "analysis.report.html_pages",
]


@contextmanager
def workers() -> Iterator[Pool]:
    """Provide one process per core.

    Processes, not threads, since papermill changes the working directory; forked from one clean process, which loads
    papermill while its parent reads the corpus. If the work fails or is stopped, they and their kernels end before
    the folders they write to are removed.

    Yields
    ------
    Pool

    Raises
    ------
    FailedWork
        If one of them is killed.
    """
    with pool(cores(), preload=LOADED) as made:
        try:
            yield made
        except BrokenExecutor:
            raise FailedWork(
                "a process of the report was killed, perhaps for lack of memory; nothing was written. Close other "
                "programs and run the same command again"
            ) from None
