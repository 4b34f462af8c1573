"""Columns by name."""

from pathlib import Path

import pytest

from analysis.exceptions import WrongUse
from analysis.io.column_names import match_columns, normalized_name

PATH = Path("news.csv")


@pytest.mark.parametrize(
    "name",
    [
        "article_id",
        "Article ID",
        "ARTICLE-ID",
        " article_id\xa0",
        "\ufeffArticle Id",
        "article\u200b_id",
        "article_id:",
    ],
)
def test_capitals_blanks_and_invisible_characters_do_not_matter(name: str) -> None:
    assert normalized_name(name) == "article_id"


def test_exact_names_come_first_and_the_others_are_noted() -> None:
    chosen, notes = match_columns(["BODY", "body", "Outlet ", "x", "x"], ["outlet", "body", "event"], {}, PATH)
    assert chosen == {"outlet": "Outlet ", "body": "body"}
    assert notes == ["column 'Outlet ' of 'news.csv' is read as 'outlet'"]


def test_names_that_are_given_take_precedence() -> None:
    chosen, notes = match_columns(["body", "body", "Full Text"], ["body"], {"body": "full text"}, PATH)
    assert chosen == {"body": "Full Text"}
    assert notes == ["column 'Full Text' of 'news.csv' is read as 'full text'"]


@pytest.mark.parametrize("names", [["body", "body"], ["Body", "BODY"], ["body ", "\ufeffbody"]])
def test_a_column_that_occurs_twice_is_refused(names: list[str]) -> None:
    with pytest.raises(WrongUse, match=r"'news.csv' has 2 columns that could be 'body': .*; rename all but one"):
        match_columns(names, ["body"], {}, PATH)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(WrongUse, match="'news.csv' has no column 'text'; its columns are 'body', 'outlet'"):
        match_columns(["body", "outlet"], ["body"], {"body": "text"}, PATH)
