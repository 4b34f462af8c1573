"""Limits of the machine are checked, with a sentence on how to raise them."""

import resource
import subprocess
import sys

import pytest

from analysis._utils import machine_limits as limits
from analysis._utils.machine_limits import check_limits
from analysis.exceptions import FailedWork


@pytest.mark.parametrize(
    ("number", "value", "message"),
    [
        ("RLIMIT_NOFILE", 64, "the limit of open files is too low; raise it to 256 or more: `ulimit -n 256` ("),
        ("RLIMIT_AS", 2**30, "the limit of memory is too low; raise it to 3145728 or more: `ulimit -v 3145728`"),
    ],
)  # fmt: skip
def test_a_limit_that_cannot_be_raised_is_named(number: str, value: int, message: str) -> None:
    code = (
        f"import resource; resource.setrlimit(resource.{number}, ({value}, {value}));"
        "from analysis._utils.command_exit import finish; from analysis._utils.machine_limits import check_limits;"
        "finish(check_limits)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert message in told.stderr


def test_a_soft_limit_is_raised() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
    try:
        check_limits()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (limits.FILES, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_too_few_threads_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    def start(thread: object) -> None:
        started.append(thread)
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", start)
    with pytest.raises(FailedWork, match="only 0 threads can be started, and 32 are needed; close other programs"):
        check_limits()
    assert len(started) == 1
