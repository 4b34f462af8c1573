"""The list of facts of a Read page: where its links lead."""

import re

from analysis.display.reading.facts_list import Given, Places, Told, facts_list, sentence_names

TOLD = [
    Told(1, "bridge", 2, "Post", "a", 4, "later", "The bridge closed at noon."),
    Told(1, "bridge", 2, "Star", "b", 0, "headline", "Bridge closes"),
    Told(1, "bridge", 2, "Star", "b", 3, "later", "The bridge is closed."),
    Told(2, "roof", 1, "Star", "b", 1, "lead", "A roof leaks in town."),
    Told(3, "cost", 1, "Post", "a", 6, "later", "It costs 12 crowns a day."),
    Told(4, "price", 1, "Star", "b", 7, "later", "It costs 15 crowns a day."),
    Told(5, "rain", 1, "Star", "b", 8, "later", "It rained all week long."),
]
FIGURES = [Given(0, "cost", "Post", "12 crowns", TOLD[4].text), Given(0, "cost", "Star", "15 crowns", TOLD[5].text)]
NAMES = sentence_names(TOLD, FIGURES, {"a": "post", "b": "star"})


def test_sentences_of_listed_facts_and_of_figures_have_names() -> None:
    assert NAMES == {
        ("b", 0): "fact-1-star",
        ("b", 1): "fact-2-star",
        ("b", 3): "fact-1-star.2",
        ("a", 4): "fact-1-post",
        ("a", 6): "fact-3-post",
        ("b", 7): "fact-4-star",
    }
    assert set(sentence_names(TOLD, FIGURES, {"a": "post"}).values()) == {"fact-1-post", "fact-3-post"}


def test_figures_that_differ_come_first_and_each_fact_leads_to_its_first_sentence_in_each_column() -> None:
    made = facts_list(TOLD, FIGURES, Places(NAMES, {"a": "Post", "b": "Star"}))
    assert re.findall("<h2>(.*?)</h2>", made) == ["Figures that differ", "Told by several", "Found in one outlet only"]
    assert re.findall('<a href="#([^"]*)">(.*?)</a>', made) == [
        ("figure-0", "≠ cost"),
        ("fact-3-post", "Post: 12 crowns"),
        ("fact-4-star", "Star: 15 crowns"),
        ("fact-1", "Bridge closes"),
        ("fact-1-post", "Post"),
        ("fact-1-star", "Star"),
        ("fact-2", "A roof leaks in town."),
        ("fact-2-star", "Star"),
    ]


def test_without_facts_there_is_no_list() -> None:
    assert facts_list([], [], Places({}, {})) == ""
