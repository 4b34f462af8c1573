"""What fields of Nexis say, and what is no part of a text."""

import pytest

from analysis.importers.nexis_fields import Parts, document, is_copyright
from analysis.importers.nexis_labels import Field, ends_the_text
from analysis.importers.records import Refused


def made(body=("The ferry left.",), **fields):
    named = [Field(name, False, value) for name, value in fields.items()]
    return document(Parts(["Nordlin Post"], ["Ferry"], ["May 4, 2010 Tuesday"], named, [], list(body)), "document 1")


@pytest.mark.parametrize(
    ("value", "section", "page"),
    [
        ("NEWS; Pg. 3", "NEWS", "3"),
        ("BUITENLAND; Blz.6", "BUITENLAND", "6"),
        ("RUBRIK; S. 34-35", "RUBRIK", "34-35"),
        ("Sports; Pg. D1, D4; Column 2", "Sports; Column 2", "D1, D4"),
        ("Section B; Page 22, Column 2; City", "Section B; Column 2; City", "22"),
        ("Magazine; Pg. MM 26", "Magazine", "MM 26"),
        ("Pageant news", "Pageant news", ""),
        ("Sport", "Sport", ""),
    ],
)
def test_section_and_page_are_apart(value, section, page):
    read = made(section=value)
    assert (read.section, read.page) == (section, page)


@pytest.mark.parametrize(
    ("value", "words"),
    [("355 words", "355"), ("2,968  words", "2968"), ("1.234 Wörter", "1234"), ("1 021 mots", "1021")],
)
def test_the_number_of_words_is_in_digits(value, words):
    assert made(length=value).words_stated == words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["ABSTRACT", "In short.", "FULL TEXT", "The ferry left."], ["The ferry left."]),
        (["Abstract art sells.", "The ferry left."], ["Abstract art sells.", "The ferry left."]),
        (["Photo: A quay ;", "The ferry left."], ["The ferry left."]),
        (["Photos of the quay sold well.", "It left."], ["Photos of the quay sold well.", "It left."]),
        (["The ferry left.", "Copyright 2010 Quay Press"], ["The ferry left."]),
        (["The ferry left.", "Copyright law is old."], ["The ferry left.", "Copyright law is old."]),
        (["The ferry left. Published by Quay with permission from Nordlin Post.", "-93987"], ["The ferry left."]),
        (["One line", "of two,\nand one\n\nmore"], ["One line", "of two, and one", "more"]),
    ],
)
def test_the_text_has_nothing_that_is_set_apart_from_it(before, after):
    assert made(before).body.split("\n\n") == after


def test_an_article_without_text_is_refused():
    assert made(["Photo: A quay ;"]) == Refused("it has no text", "document 1: Ferry")


@pytest.mark.parametrize(
    ("paragraph", "ends"),
    [
        ("Load-Date:\N{NO-BREAK SPACE}May 30, 2014", True),
        ("Subject: FERRIES (93%)", True),
        ("Subject:\N{NO-BREAK SPACE}FERRIES", True),
        ("Subject: the harbour, of course.", False),
        ("City: Westhaven", False),
        ("Graphic", True),
        ("Graphic scenes were cut.", False),
    ],
)
def test_the_text_ends_at_a_field_but_not_at_a_line_like_one(paragraph, ends):
    assert ends_the_text(paragraph) is ends


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Copyright 2010 Quay Press", True),
        ("© 2010 Quay Press", True),
        ("© Copyright 2010 Quay Press", True),
        ("Copyright (c) 2010, Quay Press", True),
        ("All Rights Reserved", True),
        ("Copyright holders met in 2010", False),
    ],
)
def test_lines_of_copyright_have_a_year(line, expected):
    assert is_copyright(line) is expected
