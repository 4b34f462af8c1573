"""One spelling of characters, and one form of marks."""

import unicodedata

import polars as pl
import pytest
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


def test_dashes_are_told_from_hyphens_by_what_stands_beside_them() -> None:
    dashes = ["a – b", "a ‒ b", "a − b", "a ﹣ b", "- a", "x\n– a", "“–” he", "a—b", "a⸺b", "a﹘b"]
    assert fold_marks(pl.Series(dashes)).to_list() == [
        "a — b", "a — b", "a — b", "a — b", "— a", "x\n— a", '"—" he', "a—b", "a—b", "a—b"
    ]  # fmt: skip
    hyphens = ["10–12", "10‒12", "from −5 to –3", "Oslo–Bergen", "long－range", "A–B–C"]
    assert fold_marks(pl.Series(hyphens)).to_list() == [
        "10-12", "10-12", "from -5 to -3", "Oslo-Bergen", "long-range", "A-B-C"
    ]  # fmt: skip


@pytest.mark.parametrize("sign", list("‘’“”–—…•€©£éñÜß"))
@pytest.mark.parametrize("times", [1, 2])
def test_signs_that_were_read_as_windows_1252(sign: str, times: int) -> None:
    misread = sign
    for _ in range(times):
        # latin-1 stands in for the five bytes that Windows-1252 leaves undefined.
        misread = "".join(
            bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
            for byte in misread.encode("utf-8")
        )
    expected = "..." if sign == "…" else sign
    assert normalize_characters(pl.Series([f"the mayor{misread} of it"])).to_list() == [f"the mayor{expected} of it"]


def test_letters_that_only_look_misread_stay() -> None:
    written = ["l’âge d’or", "São Tomé", "ÂGE", "à côté", "Ã, â; Â."]
    assert normalize_characters(pl.Series(written)).to_list() == written


def test_marks_of_windows_that_were_read_as_control_characters() -> None:
    assert normalize_characters(pl.Series(["\x93No,\x94 she said \x96 it\x92s late"])).to_list() == [
        "“No,” she said – it’s late"
    ]


@given(st.text())
def test_folding_keeps_the_length_and_repeats_nothing(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    once = folded(text)
    assert len(once) == len(text)
    assert len(folded(once)) == len(once)


@given(
    st.text(
        st.characters(codec="utf-8", max_codepoint=0x2FF, exclude_categories=["Cc"], exclude_characters="ÂÃâ")
        | st.sampled_from("\u0301\u0308\u0327"),
        max_size=20,
    )
)
def test_composing_is_that_of_python(text: str) -> None:
    expected = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    assert normalize_characters(pl.Series([text])).item() == expected
