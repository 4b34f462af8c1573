from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.exceptions import WrongUse
from analysis.io.notebook_saves import check_save_folder, saved_file
from analysis.io.output_kinds import REPORT
from analysis.io.outputs import output_folder


def test_notebooks_save_only_into_their_own_folders(tmp_path: Path) -> None:
    check_save_folder(tmp_path / "new", tmp_path / "bridge.csv")
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "thesis.txt").write_text("mine")
    check_save_folder(tmp_path / "saved", "")
    with saved_file(tmp_path / "saved" / "tables" / "terms.csv") as work:
        work.write_text("new")
    check_save_folder(tmp_path / "saved", "")
    (tmp_path / "mine" / "tables").mkdir(parents=True)
    (tmp_path / "mine" / "tables" / "terms.csv").write_text("mine")
    with pytest.raises(WrongUse, match="contains 'terms.csv', which no notebook saved; set `out` to another folder"):
        check_save_folder(tmp_path / "mine", "")
    with pytest.raises(WrongUse, match="no notebook saved"), saved_file(tmp_path / "mine" / "tables" / "terms.csv"):
        pass
    assert (tmp_path / "mine" / "tables" / "terms.csv").read_text() == "mine"
    (tmp_path / "corpus").mkdir()
    with pytest.raises(WrongUse, match="lies in the input"):
        check_save_folder(tmp_path / "corpus" / "out", tmp_path / "corpus")
    with output_folder(tmp_path / "report", REPORT) as output:
        (output.new / "run.json").write_text("{}")
        check_save_folder(output.new, tmp_path)


def test_a_late_process_does_not_restore_a_removed_folder(tmp_path: Path, write_output: Callable[..., None]) -> None:
    with output_folder(tmp_path / "out", REPORT, force=True) as output:
        write_output(output.new, REPORT)
    with pytest.raises(OSError), saved_file(output.new / "tables" / "terms.csv") as work:
        work.write_text("late")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
