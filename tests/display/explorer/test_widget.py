"""The explorer as a widget, and what stands in its place where none runs."""

import json
import sys

import pandas as pd
import pytest

import analysis as ss
from analysis.display.explorer import widget
from analysis.display.explorer.evidence import no_evidence
from analysis.display.explorer.model import explorer_model, shown_items
from analysis.display.explorer.static_table import static_table
from analysis.display.explorer.views import Settings, computed_views
from analysis.exceptions import WrongUse


@pytest.fixture(scope="module")
def notes():
    return ss.annotate(ss.read_corpus("data/atacms/bundle"))


@pytest.fixture(scope="module")
def explorer(notes) -> widget.Explorer:
    return ss.explore(notes)


def test_the_widget_holds_the_model_of_the_page(notes, explorer: widget.Explorer) -> None:
    held = json.loads(explorer.widget.data)
    views = computed_views(notes, Settings())
    page = explorer_model(views, shown_items(views), no_evidence(""), notes.corpus.articles, source="")
    assert held["views"] == page["views"]
    assert held["source"] == "# notes: the annotations that ss.explore was given"


def test_a_saved_notebook_shows_the_first_view_as_a_table(explorer: widget.Explorer, capsys) -> None:
    shown = explorer._repr_html_()
    assert shown.count('<th scope="row">') == 4
    # The widget hides it by this name.
    assert f'<div class="{explorer.widget.name}">' in shown
    assert repr(explorer) == "<Explorer>"


def test_groups_of_outlets_are_compared_and_the_code_says_so(notes) -> None:
    groups = pd.Series({"CNN": "large", "wire": "large", "OduNews": "small", "NYT-derived": "small"})
    held = json.loads(ss.explore(notes, by=groups).widget.data)
    assert (held["outlets"], held["side"]) == (["large", "small"], "group")
    view = next(view for view in held["views"] if view["measure"] == "framing")
    made: dict = {"ss": ss, "notes": notes, "groups": groups}
    exec(view["code"], made)
    table = made["table"].set_index(["item", "outlet"])["value"]
    items = held["items"]["framing"]
    expected = [100 * table[item, outlet] for item in items for outlet in held["outlets"]]
    assert view["rows"]["value"] == pytest.approx(expected, rel=0.006)


def test_what_is_compared_is_outlets_or_a_series(notes) -> None:
    with pytest.raises(WrongUse, match="Invalid `by`: 'event'. Expected 'outlet', or a Series outlet -> group."):
        ss.explore(notes, by="event")


def test_without_the_extra_it_says_what_to_install(notes, monkeypatch: pytest.MonkeyPatch) -> None:
    widget._widget_class.cache_clear()
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(WrongUse, match=r"pip install 'samestory\[lab\]'"):
        ss.explore(notes)
    widget._widget_class.cache_clear()


def test_nothing_to_compare_is_said() -> None:
    assert static_table([]).startswith("<p>There is nothing to compare")
