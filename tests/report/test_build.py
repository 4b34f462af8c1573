import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.exceptions import FailedWork, WrongUse
from analysis.report.build import report
from analysis.report.verify import verify

pytestmark = pytest.mark.slow
FIGURES = {"index.html": 0, "2_terms.html": 4, "4_framing.html": 2, "5_sourcing.html": 3}
PAGES = ["index.html", "1_corpus.html", "2_terms.html", "3_sentiment.html", "4_framing.html", "5_sourcing.html"]


def test_what_is_in_a_report(whole: Path) -> None:
    for name in ("terms", "sentiment", "framing", "voices"):
        csv, parquet = (
            pd.read_csv(whole / "tables" / f"{name}.csv"),
            pd.read_parquet(whole / "tables" / f"{name}.parquet"),
        )
        assert csv.columns.tolist() == parquet.columns.tolist() == schema.columns("comparisons")
        assert len(csv) == len(parquet) > 0
        assert set(csv["confidence"]) == {0.9}
    for name in ("terms", "sentiment", "framing", "voices"):
        assert (whole / "figures" / f"{name}.svg").is_file()
        assert (whole / "figures" / f"{name}.png").is_file()
    assert [p for p in PAGES if not (whole / p).is_file()] == []
    assert not list(whole.rglob("texts.parquet")), "the private bundle is gone"


def test_run_json_says_what_was_done(whole: Path) -> None:
    run = json.loads((whole / "run.json").read_text("utf-8"))
    assert run["status"] == "complete"
    assert run["parameters"] == {"confidence": 0.9}
    assert run["corpus"]["columns"] == {"outlet": "paper", "body": "content", "headline": "title"}
    assert run["corpus"]["text"] is True
    assert run["packages"]["polars"]
    assert set(run["lexicons"]) >= {"frames.yml", "function_words.txt", "house_style.csv", "vader_lexicon.txt"}
    assert set(run["lexicons"]) >= {"boilerplate.yml", "columns.csv", "hedges.txt", "page.css"}
    assert run["notebooks"].keys() == {path.name for path in (whole / "notebooks").glob("*.ipynb")}
    assert run["corpus"]["parts"]["columns"].keys() >= {"outlet", "event", "published", "headline"}
    assert list(run)[:3] == ["samestory", "python", "packages"] and list(run)[-1] == "files"
    for name, sha in run["files"].items():
        assert hashlib.sha256((whole / name).read_bytes()).hexdigest() == sha


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_safe_whole_and_described(whole: Path, page: str) -> None:
    html = (whole / page).read_text("utf-8")
    assert "default-src 'none'" in html
    assert "<script" not in html.lower()
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", html), "nothing is fetched"
    assert " style=" not in html
    images = re.findall(r"<img[^>]*>", html)
    assert all(re.search(r'alt="[^"]{20,}"', image) and 'src="data:image/svg+xml' in image for image in images)
    assert len(images) == FIGURES.get(page, 1)
    assert 'lang="en"' in html


def test_hostile_names_are_shown_as_they_are(whole: Path) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in (whole / "index.html").read_text("utf-8")


def test_it_says_where_the_variation_between_articles_is_from(whole: Path) -> None:
    html = (whole / "index.html").read_text("utf-8")
    assert "how much articles of one outlet on one topic vary is taken from other outlets" in html
    terms = pd.read_csv(whole / "tables" / "terms.csv")
    assert terms["method"].str.contains("variation between articles of one outlet").any()


def test_verify_runs_a_renamed_copy_again_and_finds_it_the_same(whole: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(whole, tmp_path / "another name")
    assert "a second run gives the same" in verify(copy)
    assert not any(whole.name.encode() + b"/" in page.read_bytes() for page in whole.glob("*.html"))


def test_a_project_may_be_moved_with_its_report(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    project.mkdir()
    shutil.move(table, project / "bridge.csv")
    shutil.copy(files("analysis.lexicons") / "frames.yml", project / "mine.yml")
    monkeypatch.chdir(project)
    plan = "- {measure: voices, item: quoted, outlet: Gazette, direction: lower}\n"
    (project / "plan.yml").write_text(plan, "utf-8")
    report("bridge.csv", "reports/first", parameters={"dictionary": "mine.yml", "plan": "plan.yml"})
    moved = project.rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path)
    assert "a second run gives the same" in verify(moved / "reports" / "first")
    assert str(tmp_path) not in (moved / "reports" / "first" / "4_framing.html").read_text("utf-8")
    first = moved / "reports" / "first"
    results, voices = (pd.read_parquet(first / "tables" / f"{name}.parquet").iloc[0] for name in ("planned", "voices"))
    assert results["verdict"] in ("supported", "not supported") and results["p"] <= results["p_corrected"]
    assert voices["family_share"] == 0.025 / 2
    assert "quoted: Gazette lower than the rest" in (first / "index.html").read_text("utf-8")
    with (moved / "mine.yml").open("a", encoding="utf-8") as dictionary:
        dictionary.write("# another line\n")
    with pytest.raises(FailedWork, match=r"changed since the report was made: the dictionary \(mine.yml\)"):
        verify(moved / "reports" / "first")
    shutil.copy(files("analysis.lexicons") / "frames.yml", moved / "mine.yml")
    (moved / "plan.yml").write_text(plan.replace("lower", "higher"), "utf-8")
    with pytest.raises(FailedWork, match=r"changed since the report was made: the plan \(plan.yml\)"):
        verify(first)
    (moved / "plan.yml").write_text(plan, "utf-8")
    corpus = pd.read_csv(moved / "bridge.csv")
    corpus.assign(outlet="X" + corpus["outlet"]).to_csv(moved / "bridge.csv", index=False)
    with pytest.raises(
        FailedWork, match=r"the corpus 'bridge.csv' has changed since the report was made: the column outlet;"
    ):
        verify(moved / "reports" / "first")


def test_verify_names_what_was_altered(whole: Path) -> None:
    path = whole / "tables" / "terms.csv"
    before = path.read_bytes()
    try:
        path.write_bytes(before.replace(b"rest", b"best", 1))
        with pytest.raises(FailedWork, match=r"altered since the report was made: tables/terms.csv"):
            verify(whole)
        path.unlink()
        with pytest.raises(FailedWork, match=r"tables/terms.csv"):
            verify(whole)
    finally:
        path.write_bytes(before)


def test_verify_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is not a samestory report"):
        verify(tmp_path)


def books(notebooks, **extra: list[str]) -> Path:
    parameters = 'corpus: str = "x"  # Corpus\nout: str = ""  # Folder\noutlets: list = []  # Outlets to compare'
    made = {"_1_good": ["print('all is well')"], "_7_summary": ["print('the end')"], **extra}
    return notebooks(**{name: [parameters, *cells] for name, cells in made.items()})


def test_a_failing_cell(table: Path, tmp_path: Path, notebooks) -> None:
    out = tmp_path / "out"
    faults = report(str(table), out, folder=books(notebooks, _2_bad=["raise ValueError('no <b>luck</b>')"]))
    assert faults == {"1_good": "", "2_bad": "ValueError: no <b>luck</b>", "7_summary": ""}
    for page in ("index.html", "1_good.html", "2_bad.html"):
        html = (out / page).read_text("utf-8")
        assert "This report is incomplete." in html
        assert "no <b>luck" not in html
    assert "all is well" in (out / "1_good.html").read_text("utf-8")
    assert json.loads((out / "run.json").read_text("utf-8"))["status"] == "failed"
    with pytest.raises(FailedWork, match="the report is incomplete: 2_bad: ValueError"):
        verify(out)


def test_a_good_report_is_not_replaced_by_one_with_faults(table: Path, tmp_path: Path, notebooks) -> None:
    out, folder = tmp_path / "out", books(notebooks, _2_bad=["assert len(outlets) != 2"])
    first = report(str(table), out, folder=folder)
    assert (first.folder, any(first.values())) == (out, False)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    again = report(str(table), out, folder=folder, parameters={"outlets": ["Gazette", "Post"]})
    assert (again.folder, bool(again["2_bad"])) == (tmp_path / "out.failed", True)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert "This report is incomplete." in (again.folder / "index.html").read_text("utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bridge.csv", "notebooks", "out", "out.failed"]


def test_cells_that_were_never_run_are_noticed(table: Path, tmp_path: Path, notebooks) -> None:
    folder = books(notebooks, _2_exit=["import sys; sys.exit(0)", "print('never')"])
    faults = report(str(table), tmp_path / "out", folder=folder)
    assert "were not run" in faults["2_exit"] or "SystemExit" in faults["2_exit"]


def test_no_parameters_cell_is_refused(table: Path, tmp_path: Path, notebooks) -> None:
    folder = books(notebooks)
    text = (folder / "1_good.ipynb").read_text("utf-8").replace('"parameters"', '"others"')
    (folder / "1_good.ipynb").write_text(text, "utf-8")
    with pytest.raises(WrongUse, match="notebook '1_good.ipynb' has 0 cells tagged 'parameters'; expected one"):
        report(str(table), tmp_path / "out", folder=folder)
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
