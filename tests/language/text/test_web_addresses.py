"""Web addresses are no words."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text.tokens import tokenize
from analysis.language.text.web_addresses import web_addresses

TEXTS = [
    ("See (https://www.a-b.com/x-y?z=1&b) now", "See now"),
    ("It stands at www.dorset.org/news.", "It stands at"),
    ("<http://dorset.co.uk/a_b>, she said", "she said"),
    ("“dorset.com/hall” is new", "is new"),
    ("The firm Harbour.com and its awww. So", "The firm Harbour com and its awww So"),
    ("and/or in Dorset: a://b", "and or in Dorset"),
    ("Ümit’s https://dorset.org/a—the hall", "Ümit’s the hall"),
    ("none here", "none here"),
    ("https://dorset.org", ""),
]


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_an_address_is_no_word(text: str, words: str) -> None:
    tokens = tokenize(pl.Series([text, "two words"]))
    assert [tokens.vocabulary[word] for word in tokens.word[tokens.text == 0]] == words.split()
    assert (tokens.text == 1).sum() == 2


@given(st.text(alphabet="a.:/ w(", max_size=40))
def test_addresses_are_in_order_and_apart(text: str) -> None:
    start, end = web_addresses(text.encode())
    assert (start < end).all() and (start[1:] >= end[:-1]).all()


def test_an_address_without_end_is_read_once() -> None:
    start, end = web_addresses(b"www.a://" * 100_000)
    assert start[0] == 0 and end[0] == 800_000
