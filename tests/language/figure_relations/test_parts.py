from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, read_corpus

PART = "part of a whole"
Related = Callable[[str, str], set[tuple[str, str]]]


@pytest.fixture
def parts(tmp_path: Path) -> Related:
    """Return the parts and wholes in two articles."""

    def related(one: str, two: str) -> set[tuple[str, str]]:
        table = pd.DataFrame({"outlet": ["Post", "Herald"], "body": [one, two], "event": "poll"})
        table.to_csv(tmp_path / "news.csv", index=False)
        found = annotate(read_corpus(tmp_path / "news.csv")).figure_relations
        chosen = found[found["relation"] == PART]
        return set(chosen[["figure", "other_figure"]].itertuples(index=False, name=None))

    return related


def test_percentages_of_other_questions_are_no_sum(parts: Related) -> None:
    one = "In the poll, 21 percent like the mayor and 32 percent dislike him."
    two = "The governor leads the banker by 53 percent to 41 percent in the north."
    assert parts(one, two) == set()


def test_percentages_of_groups_are_no_parts_of_each_other(parts: Related) -> None:
    one = "Bakers were 93 percent of all thieves and 90 percent of the singers, a study of the guild found."
    two = "A study of the guild found that bakers were 93 percent of all thieves and 90 percent of the singers."
    assert parts(one, two) == set()


def test_addends_are_no_parts_of_each_other(parts: Related) -> None:
    one = "About $5 million is to come from the guild, with $3.6 million coming from the harbour fund."
    two = "The wall will cost $8.6 million. The guild gives $5 million and the harbour fund gives $3.6 million."
    assert parts(one, two) == {("about $5 million + $3.6 million", "$8.6 million")}


def test_ranges_are_no_addends(parts: Related) -> None:
    one = "The guild wants $32 million, and $21 million to $25 million for the harbour."
    assert parts(one, "The guild wants $53 million for the harbour.") == set()
