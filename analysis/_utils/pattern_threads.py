"""Patterns that stay compiled from one batch to the next.

Polars keeps the last 32 patterns that a thread searched for. Where a batch needs more, each is compiled again for every
batch, which takes longer than to search some megabytes. A group of at most 32 patterns that has a thread of its own
stays compiled.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

T = TypeVar("T")
MOST = 32


def with_compiled(group: str, function: Callable[..., T], *args: object) -> T:
    """Call a function in the thread of its patterns.

    Parameters
    ----------
    group : str
        Name of the patterns that the function searches for; at most 32.
    function : callable
        It must not call itself by way of `with_compiled`.
    *args : object
        Its arguments.

    Returns
    -------
    What the function returns.

    Examples
    --------
    >>> import polars as pl
    >>> with_compiled("weather", pl.Series(["It rained.", "Snow"]).str.contains, "(?i)rain").to_list()
    [True, False]
    """
    return _thread(os.getpid(), group).submit(function, *args).result()


@cache
def _thread(_process: int, group: str) -> ThreadPoolExecutor:
    """Start a thread; a process that was forked has none of those before it."""
    return ThreadPoolExecutor(1, thread_name_prefix=f"patterns of {group}")
