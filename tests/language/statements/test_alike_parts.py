import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.statements.alike_parts import alike_parts
from analysis.language.statements.shared_letters import letter_vectors

PAIRS = [
    ("Workers repaired seven boats.", "Seven boats were repaired by workers."),
    ("Flour prices worry bakers.", "Bakers complain about flour prices."),
    ("The library opens a cinema.", "A cinema opens in the library."),
]


def parts(texts: list[str], article: list[int], most: int) -> list[list[int]]:
    return [part.tolist() for part in alike_parts(letter_vectors(texts), np.array(article, int), most)]


def test_few_statements_are_one_part() -> None:
    assert parts(["One boat.", "Two boats."], [0, 1], 2) == [[0, 1]]
    assert parts([], [], 2) == [[]]


def test_similar_statements_of_different_articles_stay_together() -> None:
    one, other = zip(*PAIRS, strict=True)
    assert sorted(parts([*one, *other], [0] * 3 + [1] * 3, 2)) == [[0, 3], [1, 4], [2, 5]]


def test_small_parts_are_put_together() -> None:
    one, other = zip(*PAIRS, strict=True)
    assert sorted(map(len, parts([*one, *other], [0] * 3 + [1] * 3, 4))) == [2, 4]


def test_statements_of_one_article_are_not_kept_together() -> None:
    texts = ["The old bridge closed.", "The old bridge closed.", "Flour is dear.", "The old bridge closed."]
    assert parts(texts, [0, 0, 1, 1], 2)[0] == [0, 3]


@pytest.mark.parametrize("most", [1, 3, 7])
@given(st.lists(st.tuples(st.sampled_from([text for pair in PAIRS for text in pair]), st.integers(0, 3)), max_size=12))
def test_every_statement_is_in_one_part_of_limited_size(most: int, told: list[tuple[str, int]]) -> None:
    found = parts([text for text, _ in told], [article for _, article in told], most)
    assert sorted(row for part in found for row in part) == list(range(len(told)))
    assert max(map(len, found)) <= most
