"""Processes that run notebooks and write pages."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from typing import TYPE_CHECKING

from analysis.processes import cores, environment

if TYPE_CHECKING:
    import psutil

# The same in every kernel, so that two runs give the same bytes.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "JUPYTER_PREFER_ENV_PATH": "1", "MPLBACKEND": "agg"}
LOADED = ["papermill", "nbclient", "nbconvert", "analysis.report.notebooks", "analysis.report.page"]


@contextmanager
def workers() -> Iterator[ProcessPoolExecutor]:
    """As many processes as there are cores.

    Processes, not threads, since papermill changes the working directory; forked from one clean process, which loads
    papermill while its parent reads the corpus."""
    with environment(ENVIRONMENT):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(LOADED)
        forkserver.ensure_running()
        pool = ProcessPoolExecutor(cores(), mp_context=context, initializer=_quiet)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def ended_when_stopped() -> Iterator[None]:
    """When the work is stopped, its processes and their kernels are gone before what they write to is cleared away."""
    try:
        yield
    except Exception:
        raise
    except BaseException:
        _kill_children()
        raise


def _quiet() -> None:
    """Ctrl-C reaches every process of the terminal: only the first one answers it, and only it speaks there; what goes
    wrong in a notebook comes back as its fault."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _kill_children() -> None:
    """Kernels run in sessions of their own, out of Ctrl-C's reach. Halted first, no process can start another."""
    import psutil

    halted: set[psutil.Process] = set()
    while new := set(psutil.Process().children(recursive=True)) - halted:
        _send_each(new, signal.SIGSTOP)
        halted |= new
    _send_each(halted, signal.SIGKILL)
    psutil.wait_procs(halted, timeout=10)


def _send_each(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    import psutil

    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
