"""Pairs of articles that are alike."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from analysis.corpus.grouping import similar_pairs as module
from analysis.corpus.grouping.similar_pairs import LOWEST, LOWEST_USUAL, similar_pairs

UNKNOWN = np.nan


def rows(*given: tuple[float, ...]) -> csr_array:
    made = np.array(given, np.float32)
    return csr_array(made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9))


def found(vectors: csr_array, *days: float) -> list[tuple[int, int]]:
    pairs = similar_pairs(vectors, np.array(days))
    return sorted(zip(pairs.one.tolist(), pairs.two.tolist(), strict=True))


def test_two_articles_that_share_words_are_a_pair_and_one_that_shares_none_is_in_no_pair() -> None:
    assert found(rows((1, 1, 0), (1, 1, 0), (0, 0, 1)), 0, 0, 0) == [(0, 1)]


def test_likeness_worked_by_hand() -> None:
    pairs = similar_pairs(rows((1, 0), (3, 4)), np.array([5.0, 6.0]))
    # Neither has a second neighbour, so that both usual cosines are the lowest; one day apart counts 0.9.
    assert pairs.cosine.tolist() == pytest.approx([0.6])
    assert pairs.likeness.tolist() == pytest.approx([0.6 * 0.9 / (LOWEST_USUAL * LOWEST)])


@pytest.mark.parametrize(("apart", "is_pair"), [(0, True), (3, True), (4, False), (400, False), (UNKNOWN, True)])
def test_articles_are_compared_within_a_few_days_or_if_a_day_is_unknown(apart: float, is_pair: bool) -> None:
    assert bool(found(rows((1, 1), (1, 1)), 100, 100 + apart)) is is_pair


def test_the_more_other_articles_there_are_the_more_alike_two_must_be() -> None:
    few = rows(*np.eye(60)[:2] + np.eye(60)[2], *np.eye(60)[3:6])
    many = rows(*np.eye(60)[:2] + np.eye(60)[2], *np.eye(60)[3:60])
    likeness = [similar_pairs(some, np.zeros(some.shape[0])).likeness[0] for some in (few, many)]
    assert likeness[0] > 1.5 * likeness[1]


@pytest.mark.parametrize("known", [True, False])
def test_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    rng = np.random.default_rng(2)
    vectors = rows(*rng.random((40, 6)) ** 4)
    days = np.where(rng.random(40) < (0.8 if known else 0), rng.integers(0, 9, 40), UNKNOWN).astype(float)
    at_once = similar_pairs(vectors, days)
    monkeypatch.setattr(module, "BLOCK", 7)
    in_blocks = similar_pairs(vectors, days)
    assert len(at_once.one) > 20
    assert set(zip(at_once.one, at_once.two, strict=True)) == set(zip(in_blocks.one, in_blocks.two, strict=True))
