"""Who does the work: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress

from analysis.errors import WrongUse
from analysis.processes import environment
from analysis.scale.work import ENVIRONMENT, be_quiet

LOCAL = "local"
PATIENCE = 15  # seconds for a scheduler to answer


@contextmanager
def processes(workers: int) -> Iterator[Executor]:
    """Processes of this machine."""
    import multiprocessing

    with environment(ENVIRONMENT):
        pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=be_quiet)
        try:
            yield pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def dask(cluster: str, workers: int) -> Iterator[Executor]:
    """A Dask cluster: one started here ('local'), or the one of a scheduler's address.

    Raises: WrongUse where Dask is not installed or nobody answers at the address."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise WrongUse("--cluster needs the extra 'cluster': pip install 'samestory[cluster]'") from None
    # What goes wrong comes back as a fault of a batch.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with environment(ENVIRONMENT):
        if cluster == LOCAL:
            made = LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
            client = Client(made)
        else:
            made = None
            try:
                client = Client(cluster, timeout=PATIENCE)
            except (OSError, TimeoutError, ValueError) as error:
                raise WrongUse(f"no scheduler answers at '{cluster}': {str(error).splitlines()[0]}") from None
        try:
            yield client.get_executor(pure=False, retries=2)
        finally:
            # A busy machine closes them late: the work is done, and what is left ends with this process.
            with suppress(TimeoutError):
                client.close(timeout=2)
            if made is not None:
                with suppress(TimeoutError):
                    made.close(timeout=PATIENCE)


@contextmanager
def executor(workers: int, cluster: str) -> Iterator[Executor]:
    """Processes here, or a cluster where one is named. Raises: WrongUse where it cannot be had."""
    with dask(cluster, workers) if cluster else processes(workers) as pool:
        yield pool
