"""Texts as words between blanks, and the runs of words that they hold."""

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bundles.disclosure.word_runs import found_in, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "  "),
        ("It rained", " it rained "),
        ("It rained.", " it rained  "),
        ("“No”—she said,  twice", "  no she said twice "),
        ("don't\nre-open", " don t re open "),
        ("quay\u00adside, £2,000 \t(½ of it)", " quayside 2 000 ½ of it  "),
    ],
)
def test_words_stand_between_blanks(text: str, expected: str) -> None:
    assert plain([text]).to_list() == [expected]


@given(st.lists(st.text("aZé7 .,-_’\n\u200b"), max_size=4))
def test_each_gap_is_one_blank(texts: list[str]) -> None:
    shown = [text.replace("\u200b", "").lower() for text in texts]
    assert plain(texts).to_list() == [f" {re.sub(r'[^aezé7]+', ' ', text)} " for text in shown]


def test_runs_are_found_over_punctuation() -> None:
    texts = plain(["The ferry – late again – left.", "Nobody came"])
    assert found_in([("ferry", "late", "again"), ("late", "left", "nobody")], texts) == {("ferry", "late", "again")}
    assert found_in([("a", "b", "c")], pl.Series([], dtype=pl.String)) == set()
