"""What a comparison is said to be about."""

import pandas as pd
import pytest

from analysis import describe, schema
from analysis.corpus.events import event_columns


def columns(*rows: tuple) -> pd.DataFrame:
    return event_columns([dict(zip(schema.columns("event_columns"), row, strict=True)) for row in rows])


ONE = columns(("event", True, 1, 5, 5.0, 4.0))
TOPIC = columns(("topic", True, 4, 12, 3.0, 2.5))
COULD = columns(("story id", False, 4, 12, 3.0, 2.5))
SAME = columns(("same", True, 1, 5, 5.0, 4.0))
NONE = columns()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (ONE, "All articles are about one event, as the column *event* says."),
        (SAME, "All articles are about one event, as the parameter `event` says."),
        (TOPIC, "The column *topic* names 4 events, with 3 articles of 2.5 outlets each on average."),
        (NONE, "**The corpus names no events, so that topic and style are mixed"),
        (NONE, "add a column `event` to the table"),
        (COULD, "1 column could serve: *story id* (4 values, with 3 articles of 2 outlets each on average)."),
        (COULD, "`-p 'event=story id'`"),
    ],
)
def test_the_events_are_named_or_missed(table: pd.DataFrame, sentence: str) -> None:
    assert sentence in describe.events_compared(table)


@pytest.mark.parametrize("unit", ["outlet", "article"])
def test_only_a_corpus_that_names_one_event_is_about_it(unit: str) -> None:
    table = pd.DataFrame({"unit": [unit]})
    assert "on this event." in describe.interval_scope(table, ONE)
    mixed = describe.interval_scope(table, COULD)
    assert "event." not in mixed.split("**")[0] and "The corpus names no events" in mixed
    assert "event" not in describe.interval_scope(table)


def test_an_event_that_is_a_topic_is_called_so() -> None:
    table = pd.DataFrame({"unit": ["event"]})
    assert "An event is a value of the column *topic*." in describe.interval_scope(table, TOPIC)
    assert "value of the column" not in describe.interval_scope(table, columns(("event", True, 4, 12, 3.0, 2.5)))
