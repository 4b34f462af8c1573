import pandas as pd
import pytest

from analysis.annotation.broad_events import note_on_broad_events

DAY = pd.Timedelta(days=1)


def corpus(n_articles: int, days: int) -> pd.DataFrame:
    first = pd.Timestamp("2025-03-01T12:00", tz="UTC")
    published = [first + number * days * DAY / max(n_articles - 1, 1) for number in range(n_articles)]
    given = [f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in published]
    ids = [str(number) for number in range(n_articles)]
    return pd.DataFrame({"event": "fog", "article_id": ids, "published": published, "published_given": given})


def tells(facts: list[list[int]]) -> pd.DataFrame:
    rows = [("fog", number, str(article)) for number, articles in enumerate(facts) for article in articles]
    return pd.DataFrame(rows, columns=["event", "fact", "article_id"])


ALL_TELL_ONE = [list(range(8))]
# Of 28 pairs of articles, 4 share a fact.
FOUR_PAIRS = [[0, 1], [2, 3], [4, 5], [6, 7]]


@pytest.mark.parametrize(
    "facts, days, is_broad",
    [(ALL_TELL_ONE, 1, False), (FOUR_PAIRS, 1, True), (ALL_TELL_ONE, 40, True), (ALL_TELL_ONE, 15, False)],
)
def test_articles_that_share_little_or_appear_over_weeks_are_on_several_events(
    facts: list[list[int]], days: int, is_broad: bool
) -> None:
    note = note_on_broad_events(tells(facts), corpus(8, days))
    assert note.startswith("The articles of 'fog' seem to be about several events") == is_broad
    assert bool(note) == is_broad


def test_of_few_articles_and_of_events_without_facts_nothing_is_said() -> None:
    assert note_on_broad_events(tells([[0, 1]]), corpus(5, 400)) == ""
    assert note_on_broad_events(tells([]), corpus(8, 400)) == ""
