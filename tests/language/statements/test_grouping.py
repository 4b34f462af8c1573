import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from analysis.language.statements.grouping import MOST_OF_ARTICLE, group_statements


def scored(article: list[int], pairs: dict[tuple[int, int], float], other: float = -5.0) -> np.ndarray:
    scores = np.full((len(article), len(article)), other)
    for (one, two), score in pairs.items():
        scores[one, two] = scores[two, one] = score
    scores[np.equal.outer(article, article)] = -np.inf
    return scores


def grouped(article: list[int], pairs: dict[tuple[int, int], float], least: float = 1.0) -> list[int]:
    return group_statements(scored(article, pairs), np.array(article), least).tolist()


def test_pairs_from_the_least_score_on_are_joined() -> None:
    assert grouped([0, 0, 1, 1], {(0, 2): 1.0, (1, 3): 0.9}) == [0, 1, 0, 3]


def test_no_statement_and_one() -> None:
    assert grouped([], {}) == [] and grouped([0], {}) == [0]


def test_the_mean_of_all_pairs_decides() -> None:
    # 0 and 1 are joined first; 2 is near to 1 only: (4 - 5) / 2 is less than 1, (4 - 1) / 2 is more.
    pairs = {(0, 1): 5.0, (1, 2): 4.0}
    assert grouped([0, 1, 2], pairs) == [0, 0, 2]
    assert grouped([0, 1, 2], {**pairs, (0, 2): -1.0}) == [0, 0, 0]


def test_a_second_statement_of_an_article_must_score_two_more() -> None:
    assert grouped([0, 0, 1], {(0, 2): 5.0, (1, 2): 2.9}) == [0, 1, 0]
    assert grouped([0, 0, 1], {(0, 2): 5.0, (1, 2): 3.0}) == [0, 0, 0]


def test_a_third_one_is_not_joined() -> None:
    assert grouped([0, 0, 0, 1], {(0, 3): 9.0, (1, 3): 8.0, (2, 3): 7.0}) == [0, 0, 2, 0]


@pytest.mark.parametrize("seed", range(5))
def test_equal_to_average_linkage_of_scipy_where_every_statement_is_an_article(seed: int) -> None:
    rng = np.random.default_rng(seed)
    distance = squareform(rng.uniform(1, 9, size=45))
    scores = -distance.astype(float)
    np.fill_diagonal(scores, -np.inf)
    mine = group_statements(scores, np.arange(10), -5.0)
    theirs = fcluster(linkage(squareform(distance), "average"), 5.0, "distance")
    assert np.array_equal(np.equal.outer(mine, mine), np.equal.outer(theirs, theirs))


@settings(max_examples=25)
@given(st.integers(0, 1_000), st.integers(2, 14), st.integers(1, 4))
def test_groups_hold_few_statements_of_an_article(seed: int, n: int, articles: int) -> None:
    rng = np.random.default_rng(seed)
    article = rng.integers(articles, size=n)
    scores = rng.normal(scale=4, size=(n, n))
    scores = np.where(np.equal.outer(article, article), -np.inf, scores + scores.T)
    group = group_statements(scores, article, 0.5)
    for number in np.unique(group):
        assert number == np.flatnonzero(group == number)[0]
        assert np.bincount(article[group == number]).max() <= MOST_OF_ARTICLE
