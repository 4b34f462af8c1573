"""The explorer in headless Chromium: by keyboard, by its address, without scripts, with hostile names."""

import gzip
import json
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import analysis as ss
from analysis._utils.wording import two_digits
from analysis.display.explorer.evidence import evidence, no_evidence
from analysis.display.explorer.model import explorer_model, shown_items
from analysis.display.explorer.page import rendered
from analysis.display.explorer.views import Settings, computed_views
from analysis.schema import OTHERS
from tests.browser.conftest import OVERFLOW

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HOSTILE = "</script><img src=x onerror=document.title='run'>&\u202e\"'"
SAID = "The bridge is closed, <b>officials</b> said. <script>document.title='run'</script> The bridge is old."
STORIES = [
    ("a", "Post", "Bridge <i>closes</i>", SAID),
    ("b", HOSTILE, "Bridge closed", "The officials closed the bridge. The bridge is of steel, officials said."),
    ("c", "Star", "Old bridge", "Officials said the bridge may fall. It rained on the bridge."),
]


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory):
    place = tmp_path_factory.mktemp("explorer") / "stories.csv"
    pd.DataFrame(STORIES, columns=["article_id", "outlet", "headline", "body"]).to_csv(place, index=False)
    return ss.annotate(ss.read_corpus(place))


@pytest.fixture(scope="module")
def file(notes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    views = computed_views(notes, Settings())
    items = shown_items(views)
    model = explorer_model(
        views, items, evidence(notes, views, items), notes.corpus.articles, source="import samestory"
    )
    place = tmp_path_factory.mktemp("page") / "explorer.html"
    place.write_text(rendered([model], views, about="3 articles"), "utf-8")
    return place


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Any]:
    """Open the page at an address, and check at the end that it asked for nothing and complained of nothing."""
    heard: list[str] = []
    context = browser.new_context()

    def open_at(state: str = "") -> Any:
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url))
        page.goto(f"{file.as_uri()}{state}")
        page.wait_for_selector("#explorer-measure")
        return page

    yield open_at
    context.close()
    assert [one for one in heard if not one.startswith(file.as_uri())] == []


def rows(page: Any) -> list[str]:
    return page.locator("tr[data-row] th").all_inner_texts()


def test_the_keyboard_leads_from_the_controls_through_the_rows_to_what_was_counted(opened: Any) -> None:
    page = opened("#measure=terms&word=bridge")
    page.focus("#explorer-word")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "name":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.className") == "level"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    # The bridge is closed, the bridge is old.
    assert rows(page)[1] == "Post"
    told = page.locator("tr.detail").inner_text()
    assert re.search(r"Post, “bridge”: 2 of \d+ words, in 1 article\.", told)
    assert "outlet=Post" in page.url
    page.keyboard.press("Escape")
    assert page.locator("tr.detail").count() == 0


def test_outlets_counted_together_are_no_outlet_of_their_own(browser: Any, tmp_path: Path) -> None:
    table = pd.DataFrame(STORIES, columns=["article_id", "outlet", "headline", "body"]).replace(HOSTILE, OTHERS)
    table.to_csv(tmp_path / "stories.csv", index=False)
    views = computed_views(ss.annotate(ss.read_corpus(tmp_path / "stories.csv")), Settings())
    items = shown_items(views)
    articles = table[["article_id", "outlet", "headline"]].assign(event="bridge")
    model = explorer_model(views, items, no_evidence("no text"), articles, source="")
    (tmp_path / "page.html").write_text(rendered([model], views, about="3 articles"), "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_selector("#explorer-measure")
    text = page.locator("body").inner_text()
    assert "All 2 outlets and others" in text and ": 2 outlets and others, " in text
    assert "95\xa0% interval" in text
    page.close()


def test_the_address_brings_a_view_back(opened: Any) -> None:
    page = opened("#measure=terms&voice=narration&outlet=Star&word=bridge&show=Star&show=Post")
    assert rows(page) == ["Post", "Star"]
    assert page.locator("tr.chosen").inner_text().startswith("Star")
    assert page.locator(".sentences h2").inner_text() == "Sentences: Star · bridge"
    assert page.locator(".sentences q").count() == 2
    page.select_option("#explorer-measure", "framing")
    again = opened(page.url[page.url.index("#") :])
    assert again.locator("table caption b").inner_text() == "Frames, narration"
    assert again.locator(".rows").inner_text() == page.locator(".rows").inner_text()


def test_what_an_address_names_in_vain_is_said(opened: Any) -> None:
    assert "“zebra” is not on this page." in opened("#measure=terms&word=zebra").locator(".status").inner_text()


def test_search_changes_table_dots_and_sentences_together(opened: Any) -> None:
    page = opened("#measure=hedges&by=item&outlet=Star")
    page.fill("#explorer-search", "reportedl")
    assert rows(page) == ["reportedly"]
    page.select_option("#explorer-by", "outlet")
    page.fill("#explorer-search", "reportedly")
    assert page.locator("#explorer-word").input_value() == "reportedly"
    assert page.locator("table caption").inner_text().startswith("Hedges, narration\nreportedly: ")
    assert page.locator("tr[data-row] circle").count() == len(rows(page)) == 3
    assert page.locator("[role=status]").inner_text().startswith("1 hedge matches “reportedly”. reportedly: 3 outlets")


def test_hostile_names_and_texts_are_shown_as_text(opened: Any) -> None:
    page = opened("#measure=terms&word=bridge")
    assert page.title() == "Explore the numbers"
    assert page.locator("main img, main script, main i").count() == 0
    assert any("<img src=x" in name for name in rows(page))
    assert "<img src=x" in page.locator(".sentences").inner_text()


def test_the_code_makes_the_numbers_that_are_shown(opened: Any, notes) -> None:
    page = opened("#measure=terms&word=bridge&show=Post&show=Star")
    code = page.locator("pre code").text_content().replace("import samestory", "").splitlines()
    made: dict = {"ss": ss, "notes": notes}
    exec("\n".join(code[:-1]), made)
    table = eval(code[-1], made).set_index("outlet")
    levels = page.locator("tr[data-row] button.level").all_inner_texts()
    assert levels == [two_digits(1000 * table.loc[outlet, "value"]) for outlet in ("Post", "Star")]


def test_without_scripts_the_first_view_is_a_table_with_dots(browser: Any, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    seen = SimpleNamespace(rows=page.locator("tbody tr").count(), dots=page.locator("tbody circle").count())
    (model,) = json.loads(gzip.decompress(b64decode(page.locator("#data").text_content())))
    context.close()
    assert (seen.rows, seen.dots) == (3, 3)
    assert len(model["outlets"]) == 3


def test_an_opened_row_does_not_scroll_sideways_on_a_phone(opened: Any) -> None:
    page = opened("#measure=terms&word=bridge&outlet=Star")
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate(OVERFLOW) == 0


def test_the_widget_draws_the_same_and_hides_the_static_table(opened: Any, notes) -> None:
    made = ss.explore(notes)
    page = opened("#measure=terms&word=bridge")
    drawn = page.locator(".rows").inner_text()
    page = page.context.new_page()
    page.set_content(f"<main>{made._repr_html_()}</main>")
    # As a notebook would: the module is loaded, and renders a model into an element.
    page.evaluate(
        """async ([source, values]) => {
            const module = await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
            const element = document.createElement("div");
            document.body.append(element);
            module.default.render({model: {get: (name) => values[name]}, el: element});
        }""",
        [made.widget._esm, {"data": made.widget.data, "name": made.widget.name}],
    )
    assert page.locator(".rows").inner_text() == drawn
    assert not page.locator(".static").is_visible()
    assert page.url == "about:blank"
