"""Processes that run notebooks and write pages."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver

from analysis.processes import cores, environment

# The same in every kernel, so that two runs give the same bytes.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "JUPYTER_PREFER_ENV_PATH": "1", "MPLBACKEND": "agg"}
LOADED = ["papermill", "nbclient", "nbconvert", "analysis.report.notebooks", "analysis.report.page"]


@contextmanager
def workers() -> Iterator[ProcessPoolExecutor]:
    """As many processes as there are cores, killed with their kernels when the work is stopped.

    Processes, not threads, since papermill changes the working directory; forked from one clean process, which loads
    papermill while its parent reads the corpus."""
    with environment(ENVIRONMENT):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(LOADED)
        forkserver.ensure_running()
        pool = ProcessPoolExecutor(cores(), mp_context=context, initializer=_quiet)
        try:
            yield pool
        except Exception:
            pool.shutdown(cancel_futures=True)
            raise
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _stop_children()
            raise
        else:
            pool.shutdown()


def _quiet() -> None:
    """Ctrl-C reaches every process of the terminal: only the first one answers it, and only it speaks there; what goes
    wrong in a notebook comes back as its fault."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _stop_children() -> None:
    """Kernels run in sessions of their own, so that Ctrl-C does not reach them."""
    import psutil

    for child in psutil.Process().children(recursive=True):
        child.kill()
