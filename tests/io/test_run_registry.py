import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.io import run_entries
from analysis.io.run_entries import ROOT_VARIABLE
from analysis.io.run_registry import RUN_VARIABLE, Run, active_runs, begin_run, sweep
from analysis.io.staging import EARLIER_OUTPUT, STAGING_MARKER, remove_staging


def end_as_if_killed(run: Run) -> None:
    """Free the lock of a run and leave the rest, as the system does with a process that is killed."""
    assert run._lock is not None
    run._lock.release(remove=False)
    run._lock = None


def test_an_earlier_output_is_put_back_after_an_interrupted_replacement(
    earlier: Path, tmp_path: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    before = contents(earlier)
    with begin_run("share") as run:
        staging = run.staging_folder(earlier)
        earlier.rename(staging / EARLIER_OUTPUT)
        end_as_if_killed(run)
    assert not earlier.exists()
    assert sweep() == [str(staging)]
    assert contents(earlier) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_the_next_run_on_the_same_output_clears_it_without_a_list(
    earlier: Path, tmp_path: Path, make_output: Callable[..., None]
) -> None:
    """As where the list was on another machine."""
    with begin_run("share") as run:
        staging = run.staging_folder(earlier)
        (staging / "new").mkdir()
        assert run._entry is not None
        (run._entry.folder / "folders").write_text("not a list\n")
        end_as_if_killed(run)
    sweep()
    assert staging.exists()
    make_output(earlier, force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_interrupted_removal_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with begin_run("share") as run:
        staging = run.staging_folder(tmp_path / "out")
        (staging / "texts.parquet").write_text("a text")
        monkeypatch.setattr(Path, "rmdir", lambda self: (_ for _ in ()).throw(OSError))
        monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
        (staging / "new").mkdir()
        remove_staging(staging)
        end_as_if_killed(run)
    monkeypatch.undo()
    left = [p.name for p in tmp_path.iterdir()]
    assert left == [staging.name + ".gone"]
    sweep()
    assert list(tmp_path.iterdir()) == []


def test_only_folders_that_name_the_run_are_swept(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    with begin_run("share") as run:
        run.register(mine)
        other = run.staging_folder(tmp_path / "out")
        (other / STAGING_MARKER).write_text(json.dumps({"run": "another", "target": "x"}))
        link = run.staging_folder(tmp_path / "out")
        (link / STAGING_MARKER).unlink()
        link.rmdir()
        link.symlink_to(mine)
        end_as_if_killed(run)
    assert sweep() == []
    assert (mine / "thesis.txt").exists()
    assert other.exists()


def test_a_child_process_continues_the_run_of_its_parent() -> None:
    code = "from analysis.io.run_registry import begin_run\nwith begin_run('report') as run: print(run.id)"
    with begin_run("report") as run:
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert found.strip() == run.id == os.environ[RUN_VARIABLE]
        assert len(active_runs()) == 1, "the child does not end the run"
    assert RUN_VARIABLE not in os.environ
    assert active_runs() == []


def test_a_run_within_a_run_is_the_same() -> None:
    with begin_run("verify") as outer:
        with begin_run("report") as inner:
            assert inner is outer
        assert len(active_runs()) == 1
    assert active_runs() == []


def test_another_root_is_used_where_the_first_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_output: Callable[..., None]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path / "file" / "state"))
    monkeypatch.setattr(run_entries.tempfile, "gettempdir", lambda: str(tmp_path))
    make_output(tmp_path / "out")
    assert (tmp_path / "out" / "bundle.json").is_file()
    assert len(list(tmp_path.glob("samestory-*"))) == 1
