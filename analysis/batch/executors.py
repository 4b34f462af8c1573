"""Workers of batches: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import logging
import signal
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import Any

from analysis._utils.fork_server import blocked, replaced, start_tracker
from analysis._utils.guardian import GROUP, end_processes
from analysis._utils.process_guard import guarded, private_folder
from analysis._utils.process_pool import QUIET, pool
from analysis._utils.search_path import child_environment
from analysis.batch import survey_files, worker
from analysis.exceptions import WrongUse, excerpt

LOCAL = "local"
PATIENCE = 15  # seconds in which a scheduler must answer


@contextmanager
def processes(workers: int, environment: Mapping[str, str]) -> Iterator[Executor]:
    """Start processes on this machine.

    Parameters
    ----------
    workers : int
        Number of processes.
    environment : mapping of str to str
        Variables of the processes.

    Yields
    ------
    Executor
    """
    with pool(workers, environment=environment, preload=[worker.__name__, survey_files.__name__]) as made:
        yield made


@contextmanager
def dask(cluster: str, workers: int) -> Iterator[Executor]:
    """Start or join a Dask cluster.

    Parameters
    ----------
    cluster : str
        'local' for a cluster on this machine, or the address of a scheduler.
    workers : int
        Number of processes of a local cluster.

    Yields
    ------
    Executor

    Raises
    ------
    WrongUse
        If Dask is not installed, or no scheduler answers at the address.
    """
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise WrongUse("--cluster needs the extra 'cluster': pip install 'samestory[cluster]'") from None
    # Errors come back as those of a batch.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with _cluster(workers) if cluster == LOCAL else _scheduler(cluster) as client:
        yield client.get_executor(pure=False, retries=2)


@contextmanager
def _cluster(workers: int) -> Iterator[Any]:
    """Client of a cluster that is started here, and ends with the block."""
    from dask import config
    from distributed import Client, LocalCluster

    # Workers get their folder below; the scheduler takes it from the settings.
    with guarded() as guard, private_folder() as folder, config.set({"temporary-directory": str(folder)}):
        group, made = guard.part(), None
        try:
            with replaced({**child_environment(), **worker.ENVIRONMENT, GROUP: group}):
                start_tracker()
                # Ctrl-C reaches every process of the terminal; only the first one answers it.
                with blocked(signal.SIGINT), warnings.catch_warnings(action="ignore"):
                    made = LocalCluster(
                        n_workers=workers,
                        threads_per_worker=1,
                        host="127.0.0.1",
                        dashboard_address=None,
                        local_directory=str(folder),
                        preload=[QUIET],
                    )
                    client = Client(made)
                yield client
                _close(client, made)
        finally:
            _end(made, group)


def _end(cluster: Any, group: str) -> None:
    """End the processes of a cluster, and the threads here that watch over them and write to its folder."""
    if cluster is not None:
        for nanny in cluster.workers.values():
            nanny.auto_restart = False
    end_processes(group)
    if cluster is not None:
        with suppress(Exception):
            cluster.close(timeout=2)


@contextmanager
def _scheduler(address: str) -> Iterator[Any]:
    """Client of a scheduler that runs already."""
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError, TypeError) as error:  # TypeError: of a kind that is not set up
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise WrongUse(f"no scheduler answers at {excerpt(address)}: {reason}") from None
    try:
        yield client
    finally:
        _close(client)


def _close(client: Any, cluster: Any = None) -> None:
    """Close a client and its cluster; what a busy machine closes too late ends with this process."""
    with suppress(TimeoutError):
        client.close(timeout=2)
    if cluster is not None:
        with suppress(TimeoutError):
            cluster.close(timeout=PATIENCE)


@contextmanager
def executor(
    workers: int, cluster: str, environment: Mapping[str, str] = MappingProxyType(worker.ENVIRONMENT)
) -> Iterator[Executor]:
    """Start processes on this machine, or use a Dask cluster if one is named.

    Parameters
    ----------
    workers : int
        Number of processes.
    cluster : str
        As in `dask`; '' for processes without Dask.
    environment : mapping of str to str
        Variables of processes without Dask.

    Yields
    ------
    Executor

    Raises
    ------
    WrongUse
        As in `dask`.
    """
    with dask(cluster, workers) if cluster else processes(workers, environment) as pool:
        yield pool
