"""Two reports, and what headless Chromium sees of each of their pages."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parents[2]
# The five articles as a clean clone has them, and the corpus that was written for the project.
CORPORA = {"atacms": PROJECT / "data" / "atacms" / "bundle", "tarnholm": PROJECT / "data" / "tarnholm"}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, NARROW = ({"width": width, "height": 800} for width in (1280, 400))

AXE = "rules => axe.run(document, {resultTypes: ['violations'], ...(rules && {runOnly: rules})})"
OVERFLOW = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
SEEN = """() => ({
    height: document.scrollingElement.scrollHeight,
    links: [...document.links].map(link => link.getAttribute("href")),
    anchors: [...document.querySelectorAll("[id]")].map(element => element.id),
    tops: Object.fromEntries(["h1", ".says", "img", ".facts"].map(
        part => [part, document.querySelector(part)?.getBoundingClientRect().top ?? null])),
})"""
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
    requests, errors, violations : list of str
        Other addresses that were asked for, messages of the console, and what axe-core finds in light and dark.
    overflow : dict of str to int
        'with' and 'without' scripts -> by how many pixels the page is wider than 400 px.
    """

    height: int
    links: list[str]
    anchors: list[str]
    tops: dict[str, float]
    still: list[str]
    requests: list[str]
    errors: list[str]
    violations: list[str]
    overflow: dict[str, int]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, its tests are skipped."""
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="no Chromium is installed; on Debian: apt-get install chromium")
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report on each corpus, made by the same processes."""
    from analysis.report.build import report
    from analysis.report.worker_pool import workers

    folder = tmp_path_factory.mktemp("reports")
    with workers() as pool:
        for name, corpus in CORPORA.items():
            faults = report(str(corpus), folder / name, pool=pool)
            assert not any(faults.values()), faults
    return {name: folder / name for name in CORPORA}


@pytest.fixture(scope="session")
def visits(reports: dict[str, Path]) -> dict[str, Visit]:
    """What a browser sees of each page, by 'corpus/page.html'."""
    return dict(_visits(reports))


def _visits(reports: dict[str, Path]) -> Iterator[tuple[str, Visit]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with_scripts, without = (browser.new_context(java_script_enabled=enabled) for enabled in (True, False))
        for name, folder in reports.items():
            for path in sorted(folder.glob("*.html")):
                yield f"{name}/{path.name}", _visit(with_scripts.new_page(), without.new_page(), path.as_uri())
        browser.close()


def _visit(page: Any, without: Any, address: str) -> Visit:
    """Load a page with scripts, and once more without."""
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size(WIDE)
    page.goto(address)
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
    overflow = {"with": page.evaluate(OVERFLOW), "without": without.evaluate(OVERFLOW)}
    others = [url for url in requests if url != address and not url.startswith("data:")]
    page.close()
    without.close()
    return Visit(**seen, still=still, requests=others, errors=errors, violations=violations, overflow=overflow)


def _violations(page: Any, rules: list[str] | None) -> list[str]:
    found = page.evaluate(AXE, rules)["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
