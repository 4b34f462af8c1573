"""Examples in the documentation: Python blocks run, page by page, and so does `ingest`; commands have their options."""

import doctest
import gzip
import importlib.util
import re
import shlex
import shutil
import sys
import zipfile
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from analysis import cli
from analysis.importers import reading
from analysis.report import build
from analysis.report.worker_pool import Workers

PROJECT = Path(__file__).resolve().parents[2]
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"(<!-- not run: .+ -->\n)?^```(python|pycon|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_OURS = ("make", "papermill", "pip", "python")

sys.path.insert(0, str(PROJECT / "docs" / "_ext"))
spec = importlib.util.find_spec("command_line")
assert spec
from command_line import commands  # noqa: E402


def blocks(page: Path, *languages: str) -> list[tuple[str, str]]:
    """Language and content of the blocks that are run, in order."""
    found = BLOCK.findall(page.read_text("utf-8"))
    return [(language, content) for skipped, language, content in found if language in languages and not skipped]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: str(page.relative_to(PROJECT))
)
def test_examples_run_in_the_order_of_the_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(PROJECT / "data")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for language, content in blocks(page, "python", "pycon"):
        if language == "python":
            exec(compile(content, str(page), "exec"), names)
        else:
            runner.run(parser.get_doctest(content, names, page.name, str(page), 0), clear_globs=False)
    assert not runner.failures


def commands_on(page: Path) -> list[str]:
    """Commands of samestory on a page, in order."""
    lines = [line for _, content in blocks(page, "console") for line in re.findall(r"(?m)^\$ (.+)$", content)]
    return [line for line in lines if not line.startswith(NOT_OURS)]


COMMANDS = sorted({line for page in PAGES for line in commands_on(page)})


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_are_those_of_the_command_line(line: str) -> None:
    words = shlex.split(line, comments=True)
    name = next((name for name in commands() if words[: len(name.split())] == name.split()), None)
    assert name, f"not a command: {line}"
    commands()[name].make_context(name, words[len(name.split()) :])


def test_some_commands_were_found() -> None:
    assert len(COMMANDS) > 10


# Pages on ingest: what they name is laid out with fixtures, and their commands are run.
FIXTURES = PROJECT / "tests" / "importers" / "fixtures"
HOW_TO = PROJECT / "docs" / "how-to"
# Page -> path that it names -> fixtures, and how many articles are in the corpus after it.
LAYOUTS = {
    "nexis": ({"downloads/nexis": ["nexis_docx/cover.DOCX", "nexis_rtf/cover.RTF", "nexis_text/three.txt"]}, 5),
    "factiva": ({"downloads/factiva": ["factiva_html/codes.html", "factiva_rtf/order.rtf"]}, 3),
    "proquest": ({"downloads/proquest": ["proquest_html/mail.eml", "proquest_html/forwarded.eml"]}, 3),
    "europresse": ({"downloads/europresse": ["europresse_html/articles.html", "europresse_html/tables.html"]}, 3),
    "agencies": ({"downloads/agency": ["ninjs/three.json", "newsml/nitf.xml", "newsml/bare.xml"]}, 4),
    "web-pages": ({"pages": ["web_page/article.html", "mhtml/quoted.mhtml"], "crawl.warc.gz": ["warc/crawl.warc"]}, 3),
    "media-cloud": ({"pages": ["web_page/article.html"], "stories.csv": ["address_list/media_cloud.csv"]}, 1),
    "ingest": (
        {
            "downloads": ["text_file/article.txt", "scraper_json/newspaper.json"],
            "more.zip": ["proquest_text/export.txt", "nexis_rtf/cover.RTF"],
            "list.csv": ["table/semicolons.csv"],
        },
        8,
    ),
}


def lay_out(places: dict[str, list[str]], folder: Path) -> None:
    """Put fixtures where a page has them: into a folder, an archive, or under the name of a file."""
    for place, fixtures in places.items():
        target, files = folder / place, [FIXTURES / name for name in fixtures]
        if target.suffix == ".zip":
            with zipfile.ZipFile(target, "w") as archive:
                for file in files:
                    archive.write(file, file.name)
        elif target.suffix == ".gz":
            target.write_bytes(gzip.compress(files[0].read_bytes()))
        elif target.suffix:
            shutil.copy(files[0], target)
        else:
            target.mkdir(parents=True)
            for file in files:
                shutil.copy(file, target)


def commands_of(page: str, *names: str) -> list[list[str]]:
    """Words of the commands of a page that have one of these names, in order."""
    lines = [shlex.split(line)[1:] for line in commands_on(HOW_TO / f"{page}.md")]
    return [words for words in lines if words[0] in names]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """Run a command of the command line in this process; its exit status."""
    monkeypatch.setattr(reading, "cores", lambda: 1)

    def call(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["samestory", *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return int(end.value.code or 0)

    return call


@pytest.mark.parametrize("page", LAYOUTS)
def test_the_commands_of_a_page_read_what_it_names(page: str, run, tmp_path: Path, monkeypatch) -> None:
    places, expected = LAYOUTS[page]
    lay_out(places, tmp_path)
    monkeypatch.chdir(tmp_path)
    given = commands_of(page, "ingest", "inspect")
    assert {word.rstrip("/") for word in given[0]} >= places.keys()
    assert [run(*words) for words in given] == [0] * len(given)
    (articles,) = tmp_path.rglob("articles.parquet")
    assert len(pd.read_parquet(articles)) == expected


@pytest.mark.slow
def test_the_commands_of_a_page_end_in_a_report(run, tmp_path: Path, monkeypatch, processes: Workers) -> None:
    monkeypatch.setattr(build, "report", partial(build.report, processes=processes))
    lay_out(LAYOUTS["nexis"][0], tmp_path)
    monkeypatch.chdir(tmp_path)
    assert [run(*words) for words in commands_of("nexis", "ingest", "report")] == [0, 0]
    assert "Nordlin Post" in (tmp_path / "reports" / "ferry" / "1_corpus.html").read_text("utf-8")
