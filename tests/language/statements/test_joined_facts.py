import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.statements.joined_facts import join_facts


def joined(fact: list[int], article: list[int], pairs: list[tuple[int, int]]) -> tuple[list[int], list[list[int]]]:
    together, too = join_facts(np.array(fact), np.array(article), np.array(pairs, np.int64).reshape(-1, 2))
    return together.tolist(), too.tolist()


@pytest.mark.parametrize(
    ("fact", "article", "pairs", "together", "too"),
    [
        ([0, 0, 2], [0, 1, 2], [], [0, 0, 2], []),
        # A fact of one article becomes part of one of several.
        ([0, 0, 2], [0, 1, 2], [(1, 2)], [0, 0, 0], []),
        # Of two, the one that most pairs lead to; its statement tells the other one too.
        ([0, 0, 2, 2, 4], [0, 1, 0, 1, 2], [(0, 4), (2, 4), (3, 4)], [0, 0, 2, 2, 2], [[4, 0]]),
        # Facts of one article each are joined around the first, not in a chain.
        ([0, 1, 2], [0, 1, 2], [(0, 1), (1, 2)], [0, 0, 2], [[2, 0]]),
        ([0, 1, 2], [0, 1, 2], [(0, 1), (0, 2)], [0, 0, 0], []),
        # Facts of several articles stay apart; each article tells a fact once.
        ([0, 0, 2, 2], [0, 1, 2, 3], [(0, 2)], [0, 0, 2, 2], [[0, 2], [2, 0]]),
        ([0, 0, 2, 2], [0, 1, 1, 2], [(0, 2), (0, 3)], [0, 0, 2, 2], [[0, 2], [3, 0]]),
        # A headline moves with its sentence.
        ([0, 0, 2, 2], [0, 1, 2, 2], [(0, 2)], [0, 0, 0, 0], []),
    ],
)
def test_statements_that_tell_the_same(
    fact: list[int], article: list[int], pairs: list[tuple[int, int]], together: list[int], too: list[list[int]]
) -> None:
    assert joined(fact, article, pairs) == (together, too)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=2, max_size=12), st.data())
def test_nothing_is_lost(statements: list[tuple[int, int]], data: st.DataObject) -> None:
    fact, article = [list(column) for column in zip(*statements, strict=True)]
    rows = st.integers(0, len(fact) - 1)
    pairs = data.draw(st.lists(st.tuples(rows, rows).filter(lambda pair: article[pair[0]] != article[pair[1]])))
    together, too = joined(fact, article, pairs)
    for one in range(len(fact)):
        for two in range(len(fact)):
            assert fact[one] != fact[two] or together[one] == together[two]  # what was one fact stays one
    told = [(article[row], number) for row, number in too]
    assert len(set(told)) == len(told) and not set(told) & set(zip(article, together, strict=True))
