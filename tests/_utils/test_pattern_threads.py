import os
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from analysis._utils.pattern_threads import with_compiled


def test_a_function_gives_what_it_gives() -> None:
    texts = pl.Series(["It rained.", None, "Snow"])
    assert with_compiled("weather", texts.str.contains, "(?i)RAIN").to_list() == [True, None, False]


def test_a_fault_reaches_the_caller() -> None:
    with pytest.raises(pl.exceptions.ComputeError, match="regex"):
        with_compiled("weather", pl.Series(["a"]).str.contains, "(")


def test_a_group_keeps_its_thread() -> None:
    first, again, other = (with_compiled(group, threading.get_ident) for group in ("tide", "tide", "quay"))
    assert first == again
    assert len({first, other, threading.get_ident()}) == 3


def test_several_threads_may_use_a_group_at_once() -> None:
    texts = pl.Series(["tide", "quay"])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: with_compiled("sea", texts.str.contains, f"tide|{n}").to_list(), range(50)))
    assert found == [[True, False]] * 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_process_has_threads_of_its_own() -> None:
    with_compiled("sea", len, "tide")
    with warnings.catch_warnings(action="ignore"):  # that there are threads
        child = os.fork()
    if not child:
        os._exit(with_compiled("sea", len, "tide"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 4
