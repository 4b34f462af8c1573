"""One spelling of characters, and one form of marks."""

import unicodedata

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text.characters import fold_marks, folded, normalize_characters


def test_decomposed_letters_ligatures_and_invisible_characters() -> None:
    written = ["cafe\u0301", "o\ufb03ce \ufb01t", "pro\u00adtest", "a\u200bb\u2060c\ufeff", "wait…", "plain"]
    assert normalize_characters(pl.Series(written)).to_list() == [
        "café", "office fit", "protest", "abc", "wait...", "plain"
    ]  # fmt: skip


def test_marks_of_all_kinds_are_one() -> None:
    written = ["‘a’ “b” „c“ «d» don′t don`t", "a‐b a‑b", "a – b, a - b, a — b, a―b", "[his] note[12] [2]"]
    assert fold_marks(pl.Series(written)).to_list() == [
        "'a' \"b\" \"c\" \"d\" don't don't", "a-b a-b", "a — b, a — b, a — b, a—b", "(his) note[12] [2]"
    ]  # fmt: skip


@given(st.text())
def test_folding_keeps_the_length_and_repeats_nothing(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    once = folded(text)
    assert len(once) == len(text)
    assert len(folded(once)) == len(once)


@given(st.text(st.characters(codec="utf-8", max_codepoint=0x2FF) | st.sampled_from("\u0301\u0308\u0327"), max_size=20))
def test_composing_is_that_of_python(text: str) -> None:
    expected = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    assert normalize_characters(pl.Series([text])).item() == expected
