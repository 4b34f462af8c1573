"""Groups of articles that are alike on average."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import average, fcluster
from scipy.spatial.distance import squareform

from analysis.corpus.grouping.average_link import average_link
from analysis.corpus.grouping.similar_pairs import Pairs

NO_DAYS = np.full(4, np.nan)


def pairs(*given: tuple[int, int, float]) -> Pairs:
    one, two, likeness = np.array(given, float).reshape(-1, 3).T
    return Pairs(likeness, one.astype(int), two.astype(int), likeness)


def test_no_pairs_leave_every_article_alone() -> None:
    assert average_link(pairs(), NO_DAYS, 3).tolist() == [0, 1, 2, 3]


def test_a_third_article_joins_where_the_mean_is_high_enough() -> None:
    # 2 and 3 are joined first; then the mean of 1 with both is (1.5 + 0.4) / 2 = 0.95, or (1.5 + 0.6) / 2 = 1.05.
    assert average_link(pairs((1, 2, 1.5), (1, 3, 0.4), (2, 3, 3.0)), NO_DAYS, 3).tolist() == [0, 1, 2, 2]
    assert average_link(pairs((1, 2, 1.5), (1, 3, 0.6), (2, 3, 3.0)), NO_DAYS, 3).tolist() == [0, 1, 1, 1]


def test_a_pair_that_is_not_given_counts_as_0() -> None:
    # The mean of 0 with 1 and 2 is (1.8 + 0) / 2 = 0.9.
    assert average_link(pairs((0, 1, 1.8), (1, 2, 2.0)), NO_DAYS, 3).tolist() == [0, 1, 1, 2]


def test_no_group_is_longer_than_the_window() -> None:
    days = np.array([0.0, 3.0, 6.0, np.nan])
    chain = pairs((0, 1, 2.0), (1, 2, 2.1), (0, 2, 2.0))
    assert average_link(chain, days, 3).tolist() == [0, 1, 1, 2]
    assert average_link(chain, days, 6).tolist() == [0, 0, 0, 1]


@given(st.lists(st.integers(1, 10**6), min_size=21, max_size=21, unique=True))
def test_without_days_it_is_the_average_link_of_scipy(values: list[int]) -> None:
    likeness = np.array(values) / 5e5
    one, two = np.triu_indices(7, 1)
    found = average_link(Pairs(likeness, one, two, likeness), np.full(7, np.nan), 3)
    distance = np.zeros((7, 7))
    distance[one, two] = distance[two, one] = 3 - likeness
    expected = fcluster(average(squareform(distance)), 2, "distance")
    assert (np.equal.outer(found, found) == np.equal.outer(expected, expected)).all()


@pytest.mark.parametrize("n", [0, 1])
def test_few_articles(n: int) -> None:
    assert average_link(pairs(), np.full(n, np.nan), 3).tolist() == list(range(n))
