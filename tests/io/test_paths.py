"""Paths as they are given; one that no file can have is one that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.io.bundle_format import is_bundle
from analysis.io.paths import PROJECT, expanded, is_there, resolve

NOBODY = "~nobody-of-this-name/news.csv"


def test_the_home_folder_of_nobody_is_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert expanded("~/news.csv") == tmp_path / "news.csv"
    assert expanded(NOBODY) == resolve(NOBODY) == Path(NOBODY)


def test_a_path_is_looked_for_below_the_project_where_it_is_only_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve("analysis/columns.csv") == PROJECT / "analysis" / "columns.csv"
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis" / "columns.csv").touch()
    assert resolve("analysis/columns.csv") == Path("analysis/columns.csv")


@pytest.mark.parametrize("name", ["x" * 400, "a\0b", NOBODY])
def test_what_no_file_can_be_called_is_not_there_and_no_bundle(name: str) -> None:
    assert not is_there(Path(name)) and not is_bundle(Path(name))
