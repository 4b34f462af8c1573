"""Reports of small notebooks: faults in cells, folders that exist, interruption."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.exceptions import FailedWork, WrongUse
from analysis.report.build import report
from analysis.report.verify import verify
from analysis.report.worker_pool import Workers

pytestmark = pytest.mark.slow


def test_verify_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is not a samestory report"):
        verify(tmp_path)


def books(notebooks, **extra: list[str]) -> Path:
    parameters = 'corpus: str = "x"  # Corpus\nout: str = ""  # Folder\noutlets: list = []  # Outlets to compare'
    made = {"_1_good": ["print('all is well')"], "_7_summary": ["print('the end')"], **extra}
    return notebooks(**{name: [parameters, *cells] for name, cells in made.items()})


def test_a_failing_cell_and_cells_that_were_never_run(
    table: Path, tmp_path: Path, notebooks, processes: Workers
) -> None:
    out = tmp_path / "out"
    bad, ends = ["raise ValueError('no <b>luck</b>')"], ["import sys; sys.exit(0)", "print('never')"]
    dies = ["print('so far')", "import os; os.kill(os.getpid(), 9)"]
    folder = books(notebooks, _2_bad=bad, _3_exit=ends, _4_dies=dies)
    faults = report(str(table), out, folder=folder, processes=processes)
    assert faults.pop("4_dies") == "DeadKernelError: Kernel died"
    never = faults.pop("3_exit")
    assert "were not run" in never or "SystemExit" in never
    assert faults == {"1_good": "", "2_bad": "ValueError: no <b>luck</b>", "7_summary": ""}
    for page in ("index.html", "1_good.html", "2_bad.html"):
        html = (out / page).read_text("utf-8")
        assert "This report is incomplete." in html
        assert "no <b>luck" not in html
    assert "all is well" in (out / "1_good.html").read_text("utf-8")
    assert json.loads((out / "run.json").read_text("utf-8"))["status"] == "failed"
    with pytest.raises(FailedWork, match="the report is incomplete: 2_bad: ValueError"):
        verify(out)


def test_a_good_report_is_not_replaced_by_one_with_faults(
    table: Path, tmp_path: Path, notebooks, processes: Workers
) -> None:
    out, folder = tmp_path / "out", books(notebooks, _2_bad=["assert len(outlets) != 2"])
    first = report(str(table), out, folder=folder, processes=processes)
    assert (first.folder, any(first.values())) == (out, False)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    again = report(str(table), out, folder=folder, parameters={"outlets": ["Gazette", "Post"]}, processes=processes)
    assert (again.folder, bool(again["2_bad"])) == (tmp_path / "out.failed", True)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert "This report is incomplete." in (again.folder / "index.html").read_text("utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bridge.csv", "notebooks", "out", "out.failed"]


def test_no_parameters_cell_is_refused(table: Path, tmp_path: Path, notebooks, processes: Workers) -> None:
    folder = books(notebooks)
    text = (folder / "1_good.ipynb").read_text("utf-8").replace('"parameters"', '"others"')
    (folder / "1_good.ipynb").write_text(text, "utf-8")
    with pytest.raises(WrongUse, match="notebook '1_good.ipynb' has 0 cells tagged 'parameters'; expected one"):
        report(str(table), tmp_path / "out", folder=folder, processes=processes)
    assert not (tmp_path / "out").exists()


def test_interrupted_it_leaves_nothing(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    command = [sys.executable, "-m", "analysis.cli", "report", str(table), "--out", str(out)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("deep/.out.*/new/notebooks")) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    os.kill(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "stopped; nothing was written" in told
    time.sleep(1.5)
    assert [p.name for p in tmp_path.iterdir()] == [table.name]
