from collections.abc import Sequence

import numpy as np
import pytest

from analysis.language.statements import same_facts as grouping
from analysis.language.statements.same_facts import LEAST_LETTERS, LEAST_SCORE, _has_match
from analysis.language.statements.shared_letters import letter_vectors

STORY = [
    (0, "The council of Osterby will close the old swimming hall in August, the mayor said."),
    (0, "Repairing its roof would cost nine million crowns."),
    (0, "Two thousand residents signed a petition against the plan."),
    (0, "Children learn to swim there since 1958."),
    (1, "Osterby will shut its old swimming hall in August, according to the mayor."),
    (1, "A petition against the plan was signed by two thousand residents."),
    (1, "The library next door stays open."),
    (2, "The roof of the hall cannot be saved: repairing it would cost nine million crowns."),
    (2, "Swimmers may use the pool of the school in Lund."),
]


def same_facts(texts: Sequence[str], article: list[int], least: float = LEAST_SCORE) -> list[int]:
    return grouping.same_facts(texts, letter_vectors(texts), np.array(article, int), least).tolist()


def test_sentences_that_say_the_same_are_one_fact() -> None:
    article, texts = zip(*STORY, strict=True)
    fact = same_facts(texts, article)
    assert fact == [0, 1, 2, 3, 0, 2, 6, 1, 8]


def test_a_higher_score_leaves_fewer_and_surer_facts() -> None:
    article, texts = zip(*STORY, strict=True)
    loose, strict = (len(set(same_facts(texts, article, least))) for least in (-5.0, 50.0))
    assert loose <= 6 < strict == len(STORY)


def test_one_article_has_nothing_to_be_compared_with() -> None:
    texts = ["The hall closes in August.", "The hall closes in August."]
    assert same_facts(texts, [0, 0]) == [0, 1]
    assert same_facts(texts, [0, 1]) == [0, 0]
    assert same_facts([], []) == []


def test_more_statements_than_a_part_holds_are_grouped_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    article, texts = zip(*STORY, strict=True)
    monkeypatch.setattr(grouping, "MOST_STATEMENTS", 5)
    assert same_facts(texts, article) == [0, 1, 2, 3, 0, 2, 6, 1, 8]


@pytest.mark.parametrize("letters, matched", [(LEAST_LETTERS, True), (LEAST_LETTERS - 0.01, False)])
def test_statements_that_resemble_none_in_letters_are_not_encoded(letters: float, matched: bool) -> None:
    similarity = np.array([[1, letters], [letters, 1]], np.float64)
    assert _has_match(similarity, np.array([0, 1])).tolist() == [matched] * 2


def test_only_the_two_nearest_of_an_article_are_candidates() -> None:
    near = np.array([0.9, 0.8, 0.7, 0.6])
    similarity = np.eye(5)
    similarity[0, 1:] = similarity[1:, 0] = near
    assert _has_match(similarity, np.array([0, 1, 1, 1, 1])).tolist() == [True, True, True, False, False]
