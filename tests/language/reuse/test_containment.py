"""Runs of words that articles share: the same pairs and passages as by comparing all with all."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.reuse import containment, passages
from analysis.language.reuse.containment import Pairs, pairs_with_shared_runs, with_copies
from analysis.language.reuse.passages import longest_passages
from analysis.language.reuse.runs import HeldRuns, held_runs, runs_of_words

LENGTH = 3
NONE = np.empty(0, np.uint64)
Text = list[int]


def held(texts: list[Text], groups: list[int] | None = None, quoted: Text | None = None) -> HeldRuns:
    word, article = (
        np.concatenate([*texts, []]).astype(np.int64),
        np.repeat(np.arange(len(texts)), list(map(len, texts))),
    )
    group = np.array(groups or [0] * len(texts))
    speech = np.array(quoted or [], np.int64)
    keys = runs_of_words(speech, np.zeros(len(speech), np.int64), group, length=LENGTH).key
    return held_runs(runs_of_words(word, article, group, length=LENGTH), len(texts), keys)


def found(texts: list[Text], least: float = 0.3, **more) -> dict[tuple[int, int], tuple[int, int]]:
    """Pair of articles -> runs that both have, words of the longest passage."""
    runs = held(texts, **more)
    pairs = pairs_with_shared_runs(runs, least, least_runs=1)
    words = longest_passages(runs, pairs, LENGTH).words
    pair, one, two = with_copies(pairs, runs.copy_of)
    assert len({*zip(one.tolist(), two.tolist(), strict=True)}) == len(pair)
    return {
        (min(a, b), max(a, b)): (int(pairs.shared[p]), int(words[p]))
        for p, a, b in zip(pair, one.tolist(), two.tolist(), strict=True)
    }


def one_by_one(texts: list[Text], least: float = 0.3) -> dict[tuple[int, int], tuple[int, int]]:
    """The same with sets, and passages word by word."""
    runs = [{tuple(text[i : i + LENGTH]) for i in range(len(text) - LENGTH + 1)} for text in texts]
    pairs = {}
    for one, two in combinations(range(len(texts)), 2):
        shared, smaller = len(runs[one] & runs[two]), min(len(runs[one]), len(runs[two]))
        if shared and shared >= least * smaller:
            pairs[one, two] = shared, longest(texts[one], texts[two])
    return pairs


def longest(one: Text, two: Text) -> int:
    best = 0
    for i in range(len(one)):
        for j in range(len(two)):
            size = 0
            while i + size < len(one) and j + size < len(two) and one[i + size] == two[j + size]:
                size += 1
            best = max(best, size)
    return best


def test_articles_without_words_share_nothing() -> None:
    assert found([]) == found([[]]) == found([[], [1, 2], [1, 2]]) == {}


def test_a_text_in_a_longer_one() -> None:
    # 1 2 3 4 5 has three runs, all of them in the other; the longer one has six.
    assert found([[1, 2, 3, 4, 5], [9, 9, 1, 2, 3, 4, 5, 8]]) == {(0, 1): (3, 5)}


def test_a_passage_that_is_moved_is_the_longest_of_its_parts() -> None:
    assert found([[1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7, 1, 2, 3]]) == {(0, 1): (3, 4)}


def test_articles_of_different_groups_and_quoted_runs_are_not_compared() -> None:
    text = [1, 2, 3, 4, 5]
    assert found([text, text, text], groups=[0, 1, 0]) == {(0, 2): (3, 5)}
    assert found([text, text], quoted=[2, 3, 4, 5]) == {(0, 1): (1, 3)}
    assert held([text, text], quoted=[2, 3, 4, 5]).size.tolist() == [1, 1]


def test_every_pair_of_copies_is_there() -> None:
    text, other = [1, 2, 3, 4], [1, 2, 3, 4, 5]
    assert set(found([text, other, text, text])) == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}


def test_places_are_those_of_the_first_words() -> None:
    runs = held([[7, 1, 2, 3, 4], [1, 2, 3, 4]])
    assert longest_passages(runs, Pairs(*np.array([[0], [1], [2]])), LENGTH) == (4, 1, 5)


@given(st.lists(st.lists(st.integers(0, 3), max_size=12), max_size=6), st.sampled_from([0.1, 0.3, 1]))
def test_pairs_and_passages_are_those_of_brute_force(texts: list[Text], least: float) -> None:
    assert found(texts, least) == one_by_one(texts, least)


def test_blocks_do_not_change_the_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    texts = [rng.integers(0, 5, 20).tolist() for _ in range(30)]
    whole = found(texts, 0.1)
    monkeypatch.setattr(containment, "MOST_PRODUCTS", 50)
    monkeypatch.setattr(passages, "MOST_CELLS", 2_000)
    assert found(texts, 0.1) == whole
    assert len(whole) > 100
