"""Pages that are no article."""

import polars as pl
import pytest

from analysis.corpus.cleaning.pages import find_pages, page_patterns

NO_ARTICLES = {
    "error page": [
        "404 – Page not found",
        "Sorry! The article you asked for has been moved.\nBack to our front page",
        "Access denied.\nYou are not allowed to see this. Reference #9.1a",
        "This site needs JavaScript. Please turn on JavaScript in your settings.",
        "HTTP 503\nThe service is temporarily unavailable.",
        "Your browser isn’t supported any more. Please update your browser.",
        "Too many requests. Please slow down.",
    ],
    "check of the visitor": [
        "Are you a robot? Please tick the box.",
        "Verify that you are human.\nThis may take a few seconds.",
        "One more step: complete the captcha and go on.",
    ],
    "notice of consent": [
        "We use cookies on this website.\nAccept all\nSettings",
        "Your privacy is important. We and our 40 partners process personal data.\nI AGREE",
        "Manage your consent\nStrictly necessary cookies\nAlways on",
    ],
    "paywall without text": [
        "Subscribe now to read this story.",
        "You have used your five free articles for this month.",
        "This story is for members only.\nLog in",
        "Please create a free account to continue.",
    ],
}
ARTICLES = [
    "The ferry was full on Monday.",
    "The site of the paper was down for a day, and readers saw an error page. The cause is not known to the owner.",
    "Readers of the Gazette must subscribe to read more than three stories a month, the publisher said.",
    "A court in Thornton has ruled that websites must ask before they use cookies. The law takes effect in July.",
    "Reporters were denied access to the hall. The talks over the ferry went on behind closed doors until the morning.",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NO_ARTICLES.items() for text in texts])
def test_pages_are_found_by_their_kind(kind: str, text: str) -> None:
    assert find_pages(pl.Series([text])) == [kind]
    headline = f"The ferry between the islands stops for the winter\n{text}"
    assert find_pages(pl.Series([headline]), first_line_is_headline=True) == [kind]


@pytest.mark.parametrize("text", ARTICLES)
def test_news_about_them_are_articles(text: str) -> None:
    assert find_pages(pl.Series([text])) == [""]


def test_a_long_text_is_an_article_whatever_it_ends_with() -> None:
    text = "The ferry ran late on Friday because of a storm that nobody on the island had seen coming. " * 12
    assert find_pages(pl.Series([f"{text}\nSubscribe now to read this story.", ""])) == ["", ""]
    assert find_pages(pl.Series([], dtype=pl.String)) == []


def test_every_kind_has_a_pattern() -> None:
    assert set(page_patterns()) == set(NO_ARTICLES)
