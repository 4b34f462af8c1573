"""Tokens, and the form in which each is counted."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text.tokens import function_words, normalize, tokenize


def words(text: str) -> list[str]:
    tokens = tokenize(pl.Series([text]))
    return [tokens.vocabulary[w] for w in tokens.word]


def test_tokens_know_their_text() -> None:
    tokens = tokenize(pl.Series(["one two", "", "two"]))
    assert tokens.text.tolist() == [0, 0, 2]
    assert [tokens.vocabulary[w] for w in tokens.word] == ["one", "two", "two"]


FORMS = [
    ("Mayor’s", "mayor"),
    ("it’s", "it's"),
    ("don’t", "don't"),
    ("US", "US"),
    ("us", "us"),
    ("U.S.", "u.s."),
    ("US-led", "US-led"),
    ("END", "end"),
]


@pytest.mark.parametrize(("word", "counted"), FORMS)
def test_normalize(word: str, counted: str) -> None:
    assert normalize(word) == counted


def test_function_words_hold_no_content() -> None:
    assert {"the", "of", "and", "us", "would"} <= function_words()
    assert not {"state", "million", "work", "said", "war", "US"} & function_words()


@given(st.text(max_size=60))
def test_counted_forms_are_stable(text: str) -> None:
    for word in words(text):
        form = normalize(word)
        assert normalize(form) == form or "'" in form
