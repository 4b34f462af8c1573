"""Searches with patterns that stay compiled.

Polars keeps the last 32 patterns that a thread searched for. Where there are more, each is compiled again for every
batch, which takes longer than to search some megabytes. Here each pattern has its thread, which it shares with so few
others that it stays compiled.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")
THREADS = 24


def search(method: Callable[..., T], pattern: str, *values: str | int) -> T:
    """Call a method of texts with a pattern that is used again and again.

    Parameters
    ----------
    method : callable
        Such as `texts.str.contains`.
    pattern : str
        Its first argument.
    *values : str or int
        Its others.

    Returns
    -------
    What the method returns.

    Examples
    --------
    >>> import polars as pl
    >>> search(pl.Series(["It rained.", "Snow"]).str.replace, "(?i)rain", "snow").to_list()
    ['It snowed.', 'Snow']
    """
    return _thread(os.getpid(), crc32(pattern.encode()) % THREADS).submit(method, pattern, *values).result()


@cache
def _thread(_process: int, _number: int) -> ThreadPoolExecutor:
    """Start a thread; a process that was forked has none of those before it."""
    return ThreadPoolExecutor(1, thread_name_prefix="samestory-patterns")
