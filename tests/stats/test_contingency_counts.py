"""What holds for every measure of a 2 × 2 table: counts that cannot be, counts of zero, arrays."""

import math
from functools import partial

import numpy as np
import pytest

from analysis.stats.effect_sizes import (
    conservative_log_ratio,
    conservative_log_ratio_normal,
    log_ratio,
    percent_diff,
    pmi,
)
from analysis.stats.exact_tests import conditional_odds_ratio, fisher_exact_p
from analysis.stats.keyness_tests import chi_squared, chi_squared_yates, g2_2term, g2_4term, g2_williams

lrc = partial(conservative_log_ratio, m=1)
clr = partial(conservative_log_ratio_normal, m=1)
WITH_OTHERS = [g2_4term, g2_williams, chi_squared, chi_squared_yates, fisher_exact_p, conditional_odds_ratio]
ALL = [g2_2term, *WITH_OTHERS, log_ratio, percent_diff, pmi, lrc, clr]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize("table", [(0, 0, 10, 20), (0, 3, 0, 20), (3, 0, 10, 0), (0, 0, 0, 0), (np.nan, 1, 10, 20)])
def test_what_the_data_cannot_answer_is_nan(measure, table):
    assert np.isnan(measure(*table))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", WITH_OTHERS)
def test_an_item_that_is_all_there_is_has_no_table(measure):
    assert np.isnan(measure(10, 20, 10, 20))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("measure", ALL)
def test_a_zero_count_on_one_side_raises_no_warning(measure):
    only_target, only_reference = measure(3, 0, 100, 200), measure(0, 3, 100, 200)
    assert not np.isnan(only_target) and not np.isnan(only_reference)


def test_infinity_stands_only_where_it_is_the_truth():
    found = {
        m: [float(m(*t)) for t in ((3, 0, 100, 200), (0, 3, 100, 200), (3, 3, 100, 200)) if np.isinf(m(*t))]
        for m in ALL
    }
    found = {m: v for m, v in found.items() if v}
    assert found == {
        percent_diff: [math.inf],
        pmi: [-math.inf],
        conditional_odds_ratio: [math.inf],
    }


@pytest.mark.parametrize("measure", ALL)
def test_arrays_broadcast_and_zero_rows_do_not_spoil_their_neighbours(measure):
    a, b = np.array([[7, 0, 3]]), np.array([[2, 0, 4]])
    n_a, n_b = np.array([[20], [40]]), 30
    got = measure(a, b, n_a, n_b)
    assert got.shape == (2, 3)
    for i, j in np.ndindex(2, 3):
        np.testing.assert_allclose(got[i, j], measure(a[0, j], b[0, j], n_a[i, 0], n_b), rtol=1e-12)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ((-1, 2, 10, 10), "Invalid `a`: -1. Expected 0 to `n_a`, which is 10."),
        ((1, [2, 12], 10, 10), "Invalid `b`: 12. Expected 0 to `n_b`, which is 10."),
    ],
)
def test_impossible_counts_are_refused(table, message):
    with pytest.raises(ValueError) as error:
        g2_2term(*table)
    assert str(error.value) == message
