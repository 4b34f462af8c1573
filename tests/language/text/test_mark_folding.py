from __future__ import annotations

import re

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.text.characters import fold_marks
from analysis.language.text.mark_folding import fold_bytes

SINGLE = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "‐": "-", "―": "—", "（": "("})


def modelled(text: str) -> str:
    """Fold the marks of one text by the regular expressions that say what is meant, one after the other."""
    text = re.sub(r"([ \n])[-–] ", r"\1— ", text.translate(SINGLE))
    text = re.sub(r"\A[-–] ", "— ", text)
    text = re.sub(r"\b–\b", "-", text)
    text = re.sub(r"(\A|\s)–(\d)", r"\1-\2", text).replace("–", "—")
    return re.sub(r"([^\d\[])\]", r"\1)", re.sub(r"\[(\D)", r"(\1", text))


def test_no_texts_and_texts_without_marks() -> None:
    assert fold_marks(pl.Series([], dtype=pl.String)).to_list() == []
    assert fold_marks(pl.Series(["", None, "It rained."])).to_list() == ["", None, "It rained."]


def test_a_text_ends_where_its_marks_are_folded() -> None:
    # The first text of 3 + 1 + 3 bytes is as short as 3 bytes now: each quotation mark is one byte.
    written = "“a”b–c".encode()
    folded, ends = fold_bytes(written, np.array([0, 7]), np.array([7, 12]))
    assert (folded.decode(), ends.tolist()) == ('"a"b-c', [3, 6])


def test_neighbours_are_those_of_the_same_text() -> None:
    assert fold_marks(pl.Series(["a[", "b]", "]c", "1–", "2", "-", " d"])).to_list() == [
        "a[", "b)", "]c", "1—", "2", "-", " d"
    ]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.text("ab1é \n-–[]‘“―`𝔸‐（", max_size=8), max_size=4))
def test_marks_are_folded_as_the_expressions_say(texts: list[str]) -> None:
    assert fold_marks(pl.Series(texts, dtype=pl.String)).to_list() == [modelled(text) for text in texts]
