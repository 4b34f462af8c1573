"""A page for each event, from the tables that notebooks saved."""

import pandas as pd
import pytest

from analysis import event_page, save_table, schema
from analysis.display.event_coverage import events_covered
from analysis.display.event_page import event_pages
from analysis.display.page_addresses import event_addresses, event_titles, with_event_titles
from analysis.exceptions import WrongUse

HOSTILE = '<script>alert("1")</script>'
EVENTS = pd.DataFrame({"column": ["event"], "used": [True]})


def articles(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["event", "outlet", "headline"])
    table = table.assign(article_id=[f"a{number}" for number in range(len(table))], n_tokens=100, n_segments=9)
    others = {name: None for name in schema.columns("articles") if name not in table}
    return schema.typed(table.assign(**{**others, "language": "en", "sha256": ""}), "articles")


THREE = articles(
    ("7", "Post", "Hall to close"), ("7", "Star", "Town shuts hall"), ("ferry-2025-03-04", "Post", HOSTILE),
    ("ferry-2025-03-04", HOSTILE, "Ferries run"), ("alone", "Star", "Rain"),
)  # fmt: skip


@pytest.fixture
def saved(tmp_path):
    save_table(THREE, "articles", tmp_path)
    used = schema.typed(
        pd.DataFrame({"column": ["event"], "values": [3], "articles_per_value": [1.7], "outlets_per_value": [1.7],
                      "used": [True], "articles": [5]}), "event_columns")  # fmt: skip
    save_table(used, "event_columns", tmp_path)
    said = pd.DataFrame([("a0", 0, 0, "Mayor Holm", "holm", "named_person", 1, "say", "neutral", "direct", 0, 4, 4)])
    save_table(
        schema.typed(said.set_axis(schema.columns("attributions"), axis=1), "attributions"), "attributions", tmp_path
    )
    return tmp_path


def test_events_of_several_outlets_have_a_page_with_the_parts_of_the_front_page(saved) -> None:
    first, second = event_pages(saved)
    assert (first.address, first.title) == ("events/1.html", "Hall to close")
    assert (second.address, second.title) == ("events/2.html", "Ferry")
    assert "Event 7 · 2 articles · 2 outlets" in first.body and "Town shuts hall" in first.body
    assert "Mayor Holm" in first.body and "Mayor Holm" not in second.body
    assert "4 March 2025 · 2 articles" in second.body
    assert "<script" not in second.body and second.body.count("&lt;script&gt;") >= 2
    assert event_page("7", saved).data == first.body


def test_an_unknown_event_is_refused(saved) -> None:
    with pytest.raises(WrongUse, match="Expected '7'"):
        event_page("8", saved)


def test_one_event_has_the_front_page_alone() -> None:
    assert event_addresses(THREE[:2]) == {}


def test_a_name_that_is_a_number_gives_way_to_a_headline() -> None:
    assert event_titles(THREE) == {"7": "Hall to close", "ferry-2025-03-04": "Ferry", "alone": "Alone"}
    assert event_titles(THREE.assign(headline=None))["7"] == "7"


def test_words_of_the_name_of_an_event_are_spelled_as_in_its_headlines_and_sentences() -> None:
    named = THREE.assign(event="eno-2025-03-04")
    assert set(event_titles(named).values()) == {"Eno"}
    assert set(event_titles(named.assign(headline="The ENO may close")).values()) == {"ENO"}
    sentences = pd.DataFrame({"event": ["eno-2025-03-04", "other"], "text": ["The ENO plays.", "eno"]})
    assert with_event_titles(named.assign(headline=None), sentences)[0]["event"].iat[0] == "ENO"
    # A bundle has neither.
    words = pd.DataFrame({"item": ["plays", "ENO"]})
    assert with_event_titles(named, sentences.assign(text=None), words=words)[0]["event"].iat[0] == "ENO"


def test_the_matrix_of_events_links_their_pages(tmp_path) -> None:
    html = events_covered(THREE, EVENTS, tmp_path).data
    assert '<a href="events/1.html">Hall to close</a> <span>Post, Star</span>' in html
    assert "events/3.html" not in html and "<script" not in html
    assert "An event has articles of 1.7 of 3 outlets on average" in html
    both = THREE[THREE["event"] == "7"]
    everywhere = pd.concat([both, both.assign(event="8")])
    assert "Each event has articles of all 2 outlets" in events_covered(everywhere, EVENTS, tmp_path).data
