"""The process that clears up after a command, started as a command starts it."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis._utils import guardian
from analysis.io.run_registry import Run, begin_run
from samestory_start import PROJECT


def guard(written: bytes) -> subprocess.CompletedProcess[bytes]:
    """What the guardian of a command does that writes something, and is gone."""
    command = [sys.executable, "-I", "-S", guardian.__file__, "group-of-no-process.", PROJECT]
    return subprocess.run(command, input=written, capture_output=True, timeout=100, check=True)


def end_as_if_killed(run: Run) -> None:
    """Free the lock of a run and leave the rest, as the system does with a process that is killed."""
    run._lock.release(remove=False)
    run._lock = None


def staging_of_a_killed_command(folder: Path) -> Path:
    with begin_run("bundle") as run:
        staging = run.staging_folder(folder / "out")
        (staging / "new").mkdir()
        end_as_if_killed(run)
    return staging


def test_folders_of_a_killed_command_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMESTORY_STATE", str(tmp_path / "state"))
    staging, private = staging_of_a_killed_command(tmp_path), tmp_path / "private"
    private.mkdir()
    assert staging.exists()
    assert guard(guardian.FOLDER + bytes(private)).stderr == guardian.GONE
    assert not staging.exists() and not private.exists()


def test_nothing_is_removed_after_a_command_that_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMESTORY_STATE", str(tmp_path / "state"))
    private = tmp_path / "private"
    private.mkdir()
    assert guard(guardian.FOLDER + bytes(private) + b"\n" + guardian.DONE).stderr == b""
    assert private.exists()
