import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.statements.joined_facts import join_facts


def joined(fact: list[int], article: list[int], groups: list[list[int]]) -> tuple[list[int], list[list[int]]]:
    together, too = join_facts(np.array(fact), np.array(article), groups)
    return together.tolist(), too.tolist()


@pytest.mark.parametrize(
    ("fact", "article", "groups", "together", "too"),
    [
        ([0, 0, 2], [0, 1, 2], [], [0, 0, 2], []),
        # A fact of one article becomes part of the one of several.
        ([0, 0, 2], [0, 1, 2], [[1, 2]], [0, 0, 0], []),
        # Of two facts of several articles, it becomes part of neither: what it shares with them is a fact of its own.
        ([0, 0, 2, 2, 4], [0, 1, 0, 1, 2], [[0, 2, 4]], [0, 0, 2, 2, 4], [[0, 4], [2, 4]]),
        ([0, 0, 2, 2, 4], [0, 1, 0, 3, 2], [[1, 3, 4]], [0, 0, 2, 2, 4], [[1, 4], [3, 4]]),
        ([0, 0, 2, 2], [0, 1, 2, 3], [[0, 2]], [0, 0, 2, 2], [[0, 3], [2, 3]]),
        # Nothing is added where one fact is already told by all articles of the group.
        ([0, 0, 2, 2], [0, 1, 0, 1], [[0, 3]], [0, 0, 2, 2], []),
        # Facts of one article each are joined, those of another group only by the sentence that tells both.
        ([0, 1, 2], [0, 1, 2], [[0, 1]], [0, 0, 2], []),
        ([0, 1, 2], [0, 1, 2], [[0, 1], [1, 2]], [0, 0, 2], [[1, 2]]),
        # A headline moves with its sentence.
        ([0, 0, 2, 2], [0, 1, 2, 2], [[0, 2]], [0, 0, 0, 0], []),
    ],
)
def test_statements_that_tell_the_same(
    fact: list[int], article: list[int], groups: list[list[int]], together: list[int], too: list[list[int]]
) -> None:
    assert joined(fact, article, groups) == (together, too)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=12), st.data())
def test_nothing_is_lost(statements: list[tuple[int, int]], data: st.DataObject) -> None:
    fact, article = [list(column) for column in zip(*statements, strict=True)]
    rows = st.lists(st.integers(0, len(fact) - 1), min_size=1, max_size=5, unique=True)
    groups = data.draw(st.lists(rows, max_size=4))
    together, too = joined(fact, article, groups)
    for one in range(len(fact)):
        for two in range(len(fact)):
            assert fact[one] != fact[two] or together[one] == together[two]  # what was one fact stays one
    articles = [{article[row] for row, number in [*enumerate(together), *too] if number == fact} for fact in range(20)]
    for group in groups:  # all articles of a group tell one fact
        assert any({article[row] for row in group} <= of_fact for of_fact in articles)
    told = [*enumerate(together), *map(tuple, too)]
    assert len(set(told)) == len(told)
