"""Columns of text as numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis._utils.coded_text import coded, with_coded_text

words = st.lists(st.sampled_from(["ferry", "bridge", "", "Ärger", "mayor"]), max_size=20)


@given(words)
def test_the_strings_stay_and_equal_columns_have_equal_categories(texts: list[str]) -> None:
    plain = pd.DataFrame({"text": pd.array(texts, "str"), "n": np.arange(len(texts))})
    made = with_coded_text(plain, ["text"])
    assert made["text"].tolist() == texts
    assert made["text"].cat.categories.tolist() == sorted(set(texts))
    many = pd.Categorical(texts, pd.Index(["zebra", "mayor", "Ärger", "", "ferry", "bridge"], dtype="str"))
    pd.testing.assert_frame_equal(with_coded_text(plain.assign(text=many), ["text"]), made)


def test_rows_without_a_string_stay_without() -> None:
    made = coded(np.array([1, -1, 0]), ["wire", "CNN"])
    assert list(made.isna()) == [False, True, False]
    assert list(made.categories) == ["CNN", "wire"]
    pd.testing.assert_series_equal(with_coded_text(pd.DataFrame({"x": made}), ["x"])["x"], pd.Series(made, name="x"))


def test_the_table_itself_is_not_changed() -> None:
    plain = pd.DataFrame({"outlet": pd.array(["wire"], "str")})
    with_coded_text(plain, ["outlet"])
    assert plain["outlet"].dtype == "str"
