"""How pages become one document, and what is said where no browser prints it."""

import re
import time
from pathlib import Path

import pytest

from analysis.exceptions import FailedWork, WrongUse
from analysis.report import pdf
from analysis.report.browser import find_browser, has_browser, print_page
from analysis.report.html_pages import document

PAGES = {
    "index.html": '<h1 id="top">Summary</h1><a href="1_corpus.html#trust">a</a><a href="#top">b</a>'
    '<a href="1_corpus.html">c</a>',
    "1_corpus.html": '<h2 id="trust">Trust</h2><a href="tables/terms.csv">d</a><a href="https://example.org">e</a>'
    '<a href="read.html#x">f</a><a href="javascript:alert(1)">g</a><script>alert(2)</script>'
    '<img src="https://x/y.png" alt="z">',
}
# Dates and names of cells as Skia writes them.
PRINTED = (
    b"%PDF-1.4\n/CreationDate (D:20300101123456+02'00')\n/ModDate (D:20300101123456+00'00')>>\n"
    b"/ID (node00000501)>> /ID (node00000496)>> /Names [(node00000496) 1 0 R (node00000501) 2 0 R]\n%%EOF\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, body in PAGES.items():
        (tmp_path / name).write_text(document("A title", body), "utf-8")
    return tmp_path


def browser_that(does: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program that stands for a browser alone on the search path."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "chromium"
    program.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "bin"))


def test_links_between_pages_lead_to_places_and_files_are_not_linked(folder: Path) -> None:
    html = pdf._as_one_page({name: (folder / name).read_text("utf-8") for name in PAGES})
    assert re.findall(r"<a(?: href=\"([^\"]*)\")?[^>]*>(\w)</a>", html) == [
        ("#page-1-trust", "a"), ("#page-0-top", "b"), ("#page-1", "c"),
        ("", "d"), ("https://example.org", "e"), ("", "f"), ("", "g"),
    ]  # fmt: skip
    places = re.findall(r' id="([^"]*)"', html)
    assert len(places) == len(set(places)) and {"page-0-top", "page-1-trust"} <= set(places)
    assert "<script" not in html and "x/y.png" not in html and "default-src 'none'" in html


def test_dates_and_names_of_cells_are_settled_at_equal_length() -> None:
    made = pdf.settled(PRINTED, "2024-11-17")
    assert made == (
        b"%PDF-1.4\n/CreationDate (D:20241117000000+00'00')\n/ModDate (D:20241117000000+00'00')>>\n"
        b"/ID (node00000002)>> /ID (node00000001)>> /Names [(node00000001) 1 0 R (node00000002) 2 0 R]\n%%EOF\n"
    )
    assert pdf.settled(PRINTED.replace(b"node000005", b"node000007"), "2024-11-17") == made


def test_without_a_browser_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_browser()
    with pytest.raises(WrongUse, match="^`--pdf` needs Chromium or Chrome, which was not found. Install chromium, or"):
        find_browser()


def test_a_browser_that_hangs_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser_that(f"/bin/sleep 60; echo late > {folder}/late", folder, monkeypatch)
    begun = time.monotonic()
    with pytest.raises(FailedWork, match="Chromium did not print within 0.1 seconds; run again without --pdf"):
        print_page(folder / "index.html", folder / "a.pdf", seconds=0.1)
    assert time.monotonic() - begun < 10


HALF = 'for given; do case $given in --print-to-pdf=*) echo "%PDF-1.4" > "${given#*=}";; esac; done'


@pytest.mark.parametrize("does", ["exit 1", "kill -9 $$", HALF])
def test_a_browser_that_dies_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    browser_that(does, folder, monkeypatch)
    with pytest.raises(FailedWork, match="Chromium printed no PDF; run again without --pdf"):
        pdf.write_pdf(folder, "2024-11-17")
    assert not (folder / pdf.NAME).exists()
