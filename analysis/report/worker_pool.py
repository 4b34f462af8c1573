"""Processes that read a corpus, run notebooks and write pages."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis._utils.parallel import cores
from analysis._utils.process_pool import Pool, pool
from analysis.exceptions import FailedWork

LOADED = [
    "analysis.report.no_json_formats",
    "analysis.report.papermill_engine",
    "analysis.report.cell_shell",
    "analysis.report.html_pages",
    "nbconvert",
    "analysis.report.notebook_imports",
]
# The same in every process, so that two runs give the same bytes: sums of a matrix library depend on its threads. The
# processes keep all cores busy.
_FIXED = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# Return freed memory to the system at once, so that several notebooks on a large corpus fit into memory. NumPy and
# pandas use the allocator of the C library, Arrow does with this setting, and polars has its own (jemalloc). What is
# smaller than 1 MB is kept for the next: page 2 of 50 MB of text takes 7.8 s in the kernel then, instead of 10.9.
_THRIFTY = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "33554432",
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0",
}


@hides_content
class Workers(NamedTuple):
    """Processes of a report.

    Attributes
    ----------
    reading : Pool
        Reads the corpus, and shows how far it has come.
    pages : Pool
        One process per core, for notebooks and pages.
    """

    reading: Pool
    pages: Pool


@contextmanager
def workers() -> Iterator[Workers]:
    """Provide processes that are forked from two clean ones: one imports what notebooks need while the other one reads.

    If the work fails or is stopped, they end before the folders they write to are removed.

    Yields
    ------
    Workers

    Raises
    ------
    FailedWork
        If one of them is killed.
    """
    with (
        pool(cores(), environment={**_FIXED, **_THRIFTY}, preload=LOADED) as pages,
        pool(1, environment=_FIXED, preload=["analysis.report.preparation"], quiet=False) as reading,
    ):
        try:
            yield Workers(reading, pages)
        except BrokenExecutor:
            raise FailedWork(
                "a process of the report was killed, perhaps for lack of memory; nothing was written. Close other "
                "programs and run the same command again"
            ) from None
