"""Which labels are among some names."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis._utils.membership import are_among

words = st.lists(st.text("ab", max_size=2), max_size=8)


def test_missing_labels_are_among_no_names():
    labels = pd.Series(["a", None, "b", "a"], dtype="str")
    assert are_among(labels, ["a", "a", "c"]).tolist() == [True, False, False, True]


@given(words, words)
def test_the_same_as_isin_of_pandas(labels, names):
    series = pd.Series(labels, dtype="str")
    np.testing.assert_array_equal(are_among(series, names), series.isin(names))
    np.testing.assert_array_equal(are_among(pd.Index(series), pd.Series(names, dtype="str")), series.isin(names))
