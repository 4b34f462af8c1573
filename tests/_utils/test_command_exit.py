"""How commands end: one sentence and a status for whatever goes wrong, and handlers of signals as before."""

import contextlib
import errno
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

import pytest

from analysis._utils import command_exit as ending
from analysis._utils.command_exit import Stopped, finish, message_and_status, note_output
from analysis.exceptions import FailedWork, WrongUse

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def fails(error: BaseException):
    def command() -> None:
        raise error

    return command


def ended(command, capsys: pytest.CaptureFixture) -> tuple[object, str]:
    with pytest.raises(SystemExit) as end:
        finish(command)
    return end.value.code, capsys.readouterr().err


ERRORS = [
    (WrongUse("no such outlet"), 2, "no such outlet"),
    (FailedWork("it broke"), 1, "it broke"),
    (MemoryError(), 1, "too little memory"),
    (ImportError("libx.so: failed to map segment from shared object"), 1, "too little memory"),
    (RecursionError("maximum recursion depth exceeded"), 1, "nested too deep"),
    (BrokenProcessPool("terminated abruptly"), 1, "was ended from outside, as when there is too little memory"),
    (RuntimeError("can't start new thread"), 1, "raise the limit `ulimit -u`"),
    (OSError(errno.ENOSPC, "No space left on device", "a.parquet"), 1, "'a.parquet': No space left on device; free"),
    (OSError(errno.EMFILE, "Too many open files"), 1, "Too many open files; raise the limit of open files"),
    (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), 1, "no further process or thread"),
    (BrokenPipeError(errno.EPIPE, "Broken pipe"), 1, "what reads the output was closed"),
    (KeyError("body"), 1, "unexpected KeyError: 'body'; set SAMESTORY_DEBUG=1 to see where it comes from"),
    (ValueError("many\nlines " * 9999), 1, "unexpected ValueError: many"),
    (BaseException("a panic of a library"), 1, "unexpected BaseException: a panic of a library"),
]


@pytest.mark.parametrize(("error", "status", "message"), ERRORS, ids=[type(e).__name__ for e, _, _ in ERRORS])
def test_every_error_is_one_bounded_sentence(capsys, monkeypatch, error, status: int, message: str) -> None:
    monkeypatch.delenv("SAMESTORY_DEBUG", raising=False)
    code, told = ended(fails(error), capsys)
    assert code == status
    assert told.startswith("samestory: ")
    assert message in told
    assert told.count("\n") == 1
    assert len(told) < 1000


def test_the_traceback_of_an_unexpected_error_can_be_seen(capsys, monkeypatch) -> None:
    monkeypatch.setenv("SAMESTORY_DEBUG", "1")
    assert "in command" in ended(fails(KeyError("body")), capsys)[1]


@pytest.fixture
def default_handlers() -> Iterator[None]:
    """Signals that are ignored, as under nohup, are handled for the time of the test."""
    ignored = [number for number in SIGNALS if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@pytest.mark.usefixtures("default_handlers")
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_one_sentence_and_handlers_are_restored(capsys, number: signal.Signals) -> None:
    before = [signal.getsignal(one) for one in (*SIGNALS, signal.SIGALRM)]
    status, told = ended(lambda: os.kill(os.getpid(), number), capsys)
    assert (status, told) == (130, "samestory: stopped; nothing was written\n")
    assert [signal.getsignal(one) for one in (*SIGNALS, signal.SIGALRM)] == before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_a_second_signal_does_not_break_off_clearing_up(capsys) -> None:
    cleared = []

    def command() -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
        finally:
            for number in SIGNALS:
                os.kill(os.getpid(), number)
                cleared.append(number)

    assert ended(command, capsys)[0] == 130
    assert cleared == SIGNALS


def test_a_stop_that_a_library_catches_arrives_later(capsys, monkeypatch) -> None:
    monkeypatch.setattr(ending, "_REPEAT", 0.01)

    def command() -> None:
        with contextlib.suppress(BaseException):
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(20)
        raise AssertionError("the stop was lost")

    assert ended(command, capsys) == (130, "samestory: stopped; nothing was written\n")


def test_a_stop_in_a_destructor_shows_no_traceback(capsys, monkeypatch) -> None:
    monkeypatch.setattr(ending, "_REPEAT", 0.01)

    class Slow:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)

    def command() -> None:
        Slow()
        time.sleep(20)

    assert ended(command, capsys) == (130, "samestory: stopped; nothing was written\n")


def test_a_stop_after_the_output_is_in_place_does_not_deny_it(capsys) -> None:
    def command() -> None:
        note_output("reports/bridge")
        os.kill(os.getpid(), signal.SIGTERM)

    assert ended(command, capsys) == (130, "samestory: stopped; 'reports/bridge' was finished before\n")
    assert message_and_status(Stopped("batches are kept"))[0] == "stopped; 'reports/bridge' was finished before"
    ended(lambda: None, capsys)
    assert message_and_status(Stopped("batches are kept")) == ("stopped; batches are kept", 130)


def test_in_another_thread_no_handler_is_touched(capsys) -> None:
    before, codes = [signal.getsignal(one) for one in SIGNALS], []

    def run() -> None:
        try:
            finish(fails(WrongUse("no such outlet")))
        except SystemExit as end:
            codes.append(end.code)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert codes == [2]
    assert [signal.getsignal(one) for one in SIGNALS] == before


def test_a_working_directory_that_is_gone_is_said(tmp_path, capsys, monkeypatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert ended(lambda: None, capsys) == (
        2, "samestory: the working directory no longer exists; change to another one and run again\n"
    )  # fmt: skip
