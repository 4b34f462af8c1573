import os
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from analysis._utils.compiled_patterns import THREADS, search


def test_a_search_gives_what_the_method_gives() -> None:
    texts = pl.Series(["It rained.", None, "Snow"])
    assert search(texts.str.contains, "(?i)RAIN").to_list() == [True, None, False]
    assert search(texts.str.extract, "(.)(.)", 2).to_list() == ["t", None, "n"]


def test_a_fault_reaches_the_caller() -> None:
    with pytest.raises(pl.exceptions.ComputeError, match="regex"):
        search(pl.Series(["a"]).str.contains, "(")


def test_a_pattern_keeps_its_thread_and_few_share_one() -> None:
    patterns = [f"{number}" for number in range(400)]
    threads = [search(lambda _: threading.get_ident(), pattern) for pattern in patterns]
    assert [search(lambda _: threading.get_ident(), pattern) for pattern in patterns] == threads
    assert len(set(threads)) == THREADS
    assert max(map(threads.count, threads)) <= 32


def test_several_threads_may_search_at_once() -> None:
    texts = pl.Series(["tide", "quay"])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: search(texts.str.contains, f"tide|{number}").to_list(), range(50)))
    assert found == [[True, False]] * 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_process_searches_too() -> None:
    search(len, "tide")
    with warnings.catch_warnings(action="ignore"):  # that there are threads
        child = os.fork()
    if not child:
        os._exit(search(len, "tide"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 4
