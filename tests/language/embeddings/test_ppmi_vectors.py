import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.embeddings import ppmi_vectors as vectors
from analysis.language.embeddings.ppmi_vectors import learn, near_counts, ppmi, reduced, too_few
from analysis.language.text.word_sequence import WordSequence

FUNCTION = {"the", "of"}


def said(*segments: str) -> WordSequence:
    words = [(i, word) for i, segment in enumerate(segments) for word in segment.split()]
    vocabulary = sorted({word for _, word in words})
    number = [vocabulary.index(word) for _, word in words]
    function = np.array([word in FUNCTION for _, word in words], bool)
    segment = np.array([i for i, _ in words], np.int64)
    return WordSequence(
        segment,
        np.array(number, np.int32),
        function,
        np.zeros(len(function), bool),
        pl.Series("word", vocabulary, dtype=pl.String),
    )


def counted(*segments: str) -> np.ndarray:
    words = said(*segments)
    return near_counts(words.segment, words.word, len(words.vocabulary)).toarray()


def test_a_word_alone_is_near_nothing() -> None:
    assert counted("rain").tolist() == [[0]]


def test_words_are_near_within_five_of_one_segment() -> None:
    # a b c d e f: a and f are five apart; the second segment's words are near none of the first
    counts = counted("a b c d e f g", "h")
    assert counts[0].tolist() == [0, 1, 1, 1, 1, 1, 0, 0]
    assert counts[7].sum() == 0


def test_a_word_near_itself_counts_from_both_sides() -> None:
    assert counted("a a b").tolist() == [[2, 2], [2, 0]]


def test_ppmi_by_hand() -> None:
    from scipy import sparse

    # a–b 3 times, a–c once: rows of 4, 3 and 1 in 8
    counts = sparse.csr_array(np.array([[0, 3, 1], [3, 0, 0], [1, 0, 0]], float))
    smooth = np.array([4, 3, 1]) ** 0.75
    chance = smooth / smooth.sum()
    expected = np.log([3 / 8 / (4 / 8 * chance[1]), 1 / 8 / (4 / 8 * chance[2]), 3 / 8 / (3 / 8 * chance[0])])
    found = ppmi(counts).toarray()
    assert [found[0, 1], found[0, 2], found[1, 0]] == pytest.approx(expected.tolist(), rel=1e-5)
    # where contexts are smoothed, a rare one may stand near a word less often than chance
    assert (found >= 0).all()
    assert found[0, 2] < np.log(1 / 8 / (4 / 8 * 1 / 8))


def test_reduced_is_the_singular_value_decomposition() -> None:
    from scipy import sparse

    matrix = np.random.default_rng(1).random((12, 12))
    matrix = matrix + matrix.T
    u, s, _ = np.linalg.svd(matrix)
    expected = u[:, :3] * np.sqrt(s[:3])
    expected = expected * np.sign(expected[np.abs(expected).argmax(axis=0), range(3)])
    found = reduced(sparse.csr_array(matrix), 3)
    assert np.abs(found) == pytest.approx(np.abs(expected), abs=1e-4)
    assert found @ found.T == pytest.approx(expected @ expected.T, abs=1e-4)


def test_no_words_have_no_vectors() -> None:
    assert len(learn(said()).words) == len(learn(said("rain fell")).words) == 0


RIVER = ["ferry crossed the river", "river boat and ferry", "boat crossed river"] * 12
MONEY = ["council raised the tax", "tax budget of council", "budget raised tax"] * 12


def test_words_of_one_subject_are_alike() -> None:
    found = learn(said(*RIVER, *MONEY))
    row = dict(zip(found.words.to_list(), found.rows, strict=True))
    assert not FUNCTION & set(row)
    assert row["ferry"] @ row["boat"] > 0.5 > row["ferry"] @ row["tax"]
    assert np.linalg.norm(found.rows, axis=1) == pytest.approx(1, abs=1e-6)


def test_the_same_words_give_the_same_vectors_in_any_order() -> None:
    first, again, other = learn(said(*RIVER, *MONEY)), learn(said(*RIVER, *MONEY)), learn(said(*MONEY, *RIVER))
    assert (first.rows == again.rows).all()
    assert first.rows @ first.rows.T == pytest.approx(other.rows @ other.rows.T, abs=1e-4)


@given(st.lists(st.text("abcd ", max_size=12), max_size=8))
def test_counts_are_those_of_going_through_all_pairs(segments: list[str]) -> None:
    vocabulary = sorted({word for segment in segments for word in segment.split()})
    expected = np.zeros((len(vocabulary), len(vocabulary)))
    for segment in segments:
        words = segment.split()
        for i, one in enumerate(words):
            for j, other in enumerate(words):
                if i != j and abs(i - j) <= 5:
                    expected[vocabulary.index(one), vocabulary.index(other)] += 1
    assert counted(*segments).tolist() == expected.tolist()


def test_how_many_words_are_enough(monkeypatch) -> None:
    monkeypatch.setattr(vectors, "ENOUGH", 5000)
    assert too_few(5000) == ""
    assert too_few(4321).startswith("Vectors cannot be learnt from 4,321 words: from fewer than 5,000 another corpus")
