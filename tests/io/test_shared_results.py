"""Results that one of several processes computes for all."""

from __future__ import annotations

import io
import os
import pickle
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from analysis.io.shared_results import share_in, shared_result


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    share_in(tmp_path / "results")
    yield tmp_path / "results"
    share_in(None)


def never() -> int:
    raise AssertionError


def test_nothing_is_shared_unless_a_folder_is_named() -> None:
    assert shared_result("sum", never, lambda: 1) == 1


def test_a_result_is_computed_once(folder: Path) -> None:
    assert shared_result("sum", lambda: [1, 2], lambda: 3) == 3
    assert shared_result("sum", lambda: [1, 2], never) == 3


def test_results_of_other_inputs_and_names_are_others(folder: Path) -> None:
    shared_result("sum", lambda: [1, 2], lambda: 3)
    assert shared_result("sum", lambda: [1, 3], lambda: 4) == 4
    assert shared_result("product", lambda: [1, 2], lambda: 2) == 2


def test_what_fails_is_computed_again(folder: Path) -> None:
    with pytest.raises(AssertionError):
        shared_result("sum", lambda: 1, never)
    assert shared_result("sum", lambda: 1, lambda: 1) == 1


def test_where_nothing_can_be_written_it_is_computed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = pickle.dump

    def full(value: object, file: Any, protocol: int) -> None:
        if isinstance(file, io.BufferedWriter):
            raise OSError(28, "No space left on device")
        dump(value, file, protocol)

    monkeypatch.setattr("analysis.io.shared_results.pickle.dump", full)
    assert [shared_result("sum", lambda: 1, lambda number=number: number) for number in (1, 2)] == [1, 2]
    assert [file.suffix for file in folder.iterdir()] == [".lock"]


def slowly(folder: Path) -> int:
    """Return the process that computed the result."""

    def compute() -> int:
        time.sleep(0.3)
        return os.getpid()

    share_in(folder)
    return shared_result("process", lambda: 0, compute)


def test_processes_wait_for_the_one_that_computes(folder: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert len(set(pool.map(slowly, [folder] * 2))) == 1
