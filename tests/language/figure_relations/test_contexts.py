import numpy as np
import polars as pl
import pytest

from analysis.language.figure_relations.contexts import contexts, meaning_of, names_time, shared_word, similarities

SENTENCES = [
    "The bridge will cost [1.2 million] and opens in May.",
    "It will cost [1.5 million], two councillors said.",
    "In Lund the bakers sold [900] loaves this year.",
    "[]",
]


def around(*sentences: str) -> tuple[pl.Series, pl.Series]:
    left, right = zip(*((text[: text.index("[")], text[text.index("]") + 1 :]) for text in sentences), strict=True)
    return pl.Series(left, dtype=pl.String), pl.Series(right, dtype=pl.String)


def test_words_near_a_figure_count_more() -> None:
    words = contexts(*around(*SENTENCES))
    near, wide = similarities(words, 4)
    assert near[0, 1] > wide[0, 1] > 0
    assert near[0, 2] == near[1, 2] == 0
    assert (near[3] == 0).all()
    assert np.allclose(np.diag(near)[:3], 1) and np.allclose(near, near.T)


def test_function_words_and_numbers_say_nothing_of_a_figure() -> None:
    words = contexts(*around("It was one of the [12] or two."))
    assert not len(words.word)
    assert similarities(words, 1)[0].tolist() == [[0.0]]


@pytest.mark.parametrize(("one", "two"), [
    ("soldiers", "troops"), ("killed", "deaths"), ("votes", "voted"), ("sailing", "travelled"), ("people", "person"),
])  # fmt: skip
def test_forms_and_synonyms_have_one_meaning(one: str, two: str) -> None:
    assert meaning_of(one) == meaning_of(two) != ""


@pytest.mark.parametrize(("word", "is_time"), [
    ("Monday", True), ("2 p.m", True), ("last year", True), ("2019", True), ("harbour", False), ("1200", False),
])  # fmt: skip
def test_times_are_told_from_other_words(word: str, is_time: bool) -> None:
    assert names_time(meaning_of(word)) == is_time


def test_the_word_nearest_to_both_figures_names_them() -> None:
    words = contexts(*around(*SENTENCES))
    assert shared_word(words, 0, 1) == "cost"
    assert shared_word(words, 0, 2) == ""


def test_words_of_some_figures_are_numbered_anew() -> None:
    words = contexts(*around(*SENTENCES))
    assert words.of(2, 3).figure.tolist() == [0] * int((words.figure == 2).sum())
