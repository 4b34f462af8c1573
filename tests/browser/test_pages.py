"""Every page of two reports in headless Chromium, by mouse and by keyboard, in the dark, on a phone and as a PDF."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from analysis.report import pdf

pytestmark = pytest.mark.slow
# Pixels of a page 1280 px wide.
MOST = {"atacms": 6_000, "town": 12_000}
# What no reader should meet -> what stands in its place.
FORBIDDEN = {
    r"\bcompound\b": "the score of VADER",
    r"\bnpmi\b|\bjaccard\b|4term|\bg2\b|\bdp norm\b": "the measure in words",
    r"\bsegments?\b": "sentences",
    r"(?<!their )\bitems?\b": "what is counted",
    r"(?<![\w.])[a-z]+_\w+": "a name with blanks, or code",
    r"[+−-]0\.?0*(?![\d.])": "0",
    r"(?<![\w:.,–-])-\d": "a minus sign",
    r"\d%": "a blank before the percent sign",
    r"\de[+−-]?\d\d": "a decimal number",
    r"\bnan\b|\bNaN\b|\binf\b": "a dash",
    r"\d\.\d{3,} ?%": "two significant digits",
}
# Not for readers of the page alone, and the words of others.
UNREAD = re.compile(
    r'<(style|script|svg)[ >].*?</\1>|<div class="[^"]*\binput\b.*?</pre></div>|<code>.*?</code>|“.*?”', re.DOTALL
)


@pytest.mark.browser
def test_no_page_asks_for_anything_or_complains(visits) -> None:
    heard = {name: [*visit.requests, *visit.errors] for name, visit in visits.items()}
    assert {name: list(of_page) for name, of_page in heard.items() if of_page} == {}


@pytest.mark.browser
def test_axe_finds_no_violation_in_light_and_dark(visits) -> None:
    assert {name: visit.violations for name, visit in visits.items() if visit.violations} == {}


@pytest.mark.browser
def test_every_link_leads_to_a_page_a_file_or_a_place(visits, reports: dict[str, Path]) -> None:
    dead = []
    for name, visit in visits.items():
        corpus, _, page = name.partition("/")
        for link in visit.links:
            target, _, anchor = unquote(link).partition("#")
            file = (reports[corpus] / page).parent / target if target else reports[corpus] / page
            place = f"{corpus}/{file.resolve().relative_to(reports[corpus].resolve()).as_posix()}"
            if not file.is_file() or (anchor and place in visits and anchor not in visits[place].anchors):
                dead.append(f"{name}: {link}")
    assert dead == []


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_phone_with_scripts_or_without(visits) -> None:
    assert {name: visit.overflow for name, visit in visits.items() if any(visit.overflow.values())} == {}


@pytest.mark.browser
def test_letters_are_large_enough_on_a_phone(visits) -> None:
    assert {name: visit.smallest for name, visit in visits.items() if visit.smallest < 9.99} == {}


@pytest.mark.browser
def test_pages_are_short(visits) -> None:
    heights = {name: visit.height for name, visit in visits.items()}
    assert {name: height for name, height in heights.items() if height > MOST[name.partition("/")[0]]} == {}


@pytest.mark.browser
def test_pages_open_in_less_than_two_seconds(visits) -> None:
    assert {name: visit.seconds for name, visit in visits.items() if visit.seconds > 2} == {}


@pytest.mark.browser
def test_switches_and_facts_of_the_page_read_work_by_keyboard(browser, reports: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(sorted(reports["town"].glob("read-*.html"))[0].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#voices").focus()
    shown = "getComputedStyle(document.querySelector('article .q')).backgroundColor"
    marked = page.evaluate(shown)
    page.keyboard.press("Space")
    assert not page.is_checked("#voices") and page.evaluate(shown) != marked
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "speakers"
    fact = page.locator(".facts li span a").first
    fact.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(str(fact.get_attribute("href")))
    seen = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= seen < 800
    page.close()


@pytest.mark.browser
def test_what_the_tab_key_stops_at_scrolls_or_is_a_link(visits) -> None:
    assert {name: visit.still for name, visit in visits.items() if visit.still} == {}


@pytest.mark.browser
def test_the_first_screen_shows_a_headline_a_claim_and_a_picture_and_the_second_the_facts(visits) -> None:
    for name in ("atacms/index.html", "town/index.html"):
        tops = visits[name].tops
        assert max(tops["h1"], tops[".says"], tops["img"]) < 700, name
    assert visits["atacms/index.html"].tops[".facts"] < 1_600


def test_readers_meet_no_name_of_the_code_and_no_number_of_another_style(reports: dict[str, Path]) -> None:
    met = []
    for path in (path for folder in reports.values() for path in sorted(folder.glob("*.html"))):
        page = UNREAD.sub(" ", path.read_text("utf-8"))
        text = " ".join(
            unescape(" ".join([re.sub(r"<[^>]+>", " | ", page), *re.findall(r'alt="([^"]*)"', page)])).split()
        )
        for pattern, instead in FORBIDDEN.items():
            met += [
                f"{path.name}: {text[max(m.start() - 30, 0) : m.end() + 30]}: {instead}"
                for m in re.finditer(pattern, text)
            ]
    assert met == []


@pytest.mark.browser
def test_two_prints_are_the_same_bytes_with_outline_and_links_and_without_paths(
    reports: dict[str, Path], tmp_path: Path
) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    for folder in (first, second):
        folder.mkdir()
        for page in (*reports["atacms"].glob("[0-9]_*.html"), reports["atacms"] / "index.html"):
            (folder / page.name).write_bytes(page.read_bytes())
        pdf.write_pdf(folder, "2024-11-17")
    content = (first / pdf.NAME).read_bytes()
    assert content == (second / pdf.NAME).read_bytes()
    assert content.count(b"D:20241117000000+00'00'") == 2
    assert b"/Outlines" in content and b"/Subtype /Link" in content
    assert b"file:" not in content and str(tmp_path).encode() not in content and b"/JS" not in content
    assert 10 <= len(re.findall(rb"/Type /Page\b", content)) <= 60
