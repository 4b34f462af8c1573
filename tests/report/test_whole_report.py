"""One whole report, and the same one run again from a moved project."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import schema
from analysis.exceptions import FailedWork
from analysis.report.research_object import NAME as CRATE
from analysis.report.verify import verify
from tests.io.excel_cells import cells_of_workbook

pytestmark = pytest.mark.slow
# Where nothing can be drawn, a page has a sentence and no figure.
FIGURES = {"index.html": 0, "2_terms.html": 3, "3_sentiment.html": 0, "4_framing.html": 2, "5_sourcing.html": 3}
FIGURES |= {"6_facts.html": 0}
PAGES = ["index.html", "1_corpus.html", "2_terms.html", "3_sentiment.html", "4_framing.html", "5_sourcing.html"]
PAGES += ["6_facts.html"]


def test_what_is_in_a_report(whole: Path) -> None:
    for name in ("terms", "valence", "framing", "voices"):
        csv, parquet = (
            pd.read_csv(whole / "tables" / f"{name}.csv"),
            pd.read_parquet(whole / "tables" / f"{name}.parquet"),
        )
        assert csv.columns.tolist() == parquet.columns.tolist() == schema.columns("comparisons")
        assert len(csv) == len(parquet) > 0
        assert set(csv["confidence"]) == {0.9}
    assert "Not compared: fewer than 8 sentences on a side." in (whole / "3_sentiment.html").read_text("utf-8")
    for name in ("terms", "framing", "voices"):
        assert (whole / "figures" / f"{name}.svg").is_file()
        assert (whole / "figures" / f"{name}.png").is_file()
    assert [p for p in PAGES if not (whole / p).is_file()] == []
    assert not list(whole.rglob("texts.parquet")), "the private bundle is gone"


def test_run_json_says_what_was_done(whole: Path) -> None:
    run = json.loads((whole / "run.json").read_text("utf-8"))
    assert run["status"] == "complete"
    assert run["parameters"] == {"confidence": 0.9, "dictionary": "mine.yml", "plan": "plan.yml"}
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


def test_exports_hold_what_the_report_holds(whole: Path) -> None:
    run = json.loads((whole / "run.json").read_text("utf-8"))
    crate = {entity["@id"]: entity for entity in json.loads((whole / CRATE).read_text("utf-8"))["@graph"]}
    sums = {entity["name"]: entity["sha256"] for entity in crate.values() if "sha256" in entity}
    assert sums == {name: sha for name, sha in run["files"].items() if name != CRATE}
    assert crate["#parameter-plan"]["value"] == "plan.yml" and run["date"] == crate["./"]["datePublished"]
    cells = cells_of_workbook(whole / "tables.xlsx")
    assert set(cells) == {"contents", "columns", *(file.stem for file in (whole / "tables").glob("*.parquet"))}
    assert "<script>alert(1)</script>" in {row[2] for row in cells["voices"]}
    methods = (whole / "methods.md").read_text("utf-8")
    assert "with 90 % confidence intervals" in methods and "the dictionary mine.yml" in methods
    assert "Holm's procedure" in methods and "[@holm1979]" in methods
    assert "@article{holm1979," in (whole / "references.bib").read_text("utf-8")
    assert 'id="cite"' in (whole / "index.html").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_safe_whole_and_described(whole: Path, page: str) -> None:
    html = (whole / page).read_text("utf-8")
    assert "default-src 'none'" in html
    assert "<script" not in html.lower()
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", html), "nothing is fetched"
    image = re.compile(r"""<img (?:"[^"]*"|[^>"])*>""")
    assert " style=" not in image.sub("", html)
    images = image.findall(html)
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


def test_planned_hypotheses_have_half_of_the_error_rate(whole: Path) -> None:
    results, voices = (pd.read_parquet(whole / "tables" / f"{name}.parquet").iloc[0] for name in ("planned", "voices"))
    assert results["verdict"] in ("supported", "not supported") and results["p"] <= results["p_corrected"]
    assert voices["family_share"] == pytest.approx(0.025 / 2, rel=1e-6)  # tables keep six digits
    assert "quoted: Gazette lower than the rest" in (whole / "index.html").read_text("utf-8")


def test_a_project_may_be_moved_with_its_report(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = whole.parent.parent
    moved = Path(shutil.copytree(project, tmp_path / "moved to another name"))
    made = (moved / "reports" / "first").rename(moved / "reports" / "renamed")
    monkeypatch.chdir(tmp_path)
    assert "a second run gives the same" in verify(made)
    places = (str(project).encode(), str(tmp_path).encode(), whole.name.encode() + b"/")
    assert not [page.name for page in made.glob("*.html") if any(place in page.read_bytes() for place in places)]
    with (moved / "mine.yml").open("a", encoding="utf-8") as dictionary:
        dictionary.write("# another line\n")
    with pytest.raises(FailedWork, match=r"changed since the report was made: the dictionary \(mine.yml\)"):
        verify(made)
    shutil.copy(project / "mine.yml", moved / "mine.yml")
    (moved / "plan.yml").write_text((project / "plan.yml").read_text("utf-8").replace("lower", "higher"), "utf-8")
    with pytest.raises(FailedWork, match=r"changed since the report was made: the plan \(plan.yml\)"):
        verify(made)
    shutil.copy(project / "plan.yml", moved / "plan.yml")
    corpus = pd.read_csv(moved / "bridge.csv")
    corpus.assign(paper="X" + corpus["paper"]).to_csv(moved / "bridge.csv", index=False)
    with pytest.raises(
        FailedWork, match=r"the corpus 'bridge.csv' has changed since the report was made: the column outlet;"
    ):
        verify(made)


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
