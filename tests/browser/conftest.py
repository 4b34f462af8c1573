"""Two reports, one of them on names that are markup, and what headless Chromium sees of their pages."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from analysis.report.worker_pool import Workers

PROJECT = Path(__file__).resolve().parents[2]
# The five articles as a clean clone has them, and the corpus that was written for the project.
ATACMS, TARNHOLM = PROJECT / "data" / "atacms" / "bundle", PROJECT / "data" / "tarnholm"
# What stands beside the name of an outlet, in a headline and in a text, in each copy of that corpus.
MARKS = ("<script>alert(1)</script> $x$", '"><img src=x onerror=alert(2)> \u202e🙂 ' + "N" * 190)
MOST_PAGES = 2  # of a kind: events, outlets and articles side by side
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, NARROW = ({"width": width, "height": 800} for width in (1280, 400))

AXE = "rules => axe.run(document, {resultTypes: ['violations'], preload: false, ...(rules && {runOnly: rules})})"
OVERFLOW = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
SEEN = """() => ({
    height: document.scrollingElement.scrollHeight,
    links: [...document.links].map(link => link.getAttribute("href")),
    anchors: [...document.querySelectorAll("[id]")].map(element => element.id),
    tops: Object.fromEntries(["h1", ".says", "img", ".facts"].map(
        part => [part, document.querySelector(part)?.getBoundingClientRect().top ?? null])),
})"""
# Figures are images of SVG, whose letters are 9 points high.
SMALLEST = """() => Math.min(
    ...[...document.querySelectorAll("body *")]
        .filter(element => element.offsetParent && [...element.childNodes].some(node => node.data?.trim()))
        .map(element => parseFloat(getComputedStyle(element).fontSize)),
    ...[...document.images].map(image => 9 * 4 / 3 * image.width / image.naturalWidth))"""
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"
STILL = """() => [...document.querySelectorAll("[tabindex='0']")]
    .filter(element => element.scrollWidth <= element.clientWidth).map(element => element.ariaLabel)"""


class Visit(NamedTuple):
    """A page as a browser shows it.

    Attributes
    ----------
    height : int
        At 1280 px, with what is folded.
    links, anchors : list of str
        Addresses of links as written, and all ids.
    tops : dict
        Selector -> distance of its first element from the top at 1280 px, None without one.
    still : list of str
        What the tab key stops at although it does not scroll at 1280 px and is no link.
    seconds : float
        Until it is loaded.
    requests, errors, violations : list of str
        Addresses outside the report that were asked for, messages of the console, and what axe-core finds in light and
        dark.
    overflow : dict of str to int
        'with' and 'without' scripts -> by how many pixels the page is wider than 400 px.
    smallest : float
        Height of the smallest letters at 400 px, in pixels.
    """

    height: int
    links: list[str]
    anchors: list[str]
    tops: dict[str, float]
    still: list[str]
    seconds: float
    requests: list[str]
    errors: list[str]
    violations: list[str]
    overflow: dict[str, int]
    smallest: float


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, its tests are skipped."""
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="no Chromium is installed; on Debian: apt-get install chromium")
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, processes: Workers) -> dict[str, Path]:
    """A report on each corpus."""
    from analysis.report.build import report

    folder = tmp_path_factory.mktemp("reports")
    corpora = {"atacms": ATACMS, "town": _town(folder / "written")}
    for name, corpus in corpora.items():
        faults = report(str(corpus), folder / name, processes=processes)
        assert not any(faults.values()), faults
    return {name: folder / name for name in corpora}


def _town(folder: Path) -> Path:
    """Write a corpus of many outlets and events: the one of the project twice, with hostile names."""
    (folder / "text").mkdir(parents=True)
    shutil.copy(TARNHOLM / "actors.yml", folder)
    manifest = pd.read_csv(TARNHOLM / "articles.csv").drop(columns="sha256")
    copies = []
    for number, mark in enumerate(MARKS):
        for name in manifest["file"]:
            headline, *lines = (TARNHOLM / "text" / name).read_text("utf-8").split("\n")
            text = "\n".join([f"{headline} {mark[:40]}", *lines, f"Nobody in ward {number} {mark} was told of it."])
            (folder / "text" / f"{number}-{name}").write_text(text, "utf-8")
        added = {name: f"{number}-" + manifest[name] for name in ("article_id", "file")}
        names = {
            "outlet": manifest["outlet"] + f" {mark}",
            "event": manifest["event"].str.replace("-", f"{number}-", n=1),
        }
        copies.append(manifest.assign(**added, **names, group=f"side {mark[:30]}"))
    pd.concat(copies).to_csv(folder / "articles.csv", index=False)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def visits(browser: Any, reports: dict[str, Path]) -> dict[str, Visit]:
    """What a browser sees of each page, by 'corpus/page.html'."""
    # Two tabs for all pages: a new one takes longer than loading a page.
    tabs = [browser.new_context(java_script_enabled=enabled).new_page() for enabled in (True, False)]
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": _visit(*tabs, path.as_uri(), folder.as_uri())
        for name, folder in reports.items()
        for path in _pages(folder)
    }


def _pages(folder: Path) -> list[Path]:
    """Return the pages to visit: those of notebooks, and the first of each other kind."""
    read = sorted(folder.glob("read*.html"))
    others = (sorted(folder.glob(f"{kind}/*.html"))[:MOST_PAGES] for kind in ("events", "outlets"))
    return [*sorted({*folder.glob("*.html")} - {*read}), *read[:MOST_PAGES], *chain.from_iterable(others)]


def _visit(page: Any, without: Any, address: str, report: str) -> Visit:
    """Load a page of a report with scripts, and once more without."""
    requests: list[str] = []
    errors: list[str] = []
    heard = {
        "request": lambda request: requests.append(request.url),
        "console": lambda message: errors.append(message.text),
        "pageerror": lambda error: errors.append(str(error)),
    }
    for event, listener in heard.items():
        page.on(event, listener)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    page.goto(address)
    seconds = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000
    seen = page.evaluate(SEEN)
    page.evaluate(UNFOLD)
    still = page.evaluate(STILL)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    violations = _violations(page, None)
    # Colours alone differ in the dark, and what scrolls on a phone.
    page.emulate_media(color_scheme="dark")
    violations += _violations(page, ["color-contrast"])
    page.set_viewport_size(NARROW)
    violations += _violations(page, ["scrollable-region-focusable"])
    without.set_viewport_size(NARROW)
    without.goto(address)
    smallest = page.evaluate(SMALLEST)
    overflow = {"with": page.evaluate(OVERFLOW), "without": without.evaluate(OVERFLOW)}
    others = [url for url in requests if not url.startswith((f"{report}/", "data:"))]
    for event, listener in heard.items():
        page.remove_listener(event, listener)
    return Visit(
        **seen,
        still=still,
        seconds=seconds,
        requests=others,
        errors=errors,
        violations=violations,
        overflow=overflow,
        smallest=smallest,
    )


def _violations(page: Any, rules: list[str] | None) -> list[str]:
    found = page.evaluate(AXE, rules)["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
