"""The entry of the command: the search path, streams that are closed, and what is printed where nothing can be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from samestory_start import PROJECT, trusted

COMMAND = [sys.executable, "-P", "-c", "from samestory_start import main; main()"]


def test_the_working_directory_is_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib").mkdir()
    (tmp_path / "link").symlink_to(tmp_path)
    given = ["", ".", str(tmp_path), str(tmp_path / "link"), "lib", "/opt/lib", "./lib/.."]
    assert trusted(given) == [str(tmp_path / "lib"), "/opt/lib"]


@pytest.mark.parametrize("folder", [PROJECT, str(Path(os.__file__).parent)])
def test_folders_that_are_needed_stay(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert trusted([folder]) == [folder]


def test_relative_entries_lead_nowhere_without_a_working_directory(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert trusted(["", "lib", "/opt/lib"]) == ["/opt/lib"]


def run(words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    shell = ["bash", "-c", f'"$0" "$@" {words}', *COMMAND]
    return subprocess.run(
        shell, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("--help > /dev/full", 1, "samestory: No space left on device; free some space"),
        ("--help >&-", 0, ""),
        ("--help <&-", 0, ""),
        ("verify nothing 2>&-", 2, ""),
        ("verify nothing >&- <&-", 2, "samestory: 'nothing' is not a samestory report"),
    ],
)
def test_streams_that_are_closed_or_full(tmp_path: Path, words: str, status: int, told: str) -> None:
    found = run(words, tmp_path)
    assert found.returncode == status
    assert found.stderr.startswith(told)
    assert found.stderr.count("\n") == bool(told)


@pytest.mark.slow
def test_modules_in_the_working_directory_are_not_run(table: Path, tmp_path: Path) -> None:
    for name in ("analysis", "pandas", "numpy", "yaml", "nbformat"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a module of the user was imported')")
    found = run("annotate bridge.csv --out out --workers 1", tmp_path, PYTHONPATH=f"{PROJECT}{os.pathsep}")
    assert (found.returncode, found.stdout) == (0, "out\n"), found.stderr
