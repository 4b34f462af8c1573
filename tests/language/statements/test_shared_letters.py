import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.language.statements.shared_letters import letter_similarity

TEXTS = [
    "Workers repaired seven boats before winter.",
    "Seven boats were repaired before winter, workers said.",
    "Bakers complained about flour prices.",
    "Flour prices worry bakers; winter prices worry everybody.",
]


def test_texts_of_the_same_words_are_equal_and_of_no_common_run_have_nothing_in_common() -> None:
    similarity = letter_similarity(["The Bridge", "the  bridge", "xyz"])
    assert similarity == pytest.approx(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]]), abs=1e-6)


def test_a_case_worked_by_hand() -> None:
    # Runs of " ab ": " ab", "ab ", " ab "; of " ac ": " ac", "ac ", " ac "; "ab ac" has all six.
    both, one = 1.0, np.log(4 / 3) + 1  # each run is in two of three texts: ln((1 + 3) / (1 + 2)) + 1
    assert one > both
    similarity = letter_similarity(["ab", "ac", "ab ac"])
    assert similarity[0, 1] == 0
    assert similarity[0, 2] == pytest.approx(3 * one**2 / (np.sqrt(3 * one**2) * np.sqrt(6 * one**2)))


def test_equal_to_scikit_learn_where_no_word_is_shorter_than_a_run() -> None:
    # scikit-learn counts a word that is shorter than a run as a run.
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    long_words = [" ".join(word for word in text.split() if len(word) > 2) for text in TEXTS]
    expected = theirs.fit_transform(long_words)
    assert letter_similarity(long_words) == pytest.approx((expected @ expected.T).toarray(), abs=1e-5)


def test_no_text_and_texts_without_runs() -> None:
    assert letter_similarity([]).shape == (0, 0)
    assert letter_similarity(["", " "]).tolist() == [[0, 0], [0, 0]]


@given(st.lists(st.text(max_size=30), max_size=6))
def test_similarities_are_symmetric_cosines(texts: list[str]) -> None:
    similarity = letter_similarity(texts)
    assert similarity == pytest.approx(similarity.T, abs=1e-6)
    assert ((similarity >= 0) & (similarity < 1 + 1e-5)).all()
