import numpy as np
import pytest

from analysis.language.statements.pair_scores import (
    BEFORE,
    COPY,
    MANY,
    NEIGHBOURS,
    OF_RANKS,
    OF_UNLIKE,
    UNLIKE,
    WORTH,
    pair_scores,
)

SIMILARITY = np.array([
    [1.0, 0.9, 0.7, 0.1],
    [0.9, 1.0, 0.2, 0.3],
    [0.7, 0.2, 1.0, 0.8],
    [0.1, 0.3, 0.8, 1.0],
])  # fmt: skip
ARTICLE = np.array([0, 0, 1, 1])


def test_a_case_worked_by_hand() -> None:
    pairs = np.array([0.7, 0.1, 0.2, 0.3])  # 0-2, 0-3, 1-2, 1-3
    # The density of a statement is the mean of its two similarities: 0.4, 0.25, 0.45 and 0.2.
    corrected = pairs - np.array([0.4 + 0.45, 0.4 + 0.2, 0.25 + 0.45, 0.25 + 0.2]) / 2
    expected = standard(pairs, "similarity") + standard(corrected, "density")
    # Of article 1, 2 is nearer to 0 and 3 is nearer to 1; of article 0, 0 is nearer to 2 and 1 is nearer to 3.
    expected -= OF_RANKS * np.log(np.array([1 * 1, 2 * 2, 2 * 2, 1 * 1]))
    # To be the nearest of ten says less than of twenty or more.
    expected -= np.log(MANY / 10)
    # All but 0-2 are not similar at all.
    assert 0.3 < UNLIKE < 0.7
    expected -= OF_UNLIKE * np.array([0, 1, 1, 1])
    scores = pair_scores(SIMILARITY, ARTICLE, np.array([MANY, MANY + 5, 10, 10]))
    assert scores[[0, 0, 1, 1], [2, 3, 2, 3]] == pytest.approx(expected)
    assert np.isneginf(scores[ARTICLE[:, None] == ARTICLE[None, :]]).all()


def standard(values: np.ndarray, which: str) -> np.ndarray:
    mean, deviation = BEFORE[which]
    count = len(values) + WORTH
    middle = (values.sum() + WORTH * mean) / count
    return (values - middle) / np.sqrt((((values - middle) ** 2).sum() + WORTH * deviation**2) / count)


def test_scores_are_symmetric() -> None:
    rng = np.random.default_rng(1)
    similarity = rng.uniform(size=(12, 12))
    similarity = (similarity + similarity.T) / 2
    scores = pair_scores(similarity, rng.permutation(np.repeat([0, 1, 2], 4)), rng.integers(1, 40, size=12))
    assert np.array_equal(scores, scores.T)


def test_density_is_the_mean_of_the_five_nearest() -> None:
    # One statement of an article is near to all eight of the others; that is less than being near to one only.
    similarity = np.full((10, 10), 0.2)
    similarity[0, 2:] = similarity[2:, 0] = 0.6
    similarity[1, 2] = similarity[2, 1] = 0.6
    scores = pair_scores(similarity, np.append([0, 1], np.arange(2, 10)), np.ones(10, int))
    assert NEIGHBOURS == 5
    assert scores[1, 2] > scores[0, 2]


def test_copies_score_as_high_as_any_pair() -> None:
    similarity = np.full((6, 6), 0.9)
    article = np.array([0, 0, 1, 1, 2, 2])
    scores = pair_scores(similarity, article, np.full(6, MANY))
    assert COPY < 0.9
    assert len(np.unique(scores[article[:, None] != article[None, :]])) == 1
