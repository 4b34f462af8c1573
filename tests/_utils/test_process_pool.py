"""Processes end with the work they were started for, and with this process, and are found nowhere afterwards.

Those of `processes` in the conftest, which live as long as the tests, are of the same group.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from analysis._utils.guardian import GROUP, members
from analysis._utils.process_guard import guarded, private_folder
from analysis._utils.process_pool import pool

MARK = "SAMESTORY_TEST_MARK"


def environment_of(number: int) -> list[str]:
    return [os.environ.get(GROUP, ""), os.environ["TMPDIR"], os.environ["PYTHONSAFEPATH"], str(number)]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def where(module: str) -> str:
    return str(__import__(module).__file__)


def told_of(number: int) -> tuple[int, int]:
    if number < 0:
        raise ValueError(f"{number} is negative")
    return number + 1, os.getpid()


def counted(until: int) -> Iterator[int]:
    yield from range(until)
    raise ValueError(f"{until} is too many")


def ended() -> Iterator[int]:
    yield 1
    die()


def marked(token: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={token}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def none_left(token: str, seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while marked(token) and time.monotonic() < until:
        time.sleep(0.05)
    return not marked(token)


def test_a_pool_leaves_nothing() -> None:
    with guarded() as guard:
        others = {*members(guard.group)}
        with pool(2, environment={"COLOUR": "red"}) as workers:
            told = list(workers.map(environment_of, range(3)))
            assert {*members(guard.group)} > others
        assert {*members(guard.group)} == others
    assert {group.startswith(guard.group) for group, *_ in told} == {True}
    assert {safe for _, _, safe, _ in told} == {"1"}
    assert not any(Path(folder).exists() for _, folder, _, _ in told)
    assert "COLOUR" not in os.environ


def test_a_block_that_fails_ends_its_processes_before_it_is_left() -> None:
    with guarded() as guard:
        others = {*members(guard.group)}
        with pytest.raises(ValueError, match="the reader"), pool(1) as workers:
            workers.submit(time.sleep, 60)
            raise ValueError("the reader has failed")
        assert {*members(guard.group)} == others


def test_a_killed_worker_breaks_the_pool() -> None:
    with pytest.raises(BrokenProcessPool), pool(1) as workers:
        workers.submit(die).result()


def test_pools_in_threads_do_not_end_each_other() -> None:
    results: list[int] = []
    environment = dict(os.environ)
    together = threading.Barrier(3)

    def work(seconds: float) -> None:
        together.wait()
        with pool(1) as workers:
            workers.submit(time.sleep, seconds).result()
            results.append(workers.submit(abs, -1).result())

    threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (0, 0.2, 0.5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1, 1, 1]
    assert dict(os.environ) == environment


def test_modules_in_the_working_directory_are_not_taken_for_ours(tmp_path: Path, monkeypatch) -> None:
    for name in ("analysis", "colorsys", "random", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a module of the user was imported')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    monkeypatch.setenv("PYTHONPATH", f"{os.pathsep}{tmp_path}")
    sys.modules.pop("colorsys", None)
    with pool(1) as workers:
        found = [workers.submit(where, name).result() for name in ("colorsys", "random", "analysis")]
    assert not any(str(tmp_path) in file for file in found)


def test_a_folder_for_sockets_has_a_short_path(tmp_path: Path, monkeypatch) -> None:
    deep = tmp_path / ("d" * 90)
    deep.mkdir()
    for folder in (str(deep), str(tmp_path / "none")):
        monkeypatch.setattr("tempfile.tempdir", None)
        monkeypatch.setenv("TMPDIR", folder)
        with private_folder() as made:
            assert len(str(made)) < 80
            assert made.stat().st_mode & 0o777 == 0o700
            with pool(1) as workers:
                assert workers.submit(abs, -1).result() == 1
        assert not made.exists()


SCRIPT = """
import sys, time
from analysis._utils.process_pool import pool
with pool(2) as workers:
    running = [workers.submit(time.sleep, 60) for _ in range(2)]
    print("begun", flush=True)
    running[0].result()
"""


@pytest.mark.parametrize("with_guardian", [False, True], ids=["alone", "with its guardian"])
def test_killed_a_program_leaves_no_process(tmp_path: Path, with_guardian: bool) -> None:
    token = tmp_path.name
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, str(tmp_path / "script.py")]
    program = subprocess.Popen(
        command, env={**os.environ, MARK: token}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "begun\n", "the script is not run again in its processes"
    killed = [
        number
        for number in marked(token)
        if with_guardian and b"guardian.py" in Path(f"/proc/{number}/cmdline").read_bytes()
    ]
    assert len(killed) == with_guardian
    for number in [*killed, program.pid]:
        os.kill(number, signal.SIGKILL)
    program.wait()
    assert none_left(token)
    told = program.communicate()[1]
    assert "Traceback" not in told
    assert ("the command was ended from outside" in told) is not with_guardian


def test_a_call_alone_has_a_process_of_its_own() -> None:
    with pool(1) as workers:
        told = [workers.alone(told_of, number) for number in (1, 2)]
        assert [number for number, _ in told] == [2, 3]
        assert len({os.getpid(), *(process for _, process in told)}) == 3
        with pytest.raises(ValueError, match="-1 is negative") as raised:
            workers.alone(told_of, -1)
        assert "in told_of" in "".join(raised.value.__notes__)
        # One that dies breaks no other.
        with pytest.raises(EOFError):
            workers.alone(die)
        assert workers.alone(told_of, 3)[0] == 4
        assert workers.submit(told_of, 4).result()[0] == 5


def test_none_is_started_after_all_were_killed() -> None:
    with guarded() as guard:
        others = {*members(guard.group)}
        with pool(1) as workers:
            ended = []

            def wait() -> None:
                with pytest.raises(EOFError):
                    workers.alone(time.sleep, 60)
                ended.append(True)

            waiting = threading.Thread(target=wait)
            waiting.start()
            while {*members(guard.group)} == others:
                time.sleep(0.01)
            workers.kill()
            waiting.join(10)
            assert ended
            with pytest.raises(EOFError):
                workers.alone(told_of, 1)
        assert {*members(guard.group)} == others


def test_items_come_from_a_process_one_by_one_until_its_error_or_its_end() -> None:
    found = []
    with pool(1) as workers:
        with pytest.raises(ValueError, match="3 is too many"):
            for item in workers.stream(counted, 3):
                found.append(item)  # noqa: PERF402 (those before the error count)
        with pytest.raises(EOFError):
            list(workers.stream(ended))
        endless = workers.stream(counted, 10**9)
        assert next(endless) == 0
        endless.close()
    assert found == [0, 1, 2]
