"""Parts of a large event are joined."""

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

from analysis.corpus.grouping.large_events import join_large_events


def rows(*cosines: tuple[float, float]) -> sparse.csr_array:
    """Articles that share a word with all of their event, weighed so that their cosine is as given, and one of theirs.

    cosines: weights of the words of the events *harbour* and *school*.
    """
    own = 1 - (np.array(cosines) ** 2).sum(axis=1, keepdims=True)
    return sparse.csr_array(normalize(np.hstack([cosines, np.diag(np.sqrt(own[:, 0]))])).astype(np.float32))


HARBOUR, SCHOOL, BOTH = (0.5, 0.0), (0.0, 0.5), (0.25, 0.25)
NO_DAYS = np.full(8, np.nan)


def test_no_articles() -> None:
    assert join_large_events(sparse.csr_array((0, 0)), np.empty(0, int), np.empty(0), 3).tolist() == []


def test_parts_of_one_event_are_joined_and_another_event_is_not() -> None:
    # The articles of either part are as alike (.25) as those of both; those of another event share nothing.
    group = np.array([0, 0, 0, 0, 1, 1, 2, 2])
    joined = join_large_events(rows(*[HARBOUR] * 6, SCHOOL, SCHOOL), group, NO_DAYS, 3)
    assert joined.tolist() == [0, 0, 0, 0, 0, 0, 1, 1]


def test_parts_that_are_both_small_stay() -> None:
    group = np.array([0, 0, 0, 1, 1, 1])
    assert join_large_events(rows(*[HARBOUR] * 6), group, NO_DAYS[:6], 3).tolist() == group.tolist()


def test_no_joined_group_is_longer_than_the_window() -> None:
    group, alike = np.array([0, 0, 0, 0, 1, 1]), rows(*[HARBOUR] * 6)
    for last, expected in ((3.0, [0] * 6), (4.0, group.tolist())):
        days = np.array([0.0, 0, 1, np.nan, 1, last])
        assert join_large_events(alike, group, days, 3).tolist() == expected


def test_the_more_articles_are_published_near_them_the_more_alike_are_groups_that_are_joined() -> None:
    # An article between two events has a cosine of .125 with either; within the event it is .25, and .2 is expected of
    # one article: .125 / √(.233 · .2) = .58. With 8 articles near it, .25 is enough; .25 · 100^.3 = 1 with 800 is not.
    for others, expected in ((3, 0), (795, 1)):
        group = np.array([0, 0, 0, 0, *range(1, others + 2)])
        articles = rows(*[HARBOUR] * 4, BOTH, *[(0.0, 0.0)] * others)
        assert join_large_events(articles, group, np.full(len(group), np.nan), 3)[4] == expected
